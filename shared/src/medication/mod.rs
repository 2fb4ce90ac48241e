//! Medicines: their ingredients, what is known about them, how long a course lasts and when in
//! the day it is taken, and the safety check.

pub mod check;
mod counted;
pub mod course;
pub mod critical;
mod day;
pub mod ingredient;
pub mod knowledge;
pub mod purpose;
mod supplies;
pub mod usage;

pub use counted::{counted_in, counted_units};
pub use course::{Course, CourseEnd, MedicineLine, Taking, WhyOpen, lines};
pub use critical::{CriticalKind, Weight};
pub use day::{DayPlan, Dose, Slot, Today};
pub use usage::{Meal, Occasion, TimeOfDay, Timing, Usage, Way};
