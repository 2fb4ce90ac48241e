//! Laws that hold for whatever is prescribed.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use shared::{
    medication::{
        check::{
            AllergyFact, ConditionFact, Egfr, Finding, Findings, Kidney, Medicine, Pregnancy, Profile,
            Situation, Source, Supply, check,
        },
        knowledge::{KnowledgeBase, embedded::built_in},
    },
    record::Sex,
};
use std::{collections::BTreeSet, sync::LazyLock};

static KNOWLEDGE: LazyLock<KnowledgeBase> = LazyLock::new(|| built_in().unwrap());

const NAMES: [&str; 24] = [
    "エフピーＯＤ錠２．５",
    "トラマールＯＤ錠２５ｍｇ",
    "トラムセット配合錠",
    "クラリス錠２００",
    "ベルソムラ錠１５ｍｇ",
    "ロキソニン錠６０ｍｇ",
    "ロキソニンテープ１００ｍｇ",
    "ボルタレンサポ２５ｍｇ",
    "ワーファリン錠１ｍｇ",
    "バファリン配合錠Ａ８１",
    "アムロジピン錠５ｍｇ「サワイ」",
    "エックスフォージ配合錠",
    "エンレスト錠１００ｍｇ",
    "メトホルミン塩酸塩錠５００ｍｇＭＴ「トーワ」",
    "チモプトール点眼液０．５％",
    "ニトロペン舌下錠０．３ｍｇ",
    "バイアグラ錠５０ｍｇ",
    "ルボックス錠５０",
    "テルネリン錠１ｍｇ",
    "イトリゾールカプセル５０",
    "ハルシオン０．２５ｍｇ錠",
    "コルヒチン錠０．５ｍｇ「タカタ」",
    "ロキソニンS",
    "だれも知らない薬",
];

fn medicines() -> impl Strategy<Value = Vec<Medicine>> {
    let one = (
        proptest::sample::select(&NAMES[..]),
        0..60_u64,
        prop_oneof![Just(Supply::Unknown), (1..40_u32).prop_map(Supply::Days)],
        any::<bool>(),
        proptest::option::of(0..4_u8),
        proptest::option::of(0..3_u8),
        prop_oneof![Just(Source::Prescription), Just(Source::OverTheCounter), Just(Source::Draft)],
    );
    let one = one.prop_map(|(name, before, supply, as_needed, facility, sheet, source)| Medicine {
        name: name.to_owned(),
        codes: Vec::new(),
        route: None,
        start: Some(today() + Days::new(5) - Days::new(before)),
        supply,
        as_needed,
        facility: facility.map(|number| format!("131000000{number}")),
        sheet: sheet.map(|number| number.to_string()),
        source,
        department: None,
        prescriber: None,
        questioned: None,
    });
    proptest::collection::vec(one, 0..12)
}

fn today() -> NaiveDate {
    "2026-11-21".parse().unwrap()
}

fn situation(medicines: Vec<Medicine>, profile: Profile) -> Situation {
    Situation {
        as_of: today(),
        profile,
        birth_date: "1950-02-03".parse().ok(),
        sex: Some(Sex::Female),
        pregnancy: Pregnancy::NotPregnant,
        kidney: Some(Kidney { egfr: Egfr::whole(25), on: None, preliminary: false }),
        medicines,
        allergies: vec![AllergyFact {
            name: "ペニシリン系".into(),
            codes: Vec::new(),
            in_doubt: false,
            unconfirmed: false,
            own: false,
        }],
        conditions: vec![ConditionFact {
            name: "胃潰瘍".into(),
            icd10: Some("K25.9".into()),
            in_doubt: false,
            suspected: false,
        }],
        not_available: Vec::new(),
    }
}

/// A finding without places: what it says of which medicines.
fn told(medicines: &[Medicine], finding: &Finding) -> String {
    let mut of: Vec<String> =
        finding.medicines.iter().map(|one| format!("{:?}", medicines[one.index])).collect();
    of.sort();
    let mut grounds: Vec<String> =
        finding.grounds.iter().map(|ground| format!("{} {:?}", ground.rule, ground.severity)).collect();
    grounds.sort();
    grounds.dedup();
    format!("{:?} {:?} {of:?} {grounds:?}", finding.kind, finding.severity)
}

fn all_told(medicines: &[Medicine], findings: &Findings) -> Vec<String> {
    let mut all: Vec<String> = findings.findings.iter().map(|finding| told(medicines, finding)).collect();
    all.sort();
    all
}

