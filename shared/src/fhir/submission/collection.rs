//! A registration Bundle (spec §9) and its relative, the transaction.

use crate::{
    disclosure::{Disclosure, strictest_beside, strictest_in, unknown_flags},
    element::{
        bundle::{Bundle, Entry},
        concept::Concept,
        issues::Issues,
        node::{Node, type_of},
        systems,
    },
    record::{Coding, Severity, origin::department, words::is_supporting},
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use {
    super::{
        Content, Incoming, ranges,
        version::{Version, occasion},
    },
    crate::{
        element::Identifier,
        record::{
            ItemKind,
            requirements::{self, Strictness},
        },
    },
};

pub(super) fn read(bundle: &Node<'_>, entries: &Bundle<'_>, issues: &mut Issues) -> Option<Content> {
    let kind = tagged_kind(bundle, issues);
    if entries.entries.first().is_some_and(|first| first.resource_type() != "Patient") {
        let path = bundle.path.field("entry").index(0).to_string();
        issues.add(Severity::Warning, path, entries.entries[0].resource_type(), "the Patient as first entry");
    }
    let mut items = Vec::new();
    let whole = flag_of_the_whole(bundle, issues);
    for entry in &entries.entries {
        let resource_type = entry.resource_type();
        if resource_type == "Patient" {
            continue;
        }
        if is_supporting(resource_type) && resource_type != "Composition" {
            let expected =
                "such a resource contained in the one that refers to it; it is not stored by itself";
            issues.add(Severity::Warning, entry.resource.path.to_string(), resource_type, expected);
            continue;
        }
        let expected_kind = kind.map_or("one registrable type", ItemKind::as_str);
        match ItemKind::from_name(resource_type).filter(|found| kind.is_none_or(|kind| kind == *found)) {
            Some(found) => items.extend(incoming(entry, found, whole, issues)),
            None => {
                let path = entry.resource.path.field("resourceType").to_string();
                issues.add(Severity::Error, path, format!("{resource_type:?}"), expected_kind);
            }
        }
    }
    refuse_duplicates(&items, issues);
    refuse_crowds(&items, issues);
    let kind = kind?;
    let nothing_else = entries.entries.iter().all(|entry| entry.resource_type() == "Patient");
    if items.is_empty() && !nothing_else {
        // A withdrawal hides a whole list: nobody may ask for one by a slip of the pen.
        let path = bundle.path.field("entry").to_string();
        let found = format!("no {}", kind.as_str());
        let expected = format!("{}, or the Patient alone to withdraw what is registered", kind.as_str());
        issues.add(Severity::Error, path, found, expected);
    }
    let mut items: Vec<Incoming> = items.into_iter().map(|(item, _)| item).collect();
    Some(match kind {
        _ if items.is_empty() && nothing_else => Content::Withdrawal { kind },
        kind if kind.stored().is_listed => {
            // What a list says of an entry, it says when it was put together.
            let listed = Version::of_bundle(bundle.value);
            for item in &mut items {
                (item.version.updated, item.version.number) = (listed.updated, listed.number);
            }
            Content::List { kind, items }
        }
        _ => Content::Report { items },
    })
}

/// A transaction adds resources of any known type, each by PUT or POST.
pub(super) fn read_transaction(
    bundle: &Node<'_>,
    entries: &Bundle<'_>,
    issues: &mut Issues,
) -> Option<Content> {
    let mut items = Vec::new();
    let whole = flag_of_the_whole(bundle, issues);
    for entry in &entries.entries {
        check_method(entry, issues);
        let resource_type = entry.resource_type();
        if is_supporting(resource_type) {
            continue;
        }
        match ItemKind::from_name(resource_type).filter(|kind| kind.stored().is_registrable) {
            Some(kind) => items.extend(incoming(entry, kind, whole, issues)),
            None => {
                let path = entry.resource.path.field("resourceType").to_string();
                issues.add(Severity::Error, path, format!("{resource_type:?}"), registrable());
            }
        }
    }
    refuse_duplicates(&items, issues);
    refuse_crowds(&items, issues);
    if items.is_empty() {
        let path = bundle.path.field("entry").to_string();
        issues.add(Severity::Error, path, "nothing to register", registrable());
        return None;
    }
    Some(Content::Report { items: items.into_iter().map(|(item, _)| item).collect() })
}

fn check_method(entry: &Entry<'_>, issues: &mut Issues) {
    let method = entry.node.object("request", issues).and_then(|request| request.get("method"));
    match method {
        Some(method) if matches!(method.value.as_str(), Some("PUT" | "POST")) => {}
        Some(method) => method.complain(issues, Severity::Error, "PUT or POST"),
        None => entry.node.missing(issues, Severity::Error, "request.method", "PUT or POST"),
    }
    let Some(request) = entry.node.object("request", issues) else { return };
    for condition in ["ifNoneExist", "ifMatch", "ifNoneMatch", "ifModifiedSince"] {
        if let Some(node) = request.get(condition) {
            node.complain(
                issues,
                Severity::Error,
                "no condition: a transaction is taken as it is, or not at all",
            );
        }
    }
}

/// What a flag on the Bundle, its Patient or any other part that is no item says of every item in it. Only items are
/// stored: left on the whole, it would be lost.
fn flag_of_the_whole(bundle: &Node<'_>, issues: &mut Issues) -> Disclosure {
    warn_of_unknown_flags(bundle, issues);
    let is_item = |resource: &Value| {
        type_of(resource).and_then(ItemKind::from_name).is_some_and(|kind| kind.stored().is_registrable)
    };
    strictest_beside(bundle.value, &is_item)
}

/// A flag that nobody knows hides from everybody; its sender is told.
pub(super) fn warn_of_unknown_flags(bundle: &Node<'_>, issues: &mut Issues) {
    for code in unknown_flags(bundle.value) {
        let expected = "LTS, UNINFORMED or UNDELIVERED; until you send it again it is shown to nobody";
        issues.add(Severity::Warning, bundle.path.to_string(), format!("the flag {code:?}"), expected);
    }
}

/// The one type that the Bundle's tag names.
fn tagged_kind(bundle: &Node<'_>, issues: &mut Issues) -> Option<ItemKind> {
    let tags = bundle.object("meta", issues).map_or_else(Vec::new, |meta| meta.list("tag", issues));
    let codes: Vec<Node<'_>> = tags
        .iter()
        .filter(|tag| tag.raw("system").map(systems::current) == Some(systems::BUNDLE_RESOURCE_TYPE))
        .filter_map(|tag| tag.get("code"))
        .collect();
    let path = bundle.path.field("meta").field("tag").to_string();
    let [code] = codes.as_slice() else {
        let found = format!("{} tags in {}", codes.len(), systems::BUNDLE_RESOURCE_TYPE);
        issues.add(Severity::Error, path, found, "one, naming the type of resource inside");
        return None;
    };
    let kind = code.value.as_str().and_then(ItemKind::from_name).filter(|kind| kind.stored().is_registrable);
    if kind.is_none() {
        code.complain(issues, Severity::Error, registrable());
    }
    kind
}

/// The types that can be registered. The guide has the first three; the others are this service's declared extension.
fn registrable() -> String {
    let names: Vec<&str> = ItemKind::registrable().map(ItemKind::as_str).collect();
    format!("one of {}", names.join(", "))
}

/// Checks one resource and makes it ready to be stored; its path comes along.
///
/// `flagged_as_a_whole`: what the Bundle says of everything in it.
fn incoming(
    entry: &Entry<'_>,
    kind: ItemKind,
    flagged_as_a_whole: Disclosure,
    issues: &mut Issues,
) -> Option<(Incoming, String)> {
    let resource = &entry.resource;
    let read = requirements::check(kind, resource, Strictness::Registration, issues);
    ranges::check(&read, resource, issues);
    let identifier = requirements::resource_identifier(resource, issues)?;
    let department = department(resource, issues)
        .and_then(|department| Coding::code_in(&department.codings, systems::DEPARTMENT).map(str::to_owned));
    let item = Incoming {
        kind,
        identifier,
        code_key: code_key(kind, resource, issues),
        department,
        disclosure: strictest_in(resource.value).max(flagged_as_a_whole),
        version: Version::of(kind, resource.value),
        occasion: occasion(kind, resource.value),
        json: resource.value.to_string(),
    };
    Some((item, resource.path.to_string()))
}

/// Codes in order, then the text, in one line.
fn code_key(kind: ItemKind, resource: &Node<'_>, issues: &mut Issues) -> String {
    let concept = Concept::under(resource, kind.stored().code, issues).unwrap_or_default();
    let mut codes: Vec<String> =
        concept.codings.iter().map(|coding| format!("{}|{}", coding.system, coding.code)).collect();
    codes.sort();
    codes.dedup();
    codes.extend(concept.text);
    codes.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same identifier may be given to several results of one report, and to one test at several times, but not twice
/// to the same one.
fn refuse_duplicates(items: &[(Incoming, String)], issues: &mut Issues) {
    let mut seen: HashSet<(ItemKind, &Identifier, &str, Option<&str>)> = HashSet::new();
    for (item, path) in items {
        if !seen.insert((item.kind, &item.identifier, &item.code_key, item.occasion.as_deref())) {
            issues.add(
                Severity::Error,
                format!("{path}.identifier"),
                format!("{:?} a second time for the same code", item.identifier.value),
                "each identifier and code once in a Bundle; a result once for each time it was taken",
            );
        }
    }
}

/// How many entries of a Bundle may share an identifier: one order has some hundred results.
const UNDER_ONE_IDENTIFIER: usize = 1_000;

fn refuse_crowds(items: &[(Incoming, String)], issues: &mut Issues) {
    let mut counts: HashMap<(ItemKind, &Identifier), usize> = HashMap::new();
    for (item, path) in items {
        let count = counts.entry((item.kind, &item.identifier)).or_default();
        *count += 1;
        if *count == UNDER_ONE_IDENTIFIER + 1 {
            issues.add(
                Severity::Error,
                format!("{path}.identifier"),
                format!("{:?} for more than {UNDER_ONE_IDENTIFIER} entries", item.identifier.value),
                "an identifier of its own for each entry, or for each order",
            );
        }
    }
}
