//! Rules that hold for every element of a transmission, at any depth.

use crate::{
    element::{
        issues::Issues,
        node::{Node, Path, a_moment},
        systems,
    },
    ids::FacilityCode,
    record::{ItemKind, Severity, kinds::Time},
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

/// Those of them that say, wherever they stand, when something was: never later than the day on which one hears of it.
/// Of its own elements each kind says so.
const PAST: [&str; 5] = ["birthDate", "lastUpdated", "timestamp", "created", "sent"];

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
            check_labels(&node, issues);
            if let Some(latest) = latest {
                check_times(&node, latest, issues);
            }
            check_name(&node, issues);
            for (name, inner) in fields {
                let path = path.field(name);
                if is_date(name) {
                    check_dates(inner, &path, latest.filter(|_| PAST.contains(&name.as_str())), issues);
                }
                // An attached file is no text.
                if name != "data" || !inner.is_string() {
                    walk(inner, &path, sender, latest, issues);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &path.index(index), sender, latest, issues);
            }
        }
        Value::String(text) if text.len() > MAX_LETTERS => {
            check_length(&Node::new(value, path.clone()), MAX_LETTERS, issues);
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

/// The times of which the kind of a resource says that they have been.
fn check_times(resource: &Node<'_>, latest: NaiveDate, issues: &mut Issues) {
    let Some(kind) = resource.raw("resourceType").and_then(ItemKind::that_reads) else { return };
    for (element, _) in kind.stored().times.iter().filter(|(_, time)| *time == Time::Past) {
        let mut found = vec![resource.clone()];
        for name in element.split('.') {
            found = found.iter().filter_map(|node| node.get(name)).flat_map(each).collect();
        }
        for node in found {
            if node
                .value
                .as_str()
                .is_some_and(|said| Moment::try_from(said).is_ok_and(|at| is_late(&at, latest)))
            {
                complain_of_late(&node, latest, issues);
            }
        }
    }
}

/// The items of a list, or what stands alone.
fn each<'a>(node: Node<'a>) -> Vec<Node<'a>> {
    match node.value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, item)| Node::new(item, node.path.index(at))).collect()
        }
        _ => vec![node],
    }
}

fn is_late(moment: &Moment, latest: NaiveDate) -> bool {
    moment.first_day() > latest
}

fn complain_of_late(node: &Node<'_>, latest: NaiveDate, issues: &mut Issues) {
    node.complain(issues, Severity::Warning, format!("no later than {latest}: it cannot have been yet"));
}

/// `latest`: the last day that this may say.
fn check_dates(value: &Value, path: &Path, latest: Option<NaiveDate>, issues: &mut Issues) {
    // An object under such a name (Composition.event) is something else; a number is no date, however many digits it has.
    let said = each(Node::new(value, path.clone()));
    for node in said.iter().filter(|node| !node.value.is_object() && !node.value.is_null()) {
        let Some(moment) = node.value.as_str().and_then(|said| Moment::try_from(said).ok()) else {
            node.complain(issues, Severity::Error, a_moment(node.value));
            continue;
        };
        if let Some(latest) = latest.filter(|latest| is_late(&moment, *latest)) {
            complain_of_late(node, latest, issues);
        } else if moment.first_day().year() < EARLIEST_YEAR {
            let expected = format!("{EARLIEST_YEAR} or later");
            node.complain(issues, Severity::Warning, expected);
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

/// Labels of FHIR's security that ask for no more care than anything here gets.
const PLAIN_LABELS: [&str; 4] = ["U", "L", "M", "N"];

/// Who sees a record, these labels do not decide here: who means something by one has to know.
fn check_labels(node: &Node<'_>, issues: &mut Issues) {
    let of_meta = node.get("meta").and_then(|meta| meta.get("security"));
    let of_document = node.get("securityLabel").filter(|_| node.raw("resourceType").is_some());
    for label in of_meta.into_iter().chain(of_document).flat_map(each) {
        let codings = label.get("coding").map_or_else(|| vec![label.clone()], each);
        for coding in
            codings.iter().filter(|one| !one.raw("code").is_some_and(|code| PLAIN_LABELS.contains(&code)))
        {
            let expected =
                "no such label: it hides nothing here, only the tags UNINFORMED and UNDELIVERED do";
            coding.complain(issues, Severity::Warning, expected);
        }
    }
}

/// The most letters of one text (FHIR R4: 1024 × 1024), and of what is the name of an entry, which stands in lists.
const MAX_LETTERS: usize = 1_048_576;
const MAX_LETTERS_OF_A_NAME: usize = 1_000;

fn check_length(node: &Node<'_>, most: usize, issues: &mut Issues) {
    let letters = node.value.as_str().filter(|text| text.len() > most).map(|text| text.chars().count());
    if let Some(letters) = letters.filter(|letters| *letters > most) {
        let found = format!("a text of {letters} characters");
        issues.add(Severity::Error, node.path.to_string(), found, format!("at most {most} characters"));
    }
}

/// What an entry is called: the words of the concept that names it, or its title.
fn check_name(resource: &Node<'_>, issues: &mut Issues) {
    let code = match resource.raw("resourceType") {
        // What a prescription points at.
        Some("Medication") => Some("code"),
        kind => kind.and_then(ItemKind::that_reads).map(|kind| kind.stored().code),
    };
    let Some(concept) = code.map(|code| resource.get(code)) else { return };
    let codings = concept.as_ref().and_then(|concept| concept.get("coding")).map_or_else(Vec::new, each);
    let displays = codings.iter().filter_map(|coding| coding.get("display"));
    let names = concept.as_ref().and_then(|concept| concept.get("text")).into_iter().chain(displays);
    for name in names.chain(resource.get("title")) {
        check_length(&name, MAX_LETTERS_OF_A_NAME, issues);
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
