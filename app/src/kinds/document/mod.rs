//! 文書, and what they say that is theirs alone.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;
mod written;

pub use card::InDocuments;
pub use line::{attachment, plan};
#[cfg(feature = "ssr")]
pub use row::documents;
pub use words::{kind, term};
pub use written::WrittenInDocument;

/// Its name in `shared`.
pub const NAME: &str = "document";
