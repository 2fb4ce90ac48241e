//! Medicines: what is taken now, possibly still, later, and what was; a day's plan, and the courses
//! over time.

mod check;
mod day;
mod line;
mod list;
mod show;
mod timeline;
mod usage;

pub use check::CheckPage;
pub use day::chips;
pub use line::{course_in_days, course_in_words, dose_per_day};
pub use list::MedicinesPage;
pub use show::ShowMedicinesPage;
pub use timeline::bars;
pub use usage::{usage_in_full, usage_in_words};
