mod sheet;
mod test;
pub use sheet::LabSheetPage;
pub use test::LabTestPage;
