//! `meta.tag` flags that decide who may see an item at all.

mod hidden;
mod remarks;

pub use hidden::{HiddenTerms, hidden_terms, refers_to, refers_to_any};
pub use remarks::without_remarks;

use super::{base64, json, text::comparable};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who may learn that an item exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Disclosure {
    Open,
    /// 未告知: the patient has not been told. Not for patients, caregivers or shares.
    Uninformed,
    /// 未提供: for nobody but the sender.
    Undelivered,
}

/// The strictest flag anywhere in a resource or Bundle: in contained resources, in Bundles within
/// Bundles, in attached files. What cannot be read at all counts as [`Disclosure::Undelivered`].
///
/// ```
/// use shared::fhir::disclosure::{Disclosure, strictest};
/// let json = r#"{"resourceType": "Condition", "meta": {"tag": [{"code": "UNINFORMED"}]}}"#;
/// assert_eq!(strictest(json), Disclosure::Uninformed);
/// ```
pub fn strictest(json: &str) -> Disclosure {
    json::parse(json.as_bytes()).map_or(Disclosure::Undelivered, |value| strictest_in(&value))
}

/// The same for the medicines of a document: diagnoses and attached files set aside, because no
/// medicine is read from them, and a hidden diagnosis must not decide whether a medicine is compared.
///
/// ```
/// use shared::fhir::disclosure::{Disclosure, strictest_of_medicines};
/// let hidden = r#"{"resourceType": "Condition", "meta": {"tag": [{"code": "UNINFORMED"}]}}"#;
/// let letter = format!(r#"{{"entry": [{{"resource": {hidden}}}]}}"#);
/// assert_eq!(strictest_of_medicines(&letter), Disclosure::Open);
/// ```
pub fn strictest_of_medicines(json: &str) -> Disclosure {
    let Ok(mut value) = json::parse(json.as_bytes()) else { return Disclosure::Undelivered };
    set_diagnoses_aside(&mut value);
    strictest_in(&value)
}

fn set_diagnoses_aside(value: &mut Value) {
    match value {
        Value::Object(fields) if fields.get("resourceType").is_some_and(|kind| kind == "Condition") => {
            fields.clear();
        }
        Value::Object(fields) => {
            fields.remove("data");
            fields.values_mut().for_each(set_diagnoses_aside);
        }
        Value::Array(items) => items.iter_mut().for_each(set_diagnoses_aside),
        _ => {}
    }
}

/// Any text in any `meta` counts, whatever its system, case or width: a doctor who wrote the flag
/// meant it, and a flag that is missed cannot be taken back.
pub(crate) fn strictest_in(value: &Value) -> Disclosure {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match (name.as_str(), value) {
                ("meta", value) => flag_within(value),
                ("data", Value::String(encoded)) => flag_in_attachment(encoded),
                _ => strictest_in(value),
            })
            .max()
            .unwrap_or(Disclosure::Open),
        Value::Array(items) => items.iter().map(strictest_in).max().unwrap_or(Disclosure::Open),
        _ => Disclosure::Open,
    }
}

fn flag_within(meta: &Value) -> Disclosure {
    match meta {
        Value::Object(fields) => fields.values().map(flag_within).max().unwrap_or(Disclosure::Open),
        Value::Array(items) => items.iter().map(flag_within).max().unwrap_or(Disclosure::Open),
        Value::String(text) => flag_named(text),
        _ => Disclosure::Open,
    }
}

fn flag_named(text: &str) -> Disclosure {
    match comparable(text).as_str() {
        "undelivered" | "未提供" => Disclosure::Undelivered,
        "uninformed" | "未告知" => Disclosure::Uninformed,
        _ => Disclosure::Open,
    }
}

/// A structured twin of a document (JSON, XML) carries its flags along.
fn flag_in_attachment(encoded: &str) -> Disclosure {
    let Some(text) = base64::decoded_text(encoded) else { return Disclosure::Open };
    let text = comparable(&text);
    if text.contains("undelivered") {
        Disclosure::Undelivered
    } else if text.contains("uninformed") {
        Disclosure::Uninformed
    } else {
        Disclosure::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(json: &str, expected: Disclosure) {
        assert_eq!(strictest(json), expected, "{json}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_way_to_write_the_flag_counts() {
        let with = |tag: &str| format!(r#"{{"resourceType": "Condition", "meta": {{"tag": {tag}}}}}"#);
        let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication";
        check(&with(&format!(r#"[{{"system": "{system}", "code": "UNINFORMED"}}]"#)), Disclosure::Uninformed);
        check(&with(r#"[{"code": "UNDELIVERED"}]"#), Disclosure::Undelivered);
        check(&with(r#"[{"system": "http://example.org", "code": "uninformed "}]"#), Disclosure::Uninformed);
        check(&with(r#"[{"code": "ＵＮＩＮＦＯＲＭＥＤ"}]"#), Disclosure::Uninformed);
        check(&with(r#"{"code": "UNINFORMED"}"#), Disclosure::Uninformed);
        check(&with(r#"["UNDELIVERED"]"#), Disclosure::Undelivered);
        check(&with(r#"[{"display": "未告知"}]"#), Disclosure::Uninformed);
        check(&with(r#"[{"code": "UNINFORMED"}, {"code": "UNDELIVERED"}]"#), Disclosure::Undelivered);
        check(&with(r#"[{"code": "LTS", "display": "長期保存"}]"#), Disclosure::Open);
        check(r#"{"note": [{"text": "UNINFORMED"}]}"#, Disclosure::Open);
        check("{\"meta\": ", Disclosure::Undelivered);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_medicine_is_hidden_by_its_own_flag_and_not_by_a_diagnosis() {
        let resource = |kind: &str| {
            format!(r#"{{"resourceType": "{kind}", "meta": {{"tag": [{{"code": "UNDELIVERED"}}]}}}}"#)
        };
        let document = |inside: &str| {
            format!(
                r#"{{"resourceType": "Bundle", "entry": [{{"resource": {inside}}}, {{"resource": {{}}}}]}}"#
            )
        };
        let check = |json: &str, expected: Disclosure| assert_eq!(strictest_of_medicines(json), expected);
        check(&document(&resource("Condition")), Disclosure::Open);
        check(&document(&document(&resource("Condition"))), Disclosure::Open);
        check(&document(&resource("MedicationRequest")), Disclosure::Undelivered);
        check(&document(&resource("Composition")), Disclosure::Undelivered);
        check("{", Disclosure::Undelivered);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn depth_hides_nothing() {
        let flagged = r#"{"resourceType": "Condition", "meta": {"tag": [{"code": "UNINFORMED"}]}}"#;
        check(&format!(r#"{{"contained": [{flagged}]}}"#), Disclosure::Uninformed);
        let bundle = format!(r#"{{"resourceType": "Bundle", "entry": [{{"resource": {flagged}}}]}}"#);
        check(
            &format!(r#"{{"entry": [{{"resource": {bundle}}}, {{"resource": {{}}}}]}}"#),
            Disclosure::Uninformed,
        );
        // The base64 of {"meta":{"tag":[{"code":"UNINFORMED"}]}}.
        let data = "eyJtZXRhIjp7InRhZyI6W3siY29kZSI6IlVOSU5GT1JNRUQifV19fQ==";
        check(&format!(r#"{{"content": [{{"attachment": {{"data": "{data}"}}}}]}}"#), Disclosure::Uninformed);
    }
}
