//! Medicines: what is taken now, possibly still, later, and what was.

mod line;
mod list;

pub use line::{course_in_words, dose_per_day, usage_in_words};
pub use list::MedicinesPage;
