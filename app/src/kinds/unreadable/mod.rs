//! What was received and could not be read: shown as such, with what, from whom and how to ask.

mod card;
mod line;
#[cfg(feature = "ssr")]
mod row;
mod words;

pub use card::UnreadableItems;
pub use line::line;
#[cfg(feature = "ssr")]
pub use row::unreadable;
pub use words::kind;
