//! What is kept and changes nothing, as it was sent: for whoever wants to see all of it.

use crate::record::fate::walk::Walk;
use crate::{
    disclosure::{HiddenTerms, refers_to},
    element::{
        json,
        narrative::paragraphs,
        node::{Node, type_of},
        text::cleaned,
    },
};
use serde_json::Value;
use std::collections::HashSet;

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
/// read.
///
/// ```
/// use shared::record::fate::kept;
/// let kept = kept(r#"{"resourceType": "Device", "status": "active", "lotNumber": "A1"}"#);
/// assert_eq!((kept[0].path.as_str(), kept[0].values[0].1.as_str()), ("Device.lotNumber", "A1"));
/// ```
pub fn kept(resource: &str) -> Vec<KeptElement> {
    let mut found = Vec::new();
    let Ok(resource) = json::parse(resource.as_bytes()) else { return found };
    each_kept(&Node::resource(&resource), &mut |element| {
        let mut values = Vec::new();
        leaves(element.value, String::new(), &mut values);
        if !values.is_empty() {
            found.push(KeptElement { path: element.path.to_string(), values });
        }
    });
    found
}

/// The same resource without those of its kept elements that name one of these hidden diagnoses: what is told of it is told
/// as before.
pub fn without_kept_that_names(resource: &str, hidden: &HiddenTerms) -> String {
    let Ok(value) = json::parse(resource.as_bytes()) else { return resource.to_owned() };
    let mut naming = HashSet::new();
    each_kept(&Node::resource(&value), &mut |element| {
        if refers_to(&element.value.to_string(), hidden) {
            naming.insert(std::ptr::from_ref(element.value));
        }
    });
    match naming.is_empty() {
        true => resource.to_owned(),
        false => without(&value, &naming).to_string(),
    }
}

/// The value without these parts of it.
fn without(value: &Value, parts: &HashSet<*const Value>) -> Value {
    let stays = |part: &Value| !parts.contains(&std::ptr::from_ref(part));
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(_, inner)| stays(inner));
            fields.map(|(name, inner)| (name.clone(), without(inner, parts))).collect()
        }
        Value::Array(items) => {
            items.iter().filter(|item| stays(item)).map(|item| without(item, parts)).collect()
        }
        plain => plain.clone(),
    }
}

fn each_kept<'a>(node: &Node<'a>, visit: &mut dyn FnMut(&Node<'a>)) {
    let of = type_of(node.value).unwrap_or_default();
    Walk::kept_in_resource(node, of).iter().for_each(&mut *visit);
    let Some(entries) = node.get("entry").filter(|_| of == "Bundle") else { return };
    for (at, entry) in entries.value.as_array().into_iter().flatten().enumerate() {
        if let Some(resource) = Node::new(entry, entries.path.index(at)).get("resource") {
            each_kept(&resource, visit);
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
