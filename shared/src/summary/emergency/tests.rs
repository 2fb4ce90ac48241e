use super::*;
use crate::functions::Function;
use crate::medication::{CriticalKind, MedicineLine, Taking, knowledge::embedded};
use serde_json::{Value, json};

const TODAY: &str = "2026-11-21";

fn origin(number: u32) -> Value {
    json!({"item": format!("{number:032x}"), "source": "1310000011", "received": "2026-11-01T00:00:00Z",
        "long_term": false, "unread_parts": []})
}

fn person() -> Value {
    json!({"name": "見本 花子", "kana": "ミホン ハナコ", "sex": "Female", "birth_date": "1944-07-24"})
}

fn view(record: &Value, shown: Categories) -> RecordView {
    let mut whole = json!({"person": person(), "facilities": [], "diagnoses": [], "allergies": [], "observations": [],
        "prescriptions": [], "procedures": [], "immunizations": [], "documents": [], "unreadable": []});
    for (part, list) in record.as_object().unwrap() {
        whole[part] = list.clone();
    }
    let record: Record = serde_json::from_value(whole).unwrap();
    RecordView {
        schema: crate::record::SCHEMA,
        whose: crate::ids::PatientId(uuid::Uuid::nil()),
        as_of: TODAY.parse().unwrap(),
        version: String::new(),
        shown,
        checked: shown,
        refill: Default::default(),
        private_use: Vec::new(),
        english: Default::default(),
        record: record.limited_to(shown),
    }
}

fn summary(record: Value) -> EmergencySummary {
    EmergencySummary::of(&view(&record, Categories::ALL), &embedded::built_in().unwrap(), Functions::ALL)
}

fn made(check: Option<EmergencyCheck>) -> MadeCheck {
    match check {
        Some(EmergencyCheck::Made(made)) => *made,
        other => panic!("no check was made: {other:?}"),
    }
}

fn allergy(name: &str, category: &str, criticality: &str) -> Value {
    json!({"origin": origin(1), "name": name, "codes": [], "categories": [category], "criticality": criticality,
        "status": "Active", "verification": "Confirmed", "reactions": ["アナフィラキシー"], "notes": []})
}

fn diagnosis(name: &str, icd10: &str) -> Value {
    json!({"origin": origin(2), "name": name, "codes": [], "icd10": {"system": "s", "code": icd10}, "main": false,
        "status": "Active", "verification": "Confirmed", "onset": "2020-04", "notes": []})
}

/// A supply of `days` from `start`.
fn prescription(number: u32, name: &str, start: &str, days: u32) -> Value {
    let dosage =
        json!({"usage_codes": [], "additional": [], "as_needed": false, "start": start, "days": days});
    json!({"origin": origin(number), "name": name, "codes": [], "dosage": [dosage], "entered_in_error": false,
        "notes": []})
}

fn result(number: u32, code: &str, value: Value, at: &str) -> Value {
    let coding = json!({"system":
        "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS", "code": code});
    // None came before it was measured.
    let mut origin = origin(number);
    origin["received"] = json!(format!("{TODAY}T00:00:00Z"));
    json!({"origin": origin, "kind": "Laboratory", "name": "検査", "codes": [coding], "status": "Final",
        "value": value, "ranges": [], "effective": at, "components": [], "notes": []})
}

fn quantity(value: &str) -> Value {
    json!({"Quantity": {"value": value, "comparator": null, "unit": "mmol/L"}})
}

fn document(entries: Value) -> Value {
    let entries: Vec<Value> =
        entries.as_array().unwrap().iter().map(|entry| json!({"Entry": entry})).collect();
    json!({"origin": origin(90), "kind": "Referral", "title": "診療情報提供書", "date": "2026-10-01", "sections": [
        {"paragraphs": [], "sections": [], "entries": entries}]})
}

const POTASSIUM: &str = "3H015000002326101";

#[test]
fn of_an_empty_record_every_part_is_there_and_empty() {
    let summary = summary(json!({}));
    assert_eq!(summary.age, Some(82));
    assert_eq!(summary.allergies, Some(vec![]));
    assert_eq!(summary.contraindications, Some(vec![]));
    assert!(summary.medicines.unwrap().is_empty());
    assert_eq!(summary.diagnoses, Some(vec![]));
    assert!(made(summary.check).findings.findings.is_empty());
    assert_eq!((summary.devices, summary.infections), (Some(vec![]), Some(vec![])));
    assert_eq!((summary.results, summary.unreadable), (Some(vec![]), vec![]));
}

