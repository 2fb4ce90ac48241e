//! What is unlisted, or may change what the rest means, is named and marks the fact.

use super::item;
use serde_json::{Value, json};
use shared::record::{Entry, ItemKind, Origin, Severity};

fn bases() -> Vec<(ItemKind, Value)> {
    super::told_elements::bases().into_iter().filter(|(kind, _)| *kind != ItemKind::Document).collect()
}

fn origin(item: &Entry) -> &Origin {
    match item {
        Entry::Unreadable(one) => panic!("{:?}", one.issues),
        told => told.kind().origin(),
    }
}

fn doubts(item: &Entry) -> Vec<&str> {
    let parts = origin(item).unread_parts.iter();
    parts.filter(|issue| issue.severity == Severity::Doubt).map(|issue| issue.path.as_str()).collect()
}

#[test]
fn what_modifies_and_what_is_unlisted_is_doubt_in_every_kind() {
    for (kind, base) in bases() {
        assert!(!origin(&item(kind, &base)).is_in_doubt(), "{}", kind.as_str());
        let url = "http://example.org/only-if";
        for (name, value) in [
            ("modifierExtension", json!([{"url": url, "valueString": "x"}])),
            ("implicitRules", json!("http://example.org/rules")),
            ("unheardOf", json!("x")),
        ] {
            let mut resource = base.clone();
            resource[name] = value;
            let read = item(kind, &resource);
            assert_eq!(doubts(&read), [format!("{}.{name}", kind.as_str())]);
            if let Entry::Prescription(prescription) = &read {
                assert!(!prescription.is_read(), "{name}");
            }
        }
    }
}

#[test]
fn what_is_unlisted_deeper_is_doubt_and_named_with_its_place() {
    let check = |kind: ItemKind, pointer: &str, value: Value, expected: &str| {
        let (_, mut resource) = bases().into_iter().find(|(of, _)| *of == kind).unwrap();
        super::told_elements::set(&mut resource, pointer, Some(value));
        assert_eq!(doubts(&item(kind, &resource)), [expected]);
    };
    use ItemKind::{Condition, MedicationRequest, Observation};
    check(Observation, "/valueQuantity/sign", json!("-"), "Observation.valueQuantity.sign");
    check(Condition, "/code/coding/0/negated", json!(true), "Condition.code.coding[0].negated");
    check(
        Condition,
        "/contained",
        json!([{"resourceType": "Practitioner", "modifierExtension": [{"url": "http://example.org/x"}]}]),
        "Condition.contained[0].modifierExtension",
    );
    check(
        Condition,
        "/evidence",
        json!([{"modifierExtension": [{"url": "http://example.org/x"}]}]),
        "Condition.evidence[0].modifierExtension",
    );
    check(Condition, "/bodySite", json!([{"text": "左"}]), "Condition.bodySite");
    check(
        MedicationRequest,
        "/dosageInstruction/0/extension",
        json!([{"url": "http://example.org/not-on-holidays", "valueBoolean": true}]),
        "MedicationRequest.dosageInstruction[0].extension[0]",
    );
    check(
        MedicationRequest,
        "/dispenseRequest",
        json!({"numberOfRepeatsAllowed": 2}),
        "MedicationRequest.dispenseRequest.numberOfRepeatsAllowed",
    );
}

/// FHIR has one of a choice, and one is told: the other is not left out without a word.
#[test]
fn the_second_of_a_choice_is_named_in_every_kind() {
    let mut checked = 0;
    for (kind, element, value) in [
        (ItemKind::Immunization, "occurrenceString", json!("11月ごろ")),
        (ItemKind::Procedure, "performedPeriod", json!({"start": "2020-01-01"})),
        (ItemKind::Procedure, "performedString", json!("昨年")),
        (ItemKind::Condition, "onsetPeriod", json!({"start": "2020-01-01"})),
        (ItemKind::AllergyIntolerance, "onsetString", json!("子どものころ")),
        (ItemKind::Observation, "effectiveInstant", json!("2020-01-01T00:00:00Z")),
        (ItemKind::Observation, "valueString", json!("陰性")),
        (ItemKind::MedicationRequest, "medicationReference", json!({"display": "別の薬"})),
    ] {
        let (_, mut resource) = bases().into_iter().find(|(of, _)| *of == kind).unwrap();
        resource[element] = value;
        let read = item(kind, &resource);
        let parts: Vec<&str> = origin(&read).unread_parts.iter().map(|issue| issue.path.as_str()).collect();
        // Of either of the two it is said that it is not the only one.
        let choice = element.trim_end_matches(|letter: char| letter.is_lowercase());
        let choice = &choice[..choice.len() - 1];
        assert!(parts.iter().any(|path| path.contains(&format!(".{choice}"))), "{element}: {parts:?}");
        if let Entry::Prescription(prescription) = &read {
            assert!(!prescription.is_read(), "two medicines in one line are no plan");
        }
        checked += 1;
    }
    assert_eq!(checked, 8);
}

#[test]
fn a_doubt_about_a_medicine_without_instruction_is_not_lost() {
    let (kind, mut resource) =
        bases().into_iter().find(|(kind, _)| *kind == ItemKind::MedicationRequest).unwrap();
    resource["dosageInstruction"] = json!([]);
    resource["modifierExtension"] = json!([{"url": "http://example.org/only-if", "valueString": "x"}]);
    let Entry::Prescription(prescription) = item(kind, &resource) else { panic!("a prescription") };
    assert!(!prescription.is_read());
}

#[test]
fn an_unlisted_extension_changes_nothing() {
    for (kind, base) in bases() {
        let mut resource = base.clone();
        resource["extension"] = json!([{"url": "http://example.org/colour", "valueString": "x"}]);
        assert_eq!(item(kind, &resource), item(kind, &base), "{}", kind.as_str());
    }
}

#[test]
fn values_that_change_nothing_are_no_doubt() {
    let check = |kind: ItemKind, name: &str, value: Value, doubt: bool| {
        let (_, mut resource) = bases().into_iter().find(|(of, _)| *of == kind).unwrap();
        resource[name] = value;
        assert_eq!(origin(&item(kind, &resource)).is_in_doubt(), doubt, "{name}");
    };
    check(ItemKind::Immunization, "isSubpotent", json!(false), false);
    check(ItemKind::Immunization, "isSubpotent", json!(true), true);
    check(ItemKind::MedicationRequest, "reportedBoolean", json!(false), false);
    check(ItemKind::MedicationRequest, "reportedBoolean", json!(true), true);
    check(ItemKind::Condition, "identifier", json!([{"use": "official", "value": "1"}]), false);
    check(ItemKind::Condition, "identifier", json!([{"use": "old", "value": "1"}]), true);
}
