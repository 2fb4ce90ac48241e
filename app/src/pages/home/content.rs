//! Home's own part of the record.

use crate::{context::checked::Checked, kinds::allergy};
use shared::{
    arrivals::{Arrival, Since, arrivals},
    consent::Treating,
    labs::{Context, CriticalResult, LabSheet, Standing, TestKey, TestSeries},
    medication::{DayPlan, Dose, MedicineLine, Slot, Taking, lines},
    record::{DocumentKind, Measured, Observation, Origin, RecordView},
    summary::{ClinicBlock, PatientSummary},
    time::Moment,
};
use std::{collections::BTreeSet, sync::Arc};

/// Newest documents that home names; all of them are one tap away.
const NEWEST: usize = 3;

/// A result older than this is no news: the sheet has it.
const RESULT_DAYS: i64 = 400;

#[derive(Clone, Debug, PartialEq)]
pub struct HomeContent {
    /// 薬剤禁忌, with what happened.
    pub contraindications: Vec<String>,
    /// Other allergies that may be grave, with what happened.
    pub grave_allergies: Vec<String>,
    pub since: Since,
    pub arrivals: Vec<Arrival>,
    /// Every day, by what was read in full.
    pub now: Vec<MedicineLine>,
    /// Number of medicines at each time of the day.
    pub slots: Vec<(Slot, usize)>,
    /// Taken now, and not for every day.
    pub certain_days: Vec<MedicineLine>,
    /// Number of instructions, of what is taken or may be, that could not be read completely.
    pub not_read: usize,
    /// Number of prescriptions that overlap another in a way that has to be asked about.
    pub to_ask: usize,
    /// Number of medicines that the person says they take.
    pub said: usize,
    /// Number of medicines that are possibly still taken.
    pub possibly: usize,
    /// Results that a laboratory flagged as critical, while they are urgent.
    pub critical: Vec<CriticalResult>,
    pub outside: Vec<OutsideTest>,
    /// Core tests with a result recent enough to be looked at here that is held against its range.
    pub recent_tests: usize,
    /// Core tests whose recent result is a number that is held against none: it is not known whether it is outside.
    pub not_compared: usize,
    /// The newest plan or advice of each clinic that still counts.
    pub advice: Vec<ClinicBlock>,
    pub documents: Vec<DocumentLine>,
    pub something_unreadable: bool,
    /// Findings of the check of the medicines; `None` where no check is made.
    pub checked: Option<Checked>,
    /// Whether there are medicines, and the viewer may have them checked.
    pub may_be_checked: bool,
    /// Questions to the person about who treats them.
    pub treating: Arc<Treating>,
}

/// A core test whose newest result is outside its range.
#[derive(Clone, Debug, PartialEq)]
pub struct OutsideTest {
    pub key: TestKey,
    pub core: String,
    pub newest: Observation,
    pub context: Context,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DocumentLine {
    pub origin: Origin,
    pub kind: DocumentKind,
    pub title: String,
    pub date: Moment,
}

impl HomeContent {
    pub fn of(view: &RecordView, checked: Option<Checked>, since: Since, treating: Arc<Treating>) -> Self {
        let record = &view.record;
        let all = lines(record, view.as_of, view.refill);
        let possibly = all.iter().filter(|line| line.taking == Taking::PossiblyStill).count();
        let said = all.iter().filter(|line| line.taking == Taking::SaidTaken).count();
        let is_taken = |line: &&MedicineLine| {
            matches!(line.taking, Taking::Now | Taking::SaidTaken | Taking::PossiblyStill)
        };
        let not_read = all.iter().filter(is_taken).filter(|line| !line.prescription.is_read()).count();
        let to_ask = all.iter().filter(|line| line.taking == Taking::ToBeAsked).count();
        let slots = DayPlan::of(&all, view.as_of).slots.into_iter().map(counted).collect();
        let now = all.into_iter().filter(|line| line.taking == Taking::Now && line.prescription.is_read());
        let (now, certain_days) = now.partition(|line| line.prescription.is_every_day());
        let sheet = LabSheet::of(record);
        let recent: Vec<_> = sheet
            .tests()
            .filter(|series| {
                let at = series.newest().effective.as_ref();
                at.is_some_and(|at| (view.as_of - at.first_day()).num_days() <= RESULT_DAYS)
            })
            .collect();
        let outside = recent
            .iter()
            .filter(|series| series.standing().is_outside())
            .filter_map(|series| {
                Some(OutsideTest {
                    key: series.key.clone(),
                    core: series.core.clone()?,
                    newest: series.newest().clone(),
                    context: Context::of(series),
                })
            })
            .collect();
        let core_tests = || recent.iter().filter(|series| series.core.is_some());
        Self {
            contraindications: record.contraindications().map(allergy::with_reactions).collect(),
            grave_allergies: record
                .plain_allergies()
                .filter(|one| allergy::is_grave(one))
                .map(allergy::with_reactions)
                .collect(),
            since,
            arrivals: arrivals(record, since, view.as_of),
            now,
            slots,
            certain_days,
            not_read,
            to_ask,
            said,
            possibly,
            critical: CriticalResult::urgent(record, view.as_of),
            outside,
            recent_tests: core_tests().filter(|series| series.standing() != Standing::NotJudged).count(),
            not_compared: core_tests().filter(|series| is_number_not_compared(series)).count(),
            advice: newest_of_each(PatientSummary::of(record, view.as_of, view.refill).clinics),
            documents: record
                .documents
                .iter()
                .take(NEWEST)
                .map(|document| DocumentLine {
                    origin: document.origin.clone(),
                    kind: document.kind,
                    title: document.title.clone(),
                    date: document.date.clone(),
                })
                .collect(),
            something_unreadable: !record.unreadable.is_empty(),
            checked,
            may_be_checked: view.may_be_checked() && !record.prescriptions.is_empty(),
            treating,
        }
    }
}

/// A medicine counts once, however many of its doses are for one time.
fn counted((slot, doses): (Slot, Vec<Dose>)) -> (Slot, usize) {
    let lines: BTreeSet<usize> = doses.iter().map(|dose| dose.line).collect();
    (slot, lines.len())
}

fn is_number_not_compared(series: &TestSeries) -> bool {
    series.standing() == Standing::NotJudged && matches!(series.newest().value, Measured::Quantity(_))
}

/// Blocks come newest first: the first of each clinic's department is its newest.
fn newest_of_each(blocks: Vec<ClinicBlock>) -> Vec<ClinicBlock> {
    let mut newest: Vec<ClinicBlock> = Vec::new();
    for block in blocks {
        let known = newest.iter().any(|one| {
            one.source == block.source && one.clinic == block.clinic && one.department == block.department
        });
        if !known {
            newest.push(block);
        }
    }
    newest
}
