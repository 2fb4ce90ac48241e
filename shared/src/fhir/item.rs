//! One stored item, read again on its way to a viewer.

use crate::{
    disclosure::{Disclosure, strictest_in},
    element::{
        issues::Issues,
        json,
        node::{Node, type_of},
        reference::References,
    },
    record::{ItemKind, kinds::document::fhir as document, origin::Receipt, read as clinical},
};
use crate::{
    ids::{ItemId, PatientId},
    record::{Entry, Issue, Severity},
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

/// Reads one item; what cannot be read comes back as [`Entry::Unreadable`], never as nothing.
pub fn read(stored: &Stored<'_>) -> Entry {
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
    let is_own = found.is_some_and(|found| stored.kind.is_own(found, &stored.source));
    if found != Some(expected) && !is_own {
        if !issues.has_errors() {
            let found = found.map_or("no resourceType".to_owned(), |found| format!("{found:?}"));
            let path = resource.path.field("resourceType").to_string();
            issues.add(Severity::Error, path, found, expected);
        }
        let unreadable = clinical::unreadable(stored.kind.as_str(), &resource, &receipt, &mut issues);
        return unreadable.into();
    }
    if stored.kind == ItemKind::Document {
        return match document::read(&resource, stored.patient, &receipt, &mut issues) {
            Some(document) => document.into(),
            None => clinical::unreadable("Document", &resource, &receipt, &mut issues).into(),
        };
    }
    let references = References::new(value, None);
    clinical::read(stored.kind, &resource, &receipt, &references, &mut issues)
}
