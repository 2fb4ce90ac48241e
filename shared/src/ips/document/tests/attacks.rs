//! Documents that are made to break a reader.

use super::{law, name, read, section, told, wide};
use crate::ips::document::{Document, Label, Telling, Unreadable};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn observation(id: &str, members: &[&str]) -> Value {
    let members: Vec<Value> =
        members.iter().map(|id| json!({"reference": format!("urn:uuid:{id}")})).collect();
    json!({"fullUrl": format!("urn:uuid:{id}"), "resource": {"resourceType": "Observation", "status": "final",
        "code": {"text": id}, "hasMember": members}})
}

fn document_of(section: &[&str], entries: Vec<Value>) -> Value {
    let references: Vec<Value> =
        section.iter().map(|id| json!({"reference": format!("urn:uuid:{id}")})).collect();
    let mut all = vec![json!({"fullUrl": "urn:uuid:composition", "resource": {"resourceType": "Composition",
        "status": "final", "section": [{"title": "s", "entry": references}]}})];
    all.extend(entries);
    json!({"resourceType": "Bundle", "type": "document", "entry": all})
}

/// A linear reader takes a fraction of a second where one that follows everything would not end.
fn told_length(bundle: &Value) -> (usize, usize) {
    let text = bundle.to_string();
    let document = Document::read(&text).unwrap_or_else(|error| panic!("{error}"));
    (text.len(), format!("{document:?}").len())
}

