//! `meta.tag` flags that decide who may see an item at all.

mod hidden;
mod remarks;

pub use hidden::{HiddenTerms, hidden_terms, hidden_terms_of, refers_to};
pub use remarks::without_remarks;

use crate::element::{base64, json, systems, text::comparable};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Audience that may learn that an item exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Disclosure {
    Open,
    /// 未告知: the patient has not been told. Not for patients, caregivers or shares.
    Uninformed,
    /// 未提供: the sender alone.
    Undelivered,
}

/// The strictest flag anywhere in a resource or Bundle: in contained resources, in Bundles within
/// Bundles, in attached files. What cannot be read at all counts as [`Disclosure::Undelivered`].
///
/// ```
/// use shared::disclosure::{Disclosure, strictest};
/// let json = r#"{"resourceType": "Condition", "meta": {"tag": [{"code": "UNINFORMED"}]}}"#;
/// assert_eq!(strictest(json), Disclosure::Uninformed);
/// ```
pub fn strictest(json: &str) -> Disclosure {
    json::parse(json.as_bytes()).map_or(Disclosure::Undelivered, |value| strictest_in(&value))
}

/// Strictest flag that counts for the medicines of a document: diagnoses and attached files set aside, because no
/// medicine is read from them, and a hidden diagnosis must not decide whether a medicine is compared.
///
/// ```
/// use shared::disclosure::{Disclosure, strictest_of_medicines};
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

/// Any text in any `meta` counts, whatever its system, case or width, and any coding of the flags' own system wherever
/// it stands: a doctor who wrote the flag meant it, and a flag that is missed cannot be taken back.
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
            .unwrap_or(Disclosure::Open)
            .max(flag_of_our_system(value)),
        Value::Array(items) => items.iter().map(strictest_in).max().unwrap_or(Disclosure::Open),
        _ => Disclosure::Open,
    }
}

/// Strictest flag of a Bundle, beside the resources that are items of their own.
pub(crate) fn strictest_beside(bundle: &Value, is_item: &impl Fn(&Value) -> bool) -> Disclosure {
    match bundle {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match name.as_str() {
                "meta" => flag_within(value),
                "resource" if is_item(value) => Disclosure::Open,
                "entry" => strictest_beside(value, is_item),
                _ => strictest_in(value),
            })
            .max()
            .unwrap_or(Disclosure::Open),
        Value::Array(items) => {
            items.iter().map(|item| strictest_beside(item, is_item)).max().unwrap_or(Disclosure::Open)
        }
        _ => Disclosure::Open,
    }
}

fn flag_within(meta: &Value) -> Disclosure {
    match meta {
        Value::Object(fields) => {
            let within = fields.values().map(flag_within).max().unwrap_or(Disclosure::Open);
            within.max(unknown_flag(meta).map_or(Disclosure::Open, |_| Disclosure::Undelivered))
        }
        Value::Array(items) => items.iter().map(flag_within).max().unwrap_or(Disclosure::Open),
        Value::String(text) => flag_named(text),
        _ => Disclosure::Open,
    }
}

fn flag_named(text: &str) -> Disclosure {
    let text = comparable(text);
    let says = |words: [&str; 2]| words.iter().any(|word| text.contains(word));
    if says(["undelivered", "未提供"]) {
        Disclosure::Undelivered
    } else if says(["uninformed", "未告知"]) {
        Disclosure::Uninformed
    } else {
        Disclosure::Open
    }
}

/// The codes of the flags' system that hide nothing.
const HIDES_NOTHING: [&str; 1] = ["lts"];

/// Disclosure by a coding of the flags' own system. A code that is none of them was meant as one, and nobody knows as
/// which.
fn flag_of_our_system(coding: &Value) -> Disclosure {
    match unknown_flag(coding) {
        Some(_) => Disclosure::Undelivered,
        None if is_of_our_system(coding) => flag_within(coding),
        None => Disclosure::Open,
    }
}

fn is_of_our_system(coding: &Value) -> bool {
    coding.get("system").and_then(Value::as_str).map(systems::current) == Some(systems::INDICATION)
}

fn unknown_flag(coding: &Value) -> Option<&str> {
    let code = coding.get("code").filter(|_| is_of_our_system(coding))?.as_str().unwrap_or_default();
    let known = HIDES_NOTHING.contains(&comparable(code).as_str()) || flag_named(code) != Disclosure::Open;
    (!known).then_some(code)
}

/// Unknown codes of the flags' own system, at any depth: what carries one is hidden from everybody.
pub(crate) fn unknown_flags(value: &Value) -> Vec<&str> {
    let inner: Vec<&str> = match value {
        Value::Object(fields) => fields.values().flat_map(unknown_flags).collect(),
        Value::Array(items) => items.iter().flat_map(unknown_flags).collect(),
        _ => Vec::new(),
    };
    unknown_flag(value).into_iter().chain(inner).collect()
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

    /// Whoever misspelt a flag meant one: it hides more, not less.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_flag_that_nobody_knows_hides_from_everybody_wherever_it_stands() {
        let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication";
        let coding = |code: &str| format!(r#"{{"system": "{system}", "code": "{code}"}}"#);
        for (code, expected) in [
            ("UNIMFORMED", Disclosure::Undelivered),
            ("UN-INFORMED", Disclosure::Undelivered),
            ("UNINFORMED|1", Disclosure::Uninformed),
            ("LTS", Disclosure::Open),
        ] {
            check(&format!(r#"{{"meta": {{"tag": [{}]}}}}"#, coding(code)), expected);
            check(&format!(r#"{{"extension": [{{"valueCoding": {}}}]}}"#, coding(code)), expected);
        }
        let bundle = json::parse(format!(r#"{{"meta": {{"tag": [{}]}}}}"#, coding("X")).as_bytes()).unwrap();
        assert_eq!(unknown_flags(&bundle), ["X"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_flag_on_the_whole_is_one_of_every_item_and_an_items_own_is_not() {
        let bundle = |meta: &str, patient: &str, item: &str| {
            let text = format!(
                r#"{{"resourceType": "Bundle", "meta": {{{meta}}}, "entry": [
                    {{"resource": {{"resourceType": "Patient", "meta": {{{patient}}}}}}},
                    {{"resource": {{"resourceType": "Condition", "meta": {{{item}}}}}}}]}}"#
            );
            let value = json::parse(text.as_bytes()).unwrap();
            let is_item = |value: &Value| value.get("resourceType").is_some_and(|kind| kind == "Condition");
            strictest_beside(&value, &is_item)
        };
        let flag = r#""tag": [{"code": "UNINFORMED"}]"#;
        assert_eq!(bundle(flag, "", ""), Disclosure::Uninformed);
        assert_eq!(bundle("", flag, ""), Disclosure::Uninformed);
        assert_eq!(bundle("", "", flag), Disclosure::Open);
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
