use crate::{
    category::Categories,
    record::{Issue, Origin, kinds_it_may_be},
};
use serde::{Deserialize, Serialize};

/// An item of a record that could not be read at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unreadable {
    pub origin: Origin,
    /// The FHIR resource type, as sent.
    pub resource_type: String,
    pub issues: Vec<Issue>,
}

impl Unreadable {
    /// As [`sent_as`].
    pub fn sent_as(&self) -> Option<&'static str> {
        sent_as(&self.resource_type)
    }

    /// Of which kinds of information it may be.
    pub fn may_be(&self) -> Categories {
        kinds_it_may_be(&self.resource_type)
    }
}

/// FHIR types, and the name of the kind that is sent under each.
const SENT_AS: [(&str, &str); 10] = [
    ("Condition", "diagnosis"),
    ("AllergyIntolerance", "allergy"),
    ("Observation", "observation"),
    ("MedicationRequest", "prescription"),
    ("Procedure", "procedure"),
    ("Immunization", "immunization"),
    ("Document", "document"),
    ("Composition", "document"),
    ("Bundle", "document"),
    ("DocumentReference", "document"),
];

/// The name of the kind that a FHIR type says; `None`: no kind that is read.
pub fn sent_as(resource_type: &str) -> Option<&'static str> {
    SENT_AS.into_iter().find(|(of, _)| *of == resource_type).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{category::Category, record::ItemKind};

    /// Whatever the store may hold has a kind: a list of documents names the one that could not be read.
    #[test]
    fn every_kind_that_is_stored_is_known_when_it_cannot_be_read() {
        for (stored, kind) in [
            (ItemKind::Condition, "diagnosis"),
            (ItemKind::AllergyIntolerance, "allergy"),
            (ItemKind::Observation, "observation"),
            (ItemKind::MedicationRequest, "prescription"),
            (ItemKind::Procedure, "procedure"),
            (ItemKind::Immunization, "immunization"),
            (ItemKind::Document, "document"),
        ] {
            assert_eq!(sent_as(stored.as_str()), Some(kind));
        }
        assert_eq!(sent_as("Basic"), None);
        assert_eq!(kinds_it_may_be("Condition"), Category::Diagnoses.into());
    }
}