#[test]
fn a_check_that_is_not_in_use_says_so_to_who_may_have_checked_alone() {
    let medicines = json!([prescription(5, "ワーファリン錠１ｍｇ", "2026-11-10", 28)]);
    let record = json!({"prescriptions": medicines});
    let of = |shown, functions| {
        EmergencySummary::of(&view(&record, shown), &embedded::built_in().unwrap(), functions)
    };
    let off = Functions::ALL.without(Function::MedicationCheck);
    assert_eq!(of(Categories::ALL, off).check, Some(EmergencyCheck::NotInUse));
    assert_eq!(of(Category::Tests.into(), off).check, None);
    // What somebody takes stands there all the same.
    assert_eq!(of(Categories::ALL, off).medicines, of(Categories::ALL, Functions::ALL).medicines);
}

#[test]
fn what_may_not_be_seen_is_no_empty_list() {
    let record = json!({"prescriptions": [prescription(5, "ワーファリン錠１ｍｇ", "2026-11-10", 28)],
        "diagnoses": [diagnosis("ペースメーカ植込み後", "Z95.0")]});
    let nothing = EmergencySummary::of(
        &view(&record, Categories::NONE),
        &embedded::built_in().unwrap(),
        Functions::ALL,
    );
    assert_eq!((&nothing.allergies, &nothing.contraindications), (&None, &None));
    assert_eq!((&nothing.medicines, &nothing.devices), (&None, &None));
    assert_eq!((&nothing.infections, &nothing.results), (&None, &None));
    assert_eq!((&nothing.diagnoses, &nothing.check), (&None, &None));
    let said = serde_json::to_string(&nothing).unwrap();
    assert!(!said.contains("ワーファリン") && !said.contains("ペースメーカ"), "{said}");
    for (kind, some) in [(Category::Medicines, [true, false]), (Category::Diagnoses, [false, true])] {
        let shown =
            EmergencySummary::of(&view(&record, kind.into()), &embedded::built_in().unwrap(), Functions::ALL);
        assert_eq!([shown.medicines.is_some(), shown.devices.is_some()], some, "{kind:?}");
        assert_eq!([shown.check.is_some(), shown.diagnoses.is_some()], some, "{kind:?}");
    }
}

#[test]
fn an_allergy_that_only_a_letter_states_is_listed_once_and_says_so() {
    let penicillin = allergy("ペニシリン", "Medication", "High");
    let entries = json!([{"Allergy": penicillin}, {"Allergy": allergy("そば", "Food", "Low")}]);
    let summary = summary(json!({"allergies": [penicillin], "documents": [document(entries)]}));
    let listed = |part: Option<Vec<StatedAllergy>>| -> Vec<(String, bool)> {
        part.unwrap().into_iter().map(|one| (one.allergy.name, one.written_in.is_some())).collect()
    };
    assert_eq!(listed(summary.contraindications), [("ペニシリン".to_owned(), false)]);
    assert_eq!(listed(summary.allergies), [("そば".to_owned(), true)]);
}

#[test]
fn the_gravest_allergy_comes_first_and_what_is_not_known_is_not_mild() {
    let stated = |name: &str, criticality: &str, reaction: &str| {
        let mut one = allergy(name, "Food", criticality);
        one["reactions"] = json!([reaction]);
        one
    };
    let listed = summary(json!({"allergies": [
        stated("さば", "Low", "じんましん"),
        stated("そば", "NotStated", "じんましん"),
        stated("卵", "UnableToAssess", "嘔吐"),
        stated("えび", "Low", "ｱﾅﾌｨﾗｷｼｰショック"),
        stated("落花生", "NotStated", "Anaphylaxis"),
        stated("小麦", "High", "じんましん"),
    ]}))
    .allergies
    .unwrap();
    let listed: Vec<_> = listed.iter().map(|one| (&*one.allergy.name, one.allergy.gravity())).collect();
    use crate::record::Gravity::{Grave, Mild, NotKnown};
    let expected = [
        ("えび", Grave),
        ("落花生", Grave),
        ("小麦", Grave),
        ("そば", NotKnown),
        ("卵", NotKnown),
        ("さば", Mild),
    ];
    assert_eq!(listed, expected);
}

