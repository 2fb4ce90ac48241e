//! Medicines: how long a course lasts and when in the day it is taken. (Codes, ingredients and the safety
//! check come to stand here.)

pub mod course;
mod day;
pub mod usage;

pub use course::{Course, CourseEnd, MedicineLine, Taking, WhyOpen, lines};
pub use day::{DayPlan, Dose, Slot};
pub use usage::{Meal, Occasion, TimeOfDay, Timing, Usage, Way};
