//! 手術・処置, where facilities sent them.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use line::line;
pub use words::performed;

use super::{Kind, words::Words};
use shared::category::Category;

/// Its name in `shared`.
pub const NAME: &str = "procedure";

pub const KIND: Kind = Kind {
    name: NAME,
    unread: Some("unreadable-kind-procedure"),
    words: &[Words {
        of: Category::Procedures,
        name: "category-procedures",
        means: "category-procedures-means",
        consent: "consent-kind-procedures",
    }],
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
};
