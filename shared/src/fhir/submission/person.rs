//! Whose record a transmission is for, and that every entry agrees about that.

use super::DeathHint;
use crate::{
    address::Address,
    element::{
        bundle::{Bundle, Entry},
        issues::Issues,
        node::{Node, one_of},
        reference::{is_kana, person_name},
        systems,
        text::cleaned,
    },
    identity::{Claim, Demographics, InsuredId},
    ids::FacilityCode,
    nfkc::nfkc,
    record::{Severity, Sex},
    time::Moment,
};
use chrono::NaiveDate;

const SEX: [(&str, Sex); 4] =
    [("male", Sex::Male), ("female", Sex::Female), ("other", Sex::Other), ("unknown", Sex::Unknown)];

const INSURED_FORM: &str = "insurer (8 digits):symbol:number:branch (2 digits or nothing)";

/// The Bundle's one Patient.
pub(super) fn of_bundle<'a>(
    bundle: &Node<'a>,
    entries: &Bundle<'a>,
    issues: &mut Issues,
) -> Option<Entry<'a>> {
    let patients: Vec<&Entry<'a>> = entries.of_type("Patient").collect();
    match patients.as_slice() {
        [] => {
            issues.add(
                Severity::Error,
                bundle.path.field("entry").to_string(),
                "no Patient",
                "the Patient whose record this is",
            );
            None
        }
        [one] => Some((*one).clone()),
        several => {
            for another in &several[1..] {
                issues.add(
                    Severity::Error,
                    another.resource.path.to_string(),
                    "another Patient",
                    "one Patient in a Bundle",
                );
            }
            Some(several[0].clone())
        }
    }
}

/// What the Patient says about who it is; `None`, with the reasons among the issues, where a part
/// that identifies is missing.
pub(super) fn claim(patient: &Entry<'_>, issues: &mut Issues) -> Option<Claim> {
    claim_of(&patient.resource, issues)
}

pub(crate) fn claim_of(patient: &Node<'_>, issues: &mut Issues) -> Option<Claim> {
    crate::record::requirements::patient(patient, issues);
    let insured_id = insured_id(patient, issues);
    let local_number = local_number(patient, issues);
    let demographics = demographics(patient, issues);
    let address = address(patient);
    Some(Claim { insured_id: insured_id?, local_number, demographics: demographics?, address })
}

/// What is said of a death. It is kept for a desk that can look at a paper; its sender is told so.
pub(super) fn death(patient: &Node<'_>, issues: &mut Issues) -> Option<DeathHint> {
    let expected = "a death that a desk notes by a paper: kept as a hint for desks and the operator, and nothing is \
        closed by it";
    if let Some(node) = patient.get("deceasedDateTime") {
        node.complain(issues, Severity::Warning, expected);
        // One that cannot be read was refused with all dates.
        return Some(DeathHint::Died(node.value.as_str().and_then(|text| Moment::try_from(text).ok())));
    }
    let node = patient.get("deceasedBoolean")?;
    match node.value.as_bool() {
        Some(true) => {
            node.complain(issues, Severity::Warning, expected);
            Some(DeathHint::Died(None))
        }
        Some(false) => Some(DeathHint::Lives),
        None => {
            node.complain(issues, Severity::Error, "true or false");
            None
        }
    }
}

/// The first address that is not a former one, in full; where the prefecture stands by itself, it comes first.
/// One that cannot be read is none: what must be there was asked for with the other requirements.
fn address(patient: &Node<'_>) -> Option<Address> {
    let addresses = patient.list("address", &mut Issues::default());
    let mut current = addresses.iter().filter(|address| address.raw("use") != Some("old"));
    current.find_map(|address| {
        let written = Address::written(&cleaned(address.raw("text")?))?;
        let prefecture = address.raw("state").filter(|_| written.prefecture().is_none());
        match prefecture {
            Some(prefecture) => Address::written(&format!("{prefecture}{}", written.as_str())),
            None => Some(written),
        }
    })
}

