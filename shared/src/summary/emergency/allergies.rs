//! Allergies, the gravest first.

use super::WrittenIn;
use crate::record::{Allergy, Gravity, Record};
use serde::{Deserialize, Serialize};

/// An allergy, and the document that says so where it is no entry of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatedAllergy {
    pub allergy: Allergy,
    pub written_in: Option<WrittenIn>,
}

/// 薬剤禁忌, and the others: what was registered, and what documents say besides.
pub fn allergies(record: &Record) -> (Vec<StatedAllergy>, Vec<StatedAllergy>) {
    let registered = record.allergies.iter().filter(|one| one.verification.is_told());
    let mut all: Vec<StatedAllergy> =
        registered.map(|one| StatedAllergy { allergy: one.clone(), written_in: None }).collect();
    for document in &record.documents {
        for allergy in document.allergies().filter(|one| one.verification.is_told()) {
            if all.iter().any(|known| says_the_same(&known.allergy, allergy)) {
                continue;
            }
            all.push(StatedAllergy { allergy: allergy.clone(), written_in: Some(WrittenIn::of(document)) });
        }
    }
    crate::order::sort_by(&mut all, |a, b| rank(&a.allergy).cmp(&rank(&b.allergy)));
    all.into_iter().partition(|one| one.allergy.is_contraindication())
}

/// The gravest first; of equally grave ones those that are confirmed.
fn rank(allergy: &Allergy) -> (Gravity, bool) {
    (allergy.gravity(), allergy.is_unconfirmed())
}

/// Whether two lines say the same, of whatever facility: a second one would add nothing.
fn says_the_same(known: &Allergy, other: &Allergy) -> bool {
    let facts = |one: &Allergy| {
        (one.name.clone(), one.criticality, one.status, one.verification, one.reactions.clone())
    };
    facts(known) == facts(other) && known.is_contraindication() == other.is_contraindication()
}
