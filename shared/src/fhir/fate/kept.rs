//! What is kept and changes nothing, as it was sent: for whoever wants to see all of it.

use super::walk::Walk;
use crate::fhir::{
    disclosure::{HiddenTerms, refers_to},
    json,
    narrative::paragraphs,
    node::{Node, type_of},
    text::cleaned,
};
use serde_json::Value;

/// The longest value that is repeated in full: an attached picture is not.
const LONGEST: usize = 2_000;

/// One element that was sent, is kept and changes nothing in what is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptElement {
    pub path: String,
    /// Each value in it as written, under what stands between: `coding[0].code`, or nothing.
    pub values: Vec<(String, String)>,
}

/// What of a resource is kept within what is told; of a document, of each of its entries. Nothing where the text cannot be
/// read, and nothing that names one of these hidden diagnoses.
///
/// ```
/// use shared::fhir::{disclosure::HiddenTerms, fate::kept};
/// let kept = kept(r#"{"resourceType": "Immunization", "status": "completed", "lotNumber": "A1"}"#, &HiddenTerms::default());
/// assert_eq!((kept[0].path.as_str(), kept[0].values[0].1.as_str()), ("Immunization.lotNumber", "A1"));
/// ```
pub fn kept(resource: &str, hidden: &HiddenTerms) -> Vec<KeptElement> {
    let mut found = Vec::new();
    if let Ok(resource) = json::parse(resource.as_bytes()) {
        collect(&Node::resource(&resource), hidden, &mut found);
    }
    found
}

fn collect(node: &Node<'_>, hidden: &HiddenTerms, into: &mut Vec<KeptElement>) {
    let of = type_of(node.value).unwrap_or_default();
    for element in Walk::kept_in_resource(node, of) {
        if refers_to(&element.value.to_string(), hidden) {
            continue;
        }
        let mut values = Vec::new();
        leaves(element.value, String::new(), &mut values);
        if !values.is_empty() {
            into.push(KeptElement { path: element.path.to_string(), values });
        }
    }
    let Some(entries) = node.get("entry").filter(|_| of == "Bundle") else { return };
    for (at, entry) in entries.value.as_array().into_iter().flatten().enumerate() {
        if let Some(resource) = Node::new(entry, entries.path.index(at)).get("resource") {
            collect(&resource, hidden, into);
        }
    }
}

fn leaves(value: &Value, at: String, into: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                leaves(inner, at, into);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                leaves(inner, format!("{at}[{index}]"), into);
            }
        }
        Value::Null => {}
        Value::String(text) => into.push((at, written(text))),
        Value::Bool(_) | Value::Number(_) => into.push((at, value.to_string())),
    }
}

/// Safe to show; of a narrative its words.
fn written(text: &str) -> String {
    let text = match text.trim_start().starts_with("<div") {
        true => paragraphs(text).join(" "),
        false => cleaned(text),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