#[wasm_bindgen_test(unsupported = test)]
fn circles_end() {
    let circle = vec![observation("a", &["b", "a"]), observation("b", &["c"]), observation("c", &["a", "b"])];
    let bundle = document_of(&["a"], circle);
    assert_eq!(law::untold(&bundle), Vec::<String>::new());
    let a = &section(&read(&bundle), "s").entries[0];
    let of = |entry: &super::Entry| (name(entry).to_owned(), entry.telling);
    assert_eq!(of(&a.related[1].entry), ("a".to_owned(), Telling::Elsewhere));
    let c = &a.related[0].entry.related[0].entry;
    assert_eq!(of(c), ("c".to_owned(), Telling::InFull));
    assert_eq!(of(&c.related[0].entry), ("a".to_owned(), Telling::Elsewhere));
    // Nothing refers to a circle: it is told beside.
    let alone = document_of(&[], vec![observation("a", &["b"]), observation("b", &["a"])]);
    assert_eq!(read(&alone).beside.len(), 1);
    assert_eq!(law::untold(&alone), Vec::<String>::new());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_chain_is_told_to_its_end_and_a_fan_does_not_grow() {
    let id = |place: usize| format!("o{place:040}");
    let chain = (0..200).map(|place| observation(&id(place), &[&id(place + 1)])).collect();
    let bundle = document_of(&[&id(0)], chain);
    assert_eq!(law::untold(&bundle), Vec::<String>::new());
    // Each refers to the next twenty, twice: 40 to the power of 8 places, if all were told in full.
    let fan = (0..400).map(|place| {
        let next: Vec<String> = (1..=20).flat_map(|step| [id(place + step), id(place + step)]).collect();
        observation(&id(place), &next.iter().map(String::as_str).collect::<Vec<_>>())
    });
    let (sent, told) = told_length(&document_of(&[&id(0)], fan.collect()));
    assert!(told < sent * 40, "{told} of {sent}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_long_name_is_not_told_wherever_it_is_referred_to() {
    let long = "x".repeat(100_000);
    let mut entries = vec![json!({"fullUrl": "urn:uuid:m", "resource":
        {"resourceType": "Medication", "code": {"text": long}}})];
    entries.extend((0..2000).map(|_| {
        json!({"resource": {"resourceType": "MedicationStatement", "medicationReference": {"reference": "urn:uuid:m"},
            "reasonReference": [{"reference": "urn:uuid:m"}], "partOf": {"reference": "urn:uuid:m"}}})
    }));
    let (sent, told) = told_length(&document_of(&[], entries));
    assert!(told < sent * 10, "{told} of {sent}");
}

#[wasm_bindgen_test(unsupported = test)]
fn contained_resources_may_refer_to_each_other() {
    let contained = json!([
        {"resourceType": "Observation", "id": "a", "code": {"text": "inner a"}, "hasMember": [{"reference": "#b"}]},
        {"resourceType": "Observation", "id": "b", "code": {"text": "inner b"}, "hasMember": [{"reference": "#a"}],
            "contained": [{"resourceType": "Flag", "code": {"text": "inner c"}}]},
        "no resource",
    ]);
    let mut outer = observation("o", &[]);
    outer["resource"]["contained"] = contained;
    outer["resource"]["hasMember"] = json!([{"reference": "#a"}, {"reference": "#a"}, {"reference": "#"}]);
    let bundle = document_of(&["o"], vec![outer]);
    assert_eq!(law::untold(&bundle), Vec::<String>::new());
    let entry = &section(&read(&bundle), "s").entries[0];
    let labels: Vec<Label> = entry.related.iter().map(|one| one.label).collect();
    assert_eq!(labels, [Label::Member, Label::Member, Label::Contained, Label::Contained]);
    assert_eq!(entry.related[1].entry.telling, Telling::Elsewhere);
    assert_eq!(entry.missing, ["#"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_entry_without_a_resource_is_told_as_unreadable() {
    let bundle = document_of(
        &["gone"],
        vec![
            json!({"fullUrl": "urn:uuid:gone", "request": {"url": "a-request"}}),
            json!({"resource": "a text"}),
            json!({"resource": {"id": "x", "code": {"text": "of no type"}}}),
            json!("no entry"),
            json!(null),
        ],
    );
    assert_eq!(law::untold(&bundle), Vec::<String>::new());
    let document = read(&bundle);
    assert_eq!(section(&document, "s").entries[0].unreadable, Some(Unreadable::NoResource));
    let beside: Vec<_> = document.beside.iter().map(|one| one.unreadable).collect();
    assert_eq!(
        beside,
        [
            Some(Unreadable::NoResource),
            Some(Unreadable::NoType),
            Some(Unreadable::NoResource),
            Some(Unreadable::NoResource)
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn two_of_one_address_are_both_told() {
    let mut other = observation("a", &[]);
    other["resource"]["code"]["text"] = json!("the other");
    let bundle = document_of(&["a"], vec![observation("a", &[]), other]);
    let entries = section(&read(&bundle), "s").entries;
    assert_eq!(entries.iter().map(name).collect::<Vec<_>>(), ["a", "the other"]);
    for entry in &entries {
        assert_eq!(told(&entry.qualified), [(Label::AddressNotUnique, "urn:uuid:a")]);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn long_texts_are_told_whole() {
    let mut bundle = wide();
    let long = "長".repeat(1_000_000);
    bundle["entry"][4]["resource"]["code"]["text"] = long.as_str().into();
    bundle["entry"][5]["resource"]["extension"] = json!([{"url": long, "valueString": "v"}]);
    let document = read(&bundle);
    assert_eq!(name(&section(&document, "problems").entries[0]), long);
    assert!(section(&document, "problems").entries[1].rest.iter().any(|leaf| leaf.value == long));
}

#[wasm_bindgen_test(unsupported = test)]
fn long_paths_do_not_make_a_document_long() {
    let mut nested = json!((0..2000).collect::<Vec<u32>>());
    for place in 0..40 {
        nested = json!({ format!("{place}{}", "k".repeat(300)): nested });
    }
    let mut bundle = wide();
    bundle["entry"][4]["resource"]["extension"] = nested;
    let (sent, told) = told_length(&bundle);
    assert!(told < sent + 2000 * 400, "{told} of {sent}");
    assert_eq!(law::untold(&bundle), Vec::<String>::new());
}

#[wasm_bindgen_test(unsupported = test)]
fn letters_that_turn_a_line_around_are_gone() {
    let mut bundle = wide();
    bundle["entry"][4]["resource"]["code"]["text"] = "1\u{202e}mg 01\u{1b}[31m".into();
    assert_eq!(name(&section(&read(&bundle), "problems").entries[0]), "1mg 01[31m");
}
