//! 文書, and what they say that is theirs alone.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;
mod written;

pub use line::{attachment, line, plan};
pub use words::{kind, term};
pub use written::WrittenInDocument;

use super::{Kind, NewsLink};
use shared::record::News;

/// Its name in `shared`.
pub const NAME: &str = "document";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[NewsLink { of: News::Documents, address: "/documents", words: "news-documents" }],
};
