//! 予防接種, where facilities sent them.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;

pub use line::line;

use super::{Kind, words::Words};
use shared::category::Category;

/// Its name in `shared`.
pub const NAME: &str = "immunization";

pub const KIND: Kind = Kind {
    name: NAME,
    unread: Some("unreadable-kind-immunization"),
    words: &[Words {
        of: Category::Immunizations,
        name: "category-immunizations",
        means: "category-immunizations-means",
        consent: "consent-kind-immunizations",
    }],
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
};
