//! 傷病名: what the illness is called, since when, how it stands, where.

mod card;
mod line;
mod listed;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use line::line;
pub use words::{name_as_written, name_in_full, status, unusual_status};

use super::{Kind, words::Words};
use shared::category::Category;

/// Its name in `shared`.
pub const NAME: &str = "diagnosis";

pub const KIND: Kind = Kind {
    name: NAME,
    unread: Some("unreadable-kind-diagnosis"),
    words: &[Words {
        of: Category::Diagnoses,
        name: "category-diagnoses",
        means: "category-diagnoses-means",
        consent: "consent-kind-diagnoses",
    }],
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
};
