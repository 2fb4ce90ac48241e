//! A reader of FHIR document Bundles of any maker, such as International Patient Summaries: nothing of a document is
//! left out, and nothing in it is trusted.
//!
//! What has a known meaning is told with a [`Label`]; everything else by its place. What is told is taken out of the
//! JSON, and what is left in it at the end is told as a [`Leaf`], so an element that no table knows is never lost.
//! Exceptions: ids, `fullUrl`, `meta.profile`, `meta.versionId` and `meta.lastUpdated`; addresses of references that
//! resolve (their target is named or told); the type of an author that has only a name; files (their length is told);
//! markup, and letters that steer a terminal or turn a line around.

mod addresses;
mod context;
mod elements;
mod entry;
mod invalid;
mod label;
pub mod narrative;
mod place;
mod qualify;
mod resource;
mod rest;
mod section;
mod section_kind;
mod subject;
mod tell;

pub use entry::{Attachment, Entry, Fact, Group, Leaf, Name, Related, Telling, Unreadable};
pub use invalid::InvalidDocument;
pub use label::Label;
pub use narrative::{Block, LeftOut};
pub use section::Section;
pub use section_kind::SectionKind;
pub use subject::{Identifier, NameForm, PersonName, Subject};

use crate::element::{json, node::type_of, text::cleaned};
use addresses::{Addresses, Sent, Target};
use context::{Contained, Context};
use place::Places;
use resource::Read;
use rest::{Walk, leaves};
use serde_json::{Value, json};

/// Entries of a Bundle that are read.
pub const MAX_ENTRIES: usize = 10_000;

/// A document as it can be shown: each of its lines is in here.
///
/// ```
/// use shared::ips::document::Document;
///
/// let text = r#"{"resourceType": "Bundle", "type": "document",
///     "entry": [{"resource": {"resourceType": "Composition", "title": "Patient Summary"}}]}"#;
/// assert_eq!(Document::read(text)?.title.as_deref(), Some("Patient Summary"));
/// # Ok::<(), shared::ips::document::InvalidDocument>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub title: Option<String>,
    pub language: Option<String>,
    /// `final`, `amended`, `preliminary`, `entered-in-error`; what is not plain is in `composition.qualified`, too.
    pub status: Option<String>,
    /// As sent.
    pub written_at: Option<String>,
    pub authors: Vec<String>,
    pub subject: Option<Subject>,
    pub sections: Vec<Section>,
    /// Resources that no section tells.
    pub beside: Vec<Entry>,
    /// What else its Composition says.
    pub composition: Entry,
    /// What changes the meaning of the whole Bundle.
    pub qualified: Vec<Fact>,
    /// Files of the Bundle itself: its signature.
    pub attachments: Vec<Attachment>,
    /// What else the Bundle says.
    pub rest: Vec<Leaf>,
}

impl Document {
    /// Reads a document, in a time and a space that grow with its length.
    pub fn read(text: &str) -> Result<Self, InvalidDocument> {
        let mut bundle = json::received(text.as_bytes()).map_err(InvalidDocument::Json)?;
        let mut resources = resources_of(&mut bundle)?;
        let told_once_more = text.len() + 100_000;
        let mut addresses = Addresses::new(&resources, told_once_more);
        addresses.name_roles(&resources);
        Ok(read(bundle, &mut resources, &addresses))
    }
}

fn read(mut bundle: Value, resources: &mut [Sent], addresses: &Addresses) -> Document {
    let lengths = resources.iter().map(|(_, resource)| length_of(resource)).collect();
    let mut composition = resources[0].1.take();
    let subject_at = subject_of(&composition, addresses);
    let contained = Contained::default();
    let context = Context { addresses, from: 0, subject: subject_at, contained: &contained };

    let mut sections = json!({"section": composition.get_mut("section").map(Value::take)});
    let (authors, written_by) = take_authors(&mut composition, &context);
    let status = composition.get("status").and_then(Value::as_str).map(cleaned);
    let mut text =
        |element| composition.get_mut(element).filter(|text| text.is_string()).and_then(tell::take);
    let (title, written_at, language) = (text("title"), text("date"), text("language"));
    let language = language.or_else(|| bundle.get_mut("language").and_then(tell::take));
    resources[0].1 = composition;
    let subject = subject_at.map(|place| subject::take(&mut resources[place].1));

    let sent = resources.iter_mut().enumerate();
    let read: Vec<Read> = sent
        .map(|(place, (_, resource))| resource::read(resource.take(), addresses, place, subject_at))
        .collect();
    let mut places = Places::new(addresses, read, lengths);
    let mut composition = places.entry(0);
    let subject =
        subject.zip(subject_at).map(|(subject, place)| Subject { entry: places.entry(place), ..subject });
    let told = section::take(&mut sections, &context, &mut places);
    composition.rest.extend(leaves(sections, &mut Walk::new(&context)));
    for place in written_by {
        places.leave_out_if_named(place, &authors);
    }
    let beside = places.beside();
    let mut document = Document {
        title,
        language,
        status,
        written_at,
        authors,
        subject,
        sections: told,
        beside,
        composition,
        qualified: Vec::new(),
        attachments: Vec::new(),
        rest: Vec::new(),
    };
    take_rest(bundle, &context, &mut document);
    document
}

