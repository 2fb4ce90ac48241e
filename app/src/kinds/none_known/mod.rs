//! Statements that there is none, in a place of their own: never among what they deny, and never a "none" of ours.

mod card;
mod words;

pub use card::notice;
pub use words::{name, remarks, said};
