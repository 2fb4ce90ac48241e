//! A document Bundle (spec §10) at registration.

use crate::{
    disclosure::strictest_in,
    element::{
        bundle::Bundle,
        concept::Concept,
        issues::Issues,
        node::{Node, one_of},
        reference::extension,
        systems,
    },
    record::{
        Coding, DocumentKind, Severity,
        kinds::document::{fhir as document, fhir::KIND},
        origin::department,
    },
};
use {
    super::{Content, Incoming, collection::warn_of_unknown_flags, ranges, version::Version},
    crate::{
        element::Identifier,
        record::{
            ItemKind,
            requirements::{self, Strictness},
        },
    },
};

pub(super) fn read(
    bundle: &Node<'_>,
    entries: &Bundle<'_>,
    bundle_identifier: Option<&Identifier>,
    issues: &mut Issues,
) -> Option<Content> {
    let compositions: Vec<_> = entries.of_type("Composition").collect();
    let Some(composition) = compositions.first() else {
        let path = bundle.path.field("entry").to_string();
        issues.add(Severity::Error, path, "no Composition", "a Composition as first entry");
        return None;
    };
    for another in &compositions[1..] {
        issues.add(
            Severity::Error,
            another.resource.path.to_string(),
            "another Composition",
            "one Composition in a document",
        );
    }
    if entries.entries.first().is_some_and(|first| first.resource_type() != "Composition") {
        let path = bundle.path.field("entry").index(0).to_string();
        issues.add(
            Severity::Error,
            path,
            entries.entries[0].resource_type(),
            "the Composition as first entry",
        );
    }
    let composition = &composition.resource;
    let kind = check_composition(composition, issues);
    check_entries(entries, issues);
    warn_of_unknown_flags(bundle, issues);
    check_references(composition, entries, issues);
    let identifier = composition_identifier(composition, issues).or_else(|| bundle_identifier.cloned())?;
    // The official letter and the official patient summary share one identifier: a document replaces
    // one of its own kind only.
    let identifier = Identifier { value: format!("{} {}", identifier.value, kind.as_str()), ..identifier };
    let author = composition.list("author", issues).into_iter().find_map(|author| {
        let found =
            crate::element::reference::References::new(composition.value, Some(entries)).resolve(&author)?;
        department(&found, issues)
    });
    let item = Incoming {
        kind: ItemKind::Document,
        identifier,
        code_key: String::new(),
        department: author.and_then(|department| {
            Coding::code_in(&department.codings, systems::DEPARTMENT).map(str::to_owned)
        }),
        disclosure: strictest_in(bundle.value),
        version: Version::of(ItemKind::Document, bundle.value),
        occasion: None,
        json: bundle.value.to_string(),
    };
    Some(Content::Document { kind, item })
}

/// What a Composition must state; also for one that came alone.
pub(crate) fn check_composition(composition: &Node<'_>, issues: &mut Issues) -> DocumentKind {
    match composition.get("status") {
        Some(status) if status.value.as_str() == Some("final") => {}
        Some(status) => status.complain(issues, Severity::Error, "final"),
        None => composition.missing(issues, Severity::Error, "status", "final"),
    }
    for (field, expected) in [("date", "the document's date"), ("title", "the document's title")] {
        if composition.get(field).is_none() {
            composition.missing(issues, Severity::Error, field, expected);
        }
    }
    let type_concept = Concept::under(composition, "type", issues);
    let has_code = type_concept.as_ref().is_some_and(|kind| kind.codings.iter().any(|c| !c.code.is_empty()));
    if !has_code {
        composition.missing(issues, Severity::Error, "type.coding.code", one_of(&KIND));
    }
    let kind = type_concept.as_ref().and_then(document::kind);
    if let (None, Some(node), true) = (kind, composition.get("type"), has_code) {
        node.complain(issues, Severity::Warning, one_of(&KIND));
    }
    let kind = kind.unwrap_or(DocumentKind::Other);
    check_details(composition, kind, issues);
    kind
}

fn check_details(composition: &Node<'_>, kind: DocumentKind, issues: &mut Issues) {
    requirements::last_updated(composition, Severity::Warning, issues);
    let mut expect = |field: &str, expected: &str| {
        if composition.get(field).is_none() {
            composition.missing(issues, Severity::Warning, field, expected);
        }
    };
    expect("author", "the author: a person and an organization");
    expect("section", "at least one section");
    expect("identifier", "the document's identifier");
    if kind != DocumentKind::PatientSummary {
        expect("custodian", "the organization that keeps the document");
    }
    expect("category", "the category");
    if let Some(identifier) = composition.object("identifier", issues) {
        for field in ["system", "value"] {
            if identifier.get(field).is_none() {
                identifier.missing(issues, Severity::Warning, field, "both system and value");
            }
        }
    }
    if extension(composition, systems::DOCUMENT_VERSION_EXTENSION, issues).is_none() {
        let expected = "composition-clinicaldocument-versionNumber";
        composition.missing(issues, Severity::Warning, "extension", expected);
    }
}

/// Entries of a document are checked like registered ones, but nothing they lack stands in the way.
fn check_entries(entries: &Bundle<'_>, issues: &mut Issues) {
    for entry in &entries.entries {
        match ItemKind::from_name(entry.resource_type()) {
            Some(kind) => {
                let read = requirements::check(kind, &entry.resource, Strictness::Document, issues);
                ranges::check(&read, &entry.resource, issues);
            }
            None if entry.resource_type().is_empty() => {
                entry.resource.missing(issues, Severity::Error, "resourceType", "the type of the resource");
            }
            None if entry.resource_type() == "CarePlan" => requirements::care_plan(&entry.resource, issues),
            None => {}
        }
    }
}

fn check_references(section: &Node<'_>, entries: &Bundle<'_>, issues: &mut Issues) {
    for reference in section.list("entry", issues) {
        let found = reference.raw("reference").is_some_and(|address| entries.position(address).is_some());
        if !found {
            reference.complain(issues, Severity::Warning, "a reference to an entry of this Bundle");
        }
    }
    for inner in section.list("section", issues) {
        check_references(&inner, entries, issues);
    }
}

fn composition_identifier(composition: &Node<'_>, issues: &mut Issues) -> Option<Identifier> {
    let identifier = composition.object("identifier", issues)?;
    let value = identifier.text("value", issues)?;
    let system = identifier.raw("system").map_or("", systems::current).to_owned();
    Some(Identifier { system, value })
}
