//! MedicationRequest → 処方.

use super::{
    concept::{Concept, named},
    dosage,
    issues::Issues,
    listed_medicines,
    node::Node,
    origin::{Receipt, notes},
    reference::References,
    systems,
};
use crate::record::{Amount, Coding, Prescription, Severity};

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
    let entered_in_error = entered_in_error(request, issues);
    let authored = request.moment("authoredOn", issues);
    let supply = request.object("dispenseRequest", issues);
    let quantity = supply
        .as_ref()
        .and_then(|supply| supply.object("quantity", issues))
        .and_then(|quantity| amount(&quantity, issues));
    let supplied_days =
        supply.as_ref().and_then(|supply| dosage::days(supply, "expectedSupplyDuration", issues));
    let dosage = request
        .list("dosageInstruction", issues)
        .iter()
        .map(|instruction| dosage::read(instruction, supplied_days, authored.as_ref(), issues))
        .collect();
    let prescriber = references
        .name(request, "requester", issues)
        .or_else(|| references.name(request, "recorder", issues));
    let rp = rp(request, issues);
    let category = category(request, issues);
    let notes = notes(request, issues);
    let origin = receipt.origin(request, issues);
    Some(Prescription {
        origin,
        name,
        codes,
        rp,
        dosage,
        authored,
        quantity,
        prescriber,
        category,
        entered_in_error,
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
                format!("{:?}", super::issues::shortened(&coding.code)),
                "a medicine code whose first seven characters are in the price list of 2025-07-16",
            );
        }
    }
}

fn entered_in_error(request: &Node<'_>, issues: &mut Issues) -> bool {
    match request.raw("status") {
        Some("entered-in-error") => true,
        Some("completed" | "active") => false,
        _ => {
            let severity = Severity::Part;
            match request.get("status") {
                Some(status) => status.complain(issues, severity, "completed"),
                None => request.missing(issues, severity, "status", "completed"),
            }
            false
        }
    }
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

/// A counted amount, such as `3 錠`.
pub(crate) fn amount(quantity: &Node<'_>, issues: &mut Issues) -> Option<Amount> {
    let quantity = super::measured::quantity(quantity, issues)?;
    Some(Amount { value: quantity.value, unit: quantity.unit })
}
