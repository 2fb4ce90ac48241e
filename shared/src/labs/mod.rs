//! Laboratory tests: the 43 core items, how a result stands to its range, and the sheet.
//!
//! One reader for all of it: [`crate::unit`] says what a unit means, `limits` within which limits a result is expected.

mod change;
mod converted;
mod core_items;
mod critical;
mod flag;
mod limits;
mod method;
mod range_text;
mod sheet;
#[cfg(test)]
mod testing;
mod trend;
mod usual_units;

pub use crate::unit::Unit;
pub use change::{Context, Direction, SincePrevious};
pub use converted::Converted;
pub use core_items::{CORE_ITEMS, CoreItem, LabGroup};
pub use critical::{CriticalResult, critical};
pub(crate) use flag::bound;
pub use flag::{Side, Standing};
pub use limits::NotCompared;
pub use method::Method;
pub(crate) use sheet::newest_first;
pub use sheet::{LabSheet, SheetGroup, TestKey, TestSeries};
pub use trend::{Band, LeftOut, Point, Scale, Trend};
