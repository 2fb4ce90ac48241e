//! 検査 and 感染症: results.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod value;
mod words;

pub use card::PAGE as INFECTIONS;
pub use line::results;
pub use value::{ResultStatusTag, ResultValue};
pub use words::result_status;

use super::{Kind, words::Words};
use shared::category::Category;

/// Its name in `shared`.
pub const NAME: &str = "observation";

pub const KIND: Kind = Kind {
    name: NAME,
    unread: Some("unreadable-kind-result"),
    words: &[
        Words {
            of: Category::Infections,
            name: "category-infections",
            means: "category-infections-means",
            consent: "consent-kind-infections",
        },
        Words {
            of: Category::Tests,
            name: "category-tests",
            means: "category-tests-means",
            consent: "consent-kind-tests",
        },
    ],
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
};
