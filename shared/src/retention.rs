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
    record::{Document, DocumentKind, ObservationKind, Origin, Record},
    time::last_day_of_months,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const FIVE_YEARS_IN_MONTHS: u32 = 60;
const ONE_YEAR_IN_MONTHS: u32 = 12;
const SUMMARY_MONTHS: u32 = 6;
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

/// Whether a document may be shown today by the one window that always holds.
pub fn summary_is_shown(document: &Document, today: NaiveDate) -> bool {
    document.kind != DocumentKind::PatientSummary || today <= summary_shown_until(document)
}

/// The last day on which a patient summary is shown: six months counted from `Composition.date`.
pub fn summary_shown_until(document: &Document) -> NaiveDate {
    last_day_of_months(document.date.first_day(), SUMMARY_MONTHS)
}

/// Applies the windows to a viewer's record.
pub fn apply(mut record: Record, windows: Windows, today: NaiveDate) -> Record {
    record.documents.retain(|document| summary_is_shown(document, today));
    if windows == Windows::Everything {
        return record;
    }
    let five_years = |origin: &Origin| {
        origin.long_term || today <= last_day_of_months(origin.registered_on(), FIVE_YEARS_IN_MONTHS)
    };
    record.diagnoses.retain(|diagnosis| five_years(&diagnosis.origin));
    record.allergies.retain(|allergy| five_years(&allergy.origin));
    record
        .documents
        .retain(|document| document.kind != DocumentKind::Checkup || five_years(&document.origin));
    keep_results(&mut record, today, five_years);
    keep_prescriptions(&mut record, today);
    record
}

/// One year, or the last three of each test; infections by their five years as well.
fn keep_results(record: &mut Record, today: NaiveDate, five_years: impl Fn(&Origin) -> bool) {
    let mut seen: BTreeMap<TestKey, usize> = BTreeMap::new();
    record.observations.sort_by(crate::labs::newest_first);
    record.observations.retain(|result| {
        let rank = seen.entry(TestKey::of(result)).or_insert(0);
        *rank += 1;
        let measured = result.effective.as_ref().map_or(result.origin.registered_on(), |at| at.last_day());
        *rank <= LAST
            || today <= last_day_of_months(measured, ONE_YEAR_IN_MONTHS)
            || result.origin.long_term
            || (result.kind == ObservationKind::Infection && five_years(&result.origin))
    });
}

/// 100 days, or what each facility prescribed on its last three days of prescribing.
fn keep_prescriptions(record: &mut Record, today: NaiveDate) {
    let issued = |prescription: &crate::record::Prescription| {
        prescription.authored.as_ref().map_or(prescription.origin.registered_on(), |at| at.last_day())
    };
    let mut days: BTreeMap<String, Vec<NaiveDate>> = BTreeMap::new();
    for prescription in &record.prescriptions {
        days.entry(prescription.origin.facility.to_string()).or_default().push(issued(prescription));
    }
    for days in days.values_mut() {
        days.sort_by(|a, b| b.cmp(a));
        days.dedup();
        days.truncate(LAST);
    }
    record.prescriptions.retain(|prescription| {
        let day = issued(prescription);
        let recent = day.checked_add_days(Days::new(PRESCRIPTION_DAYS)).is_none_or(|last| today <= last);
        let among_last =
            days.get(prescription.origin.facility.as_str()).is_some_and(|days| days.contains(&day));
        recent || among_last || prescription.origin.long_term
    });
}
