//! What no reader of an item asks: the Bundle around the items, and the resources beside them.

use crate::{
    element::{bundle::Bundle, issues::Issues, node::Node},
    record::{Severity, fate},
};
use {super::envelope::Kind, crate::record::ItemKind};

/// Names every element that leaves in doubt what is meant. A document is kept with its Bundle, so the doubt stays with it;
/// of a collection the items alone are kept, and a doubt about all of them would be lost: it is refused.
pub(super) fn check(bundle: &Node<'_>, entries: &Bundle<'_>, kind: Option<Kind>, issues: &mut Issues) {
    let mut around = Issues::default();
    fate::weigh("Bundle", bundle, &mut around);
    for issue in around.into_vec() {
        let severity = match issue.severity {
            Severity::Doubt if kind != Some(Kind::Document) => Severity::Error,
            severity => severity,
        };
        issues.add(severity, issue.path, issue.found, issue.expected);
    }
    for entry in &entries.entries {
        if ItemKind::from_name(entry.resource_type()).is_none() {
            fate::weigh(entry.resource_type(), &entry.resource, issues);
        }
    }
}
