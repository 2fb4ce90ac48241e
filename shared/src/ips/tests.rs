use super::*;
use crate::{
    category::{Categories, Category},
    fhir::item::{Json, Stored, read},
    ids::PatientId,
    labs::TestKey,
    record::{EnglishName, Entry, ItemKind, Person, SCHEMA, Sex, assemble},
    refill::RefillDays,
    source::Source,
};
use chrono::NaiveDate;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

const WHOSE: PatientId = PatientId(Uuid::from_u128(7));
const HOSPITAL: &str = "1310000011";

macro_rules! named {
    ($kind:ident: $($field:ident),+ $(,)?) => {
        $kind { $($field: concat!("[", stringify!($field), "]").to_owned()),+ }
    };
}

fn words() -> Words {
    Words {
        language: "ja".to_owned(),
        title: "[title]".to_owned(),
        author: "[author]".to_owned(),
        sections: named!(SectionTitles: problems, allergies, medications, results, immunizations, procedures,
            past_problems, plan_of_care),
        labels: named!(Labels: against, amount, at_most, category, certainty, criticality, days, days_of_use,
            days_with, days_without, department, doctor, dosage, ended, every_months, every_weeks, given, judgement, last_visit, measured, note, onset, performed, per_day, per_dose, period,
            prescribed, reaction, reason, recorded, reference_range, route, sent_as, since, source, specimen, status, times_a_week,
            value, written, written_in),
        remarks: named!(Remarks: as_needed, days_contradict, doubted, end_not_known, every_day, every_other_day, in_doubt,
            kinds_not_included, main_diagnosis, newest_of_each_test, not_as_resource, not_every_day, not_included, not_measured, not_read_completely, not_yet, nothing_current, nothing_recorded,
            older_left_out, severe_reaction, to_be_asked, told_by_the_person, uneven, unreadable),
        none_known: none_stated("none"),
        no_information: none_stated("not known"),
        weekdays: ["月", "火", "水", "木", "金", "土", "日"].map(str::to_owned),
        codes: BTreeMap::from([("active".to_owned(), "続いている".to_owned())]),
    }
}

fn none_stated(said: &str) -> NoneStated {
    let of = |what: &str| format!("[{said}: {what}]");
    NoneStated {
        allergies: of("allergies"),
        medicine_allergies: of("medicine allergies"),
        food_allergies: of("food allergies"),
        environment_allergies: of("environment allergies"),
        named_allergies: of("named allergies"),
        diagnoses: of("diagnoses"),
        medicines: of("medicines"),
    }
}

fn made() -> Made {
    Made { at: "2026-02-05T03:00:00Z".parse().unwrap(), salt: [9; 32] }
}

fn today() -> NaiveDate {
    "2026-02-05".parse().unwrap()
}

fn entry(kind: ItemKind, resource: &Value, source: Source) -> Entry {
    read(&Stored {
        patient: WHOSE,
        item: ItemId::derive(WHOSE, &[&resource.to_string()]),
        source,
        kind,
        received: "2026-02-04T03:00:00Z".parse().unwrap(),
        doubted: false,
        json: &Json::of(&resource.to_string()),
    })
}

fn view(resources: &[(ItemKind, Value)]) -> RecordView {
    let source = || Source::try_from(HOSPITAL).unwrap();
    let person = Person {
        name: "見本 花子".into(),
        kana: Some("ミホン ハナコ".into()),
        sex: Sex::Female,
        birth_date: "1950-02-03".parse().unwrap(),
    };
    let entries = resources.iter().map(|(kind, resource)| entry(*kind, resource, source())).collect();
    let names = BTreeMap::from([(HOSPITAL.try_into().unwrap(), "見本病院".to_owned())]);
    RecordView {
        schema: SCHEMA,
        whose: WHOSE,
        as_of: today(),
        version: String::new(),
        shown: Categories::ALL,
        checked: Categories::NONE,
        refill: RefillDays::default(),
        private_use: Vec::new(),
        english: Vec::new(),
        record: assemble(person, entries, &names, today()),
    }
}

fn condition(text: &str) -> Value {
    json!({"resourceType": "Condition", "code": {"text": text}, "onsetDateTime": "2026-01-02",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "verificationStatus": {"coding": [{"code": "confirmed"}]}})
}

fn allergy(text: &str) -> Value {
    json!({"resourceType": "AllergyIntolerance", "code": {"text": text}, "recordedDate": "2026-01-02"})
}

