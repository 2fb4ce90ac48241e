//! Retention windows of the national service, to the exact day in Asia/Tokyo.
//!
//! They govern what facilities see through the platform, and are an operator's setting for the
//! patient's own view, where by default everything kept is shown. They delete nothing and never
//! limit a safety check. One window always holds: a patient summary's six months.
//!
//! Source: spec/jp-clins.md §11 (ministry slides, 2023–2024): 傷病名, 感染症, アレルギー 5 years from
//! registration (LTS extends); 検査 one year or the last three; 処方 100 days or the last three;
//! 健診 5 years; 患者サマリー 6 months. Checked 2026-11.

use crate::{
    labs::TestKey,
    record::{Diagnosis, Observation, ObservationKind, Origin, Prescription, Record, Window},
    source::Source,
    time::last_day_of_months,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const FIVE_YEARS_IN_MONTHS: u32 = 60;
const ONE_YEAR_IN_MONTHS: u32 = 12;
const PRESCRIPTION_DAYS: u64 = 100;
const LAST: usize = 3;

/// Which windows apply to a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Windows {
    /// Everything kept is shown.
    #[default]
    Everything,
    /// The national service's windows.
    Platform,
}

/// Applies the windows to a viewer's record.
pub fn apply(mut record: Record, windows: Windows, today: NaiveDate) -> Record {
    record.documents.retain(|document| document.is_shown(today));
    if windows == Windows::Everything {
        return record;
    }
    crate::order::sort_by(&mut record.observations, crate::labs::newest_first);
    let results = results_kept(&record.observations, today);
    let prescriptions = prescriptions_kept(&record.prescriptions, today);
    let (mut results, mut prescriptions) = (results.into_iter(), prescriptions.into_iter());
    record.retain(|entry| match entry.window() {
        Window::Nobody => false,
        Window::Always => true,
        Window::FiveYears => within_five_years(entry.origin(), today),
        // Asked in the order of their lists.
        Window::Results => results.next() == Some(true),
        Window::Prescriptions => prescriptions.next() == Some(true),
    });
    record
}

/// Whether a diagnosis is passed on to facilities: five years, whatever else stands in the record.
pub fn diagnosis_is_passed_on(diagnosis: &Diagnosis, today: NaiveDate) -> bool {
    within_five_years(&diagnosis.origin, today)
}

fn within_five_years(origin: &Origin, today: NaiveDate) -> bool {
    origin.outlasts_windows() || today <= last_day_of_months(origin.registered_on(), FIVE_YEARS_IN_MONTHS)
}

/// One year, or the last three of each test; infections by their five years as well. Newest first.
fn results_kept(results: &[Observation], today: NaiveDate) -> Vec<bool> {
    let mut seen: BTreeMap<TestKey, usize> = BTreeMap::new();
    let stays = |result: &Observation| {
        let rank = seen.entry(TestKey::of(result)).or_insert(0);
        *rank += 1;
        let measured = result.effective.as_ref().map_or(result.origin.registered_on(), |at| at.last_day());
        *rank <= LAST
            || today <= last_day_of_months(measured, ONE_YEAR_IN_MONTHS)
            || result.origin.outlasts_windows()
            || (result.kind == ObservationKind::Infection && within_five_years(&result.origin, today))
    };
    results.iter().map(stays).collect()
}

