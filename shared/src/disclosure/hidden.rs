//! Search for hidden diagnoses inside other documents.
//!
//! Every doubt is decided against showing: a letter that was held back can be asked for, a diagnosis
//! that was learnt from a screen cannot be unlearnt.

use crate::disclosure::{Disclosure, strictest_in};
use crate::element::{base64, json, narrative::paragraphs, node::type_of, systems, text::comparable};
use aho_corasick::AhoCorasick;
use serde_json::Value;
use std::collections::BTreeSet;

/// Terms that identify hidden diagnoses: searching a text for them costs the same however many they are.
#[derive(Clone, Debug, Default)]
pub struct HiddenTerms {
    /// Identifier system and value.
    identifiers: BTreeSet<(String, String)>,
    /// Code system by code.
    codings: BTreeSet<(String, String)>,
    /// Names as [`searched`] writes them; `None`: there are none.
    names: Option<AhoCorasick>,
    /// Addresses other resources may refer to it by.
    addresses: BTreeSet<String>,
    /// Whether anything is hidden at all.
    is_any: bool,
    /// Something hidden could not be read: then nothing can be ruled out.
    unreadable: bool,
}

/// Terms that identify the diagnoses that `json` (a resource or a Bundle) hides: those with the flag, at any depth; all
/// of them where something else carries it, or nothing does. An open diagnosis beside a flagged one is not hidden: a
/// document that names only the open one stays visible, or its going would tell that something came.
pub fn hidden_terms(json: &str) -> HiddenTerms {
    hidden_terms_of([json])
}

/// Terms that identify the hidden diagnoses of several texts together.
pub fn hidden_terms_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> HiddenTerms {
    let (mut terms, mut names) = (HiddenTerms::default(), BTreeSet::new());
    for text in texts {
        terms.is_any = true;
        match json::parse(text.as_bytes()) {
            Ok(value) => {
                let flagged_only =
                    strictest_in(&value) != Disclosure::Open && !is_flagged_outside_diagnoses(&value);
                terms.collect(&value, None, flagged_only, &mut names);
            }
            Err(_) => terms.unreadable = true,
        }
    }
    if !names.is_empty() {
        terms.names = AhoCorasick::new(names).ok();
        terms.unreadable |= terms.names.is_none();
    }
    terms
}

impl HiddenTerms {
    fn collect(
        &mut self,
        value: &Value,
        full_url: Option<&str>,
        flagged_only: bool,
        names: &mut BTreeSet<String>,
    ) {
        match value {
            Value::Object(fields) => {
                let is_hidden = !flagged_only || strictest_in(value) != Disclosure::Open;
                if type_of(value) == Some("Condition") && is_hidden {
                    self.identify(value, full_url, names);
                }
                for (name, inner) in fields {
                    let address = string(value, "fullUrl").filter(|_| name == "resource");
                    self.collect(inner, address, flagged_only, names);
                }
            }
            Value::Array(items) => {
                items.iter().for_each(|item| self.collect(item, None, flagged_only, names));
            }
            _ => {}
        }
    }

    fn identify(&mut self, condition: &Value, full_url: Option<&str>, names: &mut BTreeSet<String>) {
        self.addresses.extend(full_url.map(str::to_owned));
        self.addresses.extend(string(condition, "id").map(|id| format!("Condition/{id}")));
        for identifier in array(condition, "identifier") {
            self.identifiers.extend(identifier_of(identifier));
        }
        let Some(code) = condition.get("code") else { return };
        names.extend(string(code, "text").into_iter().flat_map(names_of));
        for coding in array(code, "coding") {
            names.extend(string(coding, "display").into_iter().flat_map(names_of));
            self.codings.extend(coding_of(coding).map(|(system, code)| (code, system)));
        }
    }

    fn has_identifier(&self, identifier: &Value) -> bool {
        identifier_of(identifier).is_some_and(|pair| self.identifiers.contains(&pair))
    }

    /// A code without its system may be anybody's.
    fn has_coding(&self, (system, code): (String, String)) -> bool {
        let of_code = (code.clone(), String::new())..;
        let mut systems = self.codings.range(of_code).take_while(|(known, _)| *known == code);
        match system.is_empty() {
            true => systems.next().is_some(),
            false => [system, String::new()]
                .into_iter()
                .any(|system| self.codings.contains(&(code.clone(), system))),
        }
    }

