//! Procedure → 手術・処置.

use crate::record::{Performed, Procedure, Severity};
use crate::{
    element::{
        concept::named,
        issues::Issues,
        node::{Node, one_of},
    },
    record::{
        kinds::diagnosis::fhir::start,
        origin::{Receipt, notes},
    },
};

pub(crate) fn read(node: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Procedure> {
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
