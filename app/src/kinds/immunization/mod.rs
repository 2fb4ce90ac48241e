//! 予防接種, where facilities sent them.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;

pub use line::line;

use super::Kind;

/// Its name in `shared`.
pub const NAME: &str = "immunization";

pub const KIND: Kind = Kind {
    name: NAME,
    sections: card::sections,
    #[cfg(feature = "ssr")]
    parts: row::parts,
    news: &[],
};
