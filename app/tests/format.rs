//! Dates, numbers and units as they read, in both languages.
#![cfg(feature = "ssr")]

use app::{
    format,
    i18n::{Locale, embedded},
};
use leptos::prelude::*;
use shared::{
    decimal::Decimal,
    ids::FacilityCode,
    labs::{CORE_ITEMS, Standing},
    record::{Amount, Comparator, Facility, Measured, Quantity, ReferenceRange},
    time::Moment,
};

fn say<T>(locale: Locale, what: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_context(embedded::words(locale));
        what()
    })
}

fn check(what: impl Fn() -> String, japanese: &str, english: &str) {
    assert_eq!(say(Locale::Ja, &what), japanese);
    assert_eq!(say(Locale::En, &what), english);
}

fn moment(text: &str) -> Moment {
    Moment::try_from(text).unwrap()
}

fn number(text: &str, unit: Option<&str>) -> Quantity {
    Quantity { value: Decimal::try_from(text).unwrap(), comparator: None, unit: unit.map(Into::into) }
}

#[test]
fn days_carry_their_era() {
    check(|| format::date("2026-11-20".parse().unwrap()), "2026年11月20日（令和8年）", "20 Nov 2026");
    check(|| format::date("2019-05-01".parse().unwrap()), "2019年5月1日（令和元年）", "1 May 2019");
    check(|| format::date("1989-01-07".parse().unwrap()), "1989年1月7日（昭和64年）", "7 Jan 1989");
    check(|| format::date("1850-03-02".parse().unwrap()), "1850年3月2日", "2 Mar 1850");
    check(|| format::day("2026-11-20".parse().unwrap()), "2026年11月20日", "20 Nov 2026");
}

#[test]
fn a_moment_is_as_precise_as_it_was_sent() {
    check(|| format::moment(&moment("2024")), "2024年（令和6年）", "2024");
    check(|| format::moment(&moment("2019")), "2019年（平成31年・令和元年）", "2019");
    check(|| format::moment(&moment("2024-07")), "2024年7月（令和6年）", "Jul 2024");
    check(|| format::moment(&moment("2024-07-07")), "2024年7月7日（令和6年）", "7 Jul 2024");
    check(|| format::month_of(&moment("2024-07-07")), "2024年7月（令和6年）", "Jul 2024");
    check(|| format::month_of(&moment("2024")), "2024年（令和6年）", "2024");
}

#[test]
fn an_instant_is_told_in_tokyo() {
    let evening = moment("2024-07-06T15:05:00Z");
    check(|| format::moment(&evening), "2024年7月7日（令和6年）", "7 Jul 2024");
    check(|| format::moment_with_time(&evening), "2024年7月7日（令和6年） 0:05", "7 Jul 2024, 0:05");
    check(|| format::moment_with_time(&moment("2024-07")), "2024年7月（令和6年）", "Jul 2024");
}

#[test]
fn numbers_keep_their_text_and_their_unit() {
    let mut quantity = number("5.80", Some("%"));
    check(|| format::quantity(&quantity), "5.80 %", "5.80 %");
    quantity.comparator = Some(Comparator::Less);
    check(|| format::quantity(&quantity), "<5.80 %", "<5.80 %");
    let amount = Amount { value: Decimal::try_from("1").unwrap(), unit: Some("錠".into()) };
    check(|| format::amount(&amount), "1 錠", "1 tablet");
    let half = Amount { value: Decimal::try_from("0.5").unwrap(), unit: Some("錠".into()) };
    check(|| format::amount(&half), "0.5 錠", "0.5 tablets");
    let other = Amount { value: Decimal::try_from("2").unwrap(), unit: Some("本".into()) };
    check(|| format::amount(&other), "2 本", "2 本");
}

/// Walked: `－8 10^3/μL` beside `150 ×10^3/μL`; and a unit with a blank at its end.
#[test]
fn a_power_of_ten_is_never_read_as_part_of_the_number() {
    let said = |unit: &'static str| move || format::quantity(&number("8", Some(unit)));
    check(said("10^3/μL"), "8 ×10^3/μL", "8 ×10^3/μL");
    check(said("×10⁴/µL"), "8 ×10⁴/µL", "8 ×10⁴/µL");
    check(said("mEq/L "), "8 mEq/L", "8 mEq/L");
    check(|| format::quantity(&number("1.5e-3", Some("mg/dL"))), "0.0015 mg/dL", "0.0015 mg/dL");
}

