//! Documents: letters, discharge summaries, check-up reports, readable as documents.

mod detail;
mod entry;
mod list;
mod results;
mod section;

pub use detail::DocumentPage;
pub use list::DocumentListPage;
