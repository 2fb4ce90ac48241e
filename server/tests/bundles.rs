//! Letters (診療情報提供書), with whatever a test puts into them.

#![allow(dead_code, reason = "each test binary uses its own part of this file")]

use crate::common::bundle::{Line, Someone};
use serde_json::{Value, json};

const AT: &str = "2024-07-07T10:00:00+09:00";
/// Every Bundle of the builder uses these addresses; [`addressed`] makes them its own.
const ADDRESSES: &str = "00000000-0000-4000-8000-";
const PATIENT: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";

/// One line as a resource by itself.
pub fn resource(facility: &str, line: &Line) -> Value {
    crate::common::bundle::hanako().conditions(facility, "x", std::slice::from_ref(line))["entry"][1]
        ["resource"]
        .clone()
}

/// The Bundle with addresses that no other Bundle has.
pub fn addressed(bundle: Value, number: u32) -> Value {
    let own = format!("{number:08x}-0000-4000-8000-");
    serde_json::from_str(&bundle.to_string().replace(ADDRESSES, &own)).unwrap()
}

fn address(number: usize) -> String {
    format!("urn:uuid:{ADDRESSES}{number:012}")
}

fn narrative(text: &str) -> Value {
    json!({"status": "additional", "div": format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div>")})
}

/// A document of the type `code` with one section of prose and one that holds `entries`.
pub fn document(
    who: &Someone,
    facility: &str,
    serial: &str,
    code: &str,
    prose: &str,
    section: &str,
    entries: Vec<Value>,
) -> Value {
    let mut bundle = who.conditions(facility, serial, &[]);
    let patient = bundle["entry"][0]["resource"].clone();
    let references: Vec<Value> =
        (0..entries.len()).map(|number| json!({"reference": address(number + 100)})).collect();
    let mut sections = vec![json!({"title": "紹介目的", "code": {"coding": [{
        "system": "http://jpfhir.jp/fhir/clins/CodeSystem/document-section", "code": "950"}]},
        "text": narrative(prose)})];
    if !references.is_empty() {
        sections.push(json!({"title": "傷病名・主訴", "code": {"coding": [{
            "system": "http://jpfhir.jp/fhir/clins/CodeSystem/document-section", "code": section}]},
            "entry": references}));
    }
    let composition = json!({
        "resourceType": "Composition", "status": "final", "title": "診療情報提供書",
        "meta": {"lastUpdated": AT},
        "identifier": {"system": "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier",
            "value": format!("{facility}-{serial}")},
        "type": {"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes", "code": code}]},
        "subject": {"reference": PATIENT}, "date": AT, "author": [{"reference": address(3)}],
        "section": sections,
    });
    let doctor = json!({"resourceType": "Practitioner", "name": [{"text": "架空 医師"}]});
    let mut all = vec![
        json!({"fullUrl": address(2), "resource": composition}),
        json!({"fullUrl": PATIENT, "resource": patient}),
        json!({"fullUrl": address(3), "resource": doctor}),
    ];
    all.extend(
        entries
            .into_iter()
            .enumerate()
            .map(|(number, resource)| json!({"fullUrl": address(number + 100), "resource": resource})),
    );
    bundle["type"] = json!("document");
    bundle["meta"] = json!({"lastUpdated": AT});
    bundle["entry"] = json!(all);
    bundle
}

/// A letter with diagnoses.
pub fn letter(who: &Someone, facility: &str, serial: &str, prose: &str, lines: &[Line]) -> Value {
    let entries = lines.iter().map(|line| resource(facility, line)).collect();
    document(who, facility, serial, "57133-1", prose, "340", entries)
}

/// A letter to which a discharge summary (退院時サマリー) with these diagnoses is attached.
pub fn letter_with_summary(who: &Someone, facility: &str, serial: &str, lines: &[Line]) -> Value {
    let entries = lines.iter().map(|line| resource(facility, line)).collect();
    let inner = document(who, facility, &format!("{serial}-in"), "18842-5", "入院の経過", "342", entries);
    // The attached Bundle's addresses are its own, its Patient's too.
    let inner = addressed(inner, 0xffff_0000);
    document(who, facility, serial, "57133-1", "添付をご覧ください", "210", vec![inner])
}

/// A letter with a file (its content as base64) attached.
pub fn letter_with_file(who: &Someone, facility: &str, serial: &str, base64: &str) -> Value {
    let file = json!({
        "resourceType": "DocumentReference", "status": "current", "meta": {"lastUpdated": AT},
        "subject": {"reference": PATIENT},
        "content": [{"attachment": {"contentType": "application/json", "title": "添付", "data": base64}}],
    });
    document(who, facility, serial, "57133-1", "添付をご覧ください", "210", vec![file])
}

/// Writes `meta` fields into every Condition named `name`, at any depth.
pub fn mark(value: &mut Value, name: &str, meta: &Value) {
    match value {
        Value::Object(fields) => {
            let is_it = fields.get("resourceType").is_some_and(|kind| kind == "Condition")
                && fields.get("code").is_some_and(|code| code["text"] == name);
            if is_it {
                for (field, content) in meta.as_object().unwrap() {
                    fields["meta"][field] = content.clone();
                }
                return;
            }
            fields.values_mut().for_each(|inner| mark(inner, name, meta));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| mark(inner, name, meta)),
        _ => {}
    }
}
