//! What the page shows of a record, and in which order.

use crate::kinds::document::WrittenInDocument;
use shared::{
    labs::{LabSheet, TestSeries},
    order::sort_by,
    record::{Allergy, Diagnosis, Immunization, Procedure, RecordView, Unreadable},
    summary::{StatedNone, none_known},
    time::Moment,
};
use std::cmp::Ordering;

#[derive(Clone, Debug, PartialEq)]
pub struct RecordContent {
    pub contraindications: Vec<Allergy>,
    pub allergies: Vec<Allergy>,
    /// Main diagnoses first, then the newest.
    pub diagnoses: Vec<Diagnosis>,
    /// 疑い: no diagnoses yet.
    pub suspected: Vec<Diagnosis>,
    /// Resolved, or ended by `as_of`.
    pub former_diagnoses: Vec<Diagnosis>,
    /// That there is none, as facilities registered it: of allergies, and of anything else.
    pub no_allergies: Vec<StatedNone>,
    pub no_others: Vec<StatedNone>,
    pub infections: Vec<TestSeries>,
    pub procedures: Vec<Procedure>,
    pub immunizations: Vec<Immunization>,
    /// What documents say: it stays theirs and is never mixed with what was registered.
    pub documents: Vec<WrittenInDocument>,
    pub unreadable: Vec<Unreadable>,
}

impl RecordContent {
    pub fn of(view: &RecordView) -> Self {
        let record = &view.record;
        let told = |allergy: &&Allergy| allergy.verification.is_told();
        let mut diagnoses: Vec<Diagnosis> =
            record.diagnoses.iter().filter(|diagnosis| diagnosis.verification.is_told()).cloned().collect();
        sort_by(&mut diagnoses, |a, b| {
            b.main.cmp(&a.main).then_with(|| newest(a.onset.as_ref(), b.onset.as_ref()))
        });
        let (suspected, diagnoses): (Vec<_>, Vec<_>) =
            diagnoses.into_iter().partition(Diagnosis::is_suspected);
        let (former_diagnoses, diagnoses) =
            diagnoses.into_iter().partition(|diagnosis| diagnosis.is_over(view.as_of));
        let none_known = none_known(record, view.as_of).into_iter().filter(|one| one.written_in.is_none());
        let (no_allergies, no_others) = none_known.partition(|one| one.none.is_about_allergies());
        let mut contraindications: Vec<Allergy> = record.contraindications().filter(told).cloned().collect();
        let mut allergies: Vec<Allergy> = record.plain_allergies().filter(told).cloned().collect();
        for list in [&mut contraindications, &mut allergies] {
            sort_by(list, |a, b| newest(a.recorded.as_ref(), b.recorded.as_ref()));
        }
        let mut procedures = record.procedures.clone();
        sort_by(&mut procedures, |a, b| newest(a.performed.as_ref(), b.performed.as_ref()));
        let mut immunizations = record.immunizations.clone();
        sort_by(&mut immunizations, |a, b| newest(a.occurred.as_ref(), b.occurred.as_ref()));
        Self {
            contraindications,
            allergies,
            diagnoses,
            suspected,
            former_diagnoses,
            no_allergies,
            no_others,
            infections: LabSheet::of_results(record.infections()).tests().cloned().collect(),
            procedures,
            immunizations,
            documents: record.documents.iter().filter_map(WrittenInDocument::of).collect(),
            unreadable: record.unreadable.clone(),
        }
    }
}

/// The newest first; what has no date comes last.
fn newest(a: Option<&Moment>, b: Option<&Moment>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.compare(a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first_and_the_undated_last() {
        let moment = |text: &str| Moment::try_from(text).unwrap();
        let mut dates = [None, Some(moment("2020")), Some(moment("2024-05-01"))];
        sort_by(&mut dates, |a, b| newest(a.as_ref(), b.as_ref()));
        assert_eq!(dates, [Some(moment("2024-05-01")), Some(moment("2020")), None]);
    }
}
