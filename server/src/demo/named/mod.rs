//! The people who are always there: one for each thing that a portal has to get right.

mod hanako;
mod long_record;
mod sick;
mod young;

use super::{
    names::{INSURER, address},
    story::{Person, Story},
    wire::{Invented, Sex},
};
use chrono::{Days, Months, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// Everybody with a name of their own, for a demonstration that happens on `today`; 見本 花子 first.
/// Each is written when asked for.
pub fn named(today: NaiveDate) -> impl Iterator<Item = Person> {
    let people: [fn(NaiveDate) -> Person; 12] = [
        hanako::hanako,
        young::taro,
        sick::mirai,
        young::kodomo,
        sick::on_dialysis,
        sick::expecting,
        young::fourteen,
        young::fifteen,
        young::sixteen,
        sick::with_a_critical_result,
        sick::with_a_long_name,
        long_record::long_record,
    ];
    people.into_iter().map(move |write| write(today))
}

fn days_before(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}

fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn years_before(today: NaiveDate, years: u32) -> NaiveDate {
    today.checked_sub_months(Months::new(12 * years)).unwrap_or(today)
}

/// `insured`: symbol, number and branch of an insured person of an insurer that does not exist.
fn story(key: &str, name: [&str; 2], kana: [&str; 2], sex: Sex, born: NaiveDate, insured: &str) -> Story {
    let who = Invented {
        name: name.map(str::to_owned),
        kana: kana.map(str::to_owned),
        sex,
        born,
        insured_id: format!("{INSURER}:{insured}"),
        address: address(patient_number(insured).parse().unwrap_or_default()),
        number: patient_number(insured),
    };
    Story::new(who, key)
}

/// A number of eight digits, different for each: a family shares its insured number, and not its branch.
fn patient_number(insured: &str) -> String {
    let digits: String = insured.nfkc().filter(char::is_ascii_digit).collect();
    let (number, branch) = digits.split_at(digits.len().min(1));
    match branch {
        "" | "01" => format!("{number:0>8}"),
        branch => format!("{branch}{number:0>6}"),
    }
}
