//! FHIR at the door: wire shapes come in, typed facts and precise issues go out.
//!
//! [`submission::read`] reads what a facility transmits; [`item::read`] reads one stored item
//! again on its way to a viewer; [`order::read`] reads what a prescribing system asks before it signs.
//! None panics, whatever the bytes are.

pub mod consent;
pub mod item;
pub mod order;
pub mod own;
pub mod resource;
pub mod submission;

mod card;

pub use card::{insured_id_of_card, own_number_system};

use crate::record::Issue;

/// Why a transmission was not accepted: everything found, so that one round trip is enough.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the transmission was refused for {} reasons", issues.len())]
pub struct Refused {
    pub issues: Vec<Issue>,
}