fn profiles() -> impl Strategy<Value = Profile> {
    prop_oneof![Just(Profile::Full), Just(Profile::NATIONAL), Just(Profile::National { own_facility: true })]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_the_list_never_matters(medicines in medicines(), profile in profiles(), turn in 0..12_usize) {
        let mut turned = medicines.clone();
        turned.reverse();
        let length = turned.len().max(1);
        turned.rotate_left(turn % length);
        let forth = check(&situation(medicines.clone(), profile), &KNOWLEDGE);
        let back = check(&situation(turned.clone(), profile), &KNOWLEDGE);
        prop_assert_eq!(all_told(&medicines, &forth), all_told(&turned, &back));
        prop_assert_eq!(forth.recognised, back.recognised);
    }

    #[test]
    fn one_medicine_more_never_removes_a_finding(medicines in medicines(), more in medicines(), profile in profiles()) {
        let before = check(&situation(medicines.clone(), profile), &KNOWLEDGE);
        let mut longer = medicines.clone();
        longer.extend(more.into_iter().take(1));
        let after = check(&situation(longer.clone(), profile), &KNOWLEDGE);
        let after: BTreeSet<String> = all_told(&longer, &after).into_iter().collect();
        for one in all_told(&medicines, &before) {
            prop_assert!(after.contains(&one), "{} is gone", one);
        }
    }

    #[test]
    fn an_unknown_medicine_never_yields_clear(mut medicines in medicines(), at in 0..12_usize, profile in profiles()) {
        let mut unknown = situation(Vec::new(), profile);
        let name = "まったく知られていない薬".to_owned();
        let mut one = Medicine { name, codes: Vec::new(), route: None, start: Some(today()), supply: Supply::Days(7),
            as_needed: false, facility: None, sheet: None, source: Source::Prescription, department: None,
            prescriber: None, questioned: None };
        one.sheet = None;
        let at = at.min(medicines.len());
        medicines.insert(at, one);
        unknown.medicines = medicines;
        let findings = check(&unknown, &KNOWLEDGE);
        prop_assert!(!findings.is_complete());
        prop_assert!(findings.recognised < findings.medicines);
        prop_assert!(findings.not_checked.iter().any(|one| one.index == at));
        prop_assert!(findings.masked().incomplete);
    }

    #[test]
    fn whatever_is_written_is_read_without_a_panic(name in "\\PC{0,40}", code in "[0-9A-Z:]{0,14}") {
        let mut one = situation(Vec::new(), Profile::Full);
        let codes = format!("yj:{code}").try_into().into_iter().collect();
        one.medicines.push(Medicine { name, codes, route: None, start: None, supply: Supply::Unknown, as_needed: false,
            facility: None, sheet: None, source: Source::Prescription, department: None,
            prescriber: None, questioned: None });
        let findings = check(&one, &KNOWLEDGE);
        prop_assert_eq!(findings.recognised + findings.not_checked.len(), 1);
    }

    #[test]
    fn damaged_bytes_are_an_error_or_knowledge_and_never_a_panic(at in 0..200_000_usize, byte in any::<u8>()) {
        let mut bytes = KNOWLEDGE.to_compact();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(mut damaged) = KnowledgeBase::from_compact(&bytes) {
            let mut names = KNOWLEDGE.names_to_compact();
            let at = at % names.len();
            names[at] = byte;
            let _ = damaged.add_names(&names);
            let mut medicine = situation(Vec::new(), Profile::Full);
            medicine.allergies.clear();
            check(&medicine, &damaged);
        }
        prop_assert!(KnowledgeBase::from_compact(&bytes[..at]).is_err());
    }
}

/// Every medicine against every other: the most related 500 that can be.
#[test]
fn five_hundred_medicines_are_checked() {
    let names = NAMES.iter().cycle().take(500);
    let medicines = names.enumerate().map(|(number, name)| Medicine {
        name: (*name).to_owned(),
        codes: Vec::new(),
        route: None,
        start: Some(today()),
        supply: Supply::Days(28),
        as_needed: false,
        facility: Some(format!("13100000{:02}", number % 90)),
        sheet: None,
        source: Source::Prescription,
        department: None,
        prescriber: None,
        questioned: None,
    });
    let findings = check(&situation(medicines.collect(), Profile::Full), &KNOWLEDGE);
    assert_eq!(findings.medicines, 500);
    assert!(findings.recognised >= 470);
    assert!(!findings.findings.is_empty());
}
