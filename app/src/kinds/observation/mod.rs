//! 検査 and 感染症: results.

mod card;
mod home;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod value;
mod words;

pub use card::PAGE as INFECTIONS;
pub use line::{line, results};
pub use value::{ResultStatusTag, ResultValue};
pub use words::{in_the_readers_words, measured_at, result_status};

use super::{Kind, NewsLink};
use shared::record::News;

/// Its name in `shared`.
pub const NAME: &str = "observation";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: |view| card::sections(view).into_iter().chain([home::section(view)]).collect(),
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[
        NewsLink { of: News::Results, address: "/labs", words: "news-results" },
        NewsLink { of: News::Infections, address: "/record#infections", words: "news-infections" },
    ],
};
