//! MedicationRequest → 処方.

use crate::record::{Amount, Coding, Days, Dosage, Prescription, Severity, Standing};
use crate::{
    element::{
        concept::{Concept, named},
        issues::Issues,
        node::{self, Node},
        reference::References,
        systems,
    },
    record::{
        fate,
        kinds::prescription::{dosage, listed_medicines},
        origin::{Receipt, notes},
    },
};

pub(crate) fn read(
    request: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<Prescription> {
    if request.flag("doNotPerform", issues) == Some(true) {
        issues.add(
            Severity::Error,
            request.path.field("doNotPerform").to_string(),
            "true",
            "a prescription, not the instruction to leave a medicine out",
        );
        return None;
    }
    let (name, codes) = medicine(request, references, issues)?;
    let standing = standing(request, issues);
    let standing_reason = reason(request, standing, issues);
    let authored = request.moment("authoredOn", issues);
    let supply = request.object("dispenseRequest", issues);
    let quantity = supply
        .as_ref()
        .and_then(|supply| supply.object("quantity", issues))
        .and_then(|quantity| amount(&quantity, issues));
    let supplied_days =
        supply.as_ref().and_then(|supply| dosage::days(supply, "expectedSupplyDuration", issues));
    let mut dosage: Vec<Dosage> = request
        .list("dosageInstruction", issues)
        .iter()
        .map(|instruction| dosage::read(instruction, supplied_days, authored.as_ref(), issues))
        .collect();
    let doubts = doubts(request, references, issues);
    if dosage.is_empty() && !doubts.is_empty() {
        dosage.push(Dosage::default());
    }
    for one in &mut dosage {
        one.unread.extend_from_slice(&doubts);
    }
    let prescriber = references
        .name(request, "requester", issues)
        .or_else(|| references.name(request, "recorder", issues));
    let rp = rp(request, issues);
    let category = category(request, issues);
    let notes = notes(request, issues);
    // What stands beside the instruction can say that it is not for every day, too.
    for words in notes.iter().chain([&name]).filter(|words| dosage::speaks_of_days(words)) {
        for one in dosage.iter_mut().filter(|one| one.which_days.is_every_day()) {
            one.which_days = Days::AsWritten(words.clone());
        }
    }
    let origin = receipt.origin(request, issues);
    Some(Prescription {
        origin,
        name,
        codes,
        rp,
        dosage,
        authored,
        said_since: None,
        quantity,
        prescriber,
        category,
        standing,
        standing_reason,
        notes,
    })
}

fn medicine(
    request: &Node<'_>,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<(String, Vec<Coding>)> {
    let (name, codes) = match request.object("medicationReference", issues) {
        Some(reference) => match references.resolve(&reference) {
            Some(medication) => named(&medication, "code", issues)?,
            None => {
                let Some(name) = reference.text("display", issues) else {
                    reference.complain(issues, Severity::Error, "a medicine that came along, or its name");
                    return None;
                };
                (name, Vec::new())
            }
        },
        None => named(request, "medicationCodeableConcept", issues)?,
    };
    warn_of_unlisted(request, &codes, issues);
    Some((name, codes))
}

/// A code that no price list knows is most likely a typing mistake (an official error example has
/// one); medicines outside the insurance are not listed either, so this is a warning.
fn warn_of_unlisted(request: &Node<'_>, codes: &[Coding], issues: &mut Issues) {
    for coding in codes {
        let checked = coding.system == systems::YJ || coding.system == systems::GENERAL_NAME;
        if checked && !listed_medicines::is_listed(&coding.code) {
            issues.add(
                Severity::Warning,
                request.path.field("medicationCodeableConcept").field("coding").to_string(),
                format!("{:?}", crate::element::issues::shortened(&coding.code)),
                "a medicine code whose first seven characters are in the price list of 2025-07-16",
            );
        }
    }
}

/// What the status and the intent are told as ([`crate::record::status`]).
fn standing(request: &Node<'_>, issues: &mut Issues) -> Standing {
    if request.get("status").is_none() {
        request.missing(issues, Severity::Part, "status", node::one_of(&Standing::STATUSES));
    }
    let status = request.code_of("status", &Standing::STATUSES, issues).unwrap_or(Standing::NotKnown);
    // The profile pins the intent: without one the status tells.
    let orders = match request.get("intent") {
        None => true,
        Some(_) => match request.code_of("intent", &Standing::INTENTS, issues) {
            Some(orders) => orders,
            None if status == Standing::Mistake => return status,
            None => return Standing::NotKnown,
        },
    };
    match (status, orders) {
        (Standing::Issued, false) => Standing::NotOrdered,
        _ => status,
    }
}

/// `statusReason`, which only matters where it is not simply issued.
fn reason(request: &Node<'_>, standing: Standing, issues: &mut Issues) -> Option<String> {
    let words = Concept::under(request, "statusReason", issues).and_then(|reason| reason.words_or_code());
    words.filter(|_| !standing.is_issued())
}

/// What leaves in doubt what the whole means, by its paths: in the request, in the medicine that it points at, and where
/// instructions are meant to be followed in another order than they stand.
fn doubts(request: &Node<'_>, references: &References<'_>, issues: &mut Issues) -> Vec<String> {
    let mut doubts = fate::weigh("MedicationRequest", request, issues);
    let medication = request.get("medicationReference").filter(|reference| {
        // What is contained was asked with the request.
        reference.raw("reference").is_some_and(|address| !address.starts_with('#'))
    });
    if let Some(medication) = medication.and_then(|reference| references.resolve(&reference)) {
        doubts.extend(fate::weigh("Medication", &medication, issues));
    }
    doubts.extend(dosage::out_of_order(&request.list("dosageInstruction", issues), issues));
    doubts
}

fn rp(request: &Node<'_>, issues: &mut Issues) -> Option<(String, Option<String>)> {
    let identifiers = request.list("identifier", issues);
    let mut value_in = |wanted: &str| {
        let identifier = identifiers
            .iter()
            .find(|identifier| identifier.raw("system").map(systems::current) == Some(wanted))?;
        identifier.text("value", issues)
    };
    let number = value_in(systems::RP_NUMBER)?;
    Some((number, value_in(systems::RP_ORDER)))
}

fn category(request: &Node<'_>, issues: &mut Issues) -> Option<String> {
    let words: Vec<String> =
        Concept::each(request, "category", issues).iter().filter_map(Concept::words_or_code).collect();
    Some(words.join("、")).filter(|words| !words.is_empty())
}

/// A counted amount, such as `3 錠`. Nothing, less than nothing, a bound (`<3`) and an amount in two units are none:
/// whoever read them as one would follow it.
pub(crate) fn amount(quantity: &Node<'_>, issues: &mut Issues) -> Option<Amount> {
    let mut own = Issues::default();
    let read = crate::record::kinds::observation::measured::quantity(quantity, &mut own);
    let is_in_doubt = own.is_in_doubt();
    issues.take(own, |severity| severity.min(Severity::Part));
    let read = read.filter(|_| !is_in_doubt)?;
    if read.comparator.is_some() || read.value.is_zero() || read.value.is_negative() {
        quantity.complain(issues, Severity::Part, "an amount above zero, without a comparator");
        return None;
    }
    Some(Amount { value: read.value, unit: read.unit })
}
