//! What leaves the portal on paper: sheets, as their words in order. A page of the desk and a PDF draw the same sheet.

mod checked;
pub mod drawn;
mod emergency;
mod lines;
mod sheet;
mod summary;

pub use emergency::{CarriedPaper, EmergencyPaper};
pub use sheet::{Line, Sheet, SheetPart, with_source};
pub use summary::SummaryPaper;
