//! 傷病名: what the illness is called, since when, how it stands, where.

mod card;
mod line;
mod listed;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::present;
pub use line::line;
pub use listed::Listed;
pub use words::{name_as_written, name_in_full, status, unusual_status};

use super::{Kind, NewsLink};
use shared::record::News;

/// Its name in `shared`.
pub const NAME: &str = "diagnosis";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[
        NewsLink { of: News::Diagnoses, address: "/record#diagnoses", words: "news-diagnoses" },
        NewsLink { of: News::Suspected, address: "/record#diagnoses", words: "news-suspected" },
    ],
};
