use super::*;
use crate::{
    ids::{FacilityCode, ItemId, PatientId},
    medication::knowledge::{Severity, embedded::built_in},
    medicine_code::{MedicineCode, Route, YjCode},
    record::{Coding, Dosage, Origin, Person, Prescription, Record, RecordView, SCHEMA, Sex},
};
use chrono::NaiveDate;
use std::sync::LazyLock;
use wasm_bindgen_test::wasm_bindgen_test;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn taken(name: &str, facility: &str, start: &str, days: u32) -> Medicine {
    Medicine {
        name: name.into(),
        codes: Vec::new(),
        route: None,
        start: Some(day(start)),
        supply: Supply::Days(days),
        as_needed: false,
        facility: Some(facility.into()),
        sheet: None,
        source: Source::Prescription,
        department: None,
        prescriber: None,
        questioned: None,
    }
}

fn situation(medicines: Vec<Medicine>) -> Situation {
    Situation {
        as_of: day("2026-11-21"),
        profile: Profile::Full,
        birth_date: Some(day("1950-02-03")),
        sex: Some(Sex::Male),
        pregnancy: Pregnancy::NotPregnant,
        kidney: Some(Kidney { egfr: Egfr::whole(70), on: None, preliminary: false }),
        medicines,
        allergies: Vec::new(),
        conditions: Vec::new(),
        not_available: Vec::new(),
    }
}

fn selegiline_and_tramadol() -> Situation {
    situation(vec![
        taken("エフピーＯＤ錠２．５", "1310000011", "2026-11-05", 28),
        taken("トラマールＯＤ錠２５ｍｇ", "1310000029", "2026-11-21", 7),
    ])
}

static KNOWLEDGE: LazyLock<KnowledgeBase> = LazyLock::new(|| built_in().unwrap());

fn found(situation: &Situation) -> Findings {
    check(situation, &KNOWLEDGE)
}

fn most(situation: &Situation) -> Option<(FindingKind, Severity)> {
    found(situation).findings.first().map(|finding| (finding.kind, finding.severity))
}

#[wasm_bindgen_test(unsupported = test)]
fn a_finding_says_why_from_product_to_rule() {
    let findings = found(&selegiline_and_tramadol());
    assert_eq!((findings.recognised, findings.medicines), (2, 2));
    let finding = &findings.findings[0];
    assert_eq!((finding.kind, finding.severity), (FindingKind::Interaction, Severity::Contraindicated));
    assert_eq!(finding.medicines[1].facility.as_deref(), Some("1310000029"));
    let ground = &finding.grounds[0];
    assert_eq!(ground.certainty, Certainty::Certain);
    let ids: Vec<&str> = ground
        .path
        .iter()
        .filter_map(|step| match step {
            PathStep::Ingredient { id, .. } => Some(&**id),
            PathStep::Product { .. } | PathStep::Role { .. } => None,
        })
        .collect();
    assert_eq!(ids, ["selegiline", "tramadol"]);
    assert!(ground.advice.person.ja.contains("医師"));
}

