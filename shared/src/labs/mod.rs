//! Laboratory tests: the 43 core items, how a result stands to its range, and the sheet.

mod change;
mod core_items;
mod flag;
mod sheet;
#[cfg(test)]
mod testing;
mod trend;

pub use change::{Context, Direction, SincePrevious};
pub use core_items::{CORE_ITEMS, CoreItem, LabGroup};
pub use flag::Standing;
pub(crate) use sheet::newest_first;
pub use sheet::{LabSheet, SheetGroup, TestKey, TestSeries};
pub use trend::{Band, LeftOut, Point, Scale, Trend};
