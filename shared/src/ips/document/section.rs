//! A section of a document.

use super::{
    Label, SectionKind,
    context::Context,
    entry::{Entry, Fact, Leaf, Name},
    narrative::{self, Block},
    place::Places,
    qualify::take_modifiers,
    rest::{Walk, leaves},
    tell,
};
use serde_json::{Map, Value};

/// A section with its narrative, its entries and its own sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: SectionKind,
    pub code: Option<Name>,
    pub title: Option<String>,
    /// What may change the meaning of all that stands in it.
    pub qualified: Vec<Fact>,
    pub empty_reason: Option<Name>,
    pub narrative: Vec<Block>,
    pub narrative_status: Option<String>,
    pub entries: Vec<Entry>,
    /// References that resolve to nothing.
    pub missing: Vec<String>,
    pub sections: Vec<Self>,
    pub rest: Vec<Leaf>,
}

/// Takes every section out of a Composition, or out of a section.
pub(super) fn take(parent: &mut Value, context: &Context<'_>, places: &mut Places<'_>) -> Vec<Section> {
    let mut sections = Vec::new();
    tell::each(parent, "section", &mut |section| {
        if section.is_object() {
            sections.push(read(section.take(), context, places));
        }
    });
    sections
}

fn read(mut section: Value, context: &Context<'_>, places: &mut Places<'_>) -> Section {
    let sections = take(&mut section, context, places);
    let code = tell::name(&mut section, &["code"]);
    let kind =
        code.iter().flat_map(|code| &code.codings).find_map(|one| SectionKind::of(&one.system, &one.code));
    let mut read = Section {
        kind: kind.unwrap_or(SectionKind::Other),
        code,
        title: section.get_mut("title").filter(|title| title.is_string()).and_then(tell::take),
        qualified: Vec::new(),
        empty_reason: tell::name(&mut section, &["emptyReason"]),
        narrative: Vec::new(),
        narrative_status: None,
        entries: Vec::new(),
        missing: Vec::new(),
        sections,
        rest: Vec::new(),
    };
    if let Some(fields) = section.as_object_mut() {
        take_text(fields, &mut read);
    }
    tell::each(&mut section, "entry", &mut |reference| take_entry(reference, context, places, &mut read));
    tell::each(&mut section, "focus", &mut |focus| {
        let told = tell::tell(focus, Some(context));
        read.qualified.extend(told.map(|told| Fact {
            label: Label::Focus,
            value: told.value,
            codings: told.codings,
        }));
    });
    let mut walk = Walk::new(context);
    take_modifiers(&mut section, &mut walk, &mut read.qualified);
    read.rest = leaves(section, &mut walk);
    read
}

fn take_text(fields: &mut Map<String, Value>, read: &mut Section) {
    if let Some(Value::Object(text)) = fields.get_mut("text") {
        read.narrative = narrative::take(text);
        read.narrative_status = text.get_mut("status").and_then(tell::take);
    }
}

fn take_entry(reference: &mut Value, context: &Context<'_>, places: &mut Places<'_>, read: &mut Section) {
    let Some(address) = reference.get("reference").and_then(Value::as_str) else { return };
    match places.at(address, context.from) {
        Some(entries) => {
            let kind = entries[0].resource_type.clone();
            read.entries.extend(entries);
            reference["reference"] = Value::Null;
            if let Some(stated) = reference.get_mut("type").filter(|stated| **stated == kind) {
                *stated = Value::Null;
            }
        }
        None => read.missing.extend(reference.get_mut("reference").and_then(tell::take)),
    }
}
