//! Medicines: their codes and ingredients, what is known about them, how long a course lasts, and the safety check.

pub mod check;
pub mod code;
pub mod course;
pub mod ingredient;
pub mod knowledge;

pub use course::{Course, CourseEnd, MedicineLine, Taking, WhyOpen, lines};
