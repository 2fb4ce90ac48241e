//! How long a snapshot may be read. Afterwards it is gone.

use super::Unreadable;
use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};

/// Days for which one's own record may be read after it was last kept.
pub const OWN_DAYS: u16 = 30;

/// The same for another person's record.
pub const OTHERS_DAYS: u16 = 7;

/// What a clock may be slow by without anything being wrong.
const TOLERANCE: Duration = Duration::days(1);

/// From when until when a snapshot may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    pub written_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl Lifetime {
    pub fn of_own(written_at: DateTime<Utc>, days: u16) -> Self {
        Self { written_at, expires_at: written_at + Duration::days(days.into()) }
    }

    /// No longer than the mandate, whose last day ends at midnight in Asia/Tokyo.
    pub fn of_others(written_at: DateTime<Utc>, days: u16, mandate_until: Option<NaiveDate>) -> Self {
        let Self { expires_at, .. } = Self::of_own(written_at, days.min(OTHERS_DAYS));
        let mandate_ends = mandate_until.and_then(|last| last.succ_opt()).and_then(|next| {
            let midnight = next.and_hms_opt(0, 0, 0)?;
            Some(Utc.from_utc_datetime(&midnight) - Duration::hours(9))
        });
        Self { written_at, expires_at: mandate_ends.map_or(expires_at, |ends| ends.min(expires_at)) }
    }

    /// # Errors
    /// [`Unreadable::Expired`], or [`Unreadable::ClockBehind`]: by such a clock nobody can say how old it is.
    pub fn allows(&self, now: DateTime<Utc>) -> Result<(), Unreadable> {
        if now >= self.expires_at {
            Err(Unreadable::Expired { since: self.expires_at })
        } else if now < self.written_at - TOLERANCE {
            Err(Unreadable::ClockBehind { written_at: self.written_at })
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn it_is_read_for_thirty_days_and_no_longer() {
        let life = Lifetime::of_own(at("2026-07-01T03:00:00Z"), OWN_DAYS);
        let expired = Err(Unreadable::Expired { since: at("2026-07-31T03:00:00Z") });
        for (now, expected) in [
            ("2026-07-01T03:00:00Z", Ok(())),
            ("2026-07-31T02:59:59Z", Ok(())),
            ("2026-07-31T03:00:00Z", expired),
            ("2027-07-02T03:00:00Z", expired),
        ] {
            assert_eq!(life.allows(at(now)), expected, "{now}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_clock_that_is_slow_by_hours_reads_it_and_one_that_is_slow_by_a_year_does_not() {
        let life = Lifetime::of_own(at("2026-07-01T03:00:00Z"), OWN_DAYS);
        assert_eq!(life.allows(at("2026-06-30T03:00:00Z")), Ok(()));
        let behind = Err(Unreadable::ClockBehind { written_at: life.written_at });
        for now in ["2026-06-30T02:59:59Z", "2025-07-01T03:00:00Z"] {
            assert_eq!(life.allows(at(now)), behind, "{now}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn another_persons_is_read_for_a_week_and_no_longer_than_the_mandate() {
        let written = at("2026-07-01T03:00:00Z");
        for (days, until, expected) in [
            (30, None, "2026-07-08T03:00:00Z"),
            (3, None, "2026-07-04T03:00:00Z"),
            (30, Some("2026-07-02"), "2026-07-02T15:00:00Z"),
            (30, Some("2026-12-31"), "2026-07-08T03:00:00Z"),
            // Over since yesterday: never readable.
            (30, Some("2026-06-30"), "2026-06-30T15:00:00Z"),
        ] {
            let until = until.map(|day| day.parse().unwrap());
            let life = Lifetime::of_others(written, days, until);
            assert_eq!(life.expires_at, at(expected), "{days} {until:?}");
        }
    }
}
