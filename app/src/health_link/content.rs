//! A document that was shared, as its reader sees it, and as text for a chart; and the HTML around a page whose program is
//! this part of it alone.
//!
//! The narrative of a section is what its author says; beside it stands what qualifies its entries, and behind it all that they
//! say as data. What is not understood stands as it was sent.

mod labels;
mod shown;
mod text;
mod words;
#[cfg(feature = "ssr")]
mod written;

pub use shown::shown;
pub use text::plain_text;
#[cfg(feature = "ssr")]
pub use written::document;