#[test]
fn diagnoses_that_are_not_over_stand_by_facility_and_day() {
    let stated = |name: &str, changes: Value| {
        let mut one = diagnosis(name, "I10");
        for (field, value) in changes.as_object().unwrap() {
            one[field] = value.clone();
        }
        one
    };
    let elsewhere = json!({"item": format!("{:032x}", 7), "source": "1310000022", "long_term": false,
        "received": "2026-11-03T00:00:00Z", "unread_parts": []});
    let letter = document(json!([
        {"Diagnosis": diagnosis("高血圧症", "I10")}, {"Diagnosis": diagnosis("喘息", "J45")},
        {"Diagnosis": stated("肺炎", json!({"status": "Resolved"}))}
    ]));
    let summary = summary(json!({"diagnoses": [
        diagnosis("高血圧症", "I10"),
        stated("狭心症", json!({"origin": elsewhere})),
        stated("2型糖尿病", json!({"main": true})),
        stated("胃炎", json!({"status": "Resolved"})),
        stated("骨折", json!({"ended": TODAY})),
        stated("膀胱炎", json!({"ended": "2026-11-22"})),
        stated("膵癌", json!({"verification": "Suspected"})),
        stated("うつ病", json!({"status": "Remission", "onset": "2024-01"})),
    ], "documents": [letter]}));
    let suspected = summary.suspected.unwrap();
    assert_eq!(suspected.iter().map(|one| &*one.diagnosis.name).collect::<Vec<_>>(), ["膵癌"]);
    let listed = summary.diagnoses.unwrap();
    let listed: Vec<_> = listed.iter().map(|one| (&*one.diagnosis.name, one.written_in.is_some())).collect();
    let registered = ["狭心症", "2型糖尿病", "うつ病", "高血圧症", "膀胱炎"].map(|name| (name, false));
    assert_eq!(listed, [&registered[..], &[("喘息", true)]].concat());
}

#[test]
fn what_is_grave_or_serious_or_meets_an_allergy_is_found_and_the_rest_is_counted() {
    use crate::medication::knowledge::Severity;
    let of = |record: Value| made(summary(record).check);
    let medicines = json!([
        prescription(10, "クラリスロマイシン錠２００ｍｇ「サワイ」", "2026-11-16", 14),
        prescription(11, "ベルソムラ錠１５ｍｇ", "2026-11-10", 28),
        prescription(12, "ワーファリン錠１ｍｇ", "2026-11-10", 28),
        prescription(13, "ロキソニン錠６０ｍｇ", "2026-11-10", 28),
        prescription(14, "クレストール錠２．５ｍｇ", "2026-11-10", 28),
    ]);
    let check = of(json!({"prescriptions": medicines}));
    let found: Vec<_> = check.findings.findings.iter().map(|one| one.severity).collect();
    let expected = [Severity::Contraindicated, Severity::Serious];
    assert_eq!(found, expected, "suvorexant with clarithromycin, warfarin with loxoprofen");
    assert!(check.cautions > 0, "warfarin with rosuvastatin");
    let amoxicillin = json!([prescription(10, "サワシリンカプセル２５０", "2026-11-16", 14)]);
    let penicillin = allergy("ペニシリン", "Medication", "High");
    let check = of(json!({"prescriptions": amoxicillin, "allergies": [penicillin]}));
    assert_eq!(check.findings.findings.len(), 1);
    assert_eq!(check.names.allergies, ["ペニシリン"]);
}

#[test]
fn what_a_letter_says_is_shown_with_the_letter_alone() {
    let record = json!({"documents": [document(json!([{"Allergy": allergy("そば", "Food", "Low")}]))]});
    let of = |shown| {
        EmergencySummary::of(&view(&record, shown), &embedded::built_in().unwrap(), Functions::ALL).allergies
    };
    assert_eq!(of(Category::Documents.into()).unwrap().len(), 1);
    assert_eq!(of(Category::Allergies.into()), Some(vec![]));
    assert_eq!(of(Category::Tests.into()), None);
}

