//! The one place that asks the system for the time.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use shared::time::tokyo_day;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// What time it is, and which day the rules go by. Cloning shares it.
///
/// Times are cut to milliseconds: SQLite would keep nanoseconds and PostgreSQL microseconds, and a
/// record must be the same, to the byte, from both.
///
/// ```
/// use server::clock::Clock;
/// let day = chrono::NaiveDate::from_ymd_opt(2024, 8, 1).unwrap();
/// assert_eq!(Clock::system().with_today(day).today(), day);
/// ```
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    today: Option<NaiveDate>,
}

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Milliseconds since 1970; moves only when told to.
    Standing(Arc<AtomicI64>),
}

impl Clock {
    pub fn system() -> Self {
        Self { source: Source::System, today: None }
    }

    /// A clock that stands still, for tests.
    pub fn standing_at(now: DateTime<Utc>) -> Self {
        Self { source: Source::Standing(Arc::new(AtomicI64::new(now.timestamp_millis()))), today: None }
    }

    /// The same clock with a fixed day for every rule about dates (`--today`).
    pub fn with_today(self, today: NaiveDate) -> Self {
        Self { today: Some(today), ..self }
    }

    /// Moves a standing clock; a system clock ignores it.
    pub fn advance(&self, by: chrono::Duration) {
        if let Source::Standing(millis) = &self.source {
            millis.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        match &self.source {
            #[allow(clippy::disallowed_methods, reason = "this is the clock everybody else must ask")]
            Source::System => Utc::now().trunc_subsecs(3),
            Source::Standing(millis) => {
                DateTime::from_timestamp_millis(millis.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// Today in Asia/Tokyo, or the day that was fixed.
    pub fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| tokyo_day(self.now()))
    }
}
