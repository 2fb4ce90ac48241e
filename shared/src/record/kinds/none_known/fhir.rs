//! AllergyIntolerance and Condition that say that there is none. Only codes made for it and whole phrases are taken for
//! such a statement: 「ナシ」 alone is a pear, and what names a substance or an exception stays an entry.

use crate::record::{
    About, Absence, Coding, NoneKnown, Severity, Verification,
    kinds::{allergy::fhir as allergy, diagnosis::fhir as condition},
};
use crate::{
    element::{concept::Concept, issues::Issues, node::Node, text::comparable},
    record::{
        ItemKind,
        origin::{Receipt, notes},
    },
};
use serde_json::Value;

const SNOMED: &str = "http://snomed.info/sct";
const IPS: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";

use About::{
    Allergies, Diagnoses, EnvironmentAllergies, FoodAllergies, MedicineAllergies, Medicines, NamedAllergies,
};
use Absence::{NoInformation, NoneKnown as Known};

/// SNOMED CT's situations of "no known allergy" and its children, and its statement of no problems; the code system
/// "Absent and Unknown Data" of the International Patient Summary. Checked 2026-11.
const CODES: [(&str, &str, About, Absence); 19] = [
    (SNOMED, "716186003", Allergies, Known),
    (SNOMED, "160244002", Allergies, Known),
    (SNOMED, "409137002", MedicineAllergies, Known),
    (SNOMED, "429625007", FoodAllergies, Known),
    (SNOMED, "428607008", EnvironmentAllergies, Known),
    (SNOMED, "716184000", NamedAllergies, Known),
    (SNOMED, "716220001", NamedAllergies, Known),
    (SNOMED, "428197003", NamedAllergies, Known),
    (SNOMED, "1003774007", NamedAllergies, Known),
    (SNOMED, "160245001", Diagnoses, Known),
    (IPS, "no-known-allergies", Allergies, Known),
    (IPS, "no-known-medication-allergies", MedicineAllergies, Known),
    (IPS, "no-known-environmental-allergies", EnvironmentAllergies, Known),
    (IPS, "no-known-food-allergies", FoodAllergies, Known),
    (IPS, "no-known-problems", Diagnoses, Known),
    (IPS, "no-known-medications", Medicines, Known),
    (IPS, "no-allergy-info", Allergies, NoInformation),
    (IPS, "no-problem-info", Diagnoses, NoInformation),
    (IPS, "no-medication-info", Medicines, NoInformation),
];

/// What the phrases speak of, as [`comparable`] writes it.
const SUBJECTS: [(&str, About); 24] = [
    ("アレルギー", Allergies),
    ("アレルギー歴", Allergies),
    ("薬剤アレルギー", MedicineAllergies),
    ("薬剤アレルギー歴", MedicineAllergies),
    ("薬物アレルギー", MedicineAllergies),
    ("薬物アレルギー歴", MedicineAllergies),
    ("薬アレルギー", MedicineAllergies),
    ("薬ノアレルギー", MedicineAllergies),
    ("クスリノアレルギー", MedicineAllergies),
    ("医薬品アレルギー", MedicineAllergies),
    ("薬剤禁忌", MedicineAllergies),
    ("禁忌薬", MedicineAllergies),
    ("禁忌薬剤", MedicineAllergies),
    ("食物アレルギー", FoodAllergies),
    ("食物アレルギー歴", FoodAllergies),
    ("食品アレルギー", FoodAllergies),
    ("食ベ物アレルギー", FoodAllergies),
    ("食ベ物ノアレルギー", FoodAllergies),
    ("環境アレルギー", EnvironmentAllergies),
    ("傷病名", Diagnoses),
    ("病名", Diagnoses),
    ("既往", Diagnoses),
    ("既往歴", Diagnoses),
    ("現在治療中ノ病気", Diagnoses),
];

/// What may stand before such a subject.
const BEFORE: [&str; 4] = ["特記スベキ", "既知ノ", "明ラカナ", "現在"];

