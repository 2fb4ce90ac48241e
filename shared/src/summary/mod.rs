//! The patient summary (患者サマリー), laid out as the ministry's image of it, as meaning:
//! basic data, profile, medicines, representative tests, and a block per clinic.

mod emergency;

pub use emergency::{
    CriticalMedicine, Device, DeviceKind, EmergencyCheck, EmergencyMedicines, EmergencySummary, LastResult,
    MadeCheck, StatedAllergy, StatedAs, StatedDiagnosis, StatedNone, Unread, WrittenIn,
};

use crate::{
    ids::ItemId,
    labs::{LabGroup, LabSheet, Standing, TestKey},
    medication::{CourseEnd, MedicineLine, Taking, lines},
    record::{
        Allergy, CarePlan, ClinicalStatus, Diagnosis, Document, DocumentKind, Facility, Observation, Person,
        Record, Unreadable,
    },
    refill::RefillDays,
    source::Source,
    time::{Moment, age_in_years},
};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Medicines that are neither taken now nor possibly still are listed this long after their start, and after the last day
/// of their supply: the national service's own window for prescriptions (spec/jp-clins.md §11).
const RECENT_MEDICINE_DAYS: u64 = 100;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatientSummary {
    pub as_of: NaiveDate,
    pub person: Person,
    pub age: Option<u32>,
    pub facilities: Vec<Facility>,
    pub allergies: Vec<Allergy>,
    pub contraindications: Vec<Allergy>,
    pub none_known: Vec<StatedNone>,
    /// The newest result of each infection test of each facility.
    pub infections: Vec<Observation>,
    /// Newest month first.
    pub medicines: Vec<MedicineMonth>,
    pub tests: Vec<SummaryGroup>,
    /// Newest first, side by side.
    pub clinics: Vec<ClinicBlock>,
    pub unreadable: Vec<Unreadable>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MedicineMonth {
    /// `None`: no start was sent.
    pub month: Option<(i32, u32)>,
    pub lines: Vec<MedicineLine>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SummaryGroup {
    pub group: LabGroup,
    pub tests: Vec<SummaryTest>,
}

/// The newest result of one core item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SummaryTest {
    pub key: TestKey,
    pub core: String,
    pub result: Observation,
    pub standing: Standing,
}

/// Entries that one clinic wrote for the patient, for six months.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClinicBlock {
    pub document: ItemId,
    pub source: Source,
    pub clinic: Option<String>,
    pub department: Option<String>,
    pub doctor: Option<String>,
    /// 前回受診日
    pub last_visit: Moment,
    /// Main diagnosis first.
    pub diagnoses: Vec<Diagnosis>,
    /// 疑い: no diagnoses yet.
    pub suspected: Vec<Diagnosis>,
    pub plans: Vec<CarePlan>,
    pub shown_until: NaiveDate,
}

impl PatientSummary {
    pub fn of(record: &Record, as_of: NaiveDate, refill: RefillDays) -> Self {
        Self {
            as_of,
            person: record.person.clone(),
            age: age_in_years(record.person.birth_date, as_of),
            facilities: record.facilities.clone(),
            allergies: record.plain_allergies().cloned().collect(),
            contraindications: record.contraindications().cloned().collect(),
            none_known: emergency::none_known(record, as_of),
            infections: newest_infections(record),
            medicines: medicines_by_month(record, as_of, refill),
            tests: representative_tests(record),
            clinics: clinic_blocks(&record.documents, as_of),
            unreadable: record.unreadable.clone(),
        }
    }
}

/// Facilities' statements that there is none: registered, and written in documents besides.
pub fn none_known(record: &Record, as_of: NaiveDate) -> Vec<StatedNone> {
    emergency::none_known(record, as_of)
}

/// How many entries of each kind could not be read, in the record and in its documents.
pub fn unreadable(record: &Record) -> Vec<Unread> {
    emergency::unreadable(record)
}

/// How many medicines the record holds that its summary leaves out, as they were over before its window.
pub fn older_medicines(record: &Record, as_of: NaiveDate, refill: RefillDays) -> usize {
    let listed: usize = medicines_by_month(record, as_of, refill).iter().map(|month| month.lines.len()).sum();
    lines(record, as_of, refill).len().saturating_sub(listed)
}

