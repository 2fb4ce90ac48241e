//! 検査 and 感染症: results.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod value;
mod words;

pub use card::PAGE as INFECTIONS;
pub use line::{line, results};
pub use value::{ResultStatusTag, ResultValue};
#[cfg(feature = "ssr")]
pub use words::measured_at;
pub use words::result_status;

use super::{Kind, NewsLink};
use shared::record::News;

/// Its name in `shared`.
pub const NAME: &str = "observation";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[
        NewsLink { of: News::Results, address: "/labs", words: "news-results" },
        NewsLink { of: News::Infections, address: "/record#infections", words: "news-infections" },
    ],
};
