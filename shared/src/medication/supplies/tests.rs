use super::*;
use crate::{
    medication::course::lines,
    record::{Coding, Origin, Person, Record, Sex},
    time::Moment,
};
use wasm_bindgen_test::wasm_bindgen_test;

const TODAY: &str = "2026-11-28";
const WARFARIN_1: (&str, &str) = ("ワーファリン錠１ｍｇ", "3332001F1024");
const WARFARIN_HALF: (&str, &str) = ("ワルファリンＫ錠０．５ｍｇ「ＮＩＧ」", "3332001F3086");

struct Given {
    medicine: (&'static str, &'static str),
    from: &'static str,
    days: u32,
    amount: &'static str,
    department: Option<&'static str>,
    prescriber: Option<&'static str>,
}

fn given(medicine: (&'static str, &'static str), from: &'static str, days: u32) -> Given {
    Given { medicine, from, days, amount: "1", department: Some("内科"), prescriber: None }
}

fn prescription(number: usize, given: &Given) -> Prescription {
    let dosage = Dosage {
        usage: Some("１日１回朝食後".into()),
        start: Some(given.from.parse().unwrap()),
        days: Some(given.days),
        per_dose: Some(Amount {
            value: given.amount.to_owned().try_into().unwrap(),
            unit: Some("錠".into()),
        }),
        ..Dosage::default()
    };
    Prescription {
        origin: Origin {
            item: format!("{number:032x}").try_into().unwrap(),
            source: "1310000011".try_into().unwrap(),
            department: given.department.map(str::to_owned),
            updated: None,
            received: Default::default(),
            document: None,
            long_term: false,
            unread_parts: vec![],
            doubted: false,
        },
        name: given.medicine.0.into(),
        codes: vec![Coding {
            system: "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code".into(),
            code: given.medicine.1.into(),
            display: None,
        }],
        rp: None,
        dosage: vec![dosage],
        authored: Some(Moment::try_from(given.from).unwrap()),
        said_since: None,
        quantity: None,
        prescriber: given.prescriber.map(str::to_owned),
        category: None,
        standing: Default::default(),
        standing_reason: None,
        notes: vec![],
    }
}

/// What each is told as, in the order given.
fn told(all: &[Given], refill: RefillDays) -> Vec<Taking> {
    let born = "1950-02-03".parse().unwrap();
    let mut record =
        Record::empty(Person {
            name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date: born
        });
    record.prescriptions = all.iter().enumerate().map(|(at, one)| prescription(at, one)).collect();
    let mut lines = lines(&record, TODAY.parse().unwrap(), refill);
    lines.sort_by(|a, b| a.prescription.origin.item.cmp(&b.prescription.origin.item));
    lines.into_iter().map(|line| line.taking).collect()
}

fn check(all: &[Given], expected: &[Taking]) {
    assert_eq!(told(all, RefillDays::default()), expected);
}

use Taking::{Changed, Continued, Now, Past, ToBeAsked};

/// The old supply ends on 2026-12-05; 14 days before is 2026-11-21.
#[wasm_bindgen_test(unsupported = test)]
fn a_refill_begins_at_most_fourteen_days_before_the_end() {
    let old = || given(WARFARIN_1, "2026-11-08", 28);
    check(&[old(), given(WARFARIN_1, "2026-11-22", 28)], &[Continued, Now]);
    check(&[old(), given(WARFARIN_1, "2026-11-21", 28)], &[Continued, Now]);
    check(&[old(), given(WARFARIN_1, "2026-11-20", 28)], &[ToBeAsked, Now]);
}