pub(crate) fn demographics(patient: &Node<'_>, issues: &mut Issues) -> Option<Demographics> {
    let names = patient.list("name", issues);
    let kana_name = names.iter().find(|name| is_kana(name, issues));
    let written_name = names.iter().find(|name| !is_kana(name, issues));
    let kana = kana_name.and_then(|name| person_name(name, issues));
    if kana.is_none() {
        let path = patient.path.field("name").to_string();
        issues.add(Severity::Warning, path, "no name with representation SYL", "the name in kana");
    }
    let name = match written_name {
        Some(node) => node.text("text", issues).or_else(|| {
            node.missing(issues, Severity::Error, "text", "the name in full");
            None
        }),
        None => {
            patient.missing(issues, Severity::Error, "name", "a name (IDE) with its text");
            None
        }
    };
    if let Some(name) = name.as_ref().filter(|name| name.contains('\u{3000}')) {
        let path = patient.path.field("name").to_string();
        issues.add(Severity::Warning, path, format!("{name:?}"), "no full-width space in a name");
    }
    let sex = sex(patient, issues);
    let birth_date = birth_date(patient, issues);
    Some(Demographics { name: name?, kana, sex: sex?, birth_date: birth_date? })
}

fn sex(patient: &Node<'_>, issues: &mut Issues) -> Option<Sex> {
    let Some(gender) = patient.get("gender") else {
        patient.missing(issues, Severity::Error, "gender", one_of(&SEX));
        return None;
    };
    let sex = gender.value.as_str().and_then(|code| crate::element::node::look_up(&SEX, code));
    if sex.is_none() {
        gender.complain(issues, Severity::Error, one_of(&SEX));
    }
    sex
}

fn birth_date(patient: &Node<'_>, issues: &mut Issues) -> Option<NaiveDate> {
    let Some(node) = patient.get("birthDate") else {
        patient.missing(issues, Severity::Error, "birthDate", "the date of birth, YYYY-MM-DD");
        return None;
    };
    let exact = node.value.as_str().filter(|text| text.len() == 10);
    let date = exact.and_then(|text| match crate::time::Moment::try_from(text) {
        Ok(crate::time::Moment::Day(day)) => Some(day),
        _ => None,
    });
    if date.is_none() {
        node.complain(issues, Severity::Error, "the date of birth, YYYY-MM-DD");
    }
    date
}

/// The insured person's id, else the public payer's.
fn insured_id(patient: &Node<'_>, issues: &mut Issues) -> Option<InsuredId> {
    let identifiers = patient.list("identifier", issues);
    let mut found: Vec<InsuredId> = Vec::new();
    for wanted in [systems::INSURED, systems::PUBLIC_PAYER] {
        for identifier in &identifiers {
            if identifier.raw("system") == Some(wanted) {
                found.extend(checked_id(identifier, wanted, issues));
            }
        }
    }
    let of_system = |system: &str| found.iter().filter(|id| id.system == system).count();
    if of_system(systems::INSURED) > 1 || of_system(systems::PUBLIC_PAYER) > 1 {
        let path = patient.path.field("identifier").to_string();
        issues.add(Severity::Error, path, "several insured ids", "one insured id");
        return None;
    }
    let asked_for = identifiers
        .iter()
        .any(|id| [Some(systems::INSURED), Some(systems::PUBLIC_PAYER)].contains(&id.raw("system")));
    if !asked_for {
        let expected = format!("an identifier in {} ({INSURED_FORM})", systems::INSURED);
        patient.missing(issues, Severity::Error, "identifier", expected);
    }
    found.into_iter().next()
}

fn checked_id(identifier: &Node<'_>, system: &str, issues: &mut Issues) -> Option<InsuredId> {
    let Some(node) = identifier.get("value") else {
        identifier.missing(issues, Severity::Error, "value", INSURED_FORM);
        return None;
    };
    let value = node.value.as_str().unwrap_or_default();
    let fits = if system == systems::INSURED { is_insured_id(value) } else { is_public_payer_id(value) };
    if !fits {
        node.complain(issues, Severity::Error, INSURED_FORM);
        return None;
    }
    Some(InsuredId::new(system, value))
}

/// `^[0-9]{8}:[^:\s　]*:[^:\s　]*:(|[0-9]{2})$` (spec §4). The normalised form must fit too, or two
/// different ids could become one.
pub(crate) fn is_insured_id(value: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = |value: &str| {
        let parts: Vec<&str> = value.split(':').collect();
        let [insurer, _, _, branch] = parts.as_slice() else { return false };
        !value.chars().any(|c| c.is_whitespace() || c.is_control())
            && insurer.len() == 8
            && digits(insurer)
            && (branch.is_empty() || (branch.len() == 2 && digits(branch)))
    };
    fits(value) && fits(&nfkc(value))
}

