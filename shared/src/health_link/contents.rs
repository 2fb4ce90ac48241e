//! Contents of a link that this portal makes: what of the record is in its files, and until when they are to be had.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

use crate::time::{midnight, tokyo_day};

/// What of the record is shared, beside whether infections are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// The patient summary.
    Summary,
    /// Medicines, and what must not be given.
    Medicines,
}

impl Contents {
    pub const ALL: [Self; 2] = [Self::Summary, Self::Medicines];

    /// The name in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Medicines => "medicines",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// How long a link may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    Hour,
    Day,
    Week,
    /// To the end of this day in Asia/Tokyo.
    Date(NaiveDate),
}

/// Days for which a link may be open.
pub const LONGEST_DAYS: u64 = 366;

/// Why something is no time until which a link is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidUntil {
    #[error("hour, day, week or a date expected")]
    Unknown,
    #[error("a day that is not over yet expected")]
    Over,
    #[error("a day within {LONGEST_DAYS} days expected")]
    TooLate,
}

impl Until {
    /// # Errors
    /// [`InvalidUntil::Unknown`]
    pub fn read(text: &str) -> Result<Self, InvalidUntil> {
        match text {
            "hour" => Ok(Self::Hour),
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            _ => text.parse().map(Self::Date).map_err(|_| InvalidUntil::Unknown),
        }
    }

    /// The moment from which it opens nothing.
    ///
    /// # Errors
    /// [`InvalidUntil::Over`], [`InvalidUntil::TooLate`]
    pub fn ends(self, now: DateTime<Utc>) -> Result<DateTime<Utc>, InvalidUntil> {
        let ends = match self {
            Self::Hour => now + Duration::hours(1),
            Self::Day => now + Duration::days(1),
            Self::Week => now + Duration::weeks(1),
            Self::Date(day) => {
                let last = tokyo_day(now) + Days::new(LONGEST_DAYS);
                let next = day.checked_add_days(Days::new(1)).filter(|_| day <= last);
                midnight(next.ok_or(InvalidUntil::TooLate)?)
            }
        };
        if ends <= now { Err(InvalidUntil::Over) } else { Ok(ends) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_link_ends_with_the_day_of_tokyo() {
        let now = "2026-11-30T14:59:00Z".parse().unwrap();
        for (text, expected) in [
            ("hour", Ok("2026-11-30T15:59:00Z")),
            ("day", Ok("2026-12-01T14:59:00Z")),
            ("week", Ok("2026-12-07T14:59:00Z")),
            ("2026-11-30", Ok("2026-11-30T15:00:00Z")),
            ("2026-11-29", Err(InvalidUntil::Over)),
            ("2027-12-01", Ok("2027-12-01T15:00:00Z")),
            ("2027-12-02", Err(InvalidUntil::TooLate)),
            ("+262142-12-31", Err(InvalidUntil::TooLate)),
            ("tomorrow", Err(InvalidUntil::Unknown)),
            ("", Err(InvalidUntil::Unknown)),
        ] {
            let ends = Until::read(text).and_then(|until| until.ends(now));
            assert_eq!(ends, expected.map(|at| at.parse().unwrap()), "{text}");
        }
    }
}
