//! On which days a dosage is taken.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Which days a dosage is for. What is not certain to be for every day stands under no time of day.
///
/// ```
/// use shared::record::{CertainDays, Days};
/// use chrono::{NaiveDate, Weekday};
/// let mondays = Days::Certain(CertainDays::Weekdays(vec![Weekday::Mon]));
/// assert_eq!(mondays.falls_on(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()), Some(true));
/// assert!(!mondays.is_every_day());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Days {
    /// Nothing that was sent speaks of certain days.
    #[default]
    EveryDay,
    Certain(CertainDays),
    /// Something else than every day, in the sender's words: only a person can read them.
    AsWritten(String),
    /// A code and the words beside it mean different days.
    Contradicting {
        /// What the code says; `None`: every day.
        coded: Option<CertainDays>,
        written: String,
    },
}

/// Days that a code or plain words name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CertainDays {
    /// 曜日指定, from Monday on; never empty.
    Weekdays(Vec<Weekday>),
    /// 日数間隔指定: so many days with it, then so many without, from the first day of all on
    /// ([`Days::falls_on_since`]).
    Alternating {
        with: u32,
        without: u32,
    },
    /// So often a week; on which days is not said.
    TimesAWeek(u32),
    /// Once in so many weeks or months; on which day is not said.
    EveryWeeks(u32),
    EveryMonths(u32),
}

impl Days {
    pub fn is_every_day(&self) -> bool {
        *self == Self::EveryDay
    }

    /// Whether it is taken on this day; `None`: that cannot be told.
    pub fn falls_on(&self, day: NaiveDate) -> Option<bool> {
        match self {
            Self::EveryDay => Some(true),
            Self::Certain(CertainDays::Weekdays(days)) => Some(days.contains(&day.weekday())),
            Self::Certain(_) | Self::AsWritten(_) | Self::Contradicting { .. } => None,
        }
    }

    /// The same where the first day of all is known. It is one with it: JP Core counts 13 days for 7日分（隔日投与）, so a
    /// course begins and ends on a day of taking.
    pub fn falls_on_since(&self, first: NaiveDate, day: NaiveDate) -> Option<bool> {
        let Self::Certain(CertainDays::Alternating { with, without }) = self else {
            return self.falls_on(day);
        };
        let passed = u64::try_from((day - first).num_days()).ok()?;
        let round = u64::from(*with) + u64::from(*without);
        passed.checked_rem(round).map(|within| within < u64::from(*with))
    }

    /// How many days pass from the first to the last, both counted, when it is taken on `days` of them. The
    /// standard counts days of taking (`７日分（隔日投与）` lasts 13 days); systems that count the calendar write
    /// whole weeks from two on, which are read as such where a week has fewer days of taking than seven.
    pub(crate) fn last_for(&self, days: u32) -> u32 {
        let Self::Certain(certain) = self else { return days };
        let weeks = |each: u32| match days {
            14.. if days.is_multiple_of(7) => days,
            _ => days.div_ceil(each.max(1)).saturating_mul(7),
        };
        match certain {
            CertainDays::Weekdays(named) => weeks(u32::try_from(named.len()).unwrap_or(7)),
            CertainDays::TimesAWeek(times) => weeks(*times),
            CertainDays::EveryWeeks(1) => weeks(1),
            CertainDays::EveryWeeks(each) => days.max(1).saturating_mul(7).saturating_mul(*each),
            CertainDays::EveryMonths(each) => days.max(1).saturating_mul(31).saturating_mul(*each),
            CertainDays::Alternating { with, without } if days > 0 && *with > 0 => {
                let before = (days - 1) / with;
                before.saturating_mul(with.saturating_add(*without)) + (days - 1) % with + 1
            }
            CertainDays::Alternating { .. } => days,
        }
    }
}

impl CertainDays {
    /// Whether two ways of saying it can mean the same days: `週1回` and `月曜日`.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let times = |one: &Self| match one {
            Self::Weekdays(days) => u32::try_from(days.len()).ok(),
            Self::TimesAWeek(times) => Some(*times),
            Self::EveryWeeks(1) => Some(1),
            Self::Alternating { with: 1, without: 6 } => Some(1),
            _ => None,
        };
        let both_name = matches!((self, other), (Self::Weekdays(_), Self::Weekdays(_)));
        self == other || (!both_name && times(self).is_some() && times(self) == times(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn weekdays(days: &[Weekday]) -> Days {
        Days::Certain(CertainDays::Weekdays(days.to_vec()))
    }

    /// 日数 as the official examples count them: JP Core, 隔日投与 (`boundsDuration` 13 for 7 days).
    #[wasm_bindgen_test(unsupported = test)]
    fn days_of_taking_last_longer_than_their_number() {
        let alternate = Days::Certain(CertainDays::Alternating { with: 1, without: 1 });
        let four_of_five = Days::Certain(CertainDays::Alternating { with: 4, without: 1 });
        for (days, number, expected) in [
            (alternate.clone(), 7, 13),
            (alternate.clone(), 1, 1),
            (alternate, 0, 0),
            (four_of_five, 9, 11),
            (weekdays(&[Weekday::Mon]), 4, 28),
            (weekdays(&[Weekday::Mon]), 28, 28),
            (weekdays(&[Weekday::Mon, Weekday::Thu]), 7, 28),
            (Days::EveryDay, 28, 28),
            (Days::AsWritten("漸減".into()), 10, 10),
        ] {
            assert_eq!(days.last_for(number), expected, "{days:?} {number}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn only_named_weekdays_are_certain_of_a_day() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(weekdays(&[Weekday::Mon]).falls_on(monday), Some(true));
        assert_eq!(weekdays(&[Weekday::Tue]).falls_on(monday), Some(false));
        let alternate = Days::Certain(CertainDays::Alternating { with: 1, without: 1 });
        assert_eq!(alternate.falls_on(monday), None);
        assert_eq!(Days::AsWritten("漸減".into()).falls_on_since(monday, monday), None);
        assert_eq!(Days::AsWritten("漸減".into()).falls_on(monday), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn alternating_days_are_counted_from_the_first() {
        let first = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for (with, without, expected) in
            [(1, 1, "x.x.x.x."), (4, 1, "xxxx.xxx"), (1, 6, "x......x"), (2, 3, "xx...xx.")]
        {
            let days = Days::Certain(CertainDays::Alternating { with, without });
            let found: String = (0..8)
                .map(|passed| match days.falls_on_since(first, first + chrono::Days::new(passed)) {
                    Some(true) => 'x',
                    Some(false) => '.',
                    None => '?',
                })
                .collect();
            assert_eq!(found, expected, "{with} and {without}");
            assert_eq!(days.falls_on_since(first, first.pred_opt().unwrap()), None);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn once_a_week_agrees_with_one_weekday() {
        let monday = CertainDays::Weekdays(vec![Weekday::Mon]);
        let both = CertainDays::Weekdays(vec![Weekday::Mon, Weekday::Thu]);
        assert!(monday.agrees_with(&CertainDays::TimesAWeek(1)));
        assert!(!both.agrees_with(&CertainDays::TimesAWeek(1)));
        assert!(!monday.agrees_with(&CertainDays::Weekdays(vec![Weekday::Tue])));
        assert!(!monday.agrees_with(&CertainDays::Alternating { with: 1, without: 1 }));
    }
}
