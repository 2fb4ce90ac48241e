use super::*;
use crate::{
    consent::KeptBack,
    ids::ItemId,
    retention::{self, Windows},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn origin(number: u32, received: &str) -> Value {
    json!({"item": format!("{number:032x}"), "source": format!("131000001{}", number % 2 + 1),
        "department": "secret-department", "received": format!("{received}T01:02:03Z"), "long_term": false,
        "unread_parts": [{"severity": "Part", "path": "valueString", "found": "secret-found", "expected": "x"}]})
}

/// A test of infections: its name, and its code where it has one.
fn infection(number: u32, name: &str, code: Option<&str>, received: &str) -> Value {
    let coded = |code: &str| json!([{"system": JLAC10, "code": code, "display": "secret-display"}]);
    json!({"origin": origin(number, received), "kind": "Infection", "name": name,
        "codes": code.map_or(json!([]), coded), "status": "Final", "value": {"Text": "secret-value"},
        "interpretation": "Positive", "ranges": [], "effective": received, "specimen": "secret-specimen",
        "components": [{"name": "secret-part", "value": "NotSent", "interpretation": null, "ranges": []}],
        "doctor": "secret-doctor", "notes": ["secret-note"]})
}

fn record() -> Record {
    let hbs = Some("5F016141002306211");
    let hbs_otherwise = Some("5F016000002399811");
    let hcv = Some("5F360141002306211");
    let mut infections = Vec::new();
    for year in 0..6_u32 {
        let day = format!("20{:02}-03-04", 15 + year * 2);
        infections.push(infection(year * 10 + 1, "secret-HBs", hbs, &day));
        infections.push(infection(year * 10 + 2, "secret-HBs(定性)", hbs_otherwise, &day));
        infections.push(infection(year * 10 + 3, "secret-HCV", hcv, &day));
        infections.push(infection(year * 10 + 4, "secret-house", None, &day));
        infections.push(infection(year * 10 + 5, "secret-house", None, &day));
    }
    let mut laboratory = infection(100, "HbA1c", Some("3D046000001906202"), "2026-03-04");
    laboratory["kind"] = json!("Laboratory");
    infections.push(laboratory);
    let unreadable = |number, kind: &str| {
        json!({"origin": origin(number, "2026-03-04"), "resource_type": kind, "issues": [
            {"severity": "Error", "path": "code", "found": "secret-unread", "expected": "a code"}]})
    };
    serde_json::from_value(json!({
        "person": {"name": "見本 花子", "sex": "Female", "birth_date": "1950-02-03"}, "facilities": [],
        "diagnoses": [], "allergies": [], "observations": infections, "prescriptions": [], "procedures": [],
        "immunizations": [], "documents": [], "unreadable": [unreadable(200, "Observation")],
    }))
    .unwrap()
}

#[test]
fn no_word_of_an_infection_test_is_left_and_nothing_else_changes() {
    let mut full = record();
    let held = with_stand_ins(&full).unwrap();
    let infections: Vec<&Observation> = held.infections().collect();
    assert_eq!(infections.len(), 30, "that there are some");
    let said = serde_json::to_string(&(&infections, &held.unreadable)).unwrap();
    assert!(!said.contains("secret") && !said.contains("5F016") && !said.contains("Positive"), "{said}");
    assert_eq!(held.unreadable[0].issues[0].path, "code", "what could not be read is said to be there");
    assert!(held.laboratory().eq(full.laboratory()));
    let dated = |record: &Record| -> Vec<_> {
        record.infections().map(|one| (one.origin.item.clone(), one.effective.clone())).collect()
    };
    assert_eq!(dated(&held), dated(&full));
    full.observations.retain(|one| one.kind != ObservationKind::Infection);
    full.unreadable.clear();
    assert_eq!(with_stand_ins(&full), None);
}

#[test]
fn what_is_excluded_and_what_is_passed_on_is_the_same_of_stand_ins() {
    let full = record();
    let held = with_stand_ins(&full).unwrap();
    let mut reached = BTreeSet::new();
    for one in full.infections() {
        let item = &one.origin.item;
        let by = KeptBack::by(&full, item);
        assert_eq!(KeptBack::by(&held, item), by, "{}", one.name);
        reached.insert(by);
    }
    assert_eq!(reached.len(), 3, "HBs however it is looked for, HCV, and the house's own");
    let today = "2026-11-29".parse().unwrap();
    let left = |record: &Record| -> BTreeSet<ItemId> {
        let left = retention::apply(record.clone(), Windows::Platform, today);
        left.infections().map(|one| one.origin.item.clone()).collect()
    };
    assert_eq!(left(&held), left(&full));
    assert!(left(&full).len() < 30, "the windows leave something out");
}
