//! Period for which a medicine counts as taken.

use super::situation::{Medicine, Profile, Source, Supply};
use crate::medicine_code::Route;
use chrono::{Days, NaiveDate};

/// External and as-needed medicines count for this long in the national check (notice of 2023-12-28: 一律14日).
const NATIONAL_FLAT_DAYS: u32 = 14;

/// The days on which a medicine counts as taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub start: NaiveDate,
    pub end: NaiveDate,
    /// Whether both ends are known, or the person says that they take it; an open end reaches as far as dates do.
    pub known: bool,
}

impl Period {
    /// `None` where the national rules cannot compute one: then the medicine is not compared.
    pub(crate) fn of(medicine: &Medicine, route: Option<Route>, profile: Profile) -> Option<Self> {
        match profile {
            Profile::National { .. } => Self::national(medicine, route),
            Profile::Full => Some(Self::full(medicine)),
        }
    }

    fn national(medicine: &Medicine, route: Option<Route>) -> Option<Self> {
        let start = medicine.start?;
        let flat = medicine.as_needed || route == Some(Route::External);
        let end = match medicine.supply {
            Supply::Days(days) if days > 0 && !flat => last_day(start, days),
            Supply::Until(end) if end >= start && !flat => end,
            _ => last_day(start, NATIONAL_FLAT_DAYS),
        };
        Some(Self { start, end, known: true })
    }

    /// Unknown is never "no": without a computable end it may still be taken, without a start it may have begun.
    fn full(medicine: &Medicine) -> Self {
        // What is being asked about now will be taken: there is no doubt about it.
        let asked = medicine.source == Source::Draft;
        let open =
            Self { start: medicine.start.unwrap_or(NaiveDate::MIN), end: NaiveDate::MAX, known: asked };
        match (medicine.start, medicine.supply) {
            (_, Supply::StillTaken) => Self { known: true, ..open },
            _ if medicine.as_needed => open,
            (Some(start), Supply::Days(days)) if days > 0 => {
                Self { start, end: last_day(start, days), known: true }
            }
            (Some(start), Supply::Until(end)) if end >= start => Self { start, end, known: true },
            (None, Supply::Until(end)) => Self { end, ..open },
            _ => open,
        }
    }

    /// Whether, on `day` or later, one is taken while the other is, or within so many days after its last dose.
    pub(crate) fn meets(&self, other: &Self, washout: (u16, u16), day: NaiveDate) -> Meeting {
        if overlap(self.start, self.end, other.start, other.end, day) {
            return Meeting::Together;
        }
        let after_self = overlap(self.start, plus(self.end, washout.0), other.start, other.end, day);
        let after_other = overlap(self.start, self.end, other.start, plus(other.end, washout.1), day);
        if after_self || after_other { Meeting::WithinWashout } else { Meeting::Never }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meeting {
    Together,
    WithinWashout,
    Never,
}

fn last_day(start: NaiveDate, days: u32) -> NaiveDate {
    start.checked_add_days(Days::new(u64::from(days) - 1)).unwrap_or(NaiveDate::MAX)
}

fn plus(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

fn overlap(a: NaiveDate, a_end: NaiveDate, b: NaiveDate, b_end: NaiveDate, day: NaiveDate) -> bool {
    let end = a_end.min(b_end);
    a.max(b) <= end && day <= end
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn medicine(start: Option<&str>, supply: Supply, as_needed: bool) -> Medicine {
        Medicine {
            name: String::new(),
            codes: Vec::new(),
            route: None,
            start: start.map(day),
            supply,
            as_needed,
            facility: None,
            sheet: None,
            source: Source::Prescription,
            department: None,
            prescriber: None,
            questioned: None,
        }
    }

    fn full(start: &str, days: u32) -> Period {
        Period::full(&medicine(Some(start), Supply::Days(days), false))
    }

    fn check(a: Period, b: Period, washout: (u16, u16), on: &str, expected: Meeting) {
        assert_eq!(a.meets(&b, washout, day(on)), expected, "{a:?} {b:?} on {on}");
        assert_eq!(b.meets(&a, (washout.1, washout.0), day(on)), expected, "{b:?} {a:?} on {on}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_first_day_counts_and_the_last_does() {
        let (a, b) = (full("2026-11-01", 10), full("2026-11-10", 5));
        check(a, b, (0, 0), "2026-11-10", Meeting::Together);
        check(a, full("2026-11-11", 5), (0, 0), "2026-11-10", Meeting::Never);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_over_concerns_nobody() {
        let (a, b) = (full("2026-11-01", 10), full("2026-11-05", 30));
        check(a, b, (0, 0), "2026-11-10", Meeting::Together);
        check(a, b, (0, 0), "2026-11-11", Meeting::Never);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_washout_lasts_its_days_after_the_last_dose() {
        // The last dose of selegiline on 10 November; tramadol on the 14th day after, and on the 15th.
        let selegiline = full("2026-11-01", 10);
        check(selegiline, full("2026-11-24", 5), (14, 3), "2026-11-24", Meeting::WithinWashout);
        check(selegiline, full("2026-11-25", 5), (14, 3), "2026-11-25", Meeting::Never);
        // After tramadol three days are enough before selegiline.
        let (tramadol, day_three, day_four) =
            (full("2026-11-01", 10), full("2026-11-13", 5), full("2026-11-14", 5));
        check(day_three, tramadol, (14, 3), "2026-11-13", Meeting::WithinWashout);
        check(day_four, tramadol, (14, 3), "2026-11-14", Meeting::Never);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn without_an_end_it_may_still_be_taken() {
        let as_needed = Period::full(&medicine(Some("2024-01-01"), Supply::Days(10), true));
        assert!(!as_needed.known);
        check(as_needed, full("2026-11-01", 10), (0, 0), "2026-11-10", Meeting::Together);
        let nothing = Period::full(&medicine(None, Supply::Unknown, false));
        check(nothing, full("2026-11-01", 10), (0, 0), "2026-11-10", Meeting::Together);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn contradictory_periods_are_unknown_ones() {
        assert!(!full("2026-11-01", 0).known);
        let backwards = medicine(Some("2026-11-10"), Supply::Until(day("2026-11-01")), false);
        assert!(!Period::full(&backwards).known);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn nationally_fourteen_days_are_flat() {
        let end = |medicine: Medicine, route| Period::national(&medicine, route).map(|period| period.end);
        let start = Some("2026-11-01");
        assert_eq!(end(medicine(start, Supply::Days(28), false), Some(Route::Oral)), Some(day("2026-11-28")));
        assert_eq!(
            end(medicine(start, Supply::Days(28), false), Some(Route::External)),
            Some(day("2026-11-14"))
        );
        assert_eq!(end(medicine(start, Supply::Days(10), true), Some(Route::Oral)), Some(day("2026-11-14")));
        assert_eq!(end(medicine(start, Supply::Unknown, false), None), Some(day("2026-11-14")));
        assert_eq!(end(medicine(None, Supply::Days(28), false), None), None);
    }
}
