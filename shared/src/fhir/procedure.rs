//! Procedure → 手術・処置, and Immunization → 予防接種.

use super::{
    concept::named,
    condition::start,
    issues::Issues,
    node::{Node, look_up, one_of},
    origin::{Receipt, notes},
};
use crate::record::{Immunization, Performed, Procedure, Severity, Vaccination};

pub(crate) fn procedure(node: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Procedure> {
    let (name, codes) = named(node, "code", issues)?;
    if node.get("status").is_none() {
        node.missing(issues, Severity::Part, "status", one_of(&Performed::STATUSES));
    }
    let status = node.code_of("status", &Performed::STATUSES, issues).unwrap_or(Performed::NotKnown);
    let performed = start(node, "performed", issues);
    let notes = notes(node, issues);
    let origin = receipt.origin(node, issues);
    Some(Procedure { origin, name, codes, status, performed, notes })
}

pub(crate) fn immunization(node: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Immunization> {
    let (vaccine, codes) = named(node, "vaccineCode", issues)?;
    // Whether it was given is what matters most; without that nothing is claimed.
    let Some(status) = node.raw("status").and_then(|status| look_up(&Vaccination::STATUSES, status)) else {
        match node.get("status") {
            Some(status) => status.complain(issues, Severity::Error, "completed or not-done"),
            None => node.missing(issues, Severity::Error, "status", "completed or not-done"),
        }
        return None;
    };
    let occurred = start(node, "occurrence", issues);
    let notes = notes(node, issues);
    let origin = receipt.origin(node, issues);
    Some(Immunization { origin, vaccine, codes, occurred, status, notes })
}
