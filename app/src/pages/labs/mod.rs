//! Laboratory results: the sheet, and one test over time.

mod columns;
mod sheet;
mod test;
mod value;

pub use sheet::LabSheetPage;
pub use test::LabTestPage;
pub use value::{ResultStatusTag, ResultValue};
