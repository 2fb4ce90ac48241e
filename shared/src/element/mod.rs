//! The elements that FHIR resources are made of, as JSON that knows its path: nodes, concepts, references, texts, and the
//! code systems that they come from. Nothing here knows of a kind of entry.

pub(crate) mod base64;
pub(crate) mod bundle;
pub(crate) mod concept;
pub(crate) mod identifier;
pub(crate) mod issues;
pub mod json;
#[cfg(feature = "mutants")]
pub mod mutants;
pub(crate) mod narrative;
pub(crate) mod node;
pub(crate) mod period;
pub(crate) mod reference;
pub(crate) mod systems;
pub(crate) mod text;
pub(crate) mod written;

pub use identifier::Identifier;

/// The largest transmission, in bytes: 10 MB (spec: one transmission is at most 10 MB).
pub const MAX_TRANSMISSION_BYTES: usize = 10_000_000;