/// 100 days, or what each facility prescribed on its last three days of prescribing.
fn prescriptions_kept(prescriptions: &[Prescription], today: NaiveDate) -> Vec<bool> {
    let issued = |prescription: &Prescription| {
        prescription.authored.as_ref().map_or(prescription.origin.registered_on(), |at| at.last_day())
    };
    let mut last_days: BTreeMap<&Source, BTreeSet<NaiveDate>> = BTreeMap::new();
    for prescription in prescriptions {
        let days = last_days.entry(&prescription.origin.source).or_default();
        days.insert(issued(prescription));
        if days.len() > LAST {
            days.pop_first();
        }
    }
    let stays = |prescription: &Prescription| {
        let day = issued(prescription);
        let recent = day.checked_add_days(Days::new(PRESCRIPTION_DAYS)).is_none_or(|last| today <= last);
        let source = &prescription.origin.source;
        recent
            || last_days.get(source).is_some_and(|days| days.contains(&day))
            || prescription.origin.outlasts_windows()
    };
    prescriptions.iter().map(stays).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{ItemId, PatientId},
        record::{Allergy, AllergyCategory, ClinicalStatus, Criticality, Person, Sex, Verification},
        time::Moment,
    };
    use wasm_bindgen_test::wasm_bindgen_test;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Received at ten in the morning in Tokyo.
    fn origin(name: &str, received: &str, long_term: bool) -> Origin {
        Origin {
            item: ItemId::derive(PatientId(uuid::Uuid::nil()), &[name]),
            source: "1310000011".try_into().unwrap(),
            department: None,
            updated: None,
            received: format!("{received}T01:00:00Z").parse().unwrap(),
            document: None,
            long_term,
            unread_parts: vec![],
            doubted: false,
        }
    }

    fn empty() -> Record {
        Record::empty(Person {
            name: "見本 花子".into(),
            kana: None,
            sex: Sex::Female,
            birth_date: day("1942-04-03"),
        })
    }

    fn allergy(received: &str, long_term: bool) -> Allergy {
        Allergy {
            origin: origin("allergy", received, long_term),
            name: "そば".into(),
            codes: vec![],
            categories: vec![AllergyCategory::Food],
            criticality: Criticality::Low,
            status: ClinicalStatus::Active,
            verification: Verification::Confirmed,
            onset: None,
            recorded: None,
            reactions: vec![],
            severe_reaction: false,
            notes: vec![],
        }
    }

    fn check_allergy(long_term: bool, today: &str, shown: usize) {
        let mut record = empty();
        record.allergies.push(allergy("2020-02-29", long_term));
        let kept = apply(record, Windows::Platform, day(today));
        assert_eq!(kept.allergies.len(), shown, "long term {long_term} on {today}");
    }

    /// spec/jp-clins.md §11: five years from registration; 長期保存 extends.
    #[wasm_bindgen_test(unsupported = test)]
    fn five_years_end_on_their_day() {
        check_allergy(false, "2025-02-27", 1);
        check_allergy(false, "2025-02-28", 1);
        check_allergy(false, "2025-03-01", 0);
        check_allergy(true, "2035-03-01", 1);
    }

    fn prescription(name: &str, authored: &str) -> Prescription {
        Prescription {
            origin: origin(name, authored, false),
            name: name.into(),
            codes: vec![],
            rp: None,
            dosage: vec![],
            authored: Some(Moment::Day(day(authored))),
            said_since: None,
            quantity: None,
            prescriber: None,
            category: None,
            standing: Default::default(),
            standing_reason: None,
            notes: vec![],
        }
    }

    fn check_prescriptions(today: &str, expected: &[&str]) {
        let mut record = empty();
        for (name, authored) in
            [("a", "2024-01-01"), ("b", "2024-02-01"), ("c", "2024-03-01"), ("d", "2024-04-01")]
        {
            record.prescriptions.push(prescription(name, authored));
        }
        let kept = apply(record, Windows::Platform, day(today));
        let names: Vec<&str> = kept.prescriptions.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, expected, "{today}");
    }

    /// spec/jp-clins.md §11: 100 days, or the last three.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_hundred_days_or_the_last_three() {
        check_prescriptions("2024-04-10", &["a", "b", "c", "d"]);
        check_prescriptions("2024-04-11", &["b", "c", "d"]);
        check_prescriptions("2030-01-01", &["b", "c", "d"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn by_default_everything_kept_is_shown() {
        let mut record = empty();
        record.allergies.push(allergy("1999-01-01", false));
        assert_eq!(apply(record, Windows::Everything, day("2026-01-01")).allergies.len(), 1);
    }
}
