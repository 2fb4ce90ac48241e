//! 薬剤禁忌 and アレルギー. Red stands for 薬剤禁忌 and grave allergies, and never without its word.

mod card;
mod line;
mod listed;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::list;
pub use line::line;
pub use words::{
    category, is_grave, is_over, name_in_full, not_confirmed, remarks, severity, status, with_reactions,
};

use super::{Kind, NewsLink};
use shared::record::News;

/// Its name in `shared`.
pub const NAME: &str = "allergy";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[
        NewsLink {
            of: News::Contraindications,
            address: "/record#contraindications",
            words: "news-contraindications",
        },
        NewsLink { of: News::Allergies, address: "/record#allergies", words: "news-allergies" },
    ],
};
