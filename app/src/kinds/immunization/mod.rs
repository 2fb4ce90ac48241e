//! 予防接種, where facilities sent them.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;

pub use card::Immunizations;
pub use line::line;
#[cfg(feature = "ssr")]
pub use row::immunizations;

/// Its name in `shared`.
pub const NAME: &str = "immunization";
