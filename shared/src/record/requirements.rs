//! Requirements of the specification for each resource (spec §3, §5 to §8).

use crate::{element::Identifier, record::ItemKind};
use crate::{
    element::{
        concept::Concept,
        issues::Issues,
        node::{Node, one_of},
        reference::{References, extension},
        systems,
    },
    ids::{FacilityCode, ItemId, PatientId},
    record::{
        Entry, Severity,
        origin::{Receipt, department},
        read as clinical,
    },
    time::Moment,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Strictness: how much a missing element costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// Sent by itself: what the specification requires is required.
    Registration,
    /// Inside a document: the document is kept whole, its author is told.
    Document,
}

impl Strictness {
    pub(crate) fn severity(self) -> Severity {
        match self {
            Self::Registration => Severity::Error,
            Self::Document => Severity::Warning,
        }
    }
}

/// Checks what `kind` requires, and reads the resource once to find what cannot be read: what was read comes back.
pub(crate) fn check(
    kind: ItemKind,
    resource: &Node<'_>,
    strictness: Strictness,
    issues: &mut Issues,
) -> Entry {
    let mut found = Issues::default();
    common(kind, resource, strictness, &mut found);
    (kind.stored().check)(resource, strictness, &mut found);
    let read = read_through(kind, resource, &mut found);
    // Reading finds fatal what a document may still carry: shown there as unreadable.
    for issue in found.into_vec() {
        // The items of a check-up go by their displays; the guide asks for no text there.
        if is_checkup(resource) && issue.severity == Severity::Warning && issue.path.ends_with("code.text") {
            continue;
        }
        let severity = match strictness {
            Strictness::Registration => issue.severity,
            Strictness::Document => issue.severity.min(Severity::Doubt),
        };
        issues.add(severity, issue.path, issue.found, issue.expected);
    }
    read
}

fn read_through(kind: ItemKind, resource: &Node<'_>, issues: &mut Issues) -> Entry {
    let references = References::new(resource.value, None);
    clinical::read(kind, resource, &nobody(), &references, issues)
}

/// A receipt for reading that keeps nothing but the issues.
pub(crate) fn nobody() -> Receipt {
    let facility = FacilityCode::try_from("0010000000").expect("ten digits in the form of a facility code");
    Receipt {
        item: ItemId::derive(PatientId(Uuid::nil()), &[]),
        source: facility.into(),
        received: DateTime::<Utc>::UNIX_EPOCH,
        document: None,
        doubted: false,
    }
}

pub(crate) fn required(
    node: &Node<'_>,
    field: &str,
    expected: &str,
    severity: Severity,
    issues: &mut Issues,
) {
    if node.get(field).is_none() {
        node.missing(issues, severity, field, expected);
    }
}

/// A code of a list that FHIR closes. Another word, or none, claims nothing: by itself it is refused, whatever its kind.
pub(crate) fn code_in<T>(
    node: &Node<'_>,
    field: &str,
    table: &[(&str, T)],
    severity: Severity,
    issues: &mut Issues,
) {
    match node.get(field) {
        None => node.missing(issues, severity, field, one_of(table)),
        Some(code) if table.iter().any(|(known, _)| code.value == *known) => {}
        Some(code) => code.complain(issues, severity, one_of(table)),
    }
}

/// Spec §3.
fn common(kind: ItemKind, resource: &Node<'_>, strictness: Strictness, issues: &mut Issues) {
    let severity = strictness.severity();
    last_updated(resource, severity, issues);
    if resource_identifier_in(resource, issues).is_none() && !is_checkup(resource) {
        let expected = format!("an identifier in {}", systems::RESOURCE_IDENTIFIER);
        resource.missing(issues, severity, "identifier", expected);
    }
    let institution = extension(resource, "JP_eCS_InstitutionNumber", issues);
    if institution.is_none() && strictness == Strictness::Registration {
        let expected = format!("the sender's ten digits in {}", systems::INSTITUTION_EXTENSION);
        resource.missing(issues, severity, "extension('JP_eCS_InstitutionNumber')", expected);
    }
    let subjects = ["subject", "patient"].iter().filter_map(|field| resource.object(field, issues));
    let says_whom =
        |subject: Node<'_>| subject.get("reference").or_else(|| subject.get("identifier")).is_some();
    if !subjects.collect::<Vec<_>>().into_iter().any(says_whom) {
        resource.missing(issues, severity, kind.stored().subject, "a reference to the Bundle's Patient");
    }
}

