//! Medicines: how long a course lasts. (Codes, ingredients and the safety check come to stand here.)

pub mod course;

pub use course::{Course, CourseEnd, MedicineLine, Taking, WhyOpen, lines};
