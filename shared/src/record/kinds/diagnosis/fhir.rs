//! Condition → 傷病名.

use crate::{
    element::{
        concept::{Concept, named},
        issues::Issues,
        node::Node,
        period::{ends, is_before},
        reference::{References, extension},
        systems,
    },
    record::{
        kinds::diagnosis::full_name::{DiseaseName, full_name},
        origin::{Receipt, notes},
    },
};
use crate::{
    record::{ClinicalStatus, Diagnosis, Severity, Verification},
    time::Moment,
};

pub(crate) const CLINICAL_STATUS: [(&str, ClinicalStatus); 7] = [
    ("active", ClinicalStatus::Active),
    ("recurrence", ClinicalStatus::Recurrence),
    ("relapse", ClinicalStatus::Relapse),
    ("inactive", ClinicalStatus::Inactive),
    ("remission", ClinicalStatus::Remission),
    ("resolved", ClinicalStatus::Resolved),
    ("unknown", ClinicalStatus::Unknown),
];

pub(crate) const VERIFICATION: [(&str, Verification); 6] = [
    ("confirmed", Verification::Confirmed),
    ("unconfirmed", Verification::Suspected),
    ("provisional", Verification::Suspected),
    ("differential", Verification::Suspected),
    ("refuted", Verification::Refuted),
    ("entered-in-error", Verification::EnteredInError),
];

pub(crate) fn read(
    condition: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<Diagnosis> {
    let (text, codes) = named(condition, "code", issues)?;
    let status = status(condition, issues);
    let stated = verification(condition, issues);
    let DiseaseName { mut name, mut written, suspected } = full_name(condition, text, &codes, issues);
    let verification = match suspected {
        true => as_suspected(condition, stated, issues),
        false => stated,
    };
    if verification == Verification::Suspected && !suspected {
        written.get_or_insert_with(|| name.clone());
        name.push_str("（疑い）");
    }
    let icd10 = codes.iter().find(|coding| systems::ICD10.contains(&coding.system.as_str())).cloned();
    let onset = start(condition, "onset", issues);
    let ended = end(condition, issues).filter(|ended| !ends_before(condition, onset.as_ref(), ended, issues));
    let recorded = condition.moment("recordedDate", issues);
    let doctor = references
        .name(condition, "recorder", issues)
        .or_else(|| references.name(condition, "asserter", issues));
    let main = is_main(condition, issues);
    let notes = notes(condition, issues);
    let origin = receipt.origin(condition, issues);
    Some(Diagnosis {
        origin,
        name,
        written,
        codes,
        icd10,
        main,
        status,
        verification,
        onset,
        ended,
        recorded,
        doctor,
        notes,
    })
}

/// What the name calls suspected is no diagnosis, whatever else was sent.
fn as_suspected(condition: &Node<'_>, stated: Verification, issues: &mut Issues) -> Verification {
    if stated == Verification::Confirmed
        && let Some(status) = condition.get("verificationStatus")
    {
        let expected = "unconfirmed: the name says that it is suspected, and it is shown as a suspicion";
        status.complain(issues, Severity::Warning, expected);
    }
    if stated.is_stated_fact() { Verification::Suspected } else { stated }
}

pub(crate) fn status(resource: &Node<'_>, issues: &mut Issues) -> ClinicalStatus {
    let Some(concept) = Concept::under(resource, "clinicalStatus", issues) else {
        return ClinicalStatus::NotStated;
    };
    let at = Node { value: resource.value, path: resource.path.clone() };
    let at = at.get("clinicalStatus").unwrap_or(at);
    concept.one_of(&at, &CLINICAL_STATUS, issues).unwrap_or(ClinicalStatus::Unknown)
}

/// An unreadable verification is "not stated", with an unread part beside it: hiding the entry for
/// a spelling mistake would lose it.
pub(crate) fn verification(resource: &Node<'_>, issues: &mut Issues) -> Verification {
    verified(resource, &VERIFICATION, issues)
}

pub(crate) fn verified(
    resource: &Node<'_>,
    words: &[(&str, Verification)],
    issues: &mut Issues,
) -> Verification {
    let Some(concept) = Concept::under(resource, "verificationStatus", issues) else {
        return Verification::NotStated;
    };
    let at = resource.get("verificationStatus").unwrap_or_else(|| resource.clone());
    concept.one_of(&at, words, issues).unwrap_or(Verification::NotStated)
}

/// The first moment of `onset[x]` or the like; an age or words are shown as an unread part.
pub(crate) fn start(resource: &Node<'_>, stem: &str, issues: &mut Issues) -> Option<Moment> {
    let exact = format!("{stem}DateTime");
    if let Some(moment) = resource.moment(&exact, issues) {
        return Some(moment);
    }
    let period = resource.object(&format!("{stem}Period"), issues);
    if let Some(start) = period.and_then(|period| ends(&period, issues).0) {
        return Some(start);
    }
    complain_of_words(resource, stem, issues);
    None
}

fn end(condition: &Node<'_>, issues: &mut Issues) -> Option<Moment> {
    if let Some(moment) = condition.moment("abatementDateTime", issues) {
        return Some(moment);
    }
    if let Some(period) = condition.object("abatementPeriod", issues) {
        let (start, end) = ends(&period, issues);
        return end.or(start);
    }
    complain_of_words(condition, "abatement", issues);
    None
}

/// Whether it is said to have ended before it began. Then it is not told as over.
fn ends_before(condition: &Node<'_>, onset: Option<&Moment>, ended: &Moment, issues: &mut Issues) -> bool {
    let ends_before = onset.is_some_and(|onset| is_before(ended, onset));
    if ends_before {
        let found = String::from(ended.clone());
        let path = condition.path.field("abatement").to_string();
        issues.add(Severity::Part, path, found, "an end that is not before the onset");
    }
    ends_before
}

fn complain_of_words(resource: &Node<'_>, stem: &str, issues: &mut Issues) {
    for form in ["Age", "Range", "String"] {
        if let Some(node) = resource.get(&format!("{stem}{form}")) {
            node.complain(issues, Severity::Part, "a date (DateTime or Period)");
        }
    }
}

fn is_main(condition: &Node<'_>, issues: &mut Issues) -> bool {
    condition
        .list("extension", issues)
        .iter()
        .filter(|extension| {
            extension.raw("url").is_some_and(|url| systems::is_named(url, systems::DIAGNOSIS_TYPE_EXTENSION))
        })
        .filter_map(|extension| Concept::under(extension, "valueCodeableConcept", issues))
        .any(|kind| kind.has_code("principal"))
        || extension(condition, systems::DIAGNOSIS_TYPE_EXTENSION, issues)
            .is_some_and(|kind| kind.raw("valueCode") == Some("principal"))
}
