//! Immunization → 予防接種.

use crate::record::{Immunization, Severity, Vaccination};
use crate::{
    element::{
        concept::named,
        issues::Issues,
        node::{Node, look_up},
    },
    record::{
        kinds::diagnosis::fhir::start,
        origin::{Receipt, notes},
    },
};

pub(crate) fn read(node: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Immunization> {
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