#[test]
fn medicines_stand_by_how_much_they_matter() {
    let medicines = summary(json!({"prescriptions": [
        prescription(10, "アムロジピン錠５ｍｇ「トーワ」", "2026-11-10", 28),
        prescription(11, "プレドニン錠５ｍｇ", "2026-11-10", 28),
        prescription(12, "院内製剤３号", "2026-11-10", 28),
        prescription(13, "ワーファリン錠１ｍｇ", "2026-11-10", 28),
        prescription(14, "カロナール錠５００", "2026-09-01", 5),
    ]}))
    .medicines
    .unwrap();
    let critical: Vec<_> = medicines.critical.iter().map(|one| &*one.line.prescription.name).collect();
    assert_eq!(critical, ["ワーファリン錠１ｍｇ", "プレドニン錠５ｍｇ"]);
    assert_eq!(medicines.critical[0].kinds, [CriticalKind::Anticoagulant]);
    assert_eq!(medicines.not_recognised.len(), 1);
    // What is over and not critical is not listed.
    assert_eq!(medicines.others.len(), 1);
}

#[test]
fn a_critical_medicine_that_ended_lately_is_listed_and_says_so() {
    let listed = |start: &str| {
        let medicines =
            summary(json!({"prescriptions": [prescription(10, "ワーファリン錠１ｍｇ", start, 1)]})).medicines;
        medicines.unwrap().critical.into_iter().map(|one| one.line.taking).collect::<Vec<_>>()
    };
    assert_eq!(listed("2026-11-21"), [Taking::Now]);
    assert_eq!(listed("2026-11-20"), [Taking::Past]);
    // 100 days after its last day, and the day after that.
    assert_eq!(listed("2026-08-13"), [Taking::Past]);
    assert_eq!(listed("2026-08-12"), []);
}

/// Stopped, withdrawn or held: 100 days, whatever the days of its supply say.
#[test]
fn a_critical_medicine_that_was_stopped_stays_for_a_hundred_days() {
    let listed = |name: &str, standing: &str, since: &str| {
        let mut one = prescription(10, name, "2026-08-01", 365);
        one["standing"] = json!(standing);
        one["origin"]["updated"] = json!(since);
        let medicines = summary(json!({"prescriptions": [one]})).medicines.unwrap();
        (medicines.critical.len(), medicines.not_recognised.len(), medicines.others.len())
    };
    for standing in ["Stopped", "Cancelled", "OnHold"] {
        assert_eq!(listed("ワーファリン錠１ｍｇ", standing, "2026-08-13"), (1, 0, 0), "{standing}");
        assert_eq!(listed("ワーファリン錠１ｍｇ", standing, "2026-08-12"), (0, 0, 0), "{standing}");
    }
    assert_eq!(listed("ワーファリン錠１ｍｇ", "Mistake", "2026-11-20"), (0, 0, 0));
    // Of the rest, what is held may be taken again.
    let amlodipine = "アムロジピン錠５ｍｇ「トーワ」";
    assert_eq!(listed(amlodipine, "Stopped", "2026-11-20"), (0, 0, 0));
    assert_eq!(listed(amlodipine, "OnHold", "2026-11-20"), (0, 0, 1));
}

/// Nobody knows when it was stopped, nor, of a year, the day on which it was begun.
#[test]
fn what_a_person_says_of_a_medicine_is_listed_and_has_no_day() {
    for (standing, taking) in [("SaidTaken", Taking::SaidTaken), ("SaidStopped", Taking::SaidStopped)] {
        let own = |number, name| {
            let mut one = prescription(number, name, "2026-11-10", 28);
            one["origin"]["source"] = json!("person");
            one["standing"] = json!(standing);
            one["said_since"] = json!("2020");
            one
        };
        let of_the_hospital = prescription(12, "ワーファリン錠１ｍｇ", "2026-10-10", 7);
        let all = json!({"prescriptions": [own(10, "ワーファリン錠１ｍｇ"), own(11, "ガスター１０"), of_the_hospital]});
        let medicines = summary(all).medicines.unwrap();
        let critical: Vec<Taking> = medicines.critical.iter().map(|one| one.line.taking).collect();
        // What a hospital prescribed of it stays beside what they say.
        assert!(critical.contains(&taking) && critical.contains(&Taking::Past), "{critical:?}");
        let rest: Vec<&MedicineLine> = medicines.others.iter().chain(&medicines.not_recognised).collect();
        assert_eq!(rest.len(), 1, "{rest:?}");
        assert_eq!((rest[0].taking, rest[0].since, rest[0].course.start), (taking, None, None));
    }
}

