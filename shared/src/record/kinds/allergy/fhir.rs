//! AllergyIntolerance → アレルギー, 薬剤禁忌.

use crate::record::{Allergy, AllergyCategory, Criticality, Severity, Verification};
use crate::{
    element::{
        concept::{Concept, named},
        issues::Issues,
        node::{Node, look_up, one_of},
    },
    record::{
        kinds::diagnosis::fhir as condition,
        origin::{Receipt, notes},
    },
};
use serde_json::Value;

/// The four of R4, `presumed` of R5, and the two that only a Condition has.
pub(crate) const VERIFICATION: [(&str, Verification); 7] = [
    ("confirmed", Verification::Confirmed),
    ("unconfirmed", Verification::Suspected),
    ("presumed", Verification::Suspected),
    ("provisional", Verification::Suspected),
    ("differential", Verification::Suspected),
    ("refuted", Verification::Refuted),
    ("entered-in-error", Verification::EnteredInError),
];

pub(crate) const CATEGORY: [(&str, AllergyCategory); 4] = [
    ("food", AllergyCategory::Food),
    ("medication", AllergyCategory::Medication),
    ("environment", AllergyCategory::Environment),
    ("biologic", AllergyCategory::Biologic),
];

pub(crate) const CRITICALITY: [(&str, Criticality); 3] = [
    ("low", Criticality::Low),
    ("high", Criticality::High),
    ("unable-to-assess", Criticality::UnableToAssess),
];

/// Whether it was severe.
const SEVERITY: [(&str, bool); 3] = [("mild", false), ("moderate", false), ("severe", true)];

pub(crate) fn read(allergy: &Node<'_>, receipt: &Receipt, issues: &mut Issues) -> Option<Allergy> {
    let (name, codes) = named(allergy, "code", issues)?;
    let categories = categories(allergy, issues);
    let criticality = allergy.code_of("criticality", &CRITICALITY, issues).unwrap_or(Criticality::NotStated);
    let status = condition::status(allergy, issues);
    let verification = verification(allergy, issues);
    let onset = condition::start(allergy, "onset", issues);
    let recorded = allergy.moment("recordedDate", issues);
    let reacted = allergy.list("reaction", issues);
    let severe_reaction = reacted.iter().any(|one| one.code_of("severity", &SEVERITY, issues) == Some(true));
    let reactions = reacted.iter().flat_map(|one| reaction(one, issues)).collect();
    let notes = notes(allergy, issues);
    let origin = receipt.origin(allergy, issues);
    Some(Allergy {
        origin,
        name,
        codes,
        categories,
        criticality,
        status,
        verification,
        onset,
        recorded,
        reactions,
        severe_reaction,
        notes,
    })
}

pub(crate) fn verification(allergy: &Node<'_>, issues: &mut Issues) -> Verification {
    condition::verified(allergy, &VERIFICATION, issues)
}

fn categories(allergy: &Node<'_>, issues: &mut Issues) -> Vec<AllergyCategory> {
    let Some(node) = allergy.get("category") else { return Vec::new() };
    let codes: Vec<Node<'_>> = match node.value {
        Value::Array(codes) => {
            codes.iter().enumerate().map(|(at, code)| Node::new(code, node.path.index(at))).collect()
        }
        _ => vec![node],
    };
    let mut categories = Vec::new();
    for code in codes {
        match code.value.as_str().and_then(|text| look_up(&CATEGORY, text)) {
            Some(category) => categories.push(category),
            None => code.complain(issues, Severity::Part, one_of(&CATEGORY)),
        }
    }
    categories
}

/// 症状: each manifestation, and the sender's description.
fn reaction(reaction: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    let mut words: Vec<String> =
        Concept::each(reaction, "manifestation", issues).iter().filter_map(Concept::words_or_code).collect();
    words.extend(reaction.text("description", issues).filter(|description| !words.contains(description)));
    words.extend(notes(reaction, issues));
    words
}
