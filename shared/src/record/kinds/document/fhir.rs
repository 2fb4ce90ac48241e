//! A document Bundle → 文書, with nothing of it lost.

use crate::record::kinds::document::sections::Writer;
use crate::{
    element::{
        bundle::{Bundle, Entry},
        concept::Concept,
        issues::Issues,
        node::{Node, look_up, type_of},
        period::ends,
        reference::References,
    },
    record::{
        fate,
        origin::{Receipt, department},
    },
};
use crate::{
    ids::PatientId,
    record::{Document, DocumentKind, Section, Severity},
    time::Moment,
};

/// Type codes of `doc-typecodes` (spec §10).
pub(crate) const KIND: [(&str, DocumentKind); 5] = [
    ("57133-1", DocumentKind::Referral),
    ("18842-5", DocumentKind::DischargeSummary),
    ("56447-6", DocumentKind::PatientSummary),
    ("53576-5", DocumentKind::Checkup),
    ("57833-6", DocumentKind::Prescription),
];

/// Reads the document in `bundle`; `None`, with the reasons among the issues, when it has no
/// Composition or no date.
pub(crate) fn read(
    bundle: &Node<'_>,
    patient: PatientId,
    receipt: &Receipt,
    issues: &mut Issues,
) -> Option<Document> {
    fate::weigh("Bundle", bundle, issues);
    let entries = Bundle::read(bundle, issues);
    let Some(composition) = entries.of_type("Composition").next() else {
        issues.add(
            Severity::Error,
            bundle.path.field("entry").to_string(),
            "no Composition",
            "a Composition",
        );
        return None;
    };
    let composition = composition.resource.clone();
    let sections = sections_of(&entries, &composition, patient, receipt, issues);
    composed(&composition, Some(&entries), bundle.moment("timestamp", issues), receipt, sections, issues)
}

/// A Composition that came without its Bundle: its own words, and the references it cannot follow.
pub(crate) fn read_composition(
    composition: &Node<'_>,
    patient: PatientId,
    receipt: &Receipt,
    issues: &mut Issues,
) -> Option<Document> {
    let nothing = serde_json::Value::Null;
    let entries = Bundle::read(&Node::resource(&nothing), &mut Issues::default());
    let sections = Writer::new(&entries, patient, receipt, &[]).sections(composition, issues);
    composed(composition, Some(&entries), None, receipt, sections, issues)
}

fn sections_of(
    entries: &Bundle<'_>,
    composition: &Node<'_>,
    patient: PatientId,
    receipt: &Receipt,
    issues: &mut Issues,
) -> Vec<Section> {
    let mut writer = Writer::new(entries, patient, receipt, &[]);
    let mut sections = writer.sections(composition, issues);
    sections.extend(writer.left_over(issues));
    sections
}

fn composed(
    composition: &Node<'_>,
    entries: Option<&Bundle<'_>>,
    timestamp: Option<Moment>,
    receipt: &Receipt,
    sections: Vec<Section>,
    issues: &mut Issues,
) -> Option<Document> {
    fate::weigh("Composition", composition, issues);
    let references = References::new(composition.value, entries);
    let type_concept = Concept::under(composition, "type", issues).unwrap_or_default();
    let title = composition.text("title", issues).or_else(|| {
        composition.missing(issues, Severity::Part, "title", "the document's title");
        type_concept.words_or_code()
    });
    let Some(title) = title else {
        composition.missing(issues, Severity::Error, "type", "a title or a type");
        return None;
    };
    let date = match composition.moment("date", issues) {
        Some(date) => date,
        None => {
            composition.missing(issues, Severity::Part, "date", "the document's date");
            timestamp?
        }
    };
    let authors = composition.list("author", issues);
    let mut resolved = Vec::new();
    for author in &authors {
        resolved.push((references.resolve(author), references.name_of(author, issues)));
    }
    let is_place = |resource: &Option<Node<'_>>| {
        resource.as_ref().and_then(|resource| type_of(resource.value)) == Some("Organization")
    };
    let doctor = resolved.iter().find(|(resource, _)| !is_place(resource)).and_then(|(_, name)| name.clone());
    let place = resolved.iter().find(|(resource, _)| is_place(resource));
    let organization = place
        .and_then(|(_, name)| name.clone())
        .or_else(|| references.name(composition, "custodian", issues));
    let department = place
        .and_then(|(resource, _)| department(resource.as_ref()?, issues))
        .and_then(|department| department.words_or_code());
    let (visit_start, visit_end) = visit(composition, &references, issues);
    let mut origin = receipt.origin(composition, issues);
    origin.department = department.clone().or(origin.department);
    Some(Document {
        kind: kind(&type_concept).unwrap_or(DocumentKind::Other),
        origin,
        title,
        date,
        doctor,
        organization,
        department,
        addressee: entries.and_then(|entries| addressee(composition, entries, issues)),
        visit_start,
        visit_end,
        sections,
    })
}

pub(crate) fn kind(type_concept: &Concept) -> Option<DocumentKind> {
    type_concept.codings.iter().find_map(|coding| look_up(&KIND, &coding.code))
}

/// Start and end of the visit: the Encounter's period, else the event's.
fn visit(
    composition: &Node<'_>,
    references: &References<'_>,
    issues: &mut Issues,
) -> (Option<Moment>, Option<Moment>) {
    let encounter = composition.object("encounter", issues).and_then(|visit| references.resolve(&visit));
    let mut periods = Vec::new();
    if let Some(encounter) = encounter {
        periods.extend(encounter.object("period", issues));
        let history = encounter.list("classHistory", issues);
        periods.extend(history.iter().filter_map(|class| class.object("period", issues)));
    }
    let events = composition.list("event", issues);
    periods.extend(events.iter().filter_map(|event| event.object("period", issues)));
    match periods.first() {
        Some(period) => ends(period, issues),
        None => (None, None),
    }
}

/// 紹介先: whom section 910 names.
fn addressee(composition: &Node<'_>, entries: &Bundle<'_>, issues: &mut Issues) -> Option<String> {
    let references = References::new(composition.value, Some(entries));
    let sections = composition.list("section", issues);
    let section = sections.iter().find(|section| section_code(section, issues).as_deref() == Some("910"))?;
    let names: Vec<String> =
        section.list("entry", issues).iter().filter_map(|entry| references.name_of(entry, issues)).collect();
    Some(names.join(" ")).filter(|names| !names.is_empty())
}

pub(crate) fn section_code(section: &Node<'_>, issues: &mut Issues) -> Option<String> {
    let code = Concept::under(section, "code", issues)?;
    code.codings.into_iter().map(|coding| coding.code).find(|code| !code.is_empty())
}

/// The entry's own name for the id of what it holds.
pub(crate) fn key_of(entry: &Entry<'_>) -> String {
    entry.key()
}
