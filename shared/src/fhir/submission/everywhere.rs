//! Rules that hold for every element of a transmission, at any depth.

use crate::{
    element::{
        issues::Issues,
        node::{Node, Path, a_moment},
        systems,
    },
    ids::FacilityCode,
    record::Severity,
    time::Moment,
};
use chrono::{Datelike, NaiveDate};
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

/// Those of them that say when something was: never later than the day on which one hears of it.
const PAST: [&str; 11] = [
    "birthDate",
    "recordedDate",
    "issued",
    "lastUpdated",
    "timestamp",
    "created",
    "sent",
    "effectiveDateTime",
    "effectiveInstant",
    "performedDateTime",
    "onsetDateTime",
];

/// Nobody alive was born before.
const EARLIEST_YEAR: i32 = 1900;

/// Where profiles begin that a sender may mean; others were made for something else.
const PROFILE_ROOTS: [&str; 2] = ["http://jpfhir.jp/fhir/", "http://hl7.org/fhir/"];

/// Checks dates, facility numbers, profiles and code systems. With the day on which it arrives, also whether the dates
/// can be so: a sender's clock may go a day ahead.
pub(super) fn check(bundle: &Node<'_>, sender: &FacilityCode, today: Option<NaiveDate>, issues: &mut Issues) {
    let latest = today.and_then(|today| today.succ_opt());
    walk(bundle.value, &bundle.path, sender, latest, issues);
}

fn walk(value: &Value, path: &Path, sender: &FacilityCode, latest: Option<NaiveDate>, issues: &mut Issues) {
    match value {
        Value::Object(fields) => {
            let node = Node::new(value, path.clone());
            check_institution(&node, sender, issues);
            check_coding_system(&node, issues);
            check_profiles(&node, issues);
            for (name, inner) in fields {
                let path = path.field(name);
                if is_date(name) {
                    check_dates(inner, &path, latest.filter(|_| PAST.contains(&name.as_str())), issues);
                }
                walk(inner, &path, sender, latest, issues);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &path.index(index), sender, latest, issues);
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

/// `latest`: the last day that this may say.
fn check_dates(value: &Value, path: &Path, latest: Option<NaiveDate>, issues: &mut Issues) {
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
        let Some(said) = text.as_str() else { continue };
        let Ok(moment) = Moment::try_from(said) else {
            Node::new(text, path).complain(issues, Severity::Error, a_moment(text));
            continue;
        };
        let day = moment.first_day();
        if let Some(latest) = latest.filter(|latest| day > *latest) {
            let expected = format!("no later than {latest}: it cannot have been yet");
            Node::new(text, path).complain(issues, Severity::Warning, expected);
        } else if day.year() < EARLIEST_YEAR {
            let expected = format!("{EARLIEST_YEAR} or later");
            Node::new(text, path).complain(issues, Severity::Warning, expected);
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

/// The Bundle's own is looked at where its kind is.
fn check_profiles(node: &Node<'_>, issues: &mut Issues) {
    if node.raw("resourceType").is_none_or(|kind| kind == "Bundle") {
        return;
    }
    let Some(profiles) = node.get("meta").and_then(|meta| meta.get("profile")) else { return };
    for (index, profile) in profiles.value.as_array().into_iter().flatten().enumerate() {
        let url = profile.as_str().unwrap_or_default();
        if !PROFILE_ROOTS.iter().any(|root| url.starts_with(root)) {
            let at = Node::new(profile, profiles.path.index(index));
            at.complain(issues, Severity::Warning, "a profile of JP Core, JP-CLINS or HL7");
        }
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
