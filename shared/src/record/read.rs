//! One clinical resource, whatever its type, as a typed entry or as "unreadable" with the reasons.

use super::{Entry, ItemKind, Unreadable, fate, origin::Receipt};
use crate::element::{issues::Issues, node::Node, reference::References};

/// Reads `resource` as what `kind` says it is. Never loses it: what cannot be read comes back as
/// [`Entry::Unreadable`].
pub(crate) fn read(
    kind: ItemKind,
    resource: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Entry {
    let stored = kind.stored();
    if !stored.weighs_itself {
        fate::weigh(stored.name, resource, issues);
    }
    match (stored.read)(resource, receipt, references, issues) {
        Some(entry) => entry,
        None => unreadable(stored.name, resource, receipt, issues).into(),
    }
}

/// A resource that could not be read, with what is still known of it.
pub(crate) fn unreadable(
    resource_type: &str,
    resource: &Node<'_>,
    receipt: &Receipt,
    issues: &mut Issues,
) -> Unreadable {
    let origin = receipt.origin(resource, issues);
    Unreadable { origin, resource_type: resource_type.to_owned(), issues: issues.unread_parts() }
}