/// 生活保護 and other public payers: the guide states no form, so only blanks are refused.
fn is_public_payer_id(value: &str) -> bool {
    !value.is_empty() && !value.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn local_number(patient: &Node<'_>, issues: &mut Issues) -> Option<(String, String)> {
    let identifier = patient.list("identifier", issues).into_iter().find(|identifier| {
        let facility = identifier.raw("system").and_then(|s| s.strip_prefix(systems::LOCAL_PATIENT_PREFIX));
        facility.is_some_and(|facility| FacilityCode::try_from(facility).is_ok())
    })?;
    let value = identifier.text("value", issues)?;
    Some((cleaned(identifier.raw("system")?), value))
}

/// Every entry is about the Bundle's Patient, in Bundles within the Bundle too.
pub(super) fn check_subjects(entries: &Bundle<'_>, patient: &Entry<'_>, issues: &mut Issues) {
    for entry in &entries.entries {
        if entry.resource_type() == "Bundle" {
            check_nested(&entry.resource, patient, issues);
            continue;
        }
        check_subject(entry, patient, issues);
    }
}

const SUBJECT_FIELDS: [&str; 3] = ["subject", "patient", "beneficiary"];

fn check_subject(entry: &Entry<'_>, patient: &Entry<'_>, issues: &mut Issues) {
    let about: Vec<Node<'_>> =
        SUBJECT_FIELDS.iter().filter_map(|field| entry.resource.object(field, issues)).collect();
    for subject in &about {
        if is_about(subject, patient) == Some(false) {
            subject.complain(issues, Severity::Error, "a reference to the Bundle's Patient");
        }
    }
}

/// Whether a reference means this Patient; `None` when it says nothing that could be compared.
fn is_about(subject: &Node<'_>, patient: &Entry<'_>) -> Option<bool> {
    let by_address = subject.raw("reference").map(|reference| {
        let plain = reference.split_once("/_history/").map_or(reference, |(plain, _)| plain);
        let id = patient.resource.raw("id");
        Some(plain) == patient.full_url || id.is_some_and(|id| plain == format!("Patient/{id}"))
    });
    let by_identifier = subject.get("identifier").and_then(|identifier| {
        let (system, value) = (identifier.raw("system")?, identifier.raw("value")?);
        let own = patient.resource.list("identifier", &mut Issues::default());
        let mut in_system = own.iter().filter(|own| own.raw("system") == Some(system)).peekable();
        in_system.peek()?;
        Some(in_system.any(|own| own.raw("value").is_some_and(|own| nfkc(own) == nfkc(value))))
    });
    match (by_address, by_identifier) {
        (None, None) => subject.get("identifier").map(|_| false),
        (address, identifier) => Some(address.unwrap_or(true) && identifier.unwrap_or(true)),
    }
}

/// An attached Bundle has a Patient of its own, who must be the same person.
fn check_nested(bundle: &Node<'_>, patient: &Entry<'_>, issues: &mut Issues) {
    // The whole Bundle was walked for form already; here only the person counts.
    let entries = Bundle::read(bundle, &mut Issues::default());
    for own in entries.of_type("Patient") {
        if !is_same_person(&own.resource, &patient.resource) {
            issues.add(
                Severity::Error,
                own.resource.path.to_string(),
                "another person",
                "the Patient of the Bundle around it (insured id and date of birth)",
            );
        }
    }
    let own = entries.of_type("Patient").next().cloned();
    check_subjects(&entries, own.as_ref().unwrap_or(patient), issues);
}

fn is_same_person(own: &Node<'_>, outer: &Node<'_>) -> bool {
    let silent = &mut Issues::default();
    let same_birth = match (own.raw("birthDate"), outer.raw("birthDate")) {
        (Some(own), Some(outer)) => own == outer,
        _ => true,
    };
    let same_id = match (insured_id(own, silent), insured_id(outer, silent)) {
        (Some(own), Some(outer)) => own == outer,
        _ => true,
    };
    same_birth && same_id
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn an_insured_id_has_its_form() {
        for right in ["00012345:あいう:１８７:05", "06123456::12:", "06123456:::", "06123456:１２:３:00"]
        {
            assert!(is_insured_id(right), "{right}");
        }
        for wrong in [
            "",
            "0612345:1:2:",
            "061234567:1:2:",
            "06123456:1:2",
            "06123456:1:2:3",
            "06123456:1 :2:",
            "06123456:1　:2:",
            "06123456:1：2:3:",
            "06123456:1:2:3:",
            "０6123456:1:2:",
        ] {
            assert!(!is_insured_id(wrong), "{wrong}");
        }
    }
}