const NONE: [&str; 10] =
    ["ナシ", "無シ", "無", "ハナシ", "ハ無シ", "ハアリマセン", "特ニナシ", "特ニ無シ", "ハ特ニナシ", "-"];

const NOT_KNOWN: [&str; 6] = ["不明", "ハ不明", "情報ナシ", "未確認", "未聴取", "聴取不能"];

/// Whole phrases that name no subject: the list in which they stand is meant.
const NOTHING: [&str; 8] =
    ["特ニナシ", "特ニ無シ", "該当ナシ", "該当無シ", "特記ナシ", "特記事項ナシ", "無シ", "無"];

const ENGLISH: [(&str, About); 12] = [
    ("noknownallergies", Allergies),
    ("noknownallergy", Allergies),
    ("noallergies", Allergies),
    ("nka", Allergies),
    ("noknowndrugallergies", MedicineAllergies),
    ("noknowndrugallergy", MedicineAllergies),
    ("noknownmedicationallergies", MedicineAllergies),
    ("nkda", MedicineAllergies),
    ("noknownfoodallergies", FoodAllergies),
    ("noknownfoodallergy", FoodAllergies),
    ("noknownenvironmentalallergy", EnvironmentAllergies),
    ("noknownproblems", Diagnoses),
];

type Stated = (About, Absence);

/// `None`: it is an entry like others. Then nothing was added to `issues`, but for a code and a text that disagree.
pub(crate) fn read(
    kind: ItemKind,
    resource: &Node<'_>,
    receipt: &Receipt,
    issues: &mut Issues,
) -> Option<NoneKnown> {
    if !matches!(kind, ItemKind::AllergyIntolerance | ItemKind::Condition) {
        return None;
    }
    let code = resource.get("code").filter(|code| code.value.is_object())?;
    let concept = Concept::read(&code, &mut Issues::default());
    let coded = concept.codings.iter().any(|coding| of_code(coding).is_some());
    let Some((about, said)) = stated(kind, &concept).filter(|_| !tells_of_a_reaction(resource)) else {
        if coded {
            let expected =
                "text, codes and reactions that say the same: it is kept as an entry, not as \"none\"";
            code.complain(issues, Severity::Warning, expected);
        }
        return None;
    };
    let concept = Concept::read(&code, issues);
    let name = concept.words_or_code()?;
    let verification = match kind {
        ItemKind::AllergyIntolerance => allergy::verification(resource, issues),
        _ => condition::verification(resource, issues),
    };
    let said = match verification {
        Verification::Confirmed | Verification::NotStated => said,
        // Nobody is sure that there is none.
        Verification::Suspected => Absence::NoInformation,
        Verification::Refuted | Verification::EnteredInError => return None,
    };
    let status = condition::status(resource, issues);
    let recorded = resource.moment("recordedDate", issues);
    let notes = notes(resource, issues);
    let origin = receipt.origin(resource, issues);
    let about = narrowed(about, resource);
    Some(NoneKnown { origin, name, codes: concept.codings, about, said, status, recorded, notes })
}

fn stated(kind: ItemKind, concept: &Concept) -> Option<Stated> {
    let coded = concept.codings.iter().find_map(of_code);
    let names_something = |coding: &&Coding| of_code(coding).is_none() && !is_placeholder(kind, coding);
    if concept.codings.iter().any(|coding| names_something(&coding)) {
        return None;
    }
    let Some(text) = concept.text.as_deref() else { return coded };
    let is_display = |coding: &Coding| {
        of_code(coding).is_some()
            && coding.display.as_deref().is_some_and(|display| comparable(display) == comparable(text))
    };
    match (coded, of_phrase(kind, text)) {
        (None, said) => said,
        (Some(coded), Some(said)) => Some(narrower(coded, said)),
        (Some(coded), None) => concept.codings.iter().any(is_display).then_some(coded),
    }
}

fn of_code(coding: &Coding) -> Option<Stated> {
    let known = CODES.iter().find(|(system, code, ..)| *system == coding.system && *code == coding.code)?;
    Some((known.2, known.3))
}