    /// Whether it is an address of one of them, or ends in one.
    fn has_address(&self, address: &str) -> bool {
        let plain = address.split_once("/_history/").map_or(address, |(plain, _)| plain);
        let ends = plain.match_indices('/').map(|(place, _)| &plain[place + 1..]);
        std::iter::once(plain).chain(ends).any(|end| self.addresses.contains(end))
    }

    fn named_in(&self, text: &str) -> bool {
        let Some(names) = &self.names else { return false };
        let contains = |text: &str| names.is_match(&searched(text));
        // Markup between the characters of a name must not hide it, so it is looked for twice.
        contains(text) || (text.contains(['<', '&']) && contains(&paragraphs(text).concat()))
    }
}

/// A diagnosis' name and what it says without its circumstances. One character alone would match nearly every text.
fn names_of(name: &str) -> Vec<String> {
    let name = searched(name);
    if name == searched("未コード化傷病名") {
        return Vec::new();
    }
    let core = core_of(&name);
    let core = (core.chars().count() >= 3).then(|| core.to_owned());
    let whole = (name.chars().count() >= 2).then_some(name);
    core.into_iter().chain(whole).collect()
}

/// A text in the one spelling in which names are looked for: as [`comparable`], and without what writers vary in: long
/// vowels and dashes, dots, and letters that stand for one another.
fn searched(text: &str) -> String {
    let folded = comparable(text).replace("鬱", "ウツ").replace("iii型", "3型").replace("ii型", "2型");
    let one = |c: char| match c {
        '頚' => Some('頸'),
        '囊' => Some('嚢'),
        '腟' => Some('膣'),
        '疱' => Some('泡'),
        'ー' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '・' | '·' | '/' | ',' | '、' => None,
        c => Some(c),
    };
    folded.replace("i型", "1型").chars().filter_map(one).collect()
}

/// Core of a disease name, without side, suspicion, state and what stands in brackets: 右膵頭部癌の疑い is hidden as 膵頭部癌 is.
fn core_of(name: &str) -> &str {
    const BEFORE: [&str; 8] = ["両側性", "両側", "右側", "左側", "右", "左", "原発性", "転移性"];
    const AFTER: [&str; 11] = [
        "ノ疑イ",
        "疑イ",
        "疑",
        "ノ術後",
        "術後",
        "ノ再発",
        "再発",
        "ノ可能性",
        "ノ既往",
        "ノ治療後",
        "治療後",
    ];
    let mut core = name.split('(').next().unwrap_or(name);
    while let Some(rest) = AFTER.iter().find_map(|after| core.strip_suffix(after)) {
        core = rest;
    }
    while let Some(rest) = BEFORE.iter().find_map(|before| core.strip_prefix(before)) {
        core = rest;
    }
    core
}

/// Whether a flag stands anywhere but on a diagnosis, so that it is not known which ones it means.
fn is_flagged_outside_diagnoses(value: &Value) -> bool {
    match value {
        Value::Object(_) if type_of(value) == Some("Condition") => false,
        Value::Object(fields) => {
            let flag_here = |(name, inner): (&String, &Value)| {
                strictest_in(&Value::Object([(name.clone(), inner.clone())].into_iter().collect()))
                    != Disclosure::Open
            };
            let flags = ["meta", "data"].iter().filter_map(|name| fields.get_key_value(*name));
            flags.into_iter().any(flag_here) || fields.values().any(is_flagged_outside_diagnoses)
        }
        Value::Array(items) => items.iter().any(is_flagged_outside_diagnoses),
        _ => false,
    }
}

/// Whether a document carries or refers to one of the diagnoses that `hidden` describes, at any depth.
pub fn refers_to(document_json: &str, hidden: &HiddenTerms) -> bool {
    hidden.is_any
        && (hidden.unreadable
            || json::parse(document_json.as_bytes()).map_or(true, |document| mentions(&document, hidden)))
}

fn mentions(value: &Value, hidden: &HiddenTerms) -> bool {
    match value {
        Value::Object(_) if gives_away(value, hidden) => true,
        Value::Object(fields) => fields.iter().any(|(name, inner)| match (name.as_str(), inner) {
            ("data", Value::String(encoded)) => {
                hidden.named_in(encoded) || attachment_mentions(encoded, hidden)
            }
            _ => mentions(inner, hidden),
        }),
        Value::Array(items) => items.iter().any(|item| mentions(item, hidden)),
        Value::String(text) => hidden.named_in(text),
        _ => false,
    }
}

