//! Dates as facilities send them (to the year, the month, the day or the instant), in Asia/Tokyo,
//! and Japanese eras.

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, ops::RangeInclusive};

/// Japan Standard Time is UTC+9 all year.
pub fn tokyo() -> FixedOffset {
    FixedOffset::east_opt(9 * 3600).expect("nine hours are within a day")
}

/// The calendar day in Asia/Tokyo at this instant.
pub fn tokyo_day(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&tokyo()).date_naive()
}

/// Instant at which a day begins in Asia/Tokyo.
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - tokyo()).and_utc()
}

/// A moment as precisely as it was sent: FHIR `date` and `dateTime`.
///
/// ```
/// use shared::time::Moment;
/// assert!(Moment::try_from("2024-07-07T10:00:00+09:00").is_ok());
/// assert!(Moment::try_from("2024-13-40").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Moment {
    Year(i32),
    Month {
        year: i32,
        month: u32,
    },
    Day(NaiveDate),
    /// An instant, with the offset it was sent with.
    Instant(DateTime<FixedOffset>),
}

/// The text is not a FHIR date or dateTime that exists in the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date (YYYY, YYYY-MM, YYYY-MM-DD) or a date and time with offset expected, found {0:?}")]
pub struct NotAMoment(pub String);

impl Moment {
    /// The first day, in Asia/Tokyo, that this moment can mean.
    pub fn first_day(&self) -> NaiveDate {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(*year, 1, 1).expect("checked on the way in"),
            Self::Month { year, month } => {
                NaiveDate::from_ymd_opt(*year, *month, 1).expect("checked on the way in")
            }
            Self::Day(day) => *day,
            Self::Instant(instant) => instant.with_timezone(&tokyo()).date_naive(),
        }
    }

    /// The last day, in Asia/Tokyo, that this moment can mean.
    pub fn last_day(&self) -> NaiveDate {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(*year, 12, 31).expect("checked on the way in"),
            Self::Month { .. } => self
                .first_day()
                .checked_add_months(Months::new(1))
                .and_then(|next| next.pred_opt())
                .unwrap_or(NaiveDate::MAX),
            Self::Day(day) => *day,
            Self::Instant(instant) => instant.with_timezone(&tokyo()).date_naive(),
        }
    }

    /// Orders by what the moment can first mean; the more precise one of equals comes later.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.first_day().cmp(&other.first_day()).then_with(|| match (self, other) {
            (Self::Instant(a), Self::Instant(b)) => a.cmp(b),
            (Self::Instant(_), _) => Ordering::Greater,
            (_, Self::Instant(_)) => Ordering::Less,
            _ => other.last_day().cmp(&self.last_day()),
        })
    }

    /// Years outside this are typing mistakes, and outside what calendars here can hold.
    const YEARS: RangeInclusive<i32> = 1800..=2999;

    /// The last day that is read as a date.
    pub fn last_that_is_read() -> NaiveDate {
        NaiveDate::from_ymd_opt(*Self::YEARS.end(), 12, 31).expect("every year has a last day")
    }
}

impl TryFrom<&str> for Moment {
    type Error = NotAMoment;

    fn try_from(text: &str) -> Result<Self, NotAMoment> {
        let refuse = || NotAMoment(text.chars().take(40).collect());
        if !text.is_ascii() {
            return Err(refuse());
        }
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let moment = match text.len() {
            4 if digits(text) => Self::Year(text.parse().map_err(|_| refuse())?),
            7 if digits(&text[..4]) && &text[4..5] == "-" && digits(&text[5..]) => {
                let year = text[..4].parse().map_err(|_| refuse())?;
                let month = text[5..].parse().map_err(|_| refuse())?;
                NaiveDate::from_ymd_opt(year, month, 1).ok_or_else(refuse)?;
                Self::Month { year, month }
            }
            10 if digits(&text[..4]) => {
                Self::Day(NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| refuse())?)
            }
            _ => Self::Instant(DateTime::parse_from_rfc3339(text).map_err(|_| refuse())?),
        };
        if Self::YEARS.contains(&moment.first_day().year()) { Ok(moment) } else { Err(refuse()) }
    }
}

impl TryFrom<String> for Moment {
    type Error = NotAMoment;

