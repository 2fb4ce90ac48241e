//! 処方: what is taken, how, how long.

mod card;
mod line;
mod listed;
#[cfg(feature = "ssr")]
mod row;
mod timeline;
mod usage;
mod words;

pub use card::{Listed, course_in_days, course_in_words, dose_per_day, facts};
pub use line::line;
pub use listed::Line;
pub use timeline::{bars, has_bar};
pub use usage::{beside_the_plan, certain_days, printed_beside, usage_in_full, usage_in_words};
pub use words::{free_words, standing_of, stated, taking};

use super::{Kind, NewsLink};
use shared::record::News;

/// Its name in `shared`.
pub const NAME: &str = "prescription";

pub const KIND: Kind = Kind {
    name: NAME,
    // They have a page of their own.
    sections: |_| Vec::new(),
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[NewsLink { of: News::Medicines, address: "/medicines", words: "news-medicines" }],
};
