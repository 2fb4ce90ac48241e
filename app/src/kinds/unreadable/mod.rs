//! What was received and could not be read: shown as such, with what, from whom and how to ask.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::UnreadableItems;
pub use line::line;
pub use words::kind;

use super::{Kind, NewsLink};
use shared::record::{News, Record, Unreadable};

/// Its name in `shared`.
pub const NAME: &str = "unreadable";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[NewsLink { of: News::Unreadable, address: "/record#unreadable", words: "news-unreadable" }],
};

/// What was sent as entries of one kind.
pub fn sent_as<'a>(record: &'a Record, kind: &'a str) -> impl Iterator<Item = &'a Unreadable> {
    record.unreadable.iter().filter(move |one| one.sent_as() == Some(kind))
}
