//! What one transmission asks for, in the service's own semantics (spec/jp-clins.md §9, §10).

use super::{Refused, disclosure::Disclosure};
use crate::{
    identity::Claim,
    ids::FacilityCode,
    record::{DocumentKind, Issue},
};
use serde::{Deserialize, Serialize};

/// A transmission that passed the form check.
#[derive(Clone, Debug)]
pub struct Submission {
    /// `Bundle.identifier.value`.
    pub bundle_identifier: String,
    pub claim: Claim,
    pub content: Content,
    /// Read in full or in part; reported to the sender, stored all the same.
    pub warnings: Vec<Issue>,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// The sender's full current list of diagnoses or allergies for its unit: the departments that
    /// stand in it (the facility as a whole where no entry names one).
    List { kind: ItemKind, items: Vec<Incoming> },
    /// Adds, replacing what has the same identifier: a laboratory report, prescriptions.
    Report { items: Vec<Incoming> },
    /// Only a Patient, and a tagged type: hide what this facility registered of it.
    Withdrawal { kind: ItemKind },
    /// A document; it replaces the sender's document with the same identifier.
    Document { kind: DocumentKind, item: Incoming },
}

/// One item to be stored.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub kind: ItemKind,
    pub identifier: Identifier,
    /// Codes and text in one line: tells apart several items that one identifier was given to
    /// (the official report example does that).
    pub code_key: String,
    /// Code of the 診療科, for lists that are kept by department.
    pub department: Option<String>,
    /// The strictest flag anywhere inside.
    pub disclosure: Disclosure,
    /// The resource (for a document: the whole Bundle) as JSON.
    pub json: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identifier {
    pub system: String,
    pub value: String,
}

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

/// Reads a transmission from `sender`. Every issue that stands in the way is in the refusal.
pub fn read(_bytes: &[u8], _sender: &FacilityCode) -> Result<Submission, Refused> {
    Err(Refused { issues: Vec::new() })
}