/// The operator decides what is a refill; beyond it is asked about.
#[wasm_bindgen_test(unsupported = test)]
fn how_early_a_refill_may_begin_is_a_setting() {
    let supplies = [given(WARFARIN_1, "2026-11-08", 28), given(WARFARIN_1, "2026-11-21", 28)];
    for (days, expected) in [(13, ToBeAsked), (14, Continued), (0, ToBeAsked), (90, Continued)] {
        assert_eq!(told(&supplies, RefillDays::new(days).unwrap()), [expected, Now], "{days}");
    }
    assert_eq!(RefillDays::new(91), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn another_amount_is_a_change_and_another_strength_is_asked_about() {
    let old = || given(WARFARIN_1, "2026-11-01", 30);
    let more = Given { amount: "2", ..given(WARFARIN_1, "2026-11-25", 28) };
    check(&[old(), more], &[Changed, Now]);
    check(&[old(), given(WARFARIN_HALF, "2026-11-25", 28)], &[ToBeAsked, Now]);
    // The same amount, written otherwise.
    let same = Given { amount: "1.0", ..given(WARFARIN_1, "2026-11-25", 28) };
    check(&[old(), same], &[Continued, Now]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_issued_together_is_all_taken() {
    check(&[given(WARFARIN_1, "2026-11-25", 28), given(WARFARIN_HALF, "2026-11-25", 28)], &[Now, Now]);
    // And goes on, each in its own.
    let both = [
        given(WARFARIN_1, "2026-11-01", 30),
        given(WARFARIN_HALF, "2026-11-01", 30),
        given(WARFARIN_1, "2026-11-25", 28),
        given(WARFARIN_HALF, "2026-11-25", 28),
    ];
    check(&both, &[Continued, Continued, Now, Now]);
}

#[wasm_bindgen_test(unsupported = test)]
fn two_departments_are_two_prescribers() {
    let old = || given(WARFARIN_1, "2026-11-01", 30);
    let new =
        |department, prescriber| Given { department, prescriber, ..given(WARFARIN_1, "2026-11-25", 28) };
    check(&[old(), new(Some("循環器内科"), None)], &[Now, Now]);
    // Nobody can tell.
    check(&[old(), new(None, None)], &[ToBeAsked, Now]);
    let by = |one: Given, doctor| Given { department: None, prescriber: Some(doctor), ..one };
    check(&[by(old(), "港 太郎"), by(new(None, None), "港 太郎")], &[Continued, Now]);
    check(&[by(old(), "港 太郎"), by(new(None, None), "港 花子")], &[Now, Now]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_not_begun_or_is_over_takes_no_place() {
    check(
        &[given(WARFARIN_1, "2026-11-01", 30), given(WARFARIN_1, "2026-11-29", 28)],
        &[Now, Taking::NotYet],
    );
    check(&[given(WARFARIN_1, "2026-10-01", 28), given(WARFARIN_1, "2026-11-25", 28)], &[Past, Now]);
}

/// A chain of supplies keeps the first day of all, so that the check compares as long a period as before.
#[wasm_bindgen_test(unsupported = test)]
fn a_supply_that_goes_on_keeps_its_first_day() {
    let born = "1950-02-03".parse().unwrap();
    let mut record =
        Record::empty(Person {
            name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date: born
        });
    let chain = [given(WARFARIN_1, "2026-11-01", 30), given(WARFARIN_1, "2026-11-25", 28)];
    record.prescriptions = chain.iter().enumerate().map(|(at, one)| prescription(at, one)).collect();
    let lines = lines(&record, TODAY.parse().unwrap(), RefillDays::default());
    assert_eq!(lines[0].supplied_since, "2026-11-01".parse().ok());
    let medicines =
        crate::medication::check::Medicine::all_of(&record, TODAY.parse().unwrap(), RefillDays::default());
    assert_eq!(medicines.len(), 1);
    assert_eq!(medicines[0].start, "2026-11-01".parse().ok());
}

/// Something that lasts as long as it lasts.
fn open_ended(number: usize, from: &'static str, change: impl FnOnce(&mut Prescription)) -> Prescription {
    let mut one = prescription(number, &given(("ヒューマログ注ミリオペン", "2492415G4026"), from, 0));
    one.dosage[0].days = None;
    change(&mut one);
    one
}

fn told_open(prescriptions: Vec<Prescription>) -> Vec<Taking> {
    let born = "1950-02-03".parse().unwrap();
    let mut record =
        Record::empty(Person {
            name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date: born
        });
    record.prescriptions = prescriptions;
    let mut lines = lines(&record, TODAY.parse().unwrap(), RefillDays::default());
    lines.sort_by(|a, b| a.prescription.origin.item.cmp(&b.prescription.origin.item));
    lines.into_iter().map(|line| line.taking).collect()
}

/// Half of the insulin is not over because the other half was issued with it, in whichever order they are kept.
#[wasm_bindgen_test(unsupported = test)]
fn what_lasts_as_long_as_it_lasts_ends_with_the_same_again_alone() {
    const OLD: &str = "2026-09-01";
    const NEW: &str = "2026-10-01";
    let plain = |number, from| open_ended(number, from, |_| ());
    let with = |from, change: fn(&mut Prescription)| {
        told_open(vec![plain(1, OLD), open_ended(2, from, change)])
            .into_iter()
            .zip(told_open(vec![open_ended(1, from, change), plain(2, OLD)]).into_iter().rev())
            .map(|(one, other)| {
                assert_eq!(one, other, "whichever is kept first");
                one
            })
            .collect::<Vec<_>>()
    };
    let both = [Taking::PossiblyStill; 2];
    let evening: fn(&mut Prescription) = |one| one.dosage[0].usage = Some("１日１回夕食前".into());
    assert_eq!(with(NEW, |_| ()), [Past, Taking::PossiblyStill], "the same again");
    assert_eq!(with(OLD, |_| ()), both, "issued together");
    assert_eq!(with(OLD, evening), both, "morning and evening");
    assert_eq!(with(NEW, evening), both, "the evening was added later");
    assert_eq!(with(NEW, |one| one.dosage[0].as_needed = true), both, "when needed, beside each day");
    assert_eq!(with(NEW, |one| one.dosage[0].additional = vec!["顔".into()]), both, "on another place");
    assert_eq!(with(NEW, |one| one.origin.department = Some("外科".into())), both, "another prescriber");
    assert_eq!(with(NEW, |one| one.origin.department = None), both, "nobody can tell by whom");
    assert_eq!(with("2026-12-01", |_| ()), [Taking::PossiblyStill, Taking::NotYet], "it has not begun");
    let amount = |one: &mut Prescription| {
        one.dosage[0].per_dose =
            Some(Amount { value: "2".to_owned().try_into().unwrap(), unit: Some("錠".into()) });
    };
    assert_eq!(with(NEW, amount), [Changed, Taking::PossiblyStill], "another amount holds");
    let units = |number, from, units: &str, dose: &str| {
        open_ended(number, from, |one| {
            one.dosage[0].text = Some(format!("１日１回朝食後 {units}単位"));
            one.dosage[0].per_dose = Some(Amount { value: dose.to_owned().try_into().unwrap(), unit: None });
        })
    };
    let more = told_open(vec![units(1, OLD, "１０", "10"), units(2, NEW, "１２", "12")]);
    assert_eq!(more, [Changed, Taking::PossiblyStill], "its words say the amount, too");
    let burst: fn(&mut Prescription) = |one| {
        one.dosage[0].days = Some(5);
        one.dosage[0].per_dose =
            Some(Amount { value: "4".to_owned().try_into().unwrap(), unit: Some("錠".into()) });
    };
    assert_eq!(with(NEW, burst), [Taking::PossiblyStill, Past], "what was taken before is taken again");
    assert_eq!(with(NEW, |one| one.notes = vec!["体に塗る".into()]), both, "a remark says for what");
    assert_eq!(with(NEW, |one| one.origin.doubted = true), both, "what is doubted ends nothing");
    let undated = |one: &mut Prescription| (one.authored, one.dosage[0].start) = (None, None);
    let nobody_knows = told_open(vec![open_ended(1, OLD, undated), open_ended(2, NEW, |_| ())]);
    assert_eq!(nobody_knows, both, "it may be the newer one");
    let other_strength: fn(&mut Prescription) = |one| one.codes[0].code = WARFARIN_HALF.1.into();
    assert_eq!(with(NEW, other_strength), both, "one name, another product");
    let copied = |one: &mut Prescription| one.origin.document = Some("f".repeat(32).try_into().unwrap());
    let in_a_letter = told_open(vec![open_ended(1, OLD, |_| ()), open_ended(2, OLD, copied)]);
    assert_eq!(in_a_letter, [Taking::PossiblyStill, Continued], "a letter says it again");
    let places = |number, from, place: &str| {
        open_ended(number, from, |one| one.dosage[0].text = Some(format!("{place}に塗る")))
    };
    assert_eq!(told_open(vec![places(1, OLD, "顔"), places(2, NEW, "体")]), both);
}
