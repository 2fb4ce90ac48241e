use crate::{kinds::KINDS, t};
use shared::record::sent_as;

/// What kind of thing it was, as far as its type tells.
pub fn kind(resource_type: &str) -> String {
    let sent = sent_as(resource_type);
    let kind = KINDS.iter().find(|kind| sent == Some(kind.name)).and_then(|kind| kind.unread);
    t!(kind.unwrap_or("unreadable-kind-other"))
}
