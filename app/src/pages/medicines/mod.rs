//! Medicines: what is taken now, possibly still, later, and what was; a day's plan, and the courses
//! over time.

mod by_clinic;
mod by_period;
mod check;
mod content;
mod day;
mod list;
mod show;

pub use check::CheckPage;
pub use day::{chips, title as slot_title};
pub use list::MedicinesPage;
pub use show::ShowMedicinesPage;
