//! FHIR at the door: wire shapes come in, typed facts and precise issues go out.
//!
//! [`submission::read`] reads what a facility transmits; [`item::read`] reads one stored item
//! again on its way to a viewer. Neither panics, whatever the bytes are.

pub mod bundle;
pub mod disclosure;
pub mod item;
pub mod submission;

use crate::record::Issue;

/// The largest transmission, in bytes: 10 MB (spec: one transmission is at most 10 MB).
pub const MAX_TRANSMISSION_BYTES: usize = 10_000_000;

/// Why a transmission was not accepted: everything found, so that one round trip is enough.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the transmission was refused for {} reasons", issues.len())]
pub struct Refused {
    pub issues: Vec<Issue>,
}