/// A code that names nothing: 未コード化, or the same words again.
fn is_placeholder(kind: ItemKind, coding: &Coding) -> bool {
    let repeats = |display: &str| display.contains("未コード化") || of_phrase(kind, display).is_some();
    coding.display.as_deref().is_some_and(repeats)
}

/// Of two that were said, no more than both say.
fn narrower(coded: Stated, said: Stated) -> Stated {
    let about = match (coded.0, said.0) {
        (one, other) if one == other => one,
        (Allergies, narrow) | (narrow, Allergies) if narrow != Diagnoses && narrow != Medicines => narrow,
        _ => NamedAllergies,
    };
    (about, if coded.1 == said.1 { coded.1 } else { NoInformation })
}

/// Whether these words alone, as what somebody reacts to, say that there is nothing, or that nobody knows, or could be read
/// so: 「ナシ」 is a pear as well.
pub fn says_none(words: &str) -> bool {
    let plain = stripped(words);
    let is_bare = plain.is_empty() || BARE.contains(&&*plain) || NOT_KNOWN.contains(&&*plain);
    is_bare || of_phrase(ItemKind::AllergyIntolerance, words).is_some()
}

/// What people answer who have none, or do not know; as [`stripped`] writes it.
const BARE: [&str; 43] = [
    "ナシ",
    "無シ",
    "無",
    "ナイ",
    "無イ",
    "ナイデス",
    "アリマセン",
    "特ニナイ",
    "特ニナイデス",
    "特ニアリマセン",
    "ナニモナイ",
    "何モナイ",
    "ワカラナイ",
    "分カラナイ",
    "ワカリマセン",
    "分カリマセン",
    "覚エテイナイ",
    "忘レタ",
    "知ラナイ",
    "none",
    "no",
    "n/a",
    "na",
    "nothing",
    "unknown",
    "特ニ無イ",
    "特ニ無シ",
    "無イデス",
    "何モ無イ",
    "覚エテイマセン",
    "知リマセン",
    "判ラナイ",
    "noneknown",
    "notknown",
    "don'tknow",
    "donotknow",
    "トクニナシ",
    "トクニナイ",
    "トクニアリマセン",
    "イイエ",
    "薬ナシ",
    "飲ンデイナイ",
    "飲ンデイマセン",
];

/// For comparison, without what stands between and around words.
fn stripped(text: &str) -> String {
    comparable(text).chars().filter(|c| !"()[]【】「」『』:。.、,・;-ー―!?".contains(*c)).collect()
}

fn of_phrase(kind: ItemKind, text: &str) -> Option<Stated> {
    let plain: String =
        comparable(text).chars().filter(|c| !"()[]【】「」『』:。.、,・;".contains(*c)).collect();
    if NOTHING.contains(&&*plain) {
        let about = if kind == ItemKind::Condition { Diagnoses } else { Allergies };
        return Some((about, Known));
    }
    if let Some((_, about)) = ENGLISH.iter().find(|(phrase, _)| *phrase == plain) {
        return Some((*about, Known));
    }
    let shorter = BEFORE.iter().find_map(|before| plain.strip_prefix(before)).unwrap_or(&plain);
    let subject = |ending: &str| {
        let subject = shorter.strip_suffix(ending)?;
        SUBJECTS.iter().find(|(known, _)| *known == subject).map(|(_, about)| *about)
    };
    let with =
        |endings: &[&str], said| endings.iter().find_map(|one| subject(one)).map(|about| (about, said));
    with(&NONE, Known).or_else(|| with(&NOT_KNOWN, NoInformation))
}

/// An entry that tells what happened is about something.
fn tells_of_a_reaction(resource: &Node<'_>) -> bool {
    let reacted = resource
        .get("reaction")
        .is_some_and(|list| list.value.as_array().is_none_or(|list| !list.is_empty()));
    reacted || resource.raw("criticality") == Some("high")
}