/// The person that a Composition is about, where the document has them.
fn subject_of(composition: &Value, addresses: &Addresses) -> Option<usize> {
    let address = composition.pointer("/subject/reference")?.as_str()?;
    let place = *addresses.all(address, 0).first()?;
    (addresses.known(place)?.resource_type == "Patient").then_some(place)
}

/// Who wrote a Composition, and where in the Bundle they are.
fn take_authors(composition: &mut Value, context: &Context<'_>) -> (Vec<String>, Vec<usize>) {
    let (mut authors, mut places) = (Vec::new(), Vec::new());
    tell::each(composition, "author", &mut |author| {
        let address = author.get("reference").and_then(Value::as_str);
        let target = address.and_then(|address| context.resolve(address));
        authors.extend(tell::reference_in(author, context));
        if let Some(Target::Entry(place)) = target {
            places.push(place);
        }
    });
    (authors, places)
}

/// What the Bundle says beside its resources.
fn take_rest(mut bundle: Value, context: &Context<'_>, document: &mut Document) {
    if let Some(fields) = bundle.as_object_mut() {
        fields.remove("resourceType");
        fields.remove("type");
        resource::drop_identity(fields);
        resource::take_rules(fields, &mut document.qualified);
    }
    let mut walk = Walk::new(context);
    qualify::take_modifiers(&mut bundle, &mut walk, &mut document.qualified);
    rest::take_attachments(&mut bundle, &mut walk, &mut document.attachments);
    document.rest = leaves(bundle, &mut walk);
}

/// Letters of a value, about.
fn length_of(value: &Value) -> usize {
    const OF_A_VALUE: usize = 8;
    OF_A_VALUE
        + match value {
            Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(length_of).sum(),
            Value::Object(fields) => fields.iter().map(|(name, field)| name.len() + length_of(field)).sum(),
            _ => 0,
        }
}

fn resources_of(bundle: &mut Value) -> Result<Vec<Sent>, InvalidDocument> {
    let found = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), shown);
    if type_of(bundle) != Some("Bundle") {
        return Err(InvalidDocument::NotABundle { found: found(bundle.get("resourceType")) });
    }
    if bundle.get("type").and_then(Value::as_str) != Some("document") {
        return Err(InvalidDocument::NotADocument { found: found(bundle.get("type")) });
    }
    let first = bundle.pointer("/entry/0/resource/resourceType");
    if first.and_then(Value::as_str) != Some("Composition") {
        return Err(InvalidDocument::NoComposition { found: found(first) });
    }
    let Some(Value::Array(entries)) = bundle.get_mut("entry") else { return Ok(Vec::new()) };
    if entries.len() > MAX_ENTRIES {
        return Err(InvalidDocument::TooManyEntries { found: entries.len(), limit: MAX_ENTRIES });
    }
    Ok(entries.iter_mut().map(sent).collect())
}

/// Takes the resource out of an entry. Without one, the entry is told by its place.
fn sent(entry: &mut Value) -> Sent {
    let resource = entry.get_mut("resource").filter(|resource| resource.is_object()).map(Value::take);
    let url = entry.get_mut("fullUrl").filter(|url| url.is_string());
    let Some(resource) = resource else {
        return (url.and_then(|url| url.as_str()).map(str::to_owned), Value::Null);
    };
    (
        url.map(|url| match url.take() {
            Value::String(url) => url,
            _ => String::new(),
        }),
        resource,
    )
}

fn shown(value: &Value) -> String {
    let text: String = cleaned(&value.to_string()).chars().take(60).collect();
    text
}

#[cfg(test)]
mod tests;
