//! A record limited to kinds of information: what somebody else than the patient is shown of it.

use super::{Allergy, Document, DocumentKind, Observation, ObservationKind, Record};
use crate::category::{Categories, Category};
use std::collections::BTreeSet;

impl Record {
    /// The same record with only these kinds in it. What may belong to several kinds (something unreadable)
    /// stays only where all of them may be seen; what a document carries goes with the document.
    pub fn limited_to(mut self, shown: Categories) -> Self {
        if shown.is_all() {
            return self;
        }
        let sees = |category| shown.contains(category);
        self.diagnoses.retain(|_| sees(Category::Diagnoses));
        self.allergies.retain(|one| sees(of_allergy(one)));
        self.observations.retain(|one| sees(of_observation(one)));
        self.prescriptions.retain(|_| sees(Category::Medicines));
        self.procedures.retain(|_| sees(Category::Procedures));
        self.immunizations.retain(|_| sees(Category::Immunizations));
        self.documents.retain(|one| sees(of_document(one)));
        self.unreadable.retain(|one| kinds_it_may_be(&one.resource_type).missing().or(shown).is_all());
        self.forget_unseen_documents();
        self.forget_silent_facilities();
        self
    }

    /// How many entries of a kind there are.
    pub fn count(&self, category: Category) -> usize {
        match category {
            Category::Diagnoses => self.diagnoses.len(),
            Category::Medicines => self.prescriptions.len(),
            Category::Procedures => self.procedures.len(),
            Category::Immunizations => self.immunizations.len(),
            Category::Allergies | Category::Contraindications => {
                self.allergies.iter().filter(|one| of_allergy(one) == category).count()
            }
            Category::Infections | Category::Tests => {
                self.observations.iter().filter(|one| of_observation(one) == category).count()
            }
            Category::Checkups | Category::Documents => {
                self.documents.iter().filter(|one| of_document(one) == category).count()
            }
        }
    }

    /// What comes out of a letter, a medicine for example, is shown without the letter: it no longer leads there.
    fn forget_unseen_documents(&mut self) {
        let documents: BTreeSet<_> = self.documents.iter().map(|one| one.origin.item.clone()).collect();
        for origin in self.origins_mut() {
            origin.document.take_if(|document| !documents.contains(document));
        }
    }

    /// A facility of which nothing is shown is not named, and none is dated by what is not shown.
    fn forget_silent_facilities(&mut self) {
        let origins: Vec<_> = self.origins().map(|one| (one.facility.clone(), one.received)).collect();
        self.facilities.retain_mut(|facility| {
            let newest = origins.iter().filter(|(code, _)| *code == facility.code).map(|(_, at)| *at).max();
            facility.last_received = newest.unwrap_or(facility.last_received);
            newest.is_some()
        });
    }
}

fn of_allergy(allergy: &Allergy) -> Category {
    if allergy.is_contraindication() { Category::Contraindications } else { Category::Allergies }
}

fn of_observation(observation: &Observation) -> Category {
    match observation.kind {
        ObservationKind::Infection => Category::Infections,
        ObservationKind::Laboratory | ObservationKind::Other => Category::Tests,
    }
}

fn of_document(document: &Document) -> Category {
    match document.kind {
        DocumentKind::Checkup => Category::Checkups,
        DocumentKind::Referral
        | DocumentKind::DischargeSummary
        | DocumentKind::PatientSummary
        | DocumentKind::Prescription
        | DocumentKind::Other => Category::Documents,
    }
}

fn kinds_it_may_be(resource_type: &str) -> Categories {
    use Category::*;
    match resource_type {
        "Condition" => Categories::from_iter([Diagnoses]),
        "AllergyIntolerance" => Categories::from_iter([Allergies, Contraindications]),
        "Observation" => Categories::from_iter([Infections, Tests]),
        "MedicationRequest" => Categories::from_iter([Medicines]),
        "Procedure" => Categories::from_iter([Procedures]),
        "Immunization" => Categories::from_iter([Immunizations]),
        _ => Categories::ALL,
    }
}
