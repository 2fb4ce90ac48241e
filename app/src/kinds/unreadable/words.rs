use crate::t;
use shared::record::sent_as;

/// What kind of thing it was, as far as its type tells. The words of a kind are known by its name.
pub fn kind(resource_type: &str) -> String {
    t!(&format!("unreadable-kind-{}", sent_as(resource_type).unwrap_or("other")))
}