pub(crate) fn last_updated(resource: &Node<'_>, severity: Severity, issues: &mut Issues) {
    let expected = "the instant of the last change, with its offset";
    let meta = resource.object("meta", issues);
    let updated = meta.as_ref().and_then(|meta| meta.get("lastUpdated"));
    match (meta, updated) {
        (_, Some(node)) => {
            if !matches!(node.value.as_str().map(Moment::try_from), Some(Ok(Moment::Instant(_)))) {
                node.complain(issues, severity, expected);
            }
        }
        (Some(meta), None) => meta.missing(issues, severity, "lastUpdated", expected),
        (None, None) => resource.missing(issues, severity, "meta.lastUpdated", expected),
    }
}

/// Observations of a check-up report have no identifier (spec §10).
fn is_checkup(resource: &Node<'_>) -> bool {
    let profiles =
        resource.value.get("meta").and_then(|meta| meta.get("profile")).and_then(|list| list.as_array());
    profiles
        .into_iter()
        .flatten()
        .filter_map(|profile| profile.as_str())
        .any(|profile| systems::is_named(profile, "JP_Observation_eCheckupGeneral"))
}

fn resource_identifier_in(resource: &Node<'_>, issues: &mut Issues) -> Option<Identifier> {
    resource.list("identifier", issues).iter().find_map(|identifier| {
        let in_system = identifier.raw("system").map(systems::current) == Some(systems::RESOURCE_IDENTIFIER);
        let value = identifier.text("value", issues).filter(|_| in_system)?;
        Some(Identifier { system: systems::RESOURCE_IDENTIFIER.to_owned(), value })
    })
}

pub(crate) fn resource_identifier(resource: &Node<'_>, issues: &mut Issues) -> Option<Identifier> {
    resource_identifier_in(resource, issues)
}

/// A concept with text and at least one complete coding.
pub(crate) fn coded(resource: &Node<'_>, field: &str, severity: Severity, issues: &mut Issues) -> Concept {
    let Some(concept) = Concept::under(resource, field, issues) else {
        resource.missing(issues, severity, field, "text and codings");
        return Concept::default();
    };
    let at = resource.get(field).unwrap_or_else(|| resource.clone());
    if concept.text.is_none() {
        at.missing(issues, severity, "text", "the name as written");
    }
    if !concept.codings.iter().any(|coding| !coding.code.is_empty() && !coding.system.is_empty()) {
        at.missing(issues, severity, "coding", "at least one code with its system");
    }
    if concept.codings.iter().any(|coding| coding.display.is_none()) {
        at.missing(issues, Severity::Warning, "coding.display", "each code's display");
    }
    concept
}

/// Complains that none of the codings under `field` is of the kind expected.
pub(crate) fn lacks_code(
    resource: &Node<'_>,
    field: &str,
    severity: Severity,
    expected: String,
    issues: &mut Issues,
) {
    match resource.get(field).and_then(|concept| concept.get("coding")) {
        Some(codings) => codings.complain(issues, severity, expected),
        None => resource.missing(issues, severity, &format!("{field}.coding"), expected),
    }
}

pub(crate) fn has_department(resource: &Node<'_>, severity: Severity, issues: &mut Issues) {
    match department(resource, issues) {
        None => {
            resource.missing(
                issues,
                severity,
                "extension('JP_eCS_Department')",
                "the department, with its text",
            );
        }
        Some(department) if department.text.is_none() => {
            let path = resource.path.field("extension('JP_eCS_Department')").to_string();
            let expected = "the department's name as text";
            issues.add(Severity::Warning, path, "a code without text", expected);
        }
        Some(_) => {}
    }
}

/// 療養計画. It is kept whatever it lacks; its author is told.
pub(crate) fn care_plan(resource: &Node<'_>, issues: &mut Issues) {
    last_updated(resource, Severity::Warning, issues);
    for (field, expected) in [
        ("title", "the plan's title"),
        ("description", "the plan in words"),
        ("category", "the plan's category"),
        ("identifier", "an identifier with system and value"),
    ] {
        required(resource, field, expected, Severity::Warning, issues);
    }
    for identifier in resource.list("identifier", issues) {
        for field in ["system", "value"] {
            required(&identifier, field, "an identifier with system and value", Severity::Warning, issues);
        }
    }
    if resource.object("period", issues).is_none_or(|period| period.get("start").is_none()) {
        resource.missing(issues, Severity::Warning, "period.start", "the first day of the plan");
    }
}

/// A Patient that came by itself or in a Bundle: what is expected beside what identifies.
pub(crate) fn patient(resource: &Node<'_>, issues: &mut Issues) {
    last_updated(resource, Severity::Warning, issues);
    let addresses = resource.list("address", issues);
    if !addresses.iter().any(|address| address.get("text").is_some()) {
        resource.missing(issues, Severity::Warning, "address.text", "the address in full");
    }
}
