//! Rules that hold for every element of a transmission, at any depth.

use crate::{
    fhir::{
        issues::Issues,
        node::{A_MOMENT, Node, Path},
        systems,
    },
    ids::FacilityCode,
    record::Severity,
    time::Moment,
};
use serde_json::Value;

/// Elements whose text is a date in every resource that has them.
const DATES: [&str; 13] = [
    "birthDate",
    "authoredOn",
    "recordedDate",
    "date",
    "issued",
    "start",
    "end",
    "lastUpdated",
    "timestamp",
    "created",
    "event",
    "occurrence",
    "sent",
];

/// Checks dates, facility numbers and code systems.
pub(super) fn check(bundle: &Node<'_>, sender: &FacilityCode, issues: &mut Issues) {
    walk(bundle.value, &bundle.path, sender, issues);
}

fn walk(value: &Value, path: &Path, sender: &FacilityCode, issues: &mut Issues) {
    match value {
        Value::Object(fields) => {
            let node = Node::new(value, path.clone());
            check_institution(&node, sender, issues);
            check_coding_system(&node, issues);
            for (name, inner) in fields {
                let path = path.field(name);
                if is_date(name) {
                    check_dates(inner, &path, issues);
                }
                walk(inner, &path, sender, issues);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &path.index(index), sender, issues);
            }
        }
        _ => {}
    }
}

fn is_date(name: &str) -> bool {
    DATES.contains(&name)
        || name.ends_with("DateTime")
        || name.ends_with("Instant")
        || matches!(name, "valueDate" | "deceasedDate")
}

fn check_dates(value: &Value, path: &Path, issues: &mut Issues) {
    let texts: Vec<(&Value, Path)> = match value {
        Value::String(_) => vec![(value, path.clone())],
        Value::Array(items) => items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.is_string())
            .map(|(index, item)| (item, path.index(index)))
            .collect(),
        _ => Vec::new(),
    };
    for (text, path) in texts {
        if text.as_str().is_some_and(|text| Moment::try_from(text).is_err()) {
            Node::new(text, path).complain(issues, Severity::Error, A_MOMENT);
        }
    }
}

/// A facility registers in its own name only. (The author of a document may be another one: that
/// is the Organization, not this extension.)
fn check_institution(node: &Node<'_>, sender: &FacilityCode, issues: &mut Issues) {
    let is_institution =
        node.raw("url").is_some_and(|url| systems::without_version(url) == systems::INSTITUTION_EXTENSION);
    if !is_institution {
        return;
    }
    let expected = format!("the sender's code {sender}");
    match node.get("valueIdentifier").and_then(|identifier| identifier.get("value")) {
        Some(value) if value.value.as_str() == Some(sender.as_str()) => {}
        Some(value) => value.complain(issues, Severity::Error, expected),
        None => node.missing(issues, Severity::Error, "valueIdentifier.value", expected),
    }
}

fn check_coding_system(node: &Node<'_>, issues: &mut Issues) {
    let is_coding =
        node.get("code").is_some_and(|code| code.value.is_string()) && node.get("value").is_none();
    let Some(system) = node.get("system").filter(|_| is_coding) else { return };
    if system.value.as_str().is_some_and(|text| !systems::is_known(systems::current(text))) {
        system.complain(issues, Severity::Warning, "a code system of JP Core, MEDIS, JAMI or HL7");
    }
}
