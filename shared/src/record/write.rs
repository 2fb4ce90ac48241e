//! Entries as FHIR resources, which are read as the same entries again.

use super::{Entry, ItemKind, Origin, Record, kinds::AsResource, origin::Receipt, read};
use crate::element::{
    issues::Issues,
    node::{Node, type_of},
    reference::References,
    systems,
    written::put,
};
use crate::ids::ItemId;
use serde_json::{Map, Value, json};

/// Why an entry is not written as a resource. What it says stands in no other words then: whoever hands resources on
/// says that something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    #[error("not all of it could be read, or something leaves it in doubt")]
    PartsNotRead,
    #[error("its kind is not written: a document goes on as it was received")]
    NoResource,
    #[error("what would be written is not read as the same entry")]
    NotTheSame,
}

/// The entries of one viewer's record as FHIR resources.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resources {
    pub written: Vec<(ItemId, Value)>,
    /// What the record holds besides, and why it is in no resource: nothing is left out in silence.
    pub unwritten: Vec<(ItemId, Unwritten)>,
}

impl Record {
    /// The same entries that it holds as facts, as FHIR: what was filtered out of it is in neither.
    pub fn resources(&self) -> Resources {
        let mut all = Resources::default();
        for told in self.entries() {
            let item = told.origin().item.clone();
            match write(&told.typed().to_entry()) {
                Ok(resource) => all.written.push((item, resource)),
                Err(why) => all.unwritten.push((item, why)),
            }
        }
        all
    }
}

/// Writes an entry as the resource of its kind. What comes out is read as this very entry; an entry that cannot be said
/// without loss is not written. Of a diagnosis the full name is written, and not beside it what was written in fewer words.
///
/// # Errors
/// [`Unwritten`].
pub fn write(entry: &Entry) -> Result<Value, Unwritten> {
    let told = entry.kind();
    let origin = told.origin();
    if !origin.unread_parts.is_empty() {
        return Err(Unwritten::PartsNotRead);
    }
    let Some(Value::Object(mut resource)) = entry.resource() else { return Err(Unwritten::NoResource) };
    put_origin(&mut resource, origin);
    let resource = Value::Object(resource);
    let mut said = entry.clone();
    if let Entry::Diagnosis(diagnosis) = &mut said {
        diagnosis.written = None;
    }
    match read_again(&resource, origin) == Some(said) {
        true => Ok(resource),
        false => Err(Unwritten::NotTheSame),
    }
}

fn put_origin(resource: &mut Map<String, Value>, origin: &Origin) {
    let mut meta = Map::new();
    put(&mut meta, "lastUpdated", crate::element::written::moment(origin.updated.as_ref()));
    let kept = origin.long_term.then(|| json!([{"system": systems::INDICATION, "code": "LTS"}]));
    put(&mut meta, "tag", kept);
    put(resource, "meta", Some(meta).filter(|meta| !meta.is_empty()).map(Value::Object));
    if let Some(department) = &origin.department {
        let extension = json!({
            "url": systems::DEPARTMENT_EXTENSION_URL,
            "valueCodeableConcept": {"text": department},
        });
        match resource.get_mut("extension").and_then(Value::as_array_mut) {
            Some(all) => all.push(extension),
            None => put(resource, "extension", Some(json!([extension]))),
        }
    }
}

fn read_again(resource: &Value, origin: &Origin) -> Option<Entry> {
    let kind = ItemKind::of_resource(type_of(resource)?, &origin.source)?;
    let receipt = Receipt {
        item: origin.item.clone(),
        source: origin.source.clone(),
        received: origin.received,
        document: origin.document.clone(),
        doubted: origin.doubted,
    };
    let references = References::new(resource, None);
    Some(read::read(kind, &Node::resource(resource), &receipt, &references, &mut Issues::default()))
}
