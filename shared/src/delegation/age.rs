use chrono::{Datelike, NaiveDate};

/// The first day, from midnight in Tokyo, on which a person born on `born` is `years` old.
///
/// A year of life is complete at the end of the day before the birthday; who is born on 29 February is a
/// year older from 1 March in years without that day.
///
/// ```
/// use shared::{delegation::birthday, time::Moment};
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
/// assert_eq!(birthday(day("2008-02-29"), 15), day("2023-03-01"));
/// assert_eq!(birthday(day("2008-02-29"), 16), day("2024-02-29"));
/// ```
pub fn birthday(born: NaiveDate, years: u32) -> NaiveDate {
    let year = born.year().saturating_add(i32::try_from(years).unwrap_or(i32::MAX));
    NaiveDate::from_ymd_opt(year, born.month(), born.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX)
}
