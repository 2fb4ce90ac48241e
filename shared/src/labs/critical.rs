//! Results that the laboratory flagged as critical (HH, LL, AA): what has to be done, and for how long it is urgent.

use super::{LabSheet, Standing, TestKey, TestSeries};
use crate::{
    ids::ItemId,
    record::{Measured, Observation, ObservationKind, Record, RecordKind},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A test whose newest result the laboratory flagged as critical, so lately that it may not be known yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriticalResult {
    pub key: TestKey,
    /// The core item's code, if it is one.
    pub core: Option<String>,
    pub name: String,
    pub result: Observation,
    pub standing: Standing,
    /// The document that it stands in, where it is no result of its own.
    pub written_in: Option<ItemId>,
}

/// Days for which a flag asks for action on the same day. Later those who treat know of it, or it is out of date.
const URGENT_DAYS: i64 = 14;

impl CriticalResult {
    /// Of what was registered and of what stands in documents, in the sheet's order.
    pub fn urgent(record: &Record, as_of: NaiveDate) -> Vec<Self> {
        let written: Vec<(&ItemId, &Observation)> = record
            .documents
            .iter()
            .flat_map(|document| {
                document.observations().map(|one| (&document.origin.item, one)).collect::<Vec<_>>()
            })
            .filter(|(_, one)| one.kind != ObservationKind::Infection)
            .collect();
        let of_documents = written.iter().map(|(_, one)| *one);
        let sheet = LabSheet::of_results(record.laboratory().chain(of_documents));
        let found = sheet.tests().filter_map(|series| Self::of(series, as_of));
        found
            .map(|found| {
                let is_registered = record.laboratory().any(|one| *one == found.result);
                let document = written.iter().find(|(_, one)| **one == found.result);
                let document = document.filter(|_| !is_registered).map(|(document, _)| (*document).clone());
                Self { written_in: document, ..found }
            })
            .collect()
    }

    /// `None`: the newest result is not flagged, or that is longer ago.
    pub fn of(series: &TestSeries, as_of: NaiveDate) -> Option<Self> {
        let newest = series.results.iter().find(|result| is_a_result(result))?;
        let standing = critical(newest).filter(|_| is_urgent(newest, as_of))?;
        Some(Self {
            key: series.key.clone(),
            core: series.core.clone(),
            name: series.name.clone(),
            result: newest.clone(),
            standing,
            written_in: None,
        })
    }
}

/// The laboratory's flag of a result or a part of it, where it says critical.
pub fn critical(result: &Observation) -> Option<Standing> {
    let parts = result.components.iter().map(|part| Standing::of_part(result, part));
    std::iter::once(Standing::of(result)).chain(parts).find(|standing| standing.is_critical())
}

/// Whether it replaces an earlier result: it was measured, and is a result of the test. What cannot be read does not
/// make an earlier one known.
fn is_a_result(result: &Observation) -> bool {
    let is_measured = match &result.value {
        Measured::Absent { .. } | Measured::Unreadable(_) => false,
        Measured::NotSent => !result.components.is_empty(),
        _ => true,
    };
    result.counts() && is_measured
}

/// Whether it is urgent, by the day of the measurement; where that is not known or wrong, by the day on which it came.
fn is_urgent(result: &Observation, as_of: NaiveDate) -> bool {
    let measured = result.effective.as_ref().filter(|_| !result.is_from_the_future());
    let day = measured.map_or_else(|| result.origin.registered_on(), |at| at.last_day());
    (as_of - day).num_days() <= URGENT_DAYS
}

#[cfg(test)]
mod tests {
    use super::super::testing::{series, text, value};
    use super::*;
    use crate::record::{Interpretation, MeasuringLimit, ResultStatus};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn flagged(at: &str, said: Interpretation) -> Observation {
        Observation { interpretation: Some(said), ..value("6.9", "mEq/L", at) }
    }

    fn on(results: Vec<Observation>, as_of: &str) -> Option<Standing> {
        CriticalResult::of(&series(results), as_of.parse().unwrap()).map(|found| found.standing)
    }

    /// T36, and LL.
    #[wasm_bindgen_test(unsupported = test)]
    fn it_is_urgent_for_fourteen_days() {
        for (said, expected) in [
            (Interpretation::CriticallyHigh, Standing::CriticallyHigh),
            (Interpretation::CriticallyLow, Standing::CriticallyLow),
            (Interpretation::CriticallyAbnormal, Standing::Critical),
        ] {
            let one = || vec![flagged("2026-11-01", said)];
            assert_eq!(on(one(), "2026-11-01"), Some(expected));
            assert_eq!(on(one(), "2026-11-15"), Some(expected));
            assert_eq!(on(one(), "2026-11-16"), None);
        }
        assert_eq!(on(vec![flagged("2026-11-01", Interpretation::High)], "2026-11-01"), None);
        let above = Observation { limit: Some(MeasuringLimit::Above), ..value("6.9", "mEq/L", "2026-11-01") };
        assert_eq!(on(vec![above], "2026-11-01"), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_newer_result_ends_it_and_nothing_else_does() {
        let critical = || flagged("2026-11-01", Interpretation::CriticallyHigh);
        let newer = |shape: fn(&mut Observation)| {
            let mut newer = value("4.1", "mEq/L", "2026-11-02");
            shape(&mut newer);
            on(vec![newer, critical()], "2026-11-03")
        };
        let still = Some(Standing::CriticallyHigh);
        assert_eq!(newer(|_| ()), None);
        assert_eq!(newer(|result| result.status = ResultStatus::Preliminary), None);
        for status in [ResultStatus::Cancelled, ResultStatus::Registered, ResultStatus::Unknown] {
            assert_eq!(on(vec![Observation { status, ..critical() }], "2026-11-03"), None, "{status:?}");
        }
        assert_eq!(newer(|result| result.status = ResultStatus::Cancelled), still);
        assert_eq!(newer(|result| result.status = ResultStatus::Unknown), still);
        assert_eq!(newer(|result| result.value = Measured::Absent { reason: None }), still);
        assert_eq!(newer(|result| result.value = Measured::Unreadable("?".into())), still);
        let earlier = value("4.1", "mEq/L", "2026-10-31");
        assert_eq!(on(vec![critical(), earlier], "2026-11-03"), still);
        let words = Observation { interpretation: None, ..text("検体不良", "2026-11-02") };
        assert_eq!(on(vec![words, critical()], "2026-11-03"), None, "a result in words is a result");
    }
}
