use super::Garbled;
use crate::time::{midnight, tokyo_day};
use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt};

/// A visit's consent lasts a day (オンライン資格確認: 24時間).
const VISIT: Duration = Duration::hours(24);

/// Home care's (訪問診療等の継続的な同意) reaches to the end of the third month, the one of giving being the
/// first: of two readings of the rule the shorter.
const HOME_CARE_MONTHS: u32 = 3;

/// How long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// Twenty-four hours.
    Visit,
    /// To the end of the third month, and on while every month brings a visit.
    HomeCare,
    /// Until it is withdrawn.
    Standing,
    /// From the first to the last day, both in full, in Asia/Tokyo.
    Days { from: NaiveDate, until: NaiveDate },
}

impl Term {
    /// # Errors
    /// [`Garbled`] for any other text, and for days that end before they begin.
    pub fn parse(text: &str) -> Result<Self, Garbled> {
        let garbled = || Garbled::new("visit, home-care, standing, or FIRST/LAST day", text);
        match text {
            "visit" => Ok(Self::Visit),
            "home-care" => Ok(Self::HomeCare),
            "standing" => Ok(Self::Standing),
            days => {
                let (from, until) = days.split_once('/').ok_or_else(garbled)?;
                let from: NaiveDate = from.parse().map_err(|_| garbled())?;
                let until: NaiveDate = until.parse().map_err(|_| garbled())?;
                if from <= until { Ok(Self::Days { from, until }) } else { Err(garbled()) }
            }
        }
    }

    /// Whether `now` is within it. `visits` are the first days of the months in which the asker was seen to treat.
    pub(super) fn holds(
        self,
        begun: DateTime<Utc>,
        visits: &BTreeSet<NaiveDate>,
        now: DateTime<Utc>,
    ) -> bool {
        let today = tokyo_day(now);
        match self {
            Self::Visit => now < begun + VISIT,
            Self::HomeCare => home_care_holds(tokyo_day(begun), visits, today),
            Self::Standing => true,
            Self::Days { from, .. } => from <= today && !self.is_over(begun, now),
        }
    }

    /// Whether it ends before another one that begun then.
    pub fn is_shorter_than(self, begun: DateTime<Utc>, other: Self, other_begun: DateTime<Utc>) -> bool {
        self.end(begun) < other.end(other_begun)
    }

    /// Whether it holds at no time at which another one that begun then does not.
    pub fn is_within(self, begun: DateTime<Utc>, other: Self, other_begun: DateTime<Utc>) -> bool {
        self.beginning(begun) >= other.beginning(other_begun) && self.end(begun) <= other.end(other_begun)
    }

    fn beginning(self, begun: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Days { from, .. } => begun.max(midnight(from)),
            Self::Visit | Self::HomeCare | Self::Standing => begun,
        }
    }

    /// What visits prolong ends after what the calendar ends, and before what nothing does.
    fn end(self, begun: DateTime<Utc>) -> (u8, Option<DateTime<Utc>>) {
        match self {
            Self::Visit => (0, Some(begun + VISIT)),
            Self::Days { until, .. } => (0, Some(midnight(until.succ_opt().unwrap_or(until)))),
            Self::HomeCare => (1, None),
            Self::Standing => (2, None),
        }
    }

    /// The instant at which the calendar alone ends it; `None`: it does not.
    pub fn ends_at(self, begun: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.end(begun).1
    }

    /// Whether the calendar alone ended it. Whether home care goes on, visits say.
    pub(super) fn is_over(self, begun: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        match self {
            Self::Visit => now >= begun + VISIT,
            Self::Days { until, .. } => tokyo_day(now) > until,
            Self::HomeCare | Self::Standing => false,
        }
    }
}

/// The first day of the month that a day is in.
pub(super) fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn home_care_holds(begun: NaiveDate, visits: &BTreeSet<NaiveDate>, today: NaiveDate) -> bool {
    let Some(mut month) = month_of(begun).checked_add_months(Months::new(HOME_CARE_MONTHS - 1)) else {
        return false;
    };
    // Each month that is over must have brought a visit for the next one to be open.
    while month < month_of(today) {
        if !visits.contains(&month) {
            return false;
        }
        match month.checked_add_months(Months::new(1)) {
            Some(next) => month = next,
            None => return false,
        }
    }
    true
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Visit => f.write_str("visit"),
            Self::HomeCare => f.write_str("home-care"),
            Self::Standing => f.write_str("standing"),
            Self::Days { from, until } => write!(f, "{from}/{until}"),
        }
    }
}
