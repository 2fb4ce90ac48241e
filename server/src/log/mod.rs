//! The verifiable access log: who signs it, who gives each entry its place, and who verifies all of it.
//!
//! Entries come with the reading they are about (`store/log/access.rs`); a second later at most the
//! [`sequencer`] has sealed them. What a person's browser verifies is in `shared::log`.

pub mod audit;
mod key;
pub mod origins;
pub mod sequencer;
mod witness;

pub use key::{KeyError, SigningKey};
pub use witness::Witness;