#[test]
fn supplies_of_the_same_medicine_that_are_over_are_not_repeated() {
    let medicines = summary(json!({"prescriptions": [
        prescription(10, "ワーファリン錠１ｍｇ", "2026-11-10", 28),
        prescription(11, "ワーファリン錠１ｍｇ", "2026-10-10", 28),
        prescription(12, "ﾜｰﾌｧﾘﾝ錠1mg", "2026-09-10", 28),
    ]}))
    .medicines
    .unwrap();
    assert_eq!(medicines.critical.len(), 1);
    assert_eq!(medicines.critical[0].line.taking, Taking::Now);
}

#[test]
fn implants_and_dialysis_come_from_diagnoses_procedures_and_letters() {
    let procedure = json!({"origin": origin(3), "name": "経皮的冠動脈ステント留置術", "codes": [], "notes": [],
        "performed": "2019-05-06"});
    let devices = summary(json!({
        "diagnoses": [diagnosis("血液透析の状態", "Z99.2"), diagnosis("高血圧症", "I10")],
        "procedures": [procedure],
        "documents": [document(json!([
            {"Diagnosis": diagnosis("血液透析の状態", "Z99.2")}, {"Diagnosis": diagnosis("人工股関節置換術後", "Z96.6")}
        ]))],
    }))
    .devices
    .unwrap();
    let kinds: Vec<_> = devices.iter().map(|one| one.kinds.clone()).collect();
    assert_eq!(kinds, [vec![DeviceKind::Stent], vec![DeviceKind::Joint], vec![DeviceKind::Dialysis]]);
}

#[test]
fn the_last_result_is_the_newest_one_with_a_value() {
    let results = summary(json!({"observations": [
        result(1, POTASSIUM, json!({"Absent": {"reason": "検体不良"}}), "2026-11-20"),
        result(2, POTASSIUM, quantity("5.8"), "2026-11-01"),
        result(3, POTASSIUM, quantity("4.1"), "2026-01-01"),
    ], "documents": [document(json!([{"Observation": result(4, POTASSIUM, quantity("6.2"), "2026-11-05")}]))]}))
    .results
    .unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].core.as_deref(), Some("K"));
    assert_eq!(serde_json::to_value(&results[0].result.value).unwrap(), quantity("6.2"));
    assert!(!results[0].newer_unreadable);
}

#[test]
fn a_newer_result_that_cannot_be_read_is_said_beside_the_last_one_that_can() {
    let unreadable = json!({"Unreadable": "5..8"});
    let of = |observations: Value| summary(json!({"observations": observations})).results.unwrap();
    let both = of(json!([
        result(1, POTASSIUM, unreadable.clone(), "2026-11-20"),
        result(2, POTASSIUM, quantity("4.1"), "2026-11-01")
    ]));
    assert_eq!(serde_json::to_value(&both[0].result.value).unwrap(), quantity("4.1"));
    assert!(both[0].newer_unreadable);
    let alone = of(json!([result(1, POTASSIUM, unreadable.clone(), "2026-11-20")]));
    assert_eq!(serde_json::to_value(&alone[0].result.value).unwrap(), unreadable);
    assert!(!alone[0].newer_unreadable);
}

#[test]
fn what_could_not_be_read_is_counted_by_kind() {
    let unreadable = |number, of: &str| json!({"origin": origin(number), "resource_type": of, "issues": []});
    let summary = summary(json!({"unreadable": [
        unreadable(1, "Observation"), unreadable(2, "AllergyIntolerance"), unreadable(3, "Observation")
    ]}));
    let counts: Vec<_> = summary.unreadable.iter().map(|one| (&*one.resource_type, one.count)).collect();
    assert_eq!(counts, [("AllergyIntolerance", 1), ("Observation", 2)]);
    assert_eq!(summary.unread(), 3);
}
