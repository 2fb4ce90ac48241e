//! The kinds of entry in a record, a folder for each.

pub mod allergy;
pub mod diagnosis;
pub mod document;
pub mod immunization;
pub mod none_known;
pub mod observation;
pub mod prescription;
pub mod procedure;
pub mod unreadable;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ItemKind {
    Condition,
    AllergyIntolerance,
    Observation,
    MedicationRequest,
    Procedure,
    Immunization,
    Document,
}

impl ItemKind {
    /// The name in the store and in FHIR (a document's is `Document`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Condition => "Condition",
            Self::AllergyIntolerance => "AllergyIntolerance",
            Self::Observation => "Observation",
            Self::MedicationRequest => "MedicationRequest",
            Self::Procedure => "Procedure",
            Self::Immunization => "Immunization",
            Self::Document => "Document",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Condition,
            Self::AllergyIntolerance,
            Self::Observation,
            Self::MedicationRequest,
            Self::Procedure,
            Self::Immunization,
            Self::Document,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == name)
    }
}
