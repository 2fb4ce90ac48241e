//! Infection tests as a page holds them before somebody has proved again that it is they: that there are some, when and
//! from where, and which of them are about the same. Neither which test it is nor what came of it.

use super::alike;
use crate::{
    category::Category,
    labs::TestKey,
    record::{Coding, Measured, Observation, ObservationKind, Record, Unreadable},
};
use std::collections::BTreeMap;

/// The same record with stand-ins for its infection tests; `None`: there is nothing to stand in for.
///
/// What is excluded, and what is passed on and for how long, is the same of it (`docs/sign-in.md`). Of what could not be
/// read and may be such a test, what was found is left out. What documents say stays theirs.
pub fn with_stand_ins(record: &Record) -> Option<Record> {
    let may_be_one = |one: &Unreadable| one.may_be().contains(Category::Infections);
    let anything = record.infections().next().is_some() || record.unreadable.iter().any(may_be_one);
    if !anything {
        return None;
    }
    let mut alike = alike::groups(record.infections()).into_iter();
    let mut keys = BTreeMap::new();
    let mut record = record.clone();
    let infections = record.observations.iter_mut().filter(|one| one.kind == ObservationKind::Infection);
    for (one, group) in infections.zip(&mut alike) {
        let next = keys.len() + 1;
        let key = *keys.entry(TestKey::of(one)).or_insert(next);
        *one = stand_in(one, group, key);
    }
    for one in record.unreadable.iter_mut().filter(|one| may_be_one(one)) {
        one.origin.department = None;
        let issues = one.issues.iter_mut().chain(&mut one.origin.unread_parts);
        issues.for_each(|issue| issue.found = LEFT_OUT.to_owned());
    }
    Some(record)
}

const LEFT_OUT: &str = "…";

/// Its only code says what it is known again by: whatever is alike by its analyte, the test by the whole.
fn stand_in(one: &Observation, group: usize, key: usize) -> Observation {
    let mut origin = one.origin.clone();
    origin.department = None;
    origin.unread_parts.clear();
    let width = alike::ANALYTE;
    let code = format!("{group:0width$}-{key}");
    Observation {
        origin,
        kind: ObservationKind::Infection,
        name: key.to_string(),
        codes: vec![Coding { system: alike::JLAC10.to_owned(), code, display: None }],
        status: one.status,
        value: Measured::NotSent,
        interpretation: None,
        limit: None,
        ranges: Vec::new(),
        effective: one.effective.clone(),
        specimen: None,
        components: Vec::new(),
        doctor: None,
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
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
        let coded =
            |code: &str| json!([{"system": alike::JLAC10, "code": code, "display": "secret-display"}]);
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
}
