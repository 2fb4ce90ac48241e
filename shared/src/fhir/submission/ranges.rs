//! Reference ranges that say two things: pages compare the result with neither, and its sender is told.

use crate::{
    element::{issues::Issues, node::Node},
    labs::NotCompared,
    record::{Entry, Severity},
};

pub(super) fn check(read: &Entry, resource: &Node<'_>, issues: &mut Issues) {
    let Entry::Observation(result) = read else { return };
    let contradicts = |why: Option<NotCompared>| why == Some(NotCompared::Contradicting);
    let of_a_part = result.components.iter().any(|part| contradicts(NotCompared::of_part(result, part)));
    for (element, contradicts) in
        [("referenceRange", contradicts(NotCompared::of_result(result))), ("component", of_a_part)]
    {
        if let Some(node) = resource.get(element).filter(|_| contradicts) {
            let expected = "limits, and a text that says the same: the result is compared with neither";
            node.complain(issues, Severity::Warning, expected);
        }
    }
}
