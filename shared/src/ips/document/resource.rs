//! Reading of one resource: what is told with a label is taken out of it, and what is left is told by its place.

use super::{
    Label,
    addresses::{Addresses, Target},
    context::{Contained, Context},
    elements::{self, Elements, Grouped},
    entry::{Entry, Fact, Group, Name, Related, Telling, Unreadable},
    narrative,
    qualify::{is_qualifying, take_modifiers},
    rest::{Walk, leaves, take_attachments},
    tell,
};
use crate::element::text::cleaned;
use serde_json::{Map, Value};

/// A resource that was read, and what it refers to as its parts.
#[derive(Default)]
pub(super) struct Read {
    pub(super) entry: Entry,
    pub(super) links: Vec<Link>,
    pub(super) contained: Vec<Entry>,
}

/// A part of it that is a resource of its own.
pub(super) struct Link {
    pub(super) label: Label,
    pub(super) display: Option<String>,
    pub(super) target: Target,
}

/// Reads the resource at `from` of the Bundle.
pub(super) fn read(mut resource: Value, addresses: &Addresses, from: usize, subject: Option<usize>) -> Read {
    let path = format!("Bundle.entry[{from}].resource");
    let inner = take_contained(&mut resource);
    let mut contained = Contained::default();
    for (place, one) in inner.iter().enumerate() {
        if let Some(id) = one.get("id").and_then(Value::as_str) {
            contained.by_id.entry(id.to_owned()).or_insert(place);
        }
        contained.known.push(super::addresses::known(one));
    }
    let context = Context { addresses, from, subject, contained: &contained };
    let mut read = read_one(resource, path.clone(), &context, true);
    if let Some(url) = addresses.shared_url(from) {
        let fact = Fact { label: Label::AddressNotUnique, value: cleaned(url), codings: Vec::new() };
        read.entry.qualified.push(fact);
    }
    for (place, one) in inner.into_iter().enumerate() {
        let inside = read_one(one, format!("{path}.contained[{place}]"), &context, false);
        read.contained.push(inside.entry);
    }
    read
}

