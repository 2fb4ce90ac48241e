//! One stored item, read again on its way to a viewer.

use super::{
    clinical, document,
    issues::Issues,
    json,
    node::{Node, type_of},
    origin::Receipt,
    reference::References,
    submission::ItemKind,
};
use crate::{
    ids::{FacilityCode, ItemId, PatientId},
    record::{
        Allergy, Diagnosis, Document, Immunization, Observation, Prescription, Procedure, Severity,
        Unreadable,
    },
};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// What the store knows about an item beside its JSON.
#[derive(Clone, Debug)]
pub struct Stored<'a> {
    pub patient: PatientId,
    pub item: ItemId,
    pub facility: FacilityCode,
    pub kind: ItemKind,
    pub received: DateTime<Utc>,
    pub json: &'a str,
}

/// What an item turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Diagnosis(Diagnosis),
    Allergy(Allergy),
    Observation(Observation),
    Prescription(Prescription),
    Procedure(Procedure),
    Immunization(Immunization),
    Document(Box<Document>),
    Unreadable(Unreadable),
}

/// Reads one item; what cannot be read comes back as [`Item::Unreadable`], never as nothing.
pub fn read(stored: &Stored<'_>) -> Item {
    let mut issues = Issues::default();
    let receipt = Receipt {
        item: stored.item.clone(),
        facility: stored.facility.clone(),
        received: stored.received,
        document: None,
    };
    let value = match json::parse(stored.json.as_bytes()) {
        Ok(value) => value,
        Err(issue) => {
            issues.add(issue.severity, issue.path, issue.found, issue.expected);
            Value::Null
        }
    };
    let resource = Node::resource(&value);
    let found = type_of(&value);
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
    let references = References::new(&value, None);
    clinical::read(stored.kind, &resource, &receipt, &references, &mut issues)
}
