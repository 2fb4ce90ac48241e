//! Allergies, the gravest first.

use super::WrittenIn;
use crate::{
    nfkc::nfkc,
    record::{Allergy, Criticality, Record},
};
use serde::{Deserialize, Serialize};

/// An allergy, and the document that says so where it is no entry of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatedAllergy {
    pub allergy: Allergy,
    pub written_in: Option<WrittenIn>,
}

/// How grave the next reaction may be, as far as it was stated. In this order allergies are listed: of what is not
/// known nobody may think that it is mild.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gravity {
    /// Stated as such, or there was an anaphylaxis.
    Grave,
    NotKnown,
    Mild,
}

impl StatedAllergy {
    pub fn gravity(&self) -> Gravity {
        match self.allergy.criticality {
            Criticality::High => Gravity::Grave,
            _ if self.was_anaphylaxis() => Gravity::Grave,
            Criticality::Low => Gravity::Mild,
            Criticality::UnableToAssess | Criticality::NotStated => Gravity::NotKnown,
        }
    }

    /// By the words for it, or for what happened.
    pub fn was_anaphylaxis(&self) -> bool {
        let words = self.allergy.reactions.iter().chain([&self.allergy.name]);
        words.into_iter().any(|said| is_anaphylaxis(said))
    }
}

fn is_anaphylaxis(said: &str) -> bool {
    let plain = nfkc(said).to_lowercase();
    plain.contains("アナフィラキ") || plain.contains("anaphyla")
}

/// 薬剤禁忌, and the others: what was registered, and what documents say besides.
pub fn allergies(record: &Record) -> (Vec<StatedAllergy>, Vec<StatedAllergy>) {
    let registered = record.allergies.iter().filter(|one| one.verification.is_stated_fact());
    let mut all: Vec<StatedAllergy> =
        registered.map(|one| StatedAllergy { allergy: one.clone(), written_in: None }).collect();
    for document in &record.documents {
        for allergy in document.allergies().filter(|one| one.verification.is_stated_fact()) {
            if all.iter().any(|known| says_the_same(&known.allergy, allergy)) {
                continue;
            }
            all.push(StatedAllergy { allergy: allergy.clone(), written_in: Some(WrittenIn::of(document)) });
        }
    }
    crate::order::sort_by(&mut all, |a, b| a.gravity().cmp(&b.gravity()));
    all.into_iter().partition(|one| one.allergy.is_contraindication())
}

/// Whoever wrote it: a second line would say nothing more.
fn says_the_same(known: &Allergy, other: &Allergy) -> bool {
    let facts = |one: &Allergy| (one.name.clone(), one.criticality, one.status, one.reactions.clone());
    facts(known) == facts(other) && known.is_contraindication() == other.is_contraindication()
}