fn take_contained(resource: &mut Value) -> Vec<Value> {
    let Some(fields) = resource.as_object_mut() else { return Vec::new() };
    match fields.remove("contained") {
        Some(Value::Array(inner)) => inner,
        Some(other) => {
            fields.insert("contained".to_owned(), other);
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn read_one(mut resource: Value, path: String, context: &Context<'_>, with_links: bool) -> Read {
    let mut read = Read { entry: Entry { path, ..Entry::default() }, ..Read::default() };
    let entry = &mut read.entry;
    let kind = resource.get_mut("resourceType").filter(|kind| kind.is_string()).and_then(tell::take);
    entry.resource_type = kind.unwrap_or_default();
    if entry.resource_type.is_empty() {
        entry.unreadable =
            Some(if resource.is_object() { Unreadable::NoType } else { Unreadable::NoResource });
    }
    let elements = elements::of(&entry.resource_type);
    if let Some(fields) = resource.as_object_mut() {
        drop_identity(fields);
        take_narrative(fields, entry);
        take_rules(fields, &mut entry.qualified);
        whose(fields, context, entry);
    }
    if with_links {
        take_links(&mut resource, elements, context, &mut read);
    }
    let entry = &mut read.entry;
    entry.name = tell::name(&mut resource, elements.names);
    for path in elements.names {
        let (path, kind) = (format!("{path}.extension.value[x]"), &entry.resource_type);
        take_rows(
            &mut resource,
            kind,
            &[(&path, Label::NameExtension)],
            context,
            &mut entry.qualified,
            &mut entry.facts,
        );
    }
    for grouped in elements.groups {
        take_groups(&mut resource, grouped, context, entry);
    }
    let kind = entry.resource_type.clone();
    let Entry { qualified, facts, .. } = entry;
    for rows in [elements::OF_ALL, elements.rows] {
        take_rows(&mut resource, &kind, rows, context, qualified, facts);
    }
    let mut walk = Walk::new(context);
    take_modifiers(&mut resource, &mut walk, &mut entry.qualified);
    take_attachments(&mut resource, &mut walk, &mut entry.attachments);
    entry.rest = leaves(resource, &mut walk);
    read
}

/// What a server keeps about a resource is no part of what it says. Its security labels and tags are.
pub(super) fn drop_identity(fields: &mut Map<String, Value>) {
    fields.retain(|name, value| name != "id" || !value.is_string());
    let Some(meta) = fields.get_mut("meta") else { return };
    for name in ["profile", "versionId", "lastUpdated"] {
        tell::each(meta, name, &mut |value| {
            if value.is_string() {
                *value = Value::Null;
            }
        });
    }
}

fn take_narrative(fields: &mut Map<String, Value>, entry: &mut Entry) {
    if let Some(Value::Object(text)) = fields.get_mut("text") {
        entry.narrative = narrative::take(text);
        entry.narrative_status = text.get_mut("status").and_then(tell::take);
    }
}

pub(super) fn take_rules(fields: &mut Map<String, Value>, qualified: &mut Vec<Fact>) {
    let value = fields.get_mut("implicitRules").and_then(tell::take);
    let fact = value.map(|value| Fact { label: Label::ImplicitRules, value, codings: Vec::new() });
    qualified.extend(fact);
}

/// Says whose it is, unless it is of the subject of the document.
fn whose(fields: &mut Map<String, Value>, context: &Context<'_>, entry: &mut Entry) {
    for name in ["subject", "patient"] {
        let Some(whose) = fields.get_mut(name).filter(|whose| whose.is_object()) else { continue };
        let address = whose.get("reference").and_then(Value::as_str);
        let target = address.and_then(|address| context.resolve(address));
        let is_subject =
            |target| matches!((target, context.subject), (Target::Entry(of), Some(subject)) if of == subject);
        if target.is_some_and(is_subject) {
            whose["reference"] = Value::Null;
            continue;
        }
        if let Some(told) = tell::tell(whose, Some(context)) {
            entry.qualified.push(Fact { label: Label::Subject, value: told.value, codings: told.codings });
        }
    }
}

fn take_links(resource: &mut Value, elements: &Elements, context: &Context<'_>, read: &mut Read) {
    for (path, label) in elements.links {
        tell::each(resource, path, &mut |value| match tell::link(value, context) {
            Some(Ok((target, display))) => read.links.push(Link { label: *label, display, target }),
            Some(Err(address)) => read.entry.missing.push(address),
            None => {}
        });
    }
}

fn take_groups(resource: &mut Value, grouped: &Grouped, context: &Context<'_>, entry: &mut Entry) {
    let Entry { resource_type, groups, .. } = entry;
    tell::each(resource, grouped.path, &mut |value| {
        let name = tell::name(value, grouped.names);
        let (mut qualified, mut facts) = (Vec::new(), Vec::new());
        take_rows(value, resource_type, grouped.rows, context, &mut qualified, &mut facts);
        if grouped.label == Label::Dosage {
            facts.extend(repeats(value));
        }
        if name.is_some() || !qualified.is_empty() || !facts.is_empty() {
            groups.push(Group { label: grouped.label, name, qualified, facts });
        }
    });
}

fn take_rows(
    value: &mut Value,
    resource_type: &str,
    rows: &[(&str, Label)],
    context: &Context<'_>,
    qualified: &mut Vec<Fact>,
    facts: &mut Vec<Fact>,
) {
    for (path, label) in rows {
        tell::each(value, path, &mut |value| {
            // "Not so: false" is told by its place, where no label can be misread.
            if *value == Value::Bool(false)
                && matches!(label, Label::DoNotPerform | Label::Subpotent | Label::Ended | Label::AsNeeded)
            {
                return;
            }
            let Some(told) = tell::tell(value, Some(context)) else {
                return qualified.extend(unclear(value, path, *label, context));
            };
            let fact = Fact { label: *label, value: told.value, codings: told.codings };
            match is_qualifying(resource_type, *label, &fact.value, &fact.codings) {
                true => qualified.push(fact),
                false => facts.push(fact),
            }
        });
    }
}

/// What decides whether the thing is so, in a form that is not known: all of it stands beside the name.
fn unclear(value: &mut Value, path: &str, label: Label, context: &Context<'_>) -> Vec<Fact> {
    if !matches!(label, Label::Status | Label::Certainty | Label::Intent | Label::Decision | Label::Subpotent)
    {
        return Vec::new();
    }
    let mut walk = Walk::new(context);
    walk.enter(path);
    let found = leaves(value.take(), &mut walk).into_iter();
    found
        .map(|leaf| Fact { label, value: format!("{} = {}", leaf.path, leaf.value), codings: Vec::new() })
        .collect()
}

/// How often: so many times in so many units of time (`3 / 1 d`).
fn repeats(dosage: &mut Value) -> Option<Fact> {
    let repeat = dosage.get_mut("timing")?.get_mut("repeat")?.as_object_mut()?;
    if !["frequency", "period", "periodUnit"].iter().all(|name| repeat.get(*name).is_some_and(is_plain)) {
        return None;
    }
    let mut part = |name: &str| tell::take_field(repeat, name);
    let up_to = |low: String, high: Option<String>| match high {
        Some(high) => format!("{low}–{high}"),
        None => low,
    };
    let often = up_to(part("frequency")?, part("frequencyMax"));
    let long = up_to(part("period")?, part("periodMax"));
    let value = format!("{often} / {long} {}", part("periodUnit")?);
    Some(Fact { label: Label::Timing, value, codings: Vec::new() })
}

fn is_plain(value: &Value) -> bool {
    value.is_number() || value.as_str().is_some_and(|text| !crate::element::text::is_blank(&cleaned(text)))
}

impl Related {
    /// A resource that is told elsewhere: its name, and what qualifies it, where that may be told once more.
    pub(super) fn elsewhere(of: &Entry, may_copy: bool) -> Entry {
        let name = of.name.clone().filter(|_| may_copy);
        Entry {
            path: of.path.clone(),
            resource_type: if may_copy { of.resource_type.clone() } else { String::new() },
            name,
            qualified: if may_copy { of.qualified.clone() } else { Vec::new() },
            telling: Telling::Elsewhere,
            ..Entry::default()
        }
    }
}

impl Name {
    pub(super) fn length(&self) -> usize {
        let of_codings = |coding: &crate::coding::Coding| {
            coding.system.len() + coding.code.len() + coding.display.as_ref().map_or(0, String::len)
        };
        self.text.len() + self.codings.iter().map(of_codings).sum::<usize>()
    }
}