/// Whether this object is the diagnosis, points at it, or carries one of its codes.
fn gives_away(object: &Value, hidden: &HiddenTerms) -> bool {
    let is_condition = type_of(object) == Some("Condition");
    if is_condition && array(object, "identifier").iter().any(|one| hidden.has_identifier(one)) {
        return true;
    }
    // A reference by identifier: one that says it means another type does not count, since senders
    // number visits, results and diagnoses alike.
    let means_condition = string(object, "type").is_none_or(|kind| kind == "Condition");
    let refers = type_of(object).is_none() && means_condition;
    if refers && object.get("identifier").is_some_and(|one| hidden.has_identifier(one)) {
        return true;
    }
    let addressed = ["reference", "fullUrl"].iter().filter_map(|field| string(object, field));
    if addressed.into_iter().any(|address| hidden.has_address(address)) {
        return true;
    }
    coding_of(object).is_some_and(|coding| hidden.has_coding(coding))
}

/// The text of an attached file, if it is text: a letter's structured twin among them.
fn attachment_mentions(encoded: &str, hidden: &HiddenTerms) -> bool {
    let Some(text) = base64::decoded_text(encoded) else { return false };
    let structured = json::parse(text.as_bytes()).is_ok_and(|value| mentions(&value, hidden));
    structured || hidden.named_in(&text)
}

fn identifier_of(identifier: &Value) -> Option<(String, String)> {
    let value = string(identifier, "value")?;
    let system = string(identifier, "system").map_or("", systems::current);
    Some((system.to_owned(), value.trim().to_owned()))
}

/// System and code; codes that say "not coded" (all nines) identify nothing.
fn coding_of(coding: &Value) -> Option<(String, String)> {
    let code = string(coding, "code")?.trim();
    let says_nothing = code.len() < 3 || code.bytes().all(|byte| byte == b'9');
    let system = string(coding, "system").map_or("", systems::current);
    (!says_nothing).then(|| (system.to_owned(), code.to_owned()))
}

