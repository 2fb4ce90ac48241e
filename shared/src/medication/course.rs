//! Duration of a course of a medicine. FHIR's `status` does not say it (it is pinned to `completed`): the period is
//! computed from start and days supplied.

use crate::{
    record::{Dosage, Prescription, Record, Standing},
    time::Moment,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use {super::supplies, crate::refill::RefillDays};

/// The days on which a prescription's supply lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    pub start: Option<NaiveDate>,
    pub end: CourseEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CourseEnd {
    /// The last day of the supply.
    On(NaiveDate),
    Open(WhyOpen),
}

/// Why no last day can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhyOpen {
    /// 頓用: taken when needed.
    AsNeeded,
    /// 外用 and other amounts that last as long as they last.
    NoDays,
    NoStart,
}

/// Whether it is being taken. Unknown is never "no".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Taking {
    Now,
    /// The person says that they take it.
    SaidTaken,
    /// The end cannot be computed and nothing newer replaces it.
    PossiblyStill,
    NotYet,
    /// Continued in a later supply, which began before this one ends: it is told once, there.
    Continued,
    /// A later prescription of the same prescriber gives another amount or usage: that one holds.
    Changed,
    /// A later prescription of the same place overlaps it for longer than a refill does, or brings another
    /// strength: whether both are meant has to be asked.
    ToBeAsked,
    /// It was not simply issued: what became of it.
    Stated(Standing),
    /// The person says that they do not take it any more; since when, nobody knows.
    SaidStopped,
    Past,
}

impl Taking {
    /// Whether it is told beside what is taken now, as something that a later prescription took the place of.
    pub fn is_beside(self) -> bool {
        matches!(self, Self::Changed | Self::ToBeAsked)
    }
}

impl Course {
    pub fn of(prescription: &Prescription) -> Self {
        if prescription.standing.is_said() {
            return Self { start: said_day(prescription), end: CourseEnd::Open(WhyOpen::NoDays) };
        }
        let mut dosages = prescription.dosage.iter().map(of_dosage);
        let Some(first) = dosages.next() else {
            let start = prescription.authored.as_ref().map(|moment| moment.first_day());
            return Self { start, end: CourseEnd::Open(WhyOpen::NoDays) };
        };
        // Several dosages of one line (tapering): the first day of any to the last day of all.
        dosages.fold(first, |a, b| Self {
            start: match (a.start, b.start) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            end: match (a.end, b.end) {
                (CourseEnd::On(a), CourseEnd::On(b)) => CourseEnd::On(a.max(b)),
                (CourseEnd::Open(why), _) | (_, CourseEnd::Open(why)) => CourseEnd::Open(why),
            },
        })
    }

    /// Whether it is taken, by dates alone, without looking at newer prescriptions.
    pub fn taking(&self, today: NaiveDate) -> Taking {
        match (self.start, self.end) {
            (Some(start), _) if today < start => Taking::NotYet,
            (_, CourseEnd::On(end)) if today <= end => Taking::Now,
            (_, CourseEnd::On(_)) => Taking::Past,
            (_, CourseEnd::Open(_)) => Taking::PossiblyStill,
        }
    }
}

/// The day from which the person says that they take it: a year or a month is none.
fn said_day(prescription: &Prescription) -> Option<NaiveDate> {
    match prescription.said_since.as_ref()? {
        day @ (Moment::Day(_) | Moment::Instant(_)) => Some(day.first_day()),
        Moment::Year(_) | Moment::Month { .. } => None,
    }
}

/// The course of one dosage alone.
pub(super) fn of_dosage(dosage: &Dosage) -> Course {
    let end = match (dosage.stated_end, dosage.as_needed, dosage.start, dosage.lasts.or(dosage.days)) {
        // Days of an as-needed medicine count doses, not days in a row.
        (_, true, _, _) => CourseEnd::Open(WhyOpen::AsNeeded),
        (_, _, Some(start), Some(days)) if days > 0 => {
            let last = start.checked_add_days(Days::new(u64::from(days) - 1)).unwrap_or(NaiveDate::MAX);
            CourseEnd::On(dosage.stated_end.map_or(last, |stated| stated.max(last)))
        }
        (Some(stated), ..) => CourseEnd::On(stated),
        (_, _, None, Some(_)) => CourseEnd::Open(WhyOpen::NoStart),
        _ => CourseEnd::Open(WhyOpen::NoDays),
    };
    Course { start: dosage.start, end }
}

