//! Documents: letters, discharge summaries, check-up reports, readable as documents.

mod detail;
mod list;
mod section;

pub use detail::DocumentPage;
pub use list::DocumentListPage;
