//! Days as a patient expects them: the western year, and the era's year beside it.

use crate::t;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};
use shared::time::{Era, Moment, era_year, tokyo};

/// `2026年11月20日（令和8年）`, `20 Nov 2026`.
pub fn date(date: NaiveDate) -> String {
    with_era(day(date), date, date)
}

/// The day without its era, where many stand side by side: `2026年11月20日`.
pub fn day(date: NaiveDate) -> String {
    t!(
        "date-day",
        year = date.year().to_string(),
        month = date.month().to_string(),
        name = month_name(date.month()),
        day = date.day().to_string()
    )
}

/// The day where its year goes without saying: `10月20日`, `20 October`.
pub fn day_of_year(date: NaiveDate) -> String {
    let (month, day) = (date.month().to_string(), date.day().to_string());
    t!("date-of-year", month = month, name = month_name(date.month()), day = day)
}

/// The day where there is little room: `10/20`, `20 Oct`; with the year where it is another than `among`'s.
pub fn short_day(date: NaiveDate, among: NaiveDate) -> String {
    let (month, day) = (date.month().to_string(), date.day().to_string());
    let name = month_name(date.month());
    match date.year() == among.year() {
        true => t!("date-short", month = month, name = name, day = day),
        false => {
            t!("date-short-of-year", year = date.year().to_string(), month = month, name = name, day = day)
        }
    }
}

/// The day of a test, already in words, and that it was only a preliminary report.
pub fn tested_on(day: String, preliminary: bool) -> String {
    match preliminary {
        true => t!("name-with-remarks", name = day, remarks = t!("result-status-preliminary")),
        false => day,
    }
}

/// `2026年11月（令和8年）`, `Nov 2026`.
pub fn month(year: i32, month: u32) -> String {
    let named =
        t!("date-month", year = year.to_string(), month = month.to_string(), name = month_name(month));
    match Moment::try_from(format!("{year:04}-{month:02}")) {
        Ok(moment) => with_era(named, moment.first_day(), moment.last_day()),
        Err(_) => named,
    }
}

/// A tick on an axis of time: `2026年`, `2026年5月`, `5月3日`, with the year where it changes.
pub fn axis_day(date: NaiveDate, to: Precision, with_year: bool) -> String {
    let (year, month, day) = (date.year().to_string(), date.month().to_string(), date.day().to_string());
    let name = month_name(date.month());
    match to {
        Precision::Day if with_year => self::day(date),
        Precision::Year => t!("date-year", year = year),
        Precision::Month if with_year => t!("axis-year-month", year = year, month = month, name = name),
        Precision::Month => t!("axis-month", month = month, name = name),
        Precision::Day => t!("axis-day", month = month, name = name, day = day),
    }
}

/// Precision with which an axis of time names its ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    Year,
    Month,
    Day,
}

/// As precisely as it was sent; an instant is its day in Asia/Tokyo.
pub fn moment(moment: &Moment) -> String {
    match moment {
        Moment::Year(year) => {
            with_era(t!("date-year", year = year.to_string()), moment.first_day(), moment.last_day())
        }
        Moment::Month { year, month: of_year } => month(*year, *of_year),
        Moment::Day(day) => date(*day),
        Moment::Instant(_) => date(moment.first_day()),
    }
}

/// As precisely as it was sent, without its era, where many stand side by side.
pub fn moment_day(moment: &Moment) -> String {
    match moment {
        Moment::Year(_) | Moment::Month { .. } => self::moment(moment),
        Moment::Day(_) | Moment::Instant(_) => day(moment.first_day()),
    }
}

/// The same, to the month at most: when an allergy was first seen, and the like.
pub fn month_of(at: &Moment) -> String {
    match at {
        Moment::Year(_) => moment(at),
        _ => month(at.first_day().year(), at.first_day().month()),
    }
}

/// A moment with the time of day in Asia/Tokyo, where one was sent.
pub fn moment_with_time(at: &Moment) -> String {
    let Moment::Instant(instant) = at else {
        return moment(at);
    };
    t!("date-with-time", date = moment(at), time = time_of_day(instant.with_timezone(&tokyo())))
}

/// The same without its era, where many stand side by side.
pub fn moment_day_with_time(at: &Moment) -> String {
    match at {
        Moment::Instant(instant) => self::instant(instant.to_utc()),
        _ => moment_day(at),
    }
}

/// To the minute in Asia/Tokyo, without the era: when something happened here.
pub fn instant(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&tokyo());
    t!("date-with-time", date = day(local.date_naive()), time = time_of_day(local))
}

/// The time of day in Asia/Tokyo, to the minute, where the day stands beside it.
pub fn clock(at: DateTime<Utc>) -> String {
    time_of_day(at.with_timezone(&tokyo()))
}

fn time_of_day(local: DateTime<FixedOffset>) -> String {
    format!("{}:{:02}", local.hour(), local.minute())
}

/// Adds the era's year, or both where the era changed between the first and the last day meant.
fn with_era(named: String, first: NaiveDate, last: NaiveDate) -> String {
    match (era_year(first), era_year(last)) {
        (Some(a), Some(b)) if a.0 == b.0 => t!("date-with-era", date = named, era = era_name(a)),
        (Some(a), Some(b)) => {
            t!("date-with-eras", date = named, former = era_name(a), latter = era_name(b))
        }
        _ => named,
    }
}

fn era_name((era, year): (Era, i32)) -> String {
    let name = match era {
        Era::Meiji => t!("era-meiji"),
        Era::Taisho => t!("era-taisho"),
        Era::Showa => t!("era-showa"),
        Era::Heisei => t!("era-heisei"),
        Era::Reiwa => t!("era-reiwa"),
    };
    if year == 1 {
        t!("era-first-year", era = name)
    } else {
        t!("era-year", era = name, year = year.to_string())
    }
}

fn month_name(month: u32) -> String {
    t!(&format!("month-name-{month}"))
}
