//! What was received and could not be read: shown as such, with what, from whom and how to ask.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::UnreadableItems;
pub use line::line;
#[cfg(feature = "ssr")]
pub use row::unreadable;
pub use words::kind;

use shared::record::{Record, Unreadable};

/// What was sent as entries of one kind.
pub fn sent_as<'a>(record: &'a Record, kind: &'a str) -> impl Iterator<Item = &'a Unreadable> {
    record.unreadable.iter().filter(move |one| one.sent_as() == Some(kind))
}
