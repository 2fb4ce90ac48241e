//! Procedure → 手術・処置, and Immunization → 予防接種.

use super::{
    concept::named,
    condition::start,
    issues::Issues,
    node::Node,
    origin::{Receipt, notes},
};
use crate::record::{
    Immunization, Procedure, Severity,
    status::{procedure_took_place, vaccine_was_given},
};

/// A procedure that took place or is taking place. One that was not done, or was written down by
/// mistake, must not read like one that was: it comes back as nothing, with the status as reason.
pub(crate) fn procedure(node: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Procedure> {
    let (name, codes) = named(node, "code", issues)?;
    let took_place = match node.raw("status").map(procedure_took_place) {
        Some(Some(took_place)) => took_place,
        Some(None) => {
            complain_of_status(node, Severity::Part, issues);
            true
        }
        None => {
            node.missing(issues, Severity::Part, "status", "completed or another status");
            true
        }
    };
    if !took_place {
        complain_of_status(node, Severity::Error, issues);
        return None;
    }
    let performed = start(node, "performed", issues);
    let notes = notes(node, issues);
    let origin = receipt.origin(node, issues);
    Some(Procedure { origin, name, codes, performed, notes })
}

pub(crate) fn immunization(node: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Immunization> {
    let (vaccine, codes) = named(node, "vaccineCode", issues)?;
    let given = match node.raw("status").map(vaccine_was_given) {
        Some(Some(given)) => given,
        // Whether it was given is what matters most; without that nothing is claimed.
        Some(None) => {
            complain_of_status(node, Severity::Error, issues);
            return None;
        }
        None => {
            node.missing(issues, Severity::Error, "status", "completed or not-done");
            return None;
        }
    };
    let occurred = start(node, "occurrence", issues);
    let notes = notes(node, issues);
    let origin = receipt.origin(node, issues);
    Some(Immunization { origin, vaccine, codes, occurred, given, notes })
}

fn complain_of_status(node: &Node<'_>, severity: Severity, issues: &mut Issues) {
    if let Some(status) = node.get("status") {
        status.complain(issues, severity, "completed");
    }
}
