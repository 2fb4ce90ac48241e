//! Diagnoses that are not over.

use super::WrittenIn;
use crate::{
    record::{Diagnosis, Record},
    time::Moment,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A diagnosis, and the document that says so where it is no entry of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatedDiagnosis {
    pub diagnosis: Diagnosis,
    pub written_in: Option<WrittenIn>,
}

/// Diagnoses, or what is only suspected: what was registered, and what documents say besides. What one facility registered on one day stands together,
/// the newest day first; among it the main diagnosis first, then what began last.
pub fn diagnoses(record: &Record, as_of: NaiveDate, suspected: bool) -> Vec<StatedDiagnosis> {
    let of_that_kind = |one: &Diagnosis| match suspected {
        true => one.is_suspected(),
        false => one.verification.is_stated_fact(),
    };
    let present = |one: &&Diagnosis| of_that_kind(one) && !one.is_over(as_of);
    let registered = record.diagnoses.iter().filter(present);
    let mut all: Vec<StatedDiagnosis> =
        registered.map(|one| StatedDiagnosis { diagnosis: one.clone(), written_in: None }).collect();
    for document in &record.documents {
        for diagnosis in document.diagnoses().filter(present) {
            if all.iter().any(|known| says_the_same(&known.diagnosis, diagnosis)) {
                continue;
            }
            let written_in = Some(WrittenIn::of(document));
            all.push(StatedDiagnosis { diagnosis: diagnosis.clone(), written_in });
        }
    }
    crate::order::sort_by(&mut all, |a, b| in_order(&a.diagnosis, &b.diagnosis));
    all
}

/// Whether two entries say the same, of whatever facility: a second one would add nothing.
fn says_the_same(known: &Diagnosis, other: &Diagnosis) -> bool {
    known.name == other.name && known.status == other.status && known.onset == other.onset
}

fn in_order(a: &Diagnosis, b: &Diagnosis) -> Ordering {
    let stated_on = |one: &Diagnosis| match &one.origin.updated {
        Some(updated) => updated.first_day(),
        None => one.origin.registered_on(),
    };
    let began = |one: &Diagnosis| one.onset.as_ref().map(Moment::first_day);
    stated_on(b)
        .cmp(&stated_on(a))
        .then_with(|| a.origin.source.cmp(&b.origin.source))
        .then_with(|| b.main.cmp(&a.main))
        .then_with(|| began(b).cmp(&began(a)))
}
