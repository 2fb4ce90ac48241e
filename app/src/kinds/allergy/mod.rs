//! 薬剤禁忌 and アレルギー. Red stands for 薬剤禁忌 only, and never without its word.

mod card;
mod line;
mod listed;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use line::line;
pub use words::{is_over, name_in_full, not_confirmed, remarks, severity, status, with_reactions};

use super::{Kind, words::Words};
use shared::category::Category;

/// Its name in `shared`.
pub const NAME: &str = "allergy";

pub const KIND: Kind = Kind {
    name: NAME,
    unread: Some("unreadable-kind-allergy"),
    words: &[
        Words {
            of: Category::Contraindications,
            name: "category-contraindications",
            means: "category-contraindications-means",
            consent: "consent-kind-contraindications",
        },
        Words {
            of: Category::Allergies,
            name: "category-allergies",
            means: "category-allergies-means",
            consent: "consent-kind-allergies",
        },
    ],
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
};
