//! One stored item, read again on its way to a viewer.

use super::{
    clinical,
    disclosure::{Disclosure, strictest_in},
    document,
    issues::Issues,
    json,
    node::{Node, type_of},
    origin::Receipt,
    reference::References,
    submission::ItemKind,
};
use crate::{
    category::Category,
    ids::{ItemId, PatientId},
    record::{
        Allergy, Diagnosis, Document, Immunization, Issue, NoneKnown, Observation, ObservationKind,
        Prescription, Procedure, Severity, Unreadable,
    },
    source::Source,
};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// An item's JSON, read once for all that is asked of it.
pub struct Json(Result<Value, Issue>);

impl Json {
    pub fn of(text: &str) -> Self {
        Self(json::parse(text.as_bytes()))
    }

    /// As [`strictest`](super::disclosure::strictest).
    pub fn strictest(&self) -> Disclosure {
        self.0.as_ref().map_or(Disclosure::Undelivered, strictest_in)
    }
}

/// An item and what the store knows about it.
#[derive(Clone)]
pub struct Stored<'a> {
    pub patient: PatientId,
    pub item: ItemId,
    pub source: Source,
    pub kind: ItemKind,
    pub received: DateTime<Utc>,
    /// [`Origin::doubted`](crate::record::Origin::doubted).
    pub doubted: bool,
    pub json: &'a Json,
}

/// What an item turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Diagnosis(Diagnosis),
    Allergy(Allergy),
    NoneKnown(NoneKnown),
    Observation(Observation),
    Prescription(Prescription),
    Procedure(Procedure),
    Immunization(Immunization),
    Document(Box<Document>),
    Unreadable(Unreadable),
}

impl Item {
    /// Of which kind it is, for whoever is shown some kinds only; a document may speak of anything, and of what cannot
    /// be read nobody knows.
    pub fn category(&self) -> Option<Category> {
        Some(match self {
            Self::Diagnosis(_) => Category::Diagnoses,
            Self::Allergy(one) if one.is_contraindication() => Category::Contraindications,
            Self::Allergy(_) => Category::Allergies,
            Self::Observation(one) if one.kind == ObservationKind::Infection => Category::Infections,
            Self::Observation(_) => Category::Tests,
            Self::Prescription(_) => Category::Medicines,
            Self::Procedure(_) => Category::Procedures,
            Self::Immunization(_) => Category::Immunizations,
            // That there is none may be of several kinds.
            Self::NoneKnown(_) | Self::Document(_) | Self::Unreadable(_) => return None,
        })
    }
}

/// Reads one item; what cannot be read comes back as [`Item::Unreadable`], never as nothing.
pub fn read(stored: &Stored<'_>) -> Item {
    let mut issues = Issues::default();
    let receipt = Receipt {
        item: stored.item.clone(),
        source: stored.source.clone(),
        received: stored.received,
        document: None,
        doubted: stored.doubted,
    };
    let value = match &stored.json.0 {
        Ok(value) => value,
        Err(issue) => {
            let Issue { severity, path, found, expected } = issue.clone();
            issues.add(severity, path, found, expected);
            &Value::Null
        }
    };
    let resource = Node::resource(value);
    let found = type_of(value);
    let expected = if stored.kind == ItemKind::Document { "Bundle" } else { stored.kind.as_str() };
    if found != Some(expected) {
        if !issues.has_errors() {
            let found = found.map_or("no resourceType".to_owned(), |found| format!("{found:?}"));
            let path = resource.path.field("resourceType").to_string();
            issues.add(Severity::Error, path, found, expected);
        }
        let unreadable = clinical::unreadable(stored.kind.as_str(), &resource, &receipt, &mut issues);
        return Item::Unreadable(unreadable);
    }
    if stored.kind == ItemKind::Document {
        return match document::read(&resource, stored.patient, &receipt, &mut issues) {
            Some(document) => Item::Document(Box::new(document)),
            None => Item::Unreadable(clinical::unreadable("Document", &resource, &receipt, &mut issues)),
        };
    }
    let references = References::new(value, None);
    clinical::read(stored.kind, &resource, &receipt, &references, &mut issues)
}
