//! FHIR at the door: wire shapes come in, typed facts and precise issues go out.
//!
//! [`submission::read`] reads what a facility transmits; [`item::read`] reads one stored item
//! again on its way to a viewer; [`order::read`] reads what a prescribing system asks before it signs.
//! None panics, whatever the bytes are.

pub mod consent;
pub mod disclosure;
pub mod fate;
pub mod item;
pub mod json;
#[cfg(feature = "mutants")]
pub mod mutants;
pub mod order;
pub mod own;
pub mod resource;
pub mod submission;

mod allergy;
mod base64;
mod bundle;
mod card;
mod care_plan;
mod clinical;
mod concept;
mod condition;
mod disease_name;
mod document;
mod dosage;
mod issues;
mod listed_medicines;
mod measured;
mod narrative;
mod node;
mod none_known;
mod observation;
mod origin;
mod prescription;
mod procedure;
mod reference;
mod systems;
mod text;
mod words;

pub use card::{insured_id_of_card, own_number_system};

use crate::record::Issue;

/// The largest transmission, in bytes: 10 MB (spec: one transmission is at most 10 MB).
pub const MAX_TRANSMISSION_BYTES: usize = 10_000_000;

/// Why a transmission was not accepted: everything found, so that one round trip is enough.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the transmission was refused for {} reasons", issues.len())]
pub struct Refused {
    pub issues: Vec<Issue>,
}
