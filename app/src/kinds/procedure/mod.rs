//! 手術・処置, where facilities sent them.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::Procedures;
pub use line::line;
#[cfg(feature = "ssr")]
pub use row::procedures;
pub use words::performed;

/// Its name in `shared`.
pub const NAME: &str = "procedure";