/// T57: screen readers pass over `<` and `>`.
#[test]
fn signs_are_words_for_those_who_hear_them() {
    let heard = |text: &'static str| move || format::heard(text).unwrap_or_default();
    check(heard("<10 IU/mL"), "10 IU/mL 未満", "less than 10 IU/mL");
    check(heard("≥30 mg/dL"), "30 mg/dL 以上", "at least 30 mg/dL");
    check(heard(">= 30"), "30 以上", "at least 30");
    check(heard("≤5"), "5 以下", "at most 5");
    check(heard(">150 ×10^3/μL"), "150 ×10^3/μL より大きい", "more than 150 ×10^3/μL");
    check(heard("＜0.02(-)"), "0.02 未満(-)", "less than 0.02(-)");
    check(heard("<1 – <2"), "1 未満 – 2 未満", "less than 1 – less than 2");
    for text in ["5.8 %", "<陰性>", "a < b", "→", ""] {
        assert_eq!(say(Locale::Ja, || format::heard(text)), None, "{text}");
    }
}

#[test]
fn what_is_missing_or_unreadable_says_so() {
    check(|| format::measured(&Measured::NotSent), "値は登録されていません", "No value was sent");
    check(|| format::measured(&Measured::Absent { reason: None }), "測定されていません", "Not measured");
    check(
        || format::measured(&Measured::Absent { reason: Some("溶血".into()) }),
        "測定されていません（理由：溶血）",
        "Not measured (reason: 溶血)",
    );
    check(
        || format::measured(&Measured::Unreadable("1,2,3".into())),
        "読み取れない値（届いたままの内容：1,2,3）",
        "A value we cannot read (as received: 1,2,3)",
    );
    let titre = Measured::Ratio { numerator: number("1", None), denominator: number("128", None) };
    check(|| format::measured(&titre), "1 : 128", "1 : 128");
}

#[test]
fn a_range_says_its_unit_once() {
    let range = |low: Option<&str>, high: Option<&str>, text: Option<&str>| ReferenceRange {
        low: low.map(|low| number(low, Some("g/dL"))),
        high: high.map(|high| number(high, Some("g/dL"))),
        text: text.map(Into::into),
        unread: false,
    };
    let said =
        |range: ReferenceRange| move || format::range(std::slice::from_ref(&range)).unwrap_or_default();
    check(said(range(Some("3.5"), Some("5.0"), None)), "3.5–5.0 g/dL", "3.5–5.0 g/dL");
    check(said(range(Some("3.5"), None, None)), "3.5 g/dL 以上", "3.5 g/dL or more");
    check(said(range(None, Some("5.0"), None)), "5.0 g/dL 以下", "5.0 g/dL or less");
    check(said(range(None, Some("5.0"), Some("成人"))), "5.0 g/dL 以下（成人）", "5.0 g/dL or less (成人)");
    check(said(range(None, None, Some("(-)"))), "(-)", "(-)");
    let unread = |text| ReferenceRange { unread: true, ..range(None, None, text) };
    check(said(unread(None)), "読み取れないところがあります", "part of it cannot be read");
    check(
        said(unread(Some("成人"))),
        "読み取れないところがあります（成人）",
        "part of it cannot be read (成人)",
    );
    assert_eq!(say(Locale::Ja, || format::range(&[range(None, None, None)])), None);
}

#[test]
fn a_facility_without_a_name_is_its_number() {
    let code = FacilityCode::try_from("1318814790").unwrap();
    check(|| format::facility(&[], &code), "医療機関 1318814790", "Hospital, clinic or pharmacy 1318814790");
    let named = Facility {
        code: code.clone(),
        name: Some("みなと内科".into()),
        last_received: chrono::DateTime::UNIX_EPOCH,
    };
    check(|| format::facility(std::slice::from_ref(&named), &code), "みなと内科", "みなと内科");
}

#[test]
fn standings_are_words_with_a_mark_outside_the_range_only() {
    check(|| format::standing(Standing::High), "基準値より高い", "above the reference range");
    check(|| format::standing_mark(Standing::High).unwrap(), "↑H", "↑H");
    check(
        || format::standing(Standing::CriticallyHigh),
        "緊急の印 HH：とくに高い",
        "flagged HH, critically high",
    );
    check(|| format::standing_mark(Standing::CriticallyLow).unwrap(), "↓↓LL", "↓↓LL");
    assert_eq!(say(Locale::Ja, || format::standing_mark(Standing::Within)), None);
    assert_eq!(say(Locale::Ja, || format::standing_mark(Standing::NotJudged)), None);
}

#[test]
fn every_core_item_has_a_name_in_every_language() {
    for locale in Locale::ALL {
        let words = embedded::words(locale);
        for item in CORE_ITEMS {
            let key = format!("lab-item-{}", item.code.to_lowercase());
            assert!(words.has(&key), "{key} in {locale:?}");
        }
    }
}
