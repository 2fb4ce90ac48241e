//! 傷病名: what the illness is called, since when, how it stands, where.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::Diagnoses;
pub use line::line;
#[cfg(feature = "ssr")]
pub use row::{diagnoses, untold_diagnoses};
pub use words::{name_as_written, name_in_full, status, unusual_status};

/// Its name in `shared`.
pub const NAME: &str = "diagnosis";
