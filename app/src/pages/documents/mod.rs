mod detail;
mod list;
pub use detail::DocumentPage;
pub use list::DocumentListPage;
