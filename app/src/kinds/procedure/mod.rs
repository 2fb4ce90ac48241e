//! 手術・処置, where facilities sent them.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use line::line;
pub use words::performed;

use super::Kind;

/// Its name in `shared`.
pub const NAME: &str = "procedure";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[],
};