fn medicine() -> Value {
    json!({"resourceType": "MedicationRequest", "status": "completed", "intent": "order",
        "medicationCodeableConcept": {"text": "ワーファリン錠１ｍｇ"}, "authoredOn": "2026-02-01",
        "dosageInstruction": [{"text": "１日１回朝食後"}],
        "dispenseRequest": {"expectedSupplyDuration": {"value": 14, "unit": "日",
            "system": "http://unitsofmeasure.org", "code": "d"}}})
}

fn test(code: &str, name: &str, system: &str) -> Value {
    json!({"resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-01-02",
        "code": {"text": name, "coding": [{"code": code, "display": name, "system":
            format!("http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_{system}_CS")}]},
        "category": [{"coding": [{"code": "laboratory"}]}],
        "valueQuantity": {"value": serde_json::from_str::<Value>("1.20").unwrap(), "unit": "mg/dL"}})
}

fn creatinine() -> Value {
    test("3C015000002327201", "クレアチニン", "CoreLabo")
}

fn hepatitis() -> Value {
    test("5F016141002306211", "HBs抗原", "InfectionLabo")
}

fn plan() -> Value {
    json!({"resourceType": "Bundle", "type": "document", "timestamp": "2026-01-03T00:00:00+09:00", "entry": [
        {"fullUrl": "urn:uuid:c", "resource": {"resourceType": "Composition", "status": "final",
            "type": {"coding": [{"system": "http://loinc.org", "code": "56447-6"}]},
            "title": "患者サマリー", "date": "2026-01-02", "author": [{"display": "医師"}],
            "section": [{"title": "計画", "entry": [{"reference": "urn:uuid:e"}]}]}},
        {"fullUrl": "urn:uuid:e", "resource": {"resourceType": "CarePlan", "status": "active", "intent": "plan",
            "title": "療養計画", "description": "減塩\n毎日歩く"}}]})
}

/// 紹介状 with one entry.
fn letter(entry: &Value) -> Value {
    json!({"resourceType": "Bundle", "type": "document", "timestamp": "2026-01-03T00:00:00+09:00", "entry": [
        {"fullUrl": "urn:uuid:c", "resource": {"resourceType": "Composition", "status": "final",
            "type": {"coding": [{"system": "http://loinc.org", "code": "57133-1"}]},
            "title": "紹介状", "date": "2026-01-02", "author": [{"display": "医師"}],
            "section": [{"title": "構造情報", "entry": [{"reference": "urn:uuid:e"}]}]}},
        {"fullUrl": "urn:uuid:e", "resource": entry}]})
}

pub(super) fn full() -> RecordView {
    let mut over = condition("肺炎");
    over["clinicalStatus"]["coding"][0]["code"] = "resolved".into();
    let immunization = json!({"resourceType": "Immunization", "status": "completed",
        "vaccineCode": {"text": "麻しんワクチン"}, "occurrenceDateTime": "2026-01-02"});
    let procedure = json!({"resourceType": "Procedure", "status": "completed", "code": {"text": "胃切除術"}});
    view(&[
        (ItemKind::Condition, condition("高血圧症")),
        (ItemKind::Condition, over),
        (ItemKind::AllergyIntolerance, allergy("卵")),
        (ItemKind::MedicationRequest, medicine()),
        (ItemKind::Observation, creatinine()),
        (ItemKind::Observation, hepatitis()),
        (ItemKind::Immunization, immunization),
        (ItemKind::Procedure, procedure),
        (ItemKind::Document, plan()),
    ])
}

pub(super) fn whole(view: &RecordView) -> Ips {
    Ips::of(view, &Chosen::whole(), &words(), &made())
}

fn entries(ips: &Ips) -> &[Value] {
    ips.bundle["entry"].as_array().unwrap()
}

fn sections(ips: &Ips) -> &[Value] {
    entries(ips)[0]["resource"]["section"].as_array().unwrap()
}

fn section(ips: &Ips, code: SectionCode) -> Option<&Value> {
    sections(ips).iter().find(|section| section["code"]["coding"][0]["code"] == code.loinc())
}

fn narrative(ips: &Ips, code: SectionCode) -> &str {
    section(ips, code).unwrap()["text"]["div"].as_str().unwrap()
}

fn empty_reason(ips: &Ips, code: SectionCode) -> &Value {
    &section(ips, code).unwrap()["emptyReason"]["coding"][0]["code"]
}