/// Diagnoses that are not over, and after them what is only suspected: registered, and written in documents besides.
pub fn stated_diagnoses(record: &Record, as_of: NaiveDate) -> Vec<StatedDiagnosis> {
    let of = |suspected| emergency::stated_diagnoses(record, as_of, suspected);
    of(false).into_iter().chain(of(true)).collect()
}

/// 薬剤禁忌, then other allergies, the gravest of each first: registered, and written in documents besides.
pub fn stated_allergies(record: &Record) -> Vec<StatedAllergy> {
    let (contraindications, others) = emergency::stated_allergies(record);
    contraindications.into_iter().chain(others).collect()
}

/// The newest result of each infection test of each facility.
pub fn newest_infections(record: &Record) -> Vec<Observation> {
    LabSheet::of_results(record.infections())
        .tests()
        .flat_map(|series| {
            let mut sources = Vec::new();
            series.results.iter().filter(move |result| {
                let first = !sources.contains(&&result.origin.source);
                sources.push(&result.origin.source);
                first
            })
        })
        .cloned()
        .collect()
}

fn medicines_by_month(record: &Record, as_of: NaiveDate, refill: RefillDays) -> Vec<MedicineMonth> {
    let within = |day: NaiveDate| {
        day.checked_add_days(Days::new(RECENT_MEDICINE_DAYS)).is_none_or(|last| as_of <= last)
    };
    let ended_lately = |line: &MedicineLine| match line.course.end {
        CourseEnd::On(end) => line.taking == Taking::Past && within(end),
        CourseEnd::Open(_) => false,
    };
    let recent = |line: &MedicineLine| {
        line.was_stated_lately(as_of)
            || !matches!(line.taking, Taking::Past | Taking::Stated(_))
            || line.course.start.is_none_or(within)
            || ended_lately(line)
    };
    let mut months: Vec<MedicineMonth> = Vec::new();
    for line in lines(record, as_of, refill).into_iter().filter(recent) {
        let month = line.course.start.map(|start| (start.year(), start.month()));
        match months.last_mut() {
            Some(last) if last.month == month => last.lines.push(line),
            _ => months.push(MedicineMonth { month, lines: vec![line] }),
        }
    }
    months
}

fn representative_tests(record: &Record) -> Vec<SummaryGroup> {
    let stands = |result: &&Observation| !result.status.is_taken_back();
    let sheet = LabSheet::of_results(record.laboratory().filter(stands));
    sheet
        .groups
        .into_iter()
        .filter(|group| group.group != LabGroup::Other)
        .map(|group| SummaryGroup {
            group: group.group,
            tests: group
                .tests
                .into_iter()
                .filter_map(|series| {
                    let standing = series.standing();
                    let result = series.results.into_iter().next()?;
                    Some(SummaryTest { key: series.key, core: series.core?, result, standing })
                })
                .collect(),
        })
        .collect()
}

/// No plan or advice: no block from that clinic.
fn clinic_blocks(documents: &[Document], as_of: NaiveDate) -> Vec<ClinicBlock> {
    let mut blocks: Vec<ClinicBlock> = documents
        .iter()
        .filter(|document| document.kind == DocumentKind::PatientSummary)
        .filter(|document| document.is_shown(as_of))
        .filter(|document| document.plans().any(|plan| !plan.description.trim().is_empty()))
        .map(|document| {
            let (suspected, mut diagnoses): (Vec<Diagnosis>, Vec<Diagnosis>) = document
                .diagnoses()
                .filter(|diagnosis| diagnosis.verification.is_told())
                .filter(|diagnosis| diagnosis.status != ClinicalStatus::Resolved)
                .cloned()
                .partition(Diagnosis::is_suspected);
            crate::order::sort_by(&mut diagnoses, |a, b| b.main.cmp(&a.main));
            ClinicBlock {
                document: document.origin.item.clone(),
                source: document.origin.source.clone(),
                clinic: document.organization.clone(),
                department: document.department.clone(),
                doctor: document.doctor.clone(),
                last_visit: document.visit_start.clone().unwrap_or_else(|| document.date.clone()),
                diagnoses,
                suspected,
                plans: document.plans().cloned().collect(),
                shown_until: document.shown_until(),
            }
        })
        .collect();
    crate::order::sort_by(&mut blocks, |a, b| {
        b.last_visit.compare(&a.last_visit).then_with(|| a.document.cmp(&b.document))
    });
    blocks
}