#[wasm_bindgen_test(unsupported = test)]
fn without_consent_only_the_fact_is_told() {
    let mut national = selegiline_and_tramadol();
    national.profile = Profile::NATIONAL;
    let masked = found(&national).masked();
    assert_eq!(masked, Masked { duplicate_exists: false, contraindication_exists: true, incomplete: false });
    let text = serde_json::to_string(&masked).unwrap();
    for secret in ["エフピー", "selegiline", "1310000011", "2026"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn another_facilitys_medicine_is_a_duplicate_and_the_same_clinics_next_one_is_not() {
    let again = |facility: &str| {
        let both = vec![
            taken("ロキソニン錠６０ｍｇ", "1310000011", "2026-11-10", 14),
            taken("ロキソプロフェンＮａ錠６０ｍｇ「サンド」", facility, "2026-11-21", 14),
        ];
        // Of an age at which nothing else is said of pain killers.
        Situation { birth_date: Some(day("1970-02-03")), ..situation(both) }
    };
    assert_eq!(most(&again("1310000029")), Some((FindingKind::Duplicate, Severity::Caution)));
    assert_eq!(most(&again("1310000011")), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn withdrawn_rules_are_silent_after_their_last_day() {
    let mut one = situation(vec![taken("カロナール錠５００", "1310000011", "2023-10-01", 30)]);
    one.conditions.push(ConditionFact {
        name: "胃潰瘍".into(),
        icd10: Some("K25.9".into()),
        in_doubt: false,
        suspected: false,
    });
    one.as_of = day("2023-10-11");
    assert_eq!(most(&one), Some((FindingKind::Disease, Severity::Contraindicated)));
    one.as_of = day("2023-10-12");
    assert_eq!(most(&one), Some((FindingKind::Disease, Severity::Caution)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_suspected_disease_is_possible_and_its_doubt_is_named() {
    let mut one = situation(vec![taken("カロナール錠５００", "1310000011", "2023-09-20", 30)]);
    one.as_of = day("2023-10-01");
    let suspected = ConditionFact {
        name: "胃潰瘍の疑い".into(),
        icd10: Some("K25.9".into()),
        in_doubt: false,
        suspected: true,
    };
    one.conditions.push(suspected.clone());
    let certainty = |one: &Situation| found(one).findings[0].grounds[0].certainty.clone();
    assert_eq!(found(&one).findings[0].kind, FindingKind::Disease);
    assert_eq!(certainty(&one), Certainty::OnlyWhen(vec![Doubt::IsTheDisease(0)]));
    one.conditions.push(ConditionFact { name: "胃潰瘍".into(), suspected: false, ..suspected });
    assert_eq!(certainty(&one), Certainty::Certain, "what is stated beside it counts as stated");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_evaluated_is_said_and_not_ignored() {
    let mut two = situation(vec![
        taken("コルヒチン錠０．５ｍｇ「タカタ」", "1310000011", "2026-11-10", 28),
        taken("クラリス錠２００", "1310000029", "2026-11-21", 7),
    ]);
    // The insert's contraindication is for impaired kidney or liver.
    assert_eq!(most(&two), Some((FindingKind::Interaction, Severity::Caution)));
    two.kidney = None;
    let findings = found(&two);
    assert_eq!(findings.not_considered, [Category::Kidney]);
    let ground = &findings.findings[0].grounds[0];
    assert_eq!(ground.severity, Severity::Contraindicated);
    assert_eq!(ground.certainty, Certainty::OnlyWhen(vec![Doubt::EgfrBelow(60)]));
    two.kidney = Some(Kidney { egfr: Egfr::whole(25), on: None, preliminary: false });
    assert_eq!(found(&two).findings[0].grounds[0].certainty, Certainty::Certain);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_could_not_be_considered_is_named() {
    let mut one = situation(vec![taken("だれも知らない薬", "1310000011", "2026-11-10", 28)]);
    one.birth_date = None;
    one.not_available = vec![Category::Conditions];
    one.allergies.push(AllergyFact {
        name: "なにか".into(),
        codes: Vec::new(),
        in_doubt: false,
        unconfirmed: false,
        own: false,
    });
    let headache = ConditionFact { name: "頭痛".into(), icd10: None, in_doubt: false, suspected: false };
    one.conditions.push(headache);
    let findings = found(&one);
    assert_eq!(findings.not_checked, [NotChecked { index: 0, why: Unchecked::NotRecognised }]);
    assert_eq!(findings.not_considered, [Category::Conditions, Category::Age]);
    assert_eq!((findings.allergies_not_understood, findings.conditions_without_code), (vec![0], vec![0]));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_national_check_leaves_out_what_it_must() {
    let national = |mut medicines: Vec<Medicine>, own_facility| {
        medicines.iter_mut().for_each(|one| one.sheet = Some(format!("{:?}", one.start)));
        let mut one = situation(medicines);
        one.profile = Profile::National { own_facility };
        found(&one)
    };
    let pair = |facility: &str, start: &str| {
        vec![
            taken("エフピーＯＤ錠２．５", "1310000011", "2026-11-05", 28),
            taken("トラマールＯＤ錠２５ｍｇ", facility, start, 7),
        ]
    };
    assert_eq!(national(pair("1310000029", "2026-11-21"), false).findings.len(), 1);
    assert_eq!(national(pair("1310000011", "2026-11-21"), false).findings.len(), 0);
    assert_eq!(national(pair("1310000011", "2026-11-21"), true).findings.len(), 1);
    // One sheet, or the period over: the 14 days after selegiline are no part of the national rules.
    assert_eq!(national(pair("1310000011", "2026-11-05"), true).findings.len(), 0);
    assert_eq!(national(pair("1310000029", "2026-12-03"), false).findings.len(), 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_over_the_counter_product_is_checked_by_name() {
    let mut shop = situation(vec![
        taken("ワーファリン錠１ｍｇ", "1310000011", "2026-11-10", 28),
        taken("ロキソニンＳプレミアム", "", "2026-11-21", 3),
    ]);
    shop.medicines[1].source = Source::OverTheCounter;
    shop.medicines[1].facility = None;
    let findings = found(&shop);
    assert_eq!(findings.recognised, 2);
    assert_eq!(findings.findings[0].kind, FindingKind::Interaction);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_wrong_check_digit_leaves_the_name() {
    assert!(YjCode::try_from("1169010F2021").is_err());
    let mut one = taken("エフピーＯＤ錠２．５", "1310000011", "2026-11-10", 28);
    let by_name = recognition(&one, &KNOWLEDGE).unwrap();
    one.codes.push(MedicineCode::Yj(YjCode::try_from("1169010F2020").unwrap()));
    assert_eq!((&*by_name.ingredients[0], by_name.route), ("selegiline", Some(Route::Oral)));
    assert_eq!(recognition(&one, &KNOWLEDGE), Ok(by_name));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_code_and_a_name_of_different_medicines_are_both_checked() {
    let code = |code: &str| MedicineCode::Yj(YjCode::try_from(code).unwrap());
    // A code of tramadol beside the name of acetaminophen.
    let mut both = selegiline_and_tramadol();
    both.medicines[1].name = "カロナール錠５００".into();
    both.medicines[1].codes.push(code("1149038F1024"));
    let findings = found(&both);
    let Unchecked::Contradictory(meant) = &findings.not_checked[0].why else { panic!("{findings:?}") };
    assert_eq!(meant.iter().map(|one| &*one.ja).collect::<Vec<_>>(), ["アセトアミノフェン", "トラマドール"]);
    assert_eq!((findings.recognised, findings.medicines, findings.is_complete()), (1, 2, false));
    assert_eq!(findings.findings[0].severity, Severity::Contraindicated);
    assert_eq!(findings.findings[0].grounds[0].certainty, Certainty::OnlyWhen(vec![Doubt::ThatProduct(1)]));
    assert!(findings.masked().incomplete && findings.masked().contraindication_exists);
    // A name that nobody knows contradicts nothing, and neither does a code of the same ingredient.
    both.medicines[1].name = "だれも知らない薬".into();
    assert_eq!(found(&both).recognised, 2);
    both.medicines[1].codes.push(code("1149038F2020"));
    assert_eq!(found(&both).recognised, 2);
    // Two codes of different ingredients do.
    both.medicines[1].codes.push(code("6149003F2038"));
    assert_eq!(found(&both).recognised, 1);
}

fn prescription(serial: &str, name: &str, code: &str, start: &str, days: Option<u32>) -> Prescription {
    let origin = Origin {
        item: ItemId::derive(PatientId(uuid::Uuid::nil()), &[serial]),
        source: FacilityCode::try_from("1310000019").unwrap().into(),
        department: None,
        updated: None,
        received: "2026-11-20T00:00:00Z".parse().unwrap(),
        document: None,
        long_term: false,
        unread_parts: Vec::new(),
        doubted: false,
    };
    let dosage = Dosage {
        text: None,
        usage: None,
        usage_codes: Vec::new(),
        additional: Vec::new(),
        as_needed: false,
        route: None,
        route_code: None,
        start: Some(day(start)),
        stated_end: None,
        days,
        per_dose: None,
        per_day: None,
        ..Dosage::default()
    };
    let system = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code".to_owned();
    Prescription {
        origin,
        name: name.into(),
        codes: vec![Coding { system, code: code.into(), display: None }],
        rp: None,
        dosage: vec![dosage],
        authored: None,
        said_since: None,
        quantity: None,
        prescriber: None,
        category: None,
        standing: Default::default(),
        standing_reason: None,
        notes: Vec::new(),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_record_is_a_situation() {
    let person =
        Person { name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date: day("1950-02-03") };
    let mut record = Record::empty(person);
    record.prescriptions = vec![
        prescription("a", "クラリス錠２００", "6149003F2038", "2026-11-20", Some(7)),
        prescription("b", "だれも知らない薬", "6149003F2030", "2020-01-01", None),
        prescription("b2", "だれも知らない薬", "6149003F2030", "2026-01-01", Some(7)),
    ];
    let view = RecordView {
        schema: SCHEMA,
        whose: crate::ids::PatientId(uuid::Uuid::nil()),
        as_of: day("2026-11-21"),
        version: String::new(),
        shown: crate::category::Categories::ALL,
        checked: crate::category::Categories::ALL,
        refill: Default::default(),
        private_use: Vec::new(),
        english: Default::default(),
        record,
    };
    let situation = Situation::of_record(&view, &[Category::Conditions]);
    let supplies: Vec<Supply> = situation.medicines.iter().map(|one| one.supply).collect();
    // Newest first; the open line of 2020 was replaced by that of 2026.
    assert_eq!(
        supplies,
        [
            Supply::Until(day("2026-11-26")),
            Supply::Until(day("2026-01-07")),
            Supply::Until(day("2020-01-01"))
        ]
    );
    // The second code has a wrong check digit: it is no code.
    assert_eq!(situation.medicines[0].codes.len(), 1);
    assert!(situation.medicines[1].codes.is_empty());
    let findings = check(&situation, &KNOWLEDGE);
    assert_eq!((findings.recognised, findings.medicines), (1, 3));
    assert_eq!(findings.not_considered, [Category::Conditions, Category::Kidney]);
}

/// Selegiline from 5 November, with what became of it on the 15th, and tramadol from the 21st: 14 days are to pass
/// between them (package inserts; the numbers of `period.rs`).
fn selegiline_became(standing: crate::record::Standing, since: &str) -> Findings {
    let person =
        Person { name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date: day("1950-02-03") };
    let mut record = Record::empty(person);
    let mut selegiline = prescription("a", "エフピーＯＤ錠２．５", "none", "2026-11-05", Some(28));
    selegiline.standing = standing;
    selegiline.origin.updated = Some(crate::time::Moment::try_from(since).unwrap());
    let tramadol = prescription("b", "トラマールＯＤ錠２５ｍｇ", "none", "2026-11-21", Some(7));
    record.prescriptions = vec![selegiline, tramadol];
    let view = RecordView {
        schema: SCHEMA,
        whose: crate::ids::PatientId(uuid::Uuid::nil()),
        as_of: day("2026-11-21"),
        version: String::new(),
        shown: crate::category::Categories::ALL,
        checked: crate::category::Categories::ALL,
        refill: Default::default(),
        private_use: Vec::new(),
        english: Default::default(),
        record,
    };
    let mut findings = check(&Situation::of_record(&view, &[]), &KNOWLEDGE);
    findings.findings.retain(|finding| finding.kind == FindingKind::Interaction);
    findings
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_stopped_counts_for_its_washout_and_what_is_held_is_possible() {
    use crate::record::Standing::{Cancelled, Draft, Issued, Mistake, OnHold, Stopped};
    let grounds = |standing, since: &str| -> Vec<(Certainty, bool)> {
        let findings = selegiline_became(standing, since).findings;
        let ground =
            |finding: Finding| (finding.grounds[0].certainty.clone(), finding.grounds[0].within_washout);
        findings.into_iter().map(ground).collect()
    };
    // Newest first: selegiline is the second medicine.
    let only_when = |doubt| vec![(Certainty::OnlyWhen(vec![doubt]), false)];
    assert_eq!(grounds(Issued, "2026-11-15"), [(Certainty::Certain, false)]);
    assert_eq!(grounds(OnHold, "2026-11-15"), only_when(Doubt::HeldIsTaken(1)));
    assert_eq!(grounds(Draft, "2026-11-15"), only_when(Doubt::WasIssued(1)));
    for over in [Stopped, Cancelled] {
        assert_eq!(grounds(over, "2026-11-15"), [(Certainty::Certain, true)]);
        // The last dose on the 6th is 15 days before the 21st.
        assert_eq!(grounds(over, "2026-11-07"), []);
    }
    assert_eq!(grounds(Mistake, "2026-11-15"), []);
}

/// What the person says of a medicine that nobody prescribed: the day on which they typed it is no day of stopping.
#[wasm_bindgen_test(unsupported = test)]
fn what_a_person_says_they_stopped_is_possible_whenever_they_wrote_it() {
    use crate::record::Standing::{SaidStopped, SaidTaken};
    for typed in ["2026-11-15", "2020-01-01"] {
        let certainty = |standing| -> Vec<Certainty> {
            let findings = selegiline_became(standing, typed).findings;
            findings.into_iter().map(|finding| finding.grounds[0].certainty.clone()).collect()
        };
        assert_eq!(certainty(SaidTaken), [Certainty::Certain], "{typed}");
        assert_eq!(certainty(SaidStopped), [Certainty::OnlyWhen(vec![Doubt::StoppedLately(1)])], "{typed}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_allergy_or_a_disease_in_doubt_is_possible_and_its_doubt_is_named() {
    const LOXONIN: &str = "ロキソニン錠６０ｍｇ";
    for in_doubt in [false, true] {
        let mut one = situation(vec![taken(LOXONIN, "1310000011", "2026-11-20", 7)]);
        one.allergies.push(AllergyFact {
            name: LOXONIN.into(),
            codes: Vec::new(),
            in_doubt,
            unconfirmed: false,
            own: false,
        });
        let ulcer =
            ConditionFact {
                name: "胃潰瘍".into(), icd10: Some("K25.9".into()), in_doubt, suspected: false
            };
        one.conditions.push(ulcer);
        let findings = found(&one).findings;
        for kind in [FindingKind::Allergy, FindingKind::Disease] {
            let finding = findings.iter().find(|finding| finding.kind == kind).unwrap();
            let named = finding.grounds.iter().all(|ground| match &ground.certainty {
                Certainty::Certain => false,
                Certainty::OnlyWhen(doubts) => doubts.contains(&Doubt::StatedAsRead),
            });
            assert_eq!(named, in_doubt, "{kind:?}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_allergy_that_nobody_confirmed_is_possible_and_its_doubt_is_named() {
    const LOXONIN: &str = "ロキソニン錠６０ｍｇ";
    for unconfirmed in [false, true] {
        let mut one = situation(vec![taken(LOXONIN, "1310000011", "2026-11-20", 7)]);
        one.allergies.push(AllergyFact {
            name: LOXONIN.into(),
            codes: Vec::new(),
            in_doubt: false,
            unconfirmed,
            own: false,
        });
        let findings = found(&one).findings;
        let finding = findings.iter().find(|finding| finding.kind == FindingKind::Allergy).unwrap();
        for ground in &finding.grounds {
            let named = match &ground.certainty {
                Certainty::Certain => false,
                Certainty::OnlyWhen(doubts) => doubts.contains(&Doubt::IsAllergic(0)),
            };
            assert_eq!(named, unconfirmed);
        }
    }
}
