//! Statements that there is none, in a place of their own: never among what they deny, and never a "none" of ours.

mod card;
mod line;
mod words;

pub use card::notice;
pub use line::line;
pub use words::{name, remarks, said};

use super::Kind;

/// Its name in `shared`.
pub const NAME: &str = "none-known";

/// It stands with the kinds that it speaks of.
pub const KIND: Kind = Kind {
    name: NAME,
    sections: |_| Vec::new(),
    #[cfg(feature = "ssr")]
    parts: |_| Vec::new(),
    news: &[],
};