    fn try_from(text: String) -> Result<Self, NotAMoment> {
        Self::try_from(text.as_str())
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        match moment {
            Moment::Year(year) => format!("{year:04}"),
            Moment::Month { year, month } => format!("{year:04}-{month:02}"),
            Moment::Day(day) => day.to_string(),
            Moment::Instant(instant) => instant.to_rfc3339(),
        }
    }
}

/// Whether a text is a date and time that says everything but its offset.
pub fn lacks_offset(text: &str) -> bool {
    Moment::try_from(text).is_err()
        && matches!(Moment::try_from(format!("{text}Z").as_str()), Ok(Moment::Instant(_)))
}

/// The last day of a period of `months` that begins on `start`: the first day is not counted
/// (民法140条), and a month without that day ends on its own last day (民法143条2項).
pub fn last_day_of_months(start: NaiveDate, months: u32) -> NaiveDate {
    start.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Completed years of age on `today`; `None` before birth.
///
/// A person born on 29 February completes a year at the end of 28 February in common years
/// (年齢計算ニ関スル法律); on screen, age changes on the day after, as on a clinic's forms.
pub fn age_in_years(born: NaiveDate, today: NaiveDate) -> Option<u32> {
    today.years_since(born)
}

/// A Japanese era since 1868.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

impl Era {
    /// The western year of its first year, 元年.
    pub fn first_year(self) -> i32 {
        match self {
            Self::Meiji => 1868,
            Self::Taisho => 1912,
            Self::Showa => 1926,
            Self::Heisei => 1989,
            Self::Reiwa => 2019,
        }
    }
}

/// First days of the eras. Source: 元号を改める政令 of 1912, 1926, 1989 and 2019; Meiji by the
/// Gregorian calendar of 1873. Checked 2026-11.
const ERAS: [(Era, i32, u32, u32); 5] = [
    (Era::Reiwa, 2019, 5, 1),
    (Era::Heisei, 1989, 1, 8),
    (Era::Showa, 1926, 12, 25),
    (Era::Taisho, 1912, 7, 30),
    (Era::Meiji, 1868, 1, 25),
];

/// The era and the year in it (1 is 元年). `None` before Meiji.
///
/// ```
/// use shared::time::{era_year, Era};
/// let day = chrono::NaiveDate::from_ymd_opt(2019, 5, 1).unwrap();
/// assert_eq!(era_year(day), Some((Era::Reiwa, 1)));
/// ```
pub fn era_year(day: NaiveDate) -> Option<(Era, i32)> {
    ERAS.iter()
        .find(|(_, year, month, first)| (day.year(), day.month(), day.day()) >= (*year, *month, *first))
        .map(|(era, year, _, _)| (*era, day.year() - year + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn reads_every_precision_and_writes_it_back() {
        for text in ["2024", "2024-07", "2024-02-29", "2024-07-07T10:00:00+09:00"] {
            assert_eq!(String::from(Moment::try_from(text).unwrap()), text);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn refuses_days_that_do_not_exist() {
        for text in
            ["2024-13-40", "2023-02-29", "2024-00", "0000", "2024-7-7", "令和6年", "2024-07-07T10:00:00", ""]
        {
            assert!(Moment::try_from(text).is_err(), "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_instant_belongs_to_its_day_in_tokyo() {
        let late_utc = Moment::try_from("2024-07-06T15:00:00Z").unwrap();
        assert_eq!(late_utc.first_day(), day("2024-07-07"));
        let just_before = Moment::try_from("2024-07-06T14:59:59Z").unwrap();
        assert_eq!(just_before.first_day(), day("2024-07-06"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn months_end_on_the_same_day_or_the_last() {
        assert_eq!(last_day_of_months(day("2024-07-07"), 6), day("2025-01-07"));
        assert_eq!(last_day_of_months(day("2024-08-31"), 6), day("2025-02-28"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn eras_change_on_their_day() {
        assert_eq!(era_year(day("2019-04-30")), Some((Era::Heisei, 31)));
        assert_eq!(era_year(day("1989-01-07")), Some((Era::Showa, 64)));
        assert_eq!(era_year(day("1926-12-24")), Some((Era::Taisho, 15)));
        assert_eq!(era_year(day("1800-01-01")), None);
        assert!(ERAS.iter().all(|(era, year, _, _)| era.first_year() == *year));
    }
}
