use super::*;
use serde_json::{Value, json};

/// What only entries of one kind say: a word, an id, a facility and the instant they were received.
struct Traces {
    word: String,
    item: String,
    facility: String,
    received: String,
}

fn traces(kind: Category) -> Traces {
    let number = kind as usize + 1;
    Traces {
        word: format!("trace-of-{}", kind.as_str()),
        item: format!("{number:032x}"),
        facility: format!("13100001{number:02}"),
        received: format!("2026-01-{number:02}T01:02:03Z"),
    }
}

fn origin(kind: Category) -> Value {
    let Traces { item, facility, received, word } = traces(kind);
    json!({"item": item, "source": facility, "department": word, "received": received,
        "long_term": false, "unread_parts": []})
}

fn coding(word: &str) -> Value {
    json!([{"system": "s", "code": word, "display": word}])
}

fn diagnosis(kind: Category) -> Value {
    let word = traces(kind).word;
    json!({"origin": origin(kind), "name": word, "codes": coding(&word), "main": true, "status": "Active",
        "verification": "Confirmed", "notes": [word]})
}

fn allergy(kind: Category, category: &str, criticality: &str) -> Value {
    let word = traces(kind).word;
    json!({"origin": origin(kind), "name": word, "codes": coding(&word), "categories": [category],
        "criticality": criticality, "status": "Active", "verification": "Confirmed",
        "reactions": [word], "notes": [word]})
}

fn observation(kind: Category, of: &str) -> Value {
    let word = traces(kind).word;
    json!({"origin": origin(kind), "kind": of, "name": word, "codes": coding(&word), "status": "Final",
        "value": {"Text": word}, "ranges": [], "components": [], "notes": [word]})
}

fn named(kind: Category, name: &str, more: Value) -> Value {
    let word = traces(kind).word;
    let mut fact = json!({"origin": origin(kind), "codes": coding(&word), "notes": [word]});
    fact[name] = json!(word);
    for (key, value) in more.as_object().unwrap() {
        fact[key] = value.clone();
    }
    fact
}

fn document(kind: Category, of: &str) -> Value {
    let word = traces(kind).word;
    let entries = json!([{"Entry": {"Diagnosis": diagnosis(kind)}}, {"Words": word}]);
    json!({"origin": origin(kind), "kind": of, "title": word, "date": "2026-01-01", "doctor": word,
        "sections": [{"title": word, "paragraphs": [word], "entries": [],
            "sections": [{"paragraphs": [word], "entries": entries, "sections": []}]}]})
}

fn unreadable(kind: Category, resource_type: &str) -> Value {
    let word = traces(kind).word;
    json!({"origin": origin(kind), "resource_type": resource_type, "issues": [
        {"severity": "Error", "path": word, "found": word, "expected": word}]})
}

/// Entries of every kind, and a medicine that a letter brought.
fn record() -> Record {
    use Category::*;
    let dispensed = json!({"dosage": [], "entered_in_error": false});
    let mut from_letter = named(Medicines, "name", dispensed.clone());
    from_letter["origin"]["document"] = json!(traces(Documents).item);
    let facility = |kind: Category| {
        let Traces { facility, received, word, .. } = traces(kind);
        json!({"code": facility, "name": word, "last_received": received})
    };
    serde_json::from_value(json!({
        "person": {"name": "見本 花子", "sex": "Female", "birth_date": "1950-02-03"},
        "facilities": Category::ALL.map(facility),
        "diagnoses": [diagnosis(Diagnoses)],
        "allergies": [allergy(Allergies, "Food", "High"), allergy(Contraindications, "Medication", "High")],
        "observations": [
            observation(Infections, "Infection"), observation(Tests, "Laboratory"), observation(Tests, "Other")
        ],
        "prescriptions": [named(Medicines, "name", dispensed), from_letter],
        "procedures": [named(Procedures, "name", json!({}))],
        "immunizations": [named(Immunizations, "vaccine", json!({"status": "Given"}))],
        "documents": [
            document(Checkups, "Checkup"), document(Documents, "Referral"),
            document(Documents, "PatientSummary"), document(Documents, "Other")
        ],
        "unreadable": [
            unreadable(Diagnoses, "Condition"), unreadable(Medicines, "MedicationRequest"),
            unreadable(Procedures, "Procedure"), unreadable(Immunizations, "Immunization")
        ],
    }))
    .unwrap()
}

/// Every text and every key, at any depth.
fn walk(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            visit(key);
            walk(value, visit);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn says(record: &Record, kind: Category) -> bool {
    let Traces { word, item, facility, received } = traces(kind);
    let mut said = false;
    walk(&serde_json::to_value(record).unwrap(), &mut |text| {
        said |= [&word, &item, &facility, &received].iter().any(|trace| text.contains(*trace));
    });
    said
}

#[test]
fn nothing_of_a_kind_that_is_kept_back_remains() {
    assert!(Category::ALL.into_iter().all(|kind| says(&record(), kind)), "the record has all kinds");
    for kind in Category::ALL {
        let without = record().limited_to(Categories::ALL.without(kind));
        let alone = record().limited_to(kind.into());
        for other in Category::ALL {
            assert_eq!(says(&without, other), other != kind, "{other:?} without {kind:?}");
            assert_eq!(says(&alone, other), other == kind, "{other:?} beside {kind:?} alone");
        }
    }
    let nothing = record().limited_to(Categories::NONE);
    assert_eq!(nothing, Record::empty(record().person));
    assert_eq!(record().limited_to(Categories::ALL), record());
}

#[test]
fn every_set_of_kinds_shows_these_and_no_others() {
    let all = record();
    for bits in 0..1_u32 << Category::ALL.len() {
        let shown: Categories =
            Category::ALL.into_iter().filter(|kind| bits & 1 << *kind as u32 != 0).collect();
        let limited = all.clone().limited_to(shown);
        for kind in Category::ALL {
            let expected = if shown.contains(kind) { all.count(kind) } else { 0 };
            assert_eq!(limited.count(kind), expected, "{kind:?} of {shown:?}");
        }
    }
}

#[test]
fn what_may_be_of_several_kinds_is_shown_only_with_all_of_them() {
    use Category::*;
    for (resource_type, kinds) in [
        ("AllergyIntolerance", vec![Allergies, Contraindications]),
        ("Observation", vec![Infections, Tests]),
        ("Composition", Category::ALL.to_vec()),
        ("Basic", Category::ALL.to_vec()),
    ] {
        let mut record = Record::empty(record().person);
        record.unreadable = vec![serde_json::from_value(unreadable(Tests, resource_type)).unwrap()];
        let kept = |shown| record.clone().limited_to(shown).unreadable.len();
        assert_eq!(kept(kinds.iter().copied().collect()), 1, "{resource_type}");
        for kind in kinds {
            assert_eq!(kept(Categories::ALL.without(kind)), 0, "{resource_type} without {kind:?}");
        }
    }
}

#[test]
fn a_facility_is_dated_by_what_is_shown_of_it() {
    let mut record = record();
    let shared = record.diagnoses[0].origin.source.clone();
    record.immunizations[0].origin.source = shared.clone();
    record.unreadable.clear();
    let newest = record.immunizations[0].origin.received;
    record.facilities.iter_mut().for_each(|facility| facility.last_received = newest);
    let limited = record.limited_to(Category::Diagnoses.into());
    assert_eq!(limited.facilities.len(), 1);
    assert_eq!(Some(&limited.facilities[0].code), shared.facility());
    assert_eq!(limited.facilities[0].last_received, limited.diagnoses[0].origin.received);
    assert_ne!(limited.facilities[0].last_received, newest);
}
