//! 文書, and what they say that is theirs alone.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;
mod written;

pub use line::{attachment, plan};
pub use words::{kind, term};
pub use written::WrittenInDocument;

use super::{Kind, words::Words};
use shared::category::Category;

/// Its name in `shared`.
pub const NAME: &str = "document";

pub const KIND: Kind = Kind {
    name: NAME,
    unread: Some("unreadable-kind-document"),
    words: &[
        Words {
            of: Category::Checkups,
            name: "category-checkups",
            means: "category-checkups-means",
            consent: "consent-kind-checkups",
        },
        Words {
            of: Category::Documents,
            name: "category-documents",
            means: "category-documents-means",
            consent: "consent-kind-documents",
        },
    ],
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
};
