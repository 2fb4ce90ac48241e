//! Laboratory results: the sheet, and one test over time.

mod chart;
mod columns;
mod context;
mod results;
mod sheet;
mod test;

pub use context::in_context;
pub use sheet::LabSheetPage;
pub use test::LabTestPage;