/// One medicine line with what was computed for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MedicineLine {
    pub prescription: Prescription,
    pub course: Course,
    pub taking: Taking,
    /// The day from which it is so, where a later prescription or the sender said it.
    #[serde(default)]
    pub since: Option<NaiveDate>,
    /// The first day of the supplies that this one goes on from without a gap.
    #[serde(default)]
    pub supplied_since: Option<NaiveDate>,
}

/// Days for which a stopped or held medicine still matters: tablets are left over. The national service's own window
/// for prescriptions (spec/jp-clins.md §11).
pub const STATED_DAYS: u64 = 100;

impl MedicineLine {
    /// Whether the sender said within [`STATED_DAYS`] that it is not simply issued; mistakes do not count.
    pub fn was_stated_lately(&self, as_of: NaiveDate) -> bool {
        let Taking::Stated(standing) = self.taking else { return false };
        let last = self.since.and_then(|since| since.checked_add_days(Days::new(STATED_DAYS)));
        standing != Standing::Mistake && last.is_none_or(|last| as_of <= last)
    }
}

/// Every prescription of a record, newest first.
pub fn lines(record: &Record, today: NaiveDate, refill: RefillDays) -> Vec<MedicineLine> {
    let mut lines: Vec<MedicineLine> = record
        .prescriptions
        .iter()
        .map(|prescription| {
            let course = Course::of(prescription);
            let (taking, since) = match prescription.standing {
                Standing::Issued => (course.taking(today), None),
                Standing::SaidTaken => (Taking::SaidTaken, None),
                Standing::SaidStopped => (Taking::SaidStopped, None),
                other => (Taking::Stated(other), Some(prescription.standing_since())),
            };
            MedicineLine { prescription: prescription.clone(), course, taking, since, supplied_since: None }
        })
        .collect();
    crate::order::sort_by(&mut lines, |a, b| {
        b.course
            .start
            .cmp(&a.course.start)
            .then_with(|| a.prescription.name.cmp(&b.prescription.name))
            .then_with(|| a.prescription.origin.item.cmp(&b.prescription.origin.item))
    });
    supplies::end_open(&mut lines);
    supplies::join(&mut lines, refill);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dosage(start: Option<&str>, days: Option<u32>, as_needed: bool, end: Option<&str>) -> Dosage {
        Dosage {
            text: None,
            usage: None,
            usage_codes: vec![],
            additional: vec![],
            as_needed,
            route: None,
            route_code: None,
            start: start.map(day),
            stated_end: end.map(day),
            days,
            per_dose: None,
            per_day: None,
            ..Dosage::default()
        }
    }

    fn check(dosage: Dosage, today: &str, expected: Taking) {
        assert_eq!(of_dosage(&dosage).taking(day(today)), expected, "{dosage:?} on {today}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_first_day_counts_as_a_day_of_supply() {
        let week = || dosage(Some("2024-07-01"), Some(7), false, None);
        check(week(), "2024-06-30", Taking::NotYet);
        check(week(), "2024-07-01", Taking::Now);
        check(week(), "2024-07-07", Taking::Now);
        check(week(), "2024-07-08", Taking::Past);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_has_no_computable_end_is_possibly_still_taken() {
        check(dosage(Some("2024-07-01"), None, false, None), "2026-01-01", Taking::PossiblyStill);
        check(dosage(Some("2024-07-01"), Some(10), true, None), "2026-01-01", Taking::PossiblyStill);
        check(dosage(None, Some(7), false, None), "2026-01-01", Taking::PossiblyStill);
        check(dosage(Some("2024-07-01"), Some(0), false, None), "2026-01-01", Taking::PossiblyStill);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_later_of_stated_end_and_supply_counts() {
        check(dosage(Some("2024-07-01"), Some(7), false, Some("2024-07-10")), "2024-07-10", Taking::Now);
        check(dosage(Some("2024-07-01"), Some(7), false, Some("2024-07-05")), "2024-07-07", Taking::Now);
        check(dosage(Some("2024-07-01"), None, false, Some("2024-07-05")), "2024-07-06", Taking::Past);
    }
}