/// `category` narrows what is said of allergies as a whole.
fn narrowed(about: About, resource: &Node<'_>) -> About {
    let Some(Value::Array(categories)) = resource.get("category").map(|node| node.value) else {
        return about;
    };
    match (about, categories.as_slice()) {
        (Allergies, [Value::String(only)]) => match only.as_str() {
            "medication" => MedicineAllergies,
            "food" => FoodAllergies,
            "environment" => EnvironmentAllergies,
            _ => NamedAllergies,
        },
        _ => about,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn concept(text: &str, codings: &[(&str, &str, &str)]) -> Concept {
        let codings = codings.iter().map(|(system, code, display)| Coding {
            system: (*system).into(),
            code: (*code).into(),
            display: Some((*display).into()),
        });
        Concept { text: Some(text.into()), codings: codings.collect() }
    }

    fn of(text: &str) -> Option<Stated> {
        stated(ItemKind::AllergyIntolerance, &concept(text, &[("urn:x", "0", "未コード化")]))
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn whole_phrases_say_that_there_is_none() {
        for (text, expected) in [
            ("アレルギーなし", Some((Allergies, Known))),
            ("アレルギー無し", Some((Allergies, Known))),
            ("アレルギー：なし。", Some((Allergies, Known))),
            ("アレルギー（－）", Some((Allergies, Known))),
            ("特記すべきアレルギーなし", Some((Allergies, Known))),
            ("特になし", Some((Allergies, Known))),
            ("薬剤アレルギーなし", Some((MedicineAllergies, Known))),
            ("食べ物のアレルギーなし", Some((FoodAllergies, Known))),
            ("食物ｱﾚﾙｷﾞｰは特になし", Some((FoodAllergies, Known))),
            ("アレルギー不明", Some((Allergies, NoInformation))),
            ("No known drug allergies", Some((MedicineAllergies, Known))),
            // A pear, an exception, a substance, a doubt.
            ("ナシ", None),
            ("なし", None),
            ("梨", None),
            ("卵アレルギーなし", None),
            ("ペニシリン以外アレルギーなし", None),
            ("アレルギーなし（そば以外）", None),
            ("ペニシリンアレルギー", None),
            ("不明", None),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_code_says_it_where_the_text_does_not_say_otherwise() {
        let none = (SNOMED, "716186003", "No known allergy");
        let allergy = ItemKind::AllergyIntolerance;
        for (text, codings, expected) in [
            ("アレルギーなし", vec![none], Some((Allergies, Known))),
            ("No known allergy", vec![none], Some((Allergies, Known))),
            ("食物アレルギーなし", vec![none], Some((FoodAllergies, Known))),
            ("卵", vec![none], None),
            ("アレルギーなし", vec![none, ("urn:yj", "6111", "アモキシシリン")], None),
            ("アレルギーなし", vec![("urn:yj", "6111", "アモキシシリン")], None),
            ("情報なし", vec![(IPS, "no-allergy-info", "情報なし")], Some((Allergies, NoInformation))),
        ] {
            assert_eq!(stated(allergy, &concept(text, &codings)), expected, "{text} {codings:?}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn whoever_tells_of_a_reaction_says_no_none() {
        let with = |more: Value| {
            let mut resource = json!({"resourceType": "AllergyIntolerance", "code": {"text": "アレルギーなし",
                "coding": [{"system": SNOMED, "code": "716186003", "display": "No known allergy"}]}});
            resource.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let receipt = crate::record::requirements::nobody();
            let mut issues = Issues::default();
            let read = read(ItemKind::AllergyIntolerance, &Node::resource(&resource), &receipt, &mut issues);
            (read.map(|one| one.about), issues.into_vec().len())
        };
        assert_eq!(with(json!({})), (Some(Allergies), 0));
        assert_eq!(with(json!({"category": ["food"]})), (Some(FoodAllergies), 0));
        assert_eq!(with(json!({"reaction": [{"manifestation": [{"text": "発疹"}]}]})), (None, 1));
        assert_eq!(with(json!({"criticality": "high"})), (None, 1));
    }
}
