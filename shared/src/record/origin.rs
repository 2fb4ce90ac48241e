//! Origin of a resource: what each says about where it comes from.

use crate::element::{concept::Concept, issues::Issues, node::Node, reference::extension, systems};
use crate::{ids::ItemId, record::Origin, source::Source};
use chrono::{DateTime, Utc};

/// Receipt of an item: what is known before its JSON is read.
#[derive(Clone, Debug)]
pub(crate) struct Receipt {
    pub(crate) item: ItemId,
    pub(crate) source: Source,
    pub(crate) received: DateTime<Utc>,
    /// The document that carries the item.
    pub(crate) document: Option<ItemId>,
    /// [`Origin::doubted`].
    pub(crate) doubted: bool,
}

impl Receipt {
    /// The item's origin. Comes last in a reader: it takes along what could not be read.
    pub(crate) fn origin(&self, resource: &Node<'_>, issues: &mut Issues) -> Origin {
        let updated = resource.object("meta", issues).and_then(|meta| meta.moment("lastUpdated", issues));
        let department = department(resource, issues);
        Origin {
            item: self.item.clone(),
            source: self.source.clone(),
            department: department.and_then(|department| department.words_or_code()),
            updated,
            received: self.received,
            document: self.document.clone(),
            long_term: is_long_term(resource, issues),
            unread_parts: issues.unread_parts(),
            doubted: self.doubted,
        }
    }
}

/// 診療科.
pub(crate) fn department(resource: &Node<'_>, issues: &mut Issues) -> Option<Concept> {
    let extension = extension(resource, systems::DEPARTMENT_EXTENSION, issues)?;
    Concept::under(&extension, "valueCodeableConcept", issues)
}

fn is_long_term(resource: &Node<'_>, issues: &mut Issues) -> bool {
    let Some(meta) = resource.object("meta", issues) else { return false };
    meta.list("tag", issues).iter().any(|tag| {
        tag.raw("code") == Some("LTS") && tag.raw("system").map(systems::current) == Some(systems::INDICATION)
    })
}

/// Each `note`'s text, in order.
pub(crate) fn notes(resource: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    resource.list("note", issues).iter().filter_map(|note| note.text("text", issues)).collect()
}