/// Every `reference` at any depth.
fn references(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match value.as_str() {
            Some(text) if name == "reference" => into.push(text.to_owned()),
            _ => references(value, into),
        }),
        Value::Array(items) => items.iter().for_each(|item| references(item, into)),
        _ => {}
    }
}

fn is_complete(ips: &Ips) {
    let bundle = &ips.bundle;
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("document")));
    assert!(bundle["identifier"]["value"].as_str().unwrap().starts_with("urn:uuid:"));
    assert_eq!(bundle["timestamp"], "2026-02-05T03:00:00Z");
    let mut urls = Vec::new();
    for entry in entries(ips) {
        let names: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert_eq!(names, ["fullUrl", "resource"], "no search, request or response");
        let url = entry["fullUrl"].as_str().unwrap();
        assert_eq!(url, format!("urn:uuid:{}", entry["resource"]["id"].as_str().unwrap()));
        assert!(!urls.contains(&url), "{url} twice");
        urls.push(url);
    }
    let of = |kind: &str| entries(ips).iter().filter(|one| one["resource"]["resourceType"] == kind).count();
    assert_eq!((of("Composition"), of("Patient"), of("Device")), (1, 1, 1));
    let composition = &entries(ips)[0]["resource"];
    assert_eq!(composition["type"]["coding"][0]["code"], "60591-5");
    for element in ["status", "date", "title", "subject", "author"] {
        assert!(composition.get(element).is_some(), "{element}");
    }
    let mut all = Vec::new();
    references(bundle, &mut all);
    assert!(!all.is_empty());
    for reference in &all {
        assert!(urls.contains(&reference.as_str()), "{reference} leads nowhere");
    }
    let mut told = Vec::new();
    for section in sections(ips) {
        assert!(!section["title"].as_str().unwrap().is_empty());
        let div = section["text"]["div"].as_str().unwrap();
        assert!(div.starts_with("<div xmlns=\"http://www.w3.org/1999/xhtml\"") && div.ends_with("</div>"));
        assert!(section.get("section").is_none());
        assert!(section.get("entry").is_some() != section.get("emptyReason").is_some(), "{section}");
        references(section, &mut told);
    }
    for code in SectionCode::ALL.into_iter().filter(|code| code.is_required()) {
        assert!(section(ips, code).is_some(), "{code:?}");
    }
    for (place, entry) in entries(ips).iter().enumerate().skip(3) {
        assert!(
            told.contains(&entry["fullUrl"].as_str().unwrap().to_owned()),
            "entry {place} is in no section"
        );
        let resource = &entry["resource"];
        let subject = resource.get("subject").or(resource.get("patient")).unwrap();
        assert_eq!(subject["reference"], entries(ips)[1]["fullUrl"]);
    }
    assert!(!ips.to_json().contains("withheld"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_full_record_has_every_section_with_its_entries() {
    let ips = whole(&full());
    is_complete(&ips);
    assert_eq!(ips.unwritten, []);
    let patient = &entries(&ips)[1]["resource"];
    assert_eq!(patient["name"][0]["text"], "見本 花子");
    assert_eq!((&patient["gender"], &patient["birthDate"]), (&json!("female"), &json!("1950-02-03")));
    for (code, kinds, told) in [
        (
            SectionCode::Problems,
            vec!["Condition"],
            vec!["高血圧症", "[status]: 続いている", "[onset]: 2026-01-02"],
        ),
        (SectionCode::Allergies, vec!["AllergyIntolerance"], vec!["卵", "[recorded]: 2026-01-02"]),
        (
            SectionCode::Medications,
            vec!["MedicationRequest"],
            vec!["ワーファリン錠１ｍｇ", "[dosage]: １日１回朝食後", "[prescribed]: 2026-02-01"],
        ),
        (
            SectionCode::Results,
            vec!["Observation", "Observation"],
            vec!["[value]: 1.20 mg/dL", "HBs抗原", "[measured]: 2026-01-02", "[source]: 見本病院"],
        ),
        (SectionCode::Immunizations, vec!["Immunization"], vec!["麻しんワクチン", "[given]: 2026-01-02"]),
        (SectionCode::Procedures, vec!["Procedure"], vec!["胃切除術"]),
        (SectionCode::PastProblems, vec!["Condition"], vec!["肺炎", "[status]: resolved"]),
        (SectionCode::PlanOfCare, vec!["CarePlan"], vec!["療養計画", "減塩<br/>毎日歩く"]),
    ] {
        let section = section(&ips, code).unwrap();
        let of = |reference: &Value| {
            entries(&ips).iter().find(|entry| entry["fullUrl"] == reference["reference"]).unwrap()
        };
        let found: Vec<&str> = section["entry"]
            .as_array()
            .unwrap_or_else(|| panic!("{code:?}: {section}"))
            .iter()
            .map(|reference| of(reference)["resource"]["resourceType"].as_str().unwrap())
            .collect();
        assert_eq!(found, kinds, "{code:?}");
        let div = narrative(&ips, code);
        for words in told {
            assert!(div.contains(words), "{code:?}: {words} in {div}");
        }
        assert_eq!(section["text"]["status"], "generated", "{code:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_summary_asks_for_and_the_record_does_not_say_is_absent_with_a_reason() {
    let ips = whole(&full());
    let resource = |kind: &str| {
        &entries(&ips).iter().find(|one| one["resource"]["resourceType"] == kind).unwrap()["resource"]
    };
    let absent = |value: &Value| value["extension"][0]["valueCode"] == "unknown";
    assert!(absent(&resource("Procedure")["_performedDateTime"]));
    assert!(absent(&resource("AllergyIntolerance")["clinicalStatus"]));
    assert!(absent(&resource("Observation")["performer"][0]));
    assert!(resource("Observation").get("_effectiveDateTime").is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_empty_record_never_reads_as_none() {
    let ips = whole(&view(&[]));
    is_complete(&ips);
    assert_eq!(sections(&ips).len(), 3);
    for code in [SectionCode::Problems, SectionCode::Allergies, SectionCode::Medications] {
        assert_eq!(empty_reason(&ips, code), "unavailable");
        assert!(narrative(&ips, code).contains("[nothing_recorded]"));
    }
}

fn no_medicines() -> Value {
    json!({"resourceType": "Condition", "recordedDate": "2026-01-02", "code": {
        "coding": [{"code": "no-known-medications",
            "system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"}]}})
}

#[wasm_bindgen_test(unsupported = test)]
fn a_broad_statement_of_none_is_an_entry_where_nothing_speaks_against_it() {
    let ips = whole(&view(&[
        (ItemKind::AllergyIntolerance, allergy("アレルギーなし")),
        (ItemKind::Condition, no_medicines()),
    ]));
    is_complete(&ips);
    assert!(section(&ips, SectionCode::Allergies).unwrap().get("entry").is_some());
    let div = narrative(&ips, SectionCode::Allergies);
    assert!(div.contains("<b>[none: allergies]</b><br/>[written]: アレルギーなし"), "{div}");
    // Of medicines, it is told and is no "none" of the section.
    assert_eq!(empty_reason(&ips, SectionCode::Medications), "unavailable");
    assert!(narrative(&ips, SectionCode::Medications).contains("[none: medicines]"));
    assert_eq!(empty_reason(&ips, SectionCode::Problems), "unavailable");
    assert!(!ips.to_json().contains("nilknown"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_statement_of_less_is_told_by_what_it_is_about_and_is_no_entry() {
    for (sent, told) in [
        ("食物アレルギーなし", "[none: food allergies]"),
        ("薬剤アレルギーなし", "[none: medicine allergies]"),
        ("アレルギー不明", "[not known: allergies]"),
    ] {
        let ips = whole(&view(&[(ItemKind::AllergyIntolerance, allergy(sent))]));
        is_complete(&ips);
        assert_eq!(empty_reason(&ips, SectionCode::Allergies), "unavailable", "{sent}");
        let div = narrative(&ips, SectionCode::Allergies);
        assert!(div.contains(&format!("<b>{told}</b><br/>[written]: {sent}")), "{div}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_statement_of_none_is_no_entry_beside_what_is_listed_or_could_not_be_read() {
    let none = || (ItemKind::AllergyIntolerance, allergy("アレルギーなし"));
    let allergies = |others: &[(ItemKind, Value)]| {
        let ips = whole(&view(&[&[none()], others].concat()));
        is_complete(&ips);
        assert!(narrative(&ips, SectionCode::Allergies).contains("[none: allergies]"));
        ips
    };
    let against = allergies(&[(ItemKind::AllergyIntolerance, allergy("卵"))]);
    let told = section(&against, SectionCode::Allergies).unwrap();
    assert_eq!(told["entry"].as_array().unwrap().len(), 1);
    assert_eq!(told["text"]["status"], "additional");
    assert!(narrative(&against, SectionCode::Allergies).contains("[against]: 卵"));
    let mut resolved = allergy("卵");
    resolved["clinicalStatus"] = json!({"coding": [{"code": "resolved"}]});
    let resolved = allergies(&[(ItemKind::AllergyIntolerance, resolved)]);
    assert_eq!(section(&resolved, SectionCode::Allergies).unwrap()["entry"].as_array().unwrap().len(), 1);
    let unread = json!({"resourceType": "AllergyIntolerance"});
    let unread_alone = allergies(&[(ItemKind::AllergyIntolerance, unread.clone())]);
    assert_eq!(empty_reason(&unread_alone, SectionCode::Allergies), "unavailable");
    let in_a_letter = allergies(&[(ItemKind::Document, letter(&unread))]);
    assert_eq!(empty_reason(&in_a_letter, SectionCode::Allergies), "unavailable");
    assert!(narrative(&in_a_letter, SectionCode::Allergies).contains("[unreadable]"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_limited_section_tells_its_limit_and_how_many_are_beyond_it() {
    let mut over = condition("肺炎");
    over["clinicalStatus"]["coding"][0]["code"] = "resolved".into();
    let mut old = medicine();
    old["authoredOn"] = json!("2025-01-01");
    let mut older = creatinine();
    older["effectiveDateTime"] = json!("2025-01-02");
    let ips = whole(&view(&[
        (ItemKind::Condition, over),
        (ItemKind::MedicationRequest, old.clone()),
        (ItemKind::Observation, creatinine()),
        (ItemKind::Observation, older),
    ]));
    is_complete(&ips);
    // What is over and registered stands among the past ones.
    for (code, told) in [
        (SectionCode::Problems, "<p>[nothing_current]</p></div>"),
        (SectionCode::Medications, "<p>[nothing_current]</p><p>[older_left_out]: 1</p>"),
    ] {
        let div = narrative(&ips, code);
        assert!(div.contains(told), "{div}");
        assert!(!div.contains("[nothing_recorded]"), "{div}");
    }
    assert!(
        narrative(&ips, SectionCode::Results)
            .contains("<p>[older_left_out]: 1</p><p>[newest_of_each_test]</p><ul>")
    );
    assert!(!narrative(&ips, SectionCode::PastProblems).contains("[older_left_out]"));
    let both = whole(&view(&[(ItemKind::MedicationRequest, medicine()), (ItemKind::MedicationRequest, old)]));
    assert!(narrative(&both, SectionCode::Medications).contains("<p>[older_left_out]: 1</p><ul>"));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_not_written_as_a_resource_is_told_and_named() {
    let mut partly = allergy("卵");
    partly["criticality"] = json!("enormous");
    let view = view(&[
        (ItemKind::AllergyIntolerance, partly),
        (ItemKind::Procedure, json!({"resourceType": "Procedure", "status": "completed"})),
    ]);
    let ips = whole(&view);
    is_complete(&ips);
    let div = narrative(&ips, SectionCode::Allergies);
    for words in ["卵", "[not_read_completely]", "[not_as_resource]"] {
        assert!(div.contains(words), "{words} in {div}");
    }
    assert_eq!(empty_reason(&ips, SectionCode::Allergies), "unavailable");
    let item = view.record.allergies[0].origin.item.clone();
    assert!(ips.unwritten.contains(&(item, Unwritten::PartsNotRead)), "{:?}", ips.unwritten);
    assert!(narrative(&ips, SectionCode::Procedures).contains("[unreadable]"));
    assert_eq!(ips.unwritten.len(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn no_markup_comes_in_by_a_name() {
    let mut evil = condition("<script>alert('胃癌')</script>");
    evil["note"] = json!([{"text": "</div><img src=x onerror=alert(1)>"}]);
    let ips = whole(&view(&[(ItemKind::Condition, evil)]));
    is_complete(&ips);
    let div = narrative(&ips, SectionCode::Problems);
    assert!(div.contains("&lt;script&gt;alert(&#39;胃癌&#39;)"), "{div}");
    assert!(!div.contains("<script") && !div.contains("<img"), "{div}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_person_chooses_what_goes_in() {
    let view = full();
    let of = |chosen: Chosen| Ips::of(&view, &chosen, &words(), &made());
    let medicines = of(Chosen::medicines());
    is_complete(&medicines);
    assert_eq!(sections(&medicines).len(), 3);
    assert_eq!(entries(&medicines).len(), 4);
    assert!(narrative(&medicines, SectionCode::Problems).contains("[not_included]"));
    assert_eq!(empty_reason(&medicines, SectionCode::Problems), "unavailable");
    assert!(!medicines.to_json().contains("高血圧症"));

    let without = of(Chosen::whole().without_infections());
    is_complete(&without);
    assert!(!without.to_json().contains("HBs") && without.to_json().contains("クレアチニン"));
    assert!(narrative(&without, SectionCode::Results).contains("<p>[kinds_not_included]: infections</p>"));

    let key = TestKey::of(view.record.laboratory().next().unwrap());
    let tests = of(Chosen::tests(vec![key]));
    is_complete(&tests);
    assert!(!tests.to_json().contains("HBs") && tests.to_json().contains("クレアチニン"));
    assert_eq!(entries(&tests).len(), 4);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_kind_that_the_viewer_may_not_see_is_not_included() {
    let mut view = full();
    view.shown = Categories::ALL.without(Category::Medicines);
    let ips = whole(&view);
    is_complete(&ips);
    assert!(!ips.to_json().contains("ワーファリン"));
    assert!(narrative(&ips, SectionCode::Medications).contains("[not_included]"));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_over_is_no_active_request() {
    let mut old = medicine();
    old["authoredOn"] = json!("2025-12-01");
    let view = view(&[(ItemKind::MedicationRequest, old)]);
    let ips = whole(&view);
    is_complete(&ips);
    assert_eq!(entries(&ips)[3]["resource"]["status"], "completed");
    assert!(narrative(&ips, SectionCode::Medications).contains("[status]: completed"));
    let current = whole(&full());
    let request = entries(&current).iter().find(|one| one["resource"]["resourceType"] == "MedicationRequest");
    assert_eq!(request.unwrap()["resource"]["status"], "active");
}

#[wasm_bindgen_test(unsupported = test)]
fn equal_input_makes_equal_bytes_and_another_salt_other_ids() {
    let (view, words) = (full(), words());
    let of = |salt| Ips::of(&view, &Chosen::whole(), &words, &Made { salt, ..made() });
    assert_eq!(of([9; 32]).to_json(), of([9; 32]).to_json());
    let (one, other) = (of([9; 32]), of([8; 32]));
    for (one, other) in entries(&one).iter().zip(entries(&other)) {
        assert_ne!(one["fullUrl"], other["fullUrl"]);
    }
    let items = view.record.entries().map(|entry| entry.origin().item.as_str().to_owned());
    for item in items {
        assert!(!one.to_json().contains(&item), "an id of ours is in it");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_section_of_which_a_kind_is_not_included_stands_with_a_remark() {
    let view = view(&[(ItemKind::Condition, condition("高血圧症"))]);
    let without = Ips::of(&view, &Chosen::whole().without_infections(), &words(), &made());
    is_complete(&without);
    let div = narrative(&without, SectionCode::Results);
    assert!(div.contains("<p>[nothing_current]</p><p>[kinds_not_included]: infections</p>"), "{div}");
    assert!(section(&whole(&view), SectionCode::Results).is_none());
    assert!(!whole(&view).to_json().contains("[kinds_not_included]"));
}

#[wasm_bindgen_test(unsupported = test)]
fn certain_days_of_a_medicine_are_named() {
    let of = |repeat: Value| {
        let mut medicine = medicine();
        medicine["dosageInstruction"][0]["timing"] = json!({"repeat": repeat});
        let ips = whole(&view(&[(ItemKind::MedicationRequest, medicine)]));
        narrative(&ips, SectionCode::Medications).to_owned()
    };
    for (repeat, told) in [
        (json!({"dayOfWeek": ["mon", "thu"]}), "[not_every_day]<br/>[days_of_use]: 月, 木"),
        (json!({"period": 2, "periodUnit": "d"}), "[days_of_use]: [every_other_day]"),
        (json!({"frequency": 3, "period": 1, "periodUnit": "wk"}), "[times_a_week]: 3"),
        (json!({"period": 4, "periodUnit": "wk"}), "[every_weeks]: 4"),
    ] {
        let div = of(repeat);
        assert!(div.contains(told), "{told}: {div}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_doubted_is_told_and_is_no_resource() {
    let mut view = full();
    let item = view.record.allergies[0].origin.item.clone();
    view.record.allergies[0].origin.doubted = true;
    let ips = whole(&view);
    is_complete(&ips);
    let div = narrative(&ips, SectionCode::Allergies);
    assert!(div.contains("卵") && div.contains("[doubted]") && div.contains("[not_as_resource]"), "{div}");
    assert_eq!(empty_reason(&ips, SectionCode::Allergies), "unavailable");
    assert_eq!(ips.unwritten, [(item, Unwritten::PartsNotRead)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_medicine_that_is_not_known_to_be_taken_says_so_in_a_note() {
    let mut endless = medicine();
    endless.as_object_mut().unwrap().remove("dispenseRequest");
    let mut later = medicine();
    later["authoredOn"] = json!("2026-02-20");
    for (medicine, told) in
        [(endless, Some("[end_not_known]")), (later, Some("[not_yet]")), (medicine(), None)]
    {
        let ips = whole(&view(&[(ItemKind::MedicationRequest, medicine)]));
        is_complete(&ips);
        assert_eq!(entries(&ips)[3]["resource"]["note"][0]["text"].as_str(), told);
        let div = narrative(&ips, SectionCode::Medications);
        assert!(told.is_none_or(|told| div.contains(told)), "{div}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_person_says_of_themself_is_asserted_by_them() {
    let statement = json!({"resourceType": "MedicationStatement", "status": "active",
        "medicationCodeableConcept": {"text": "かぜ薬"}});
    let mut view = view(&[]);
    let said = |kind, resource: &Value| entry(kind, resource, Source::Person);
    let entries_of = vec![
        said(ItemKind::AllergyIntolerance, &allergy("卵")),
        said(ItemKind::MedicationRequest, &statement),
    ];
    view.record = assemble(view.record.person.clone(), entries_of, &BTreeMap::new(), today());
    let ips = whole(&view);
    is_complete(&ips);
    let patient = &entries(&ips)[1]["fullUrl"];
    assert_eq!(entries(&ips)[3]["resource"]["asserter"]["reference"], *patient);
    assert_eq!(entries(&ips)[4]["resource"]["informationSource"]["reference"], *patient);
    let of_a_hospital = whole(&full());
    assert!(!of_a_hospital.to_json().contains("asserter"));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_english_summary_tells_english_names_beside_those_that_were_sent() {
    let mut view = full();
    let named =
        |sent: &str, english: &str| EnglishName { sent: sent.to_owned(), english: english.to_owned() };
    view.english = vec![
        named("卵", "egg"),
        named("高血圧症", "Hypertension"),
        named("ワーファリン錠１ｍｇ", "warfarin"),
    ];
    let in_english = Words { language: "en".to_owned(), ..words() };
    let ips = Ips::of(&view, &Chosen::whole(), &in_english, &made());
    is_complete(&ips);
    for (code, english, sent) in [
        (SectionCode::Allergies, "egg", "卵"),
        (SectionCode::Problems, "Hypertension", "高血圧症"),
        (SectionCode::Medications, "warfarin", "ワーファリン錠１ｍｇ"),
    ] {
        let div = narrative(&ips, code);
        let told = format!("<b>{english}</b> (<span lang=\"ja\" xml:lang=\"ja\">{sent}</span>)");
        assert!(div.contains(&told), "{div}");
    }
    // What stands in the resources stays as it was sent, and a Japanese one is told as it was sent.
    let resources = serde_json::to_string(&entries(&ips)[3..]).unwrap();
    assert!(resources.contains("高血圧症") && !resources.contains("Hypertension"));
    assert!(!whole(&view).to_json().contains("Hypertension"));
}

/// A statement of none beside an illness that is over would be an entry that says more than anybody did.
#[wasm_bindgen_test(unsupported = test)]
fn no_known_problems_is_no_entry_beside_one_that_is_over() {
    let mut over = condition("肺炎");
    over["clinicalStatus"]["coding"][0]["code"] = "resolved".into();
    let none = condition("既往歴なし");
    for (others, entries) in [(vec![], 1), (vec![over], 0)] {
        let stated = others.into_iter().chain([none.clone()]).map(|one| (ItemKind::Condition, one));
        let ips = whole(&view(&stated.collect::<Vec<_>>()));
        let problems = section(&ips, SectionCode::Problems).unwrap();
        assert_eq!(problems["entry"].as_array().map_or(0, Vec::len), entries, "{problems}");
    }
}
