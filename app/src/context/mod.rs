//! What every page may ask for: the visit, the record held in the browser, the page's title.

pub mod checked;
pub mod knowledge;
pub mod record;
pub mod title;
pub mod visit;