fn string<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// The items of a list; one object where a list belongs counts as a list of one.
fn array<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    match value.get(name) {
        Some(Value::Array(items)) => items,
        Some(object @ Value::Object(_)) => std::slice::from_ref(object),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const HIDDEN: &str = r#"{
        "resourceType": "Condition", "id": "c1",
        "identifier": [{"system": "urn:ids", "value": "4711"}],
        "code": {
            "coding": [{"system": "http://medis.or.jp/CodeSystem/master-disease-keyNumber",
                        "code": "20054178", "display": "胃癌"}],
            "text": "進行胃癌"
        }
    }"#;

    fn check(document: &str, expected: bool) {
        assert_eq!(refers_to(document, &hidden_terms(HIDDEN)), expected, "{document}");
        // Beside many others, too.
        let others: Vec<String> = (0..300).map(other).collect();
        let all = others.iter().map(String::as_str).chain([HIDDEN]);
        assert_eq!(refers_to(document, &hidden_terms_of(all)), expected, "{document}");
    }

    fn other(number: usize) -> String {
        format!(
            r#"{{"resourceType": "Condition", "id": "other-{number}",
                "identifier": [{{"system": "urn:others", "value": "{number}"}}],
                "code": {{"coding": [{{"system": "urn:others", "code": "other-{number}"}}], "text": "別の病名{number}号"}}}}"#
        )
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn nothing_hidden_is_referred_to_by_nothing() {
        assert!(!refers_to("not JSON", &hidden_terms_of([])));
        assert!(refers_to("not JSON", &hidden_terms_of(["{}"])));
    }

    /// Writers spell one name in several ways; a letter that says it in any of them is held back.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_is_found_in_every_usual_spelling() {
        for (hidden, said) in [
            ("子宮頸癌", "子宮頚がん"),
            ("パーキンソン病", "パ－キンソン病"),
            ("ギラン・バレー症候群", "ギランバレー症候群"),
            ("膵嚢胞性腫瘍", "膵囊胞性腫瘍"),
            ("うつ病", "鬱病"),
            ("２型糖尿病", "Ⅱ型糖尿病"),
            ("膵頭部癌", "膵\u{e0100}頭\u{3164}部\u{61c}癌"),
            ("右膵頭部癌の疑い", "膵頭部癌"),
            ("膵頭部癌（術後）", "膵頭部癌"),
        ] {
            let json = format!(r#"{{"resourceType": "Condition", "code": {{"text": "{hidden}"}}}}"#);
            let letter = format!(r#"{{"text": "{said}の治療を続けています。"}}"#);
            assert!(refers_to(&letter, &hidden_terms(&json)), "{hidden} in {said}");
        }
        let json = r#"{"resourceType": "Condition", "code": {"text": "右の疑い"}}"#;
        assert!(!refers_to(r#"{"text": "右手を診ました。"}"#, &hidden_terms(json)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_gives_it_away_wherever_it_stands() {
        check(r#"{"section": [{"text": {"div": "<p>胃癌の疑いで紹介</p>"}}]}"#, true);
        check(r#"{"section": [{"text": {"div": "<p>胃<b>癌</b></p>"}}]}"#, true);
        check(r#"{"section": [{"text": {"div": "<p>胃&#x764C;</p>"}}]}"#, true);
        check(r#"{"description": "進 行 胃がん"}"#, true);
        check(r#"{"a": [{"resource": {"entry": [{"resource": {"title": "胃ガン術後"}}]}}]}"#, true);
        check(r#"{"section": [{"text": {"div": "<p>胃炎</p>"}}]}"#, false);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_identifier_a_code_or_an_address_gives_it_away() {
        check(r#"{"reason": {"identifier": {"system": "urn:ids", "value": "4711"}}}"#, true);
        check(
            r#"{"resourceType": "Condition", "identifier": [{"system": "urn:ids", "value": "4711"}]}"#,
            true,
        );
        check(
            r#"{"resourceType": "Encounter", "identifier": [{"system": "urn:ids", "value": "4711"}]}"#,
            false,
        );
        check(r#"{"v": {"type": "Encounter", "identifier": {"system": "urn:ids", "value": "4711"}}}"#, false);
        check(r#"{"coding": [{"code": "20054178"}]}"#, true);
        check(r#"{"coding": [{"system": "http://loinc.org", "code": "20054178"}]}"#, false);
        check(r#"{"reasonReference": [{"reference": "Condition/c1"}]}"#, true);
        check(r#"{"reasonReference": [{"reference": "Condition/c11"}]}"#, false);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_attached_text_gives_it_away() {
        // The base64 of <t>胃癌</t> and of {"text":"胃炎"}.
        check(r#"{"attachment": {"data": "PHQ+6IOD55mMPC90Pg=="}}"#, true);
        check(r#"{"attachment": {"data": "eyJ0ZXh0Ijoi6IOD54KOIn0="}}"#, false);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn only_the_flagged_diagnosis_is_hidden() {
        let condition = |name: &str, meta: &str| {
            format!(r#"{{"resourceType": "Condition", "meta": {{{meta}}}, "code": {{"text": "{name}"}}}}"#)
        };
        let flag = r#""tag": [{"code": "UNINFORMED"}]"#;
        let bundle = |meta: &str, first: &str| {
            let second = condition("高血圧症", "");
            format!(
                r#"{{"resourceType": "Bundle", "meta": {{{meta}}}, "entry": [
                    {{"resource": {{"resourceType": "Procedure", "contained": [{first}]}}}},
                    {{"resource": {second}}}]}}"#
            )
        };
        for (hidden, names_both) in [
            (bundle("", &condition("胃癌", flag)), false),
            (bundle(flag, &condition("胃癌", "")), true),
            (bundle(flag, &condition("胃癌", flag)), true),
            (bundle("", &condition("胃癌", "")), true),
        ] {
            let terms = hidden_terms(&hidden);
            assert!(refers_to(r#"{"text": "胃がん"}"#, &terms), "{hidden}");
            assert_eq!(refers_to(r#"{"text": "高血圧症"}"#, &terms), names_both, "{hidden}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn doubt_is_decided_against_showing() {
        check("{\"broken", true);
        assert!(refers_to("{}", &hidden_terms("nonsense")));
        let uncoded = r#"{"resourceType": "Condition", "code": {"coding": [{"code": "99999999",
            "display": "未コード化傷病名"}], "text": "稀な病気"}}"#;
        assert!(!refers_to(r#"{"coding": [{"code": "99999999"}]}"#, &hidden_terms(uncoded)));
    }
}
