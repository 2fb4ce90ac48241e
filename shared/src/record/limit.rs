//! A record limited to kinds of information: what somebody else than the patient is shown of it.

use super::{DocumentKind, ObservationKind, Record};
use crate::category::{Categories, Category};
use std::collections::BTreeSet;

impl Record {
    /// The same record with only these kinds in it. What may belong to several kinds (something unreadable)
    /// stays only where all of them may be seen; what a document carries goes with the document.
    pub fn limited_to(self, shown: Categories) -> Self {
        if shown.is_all() { self } else { self.narrowed_to(shown) }
    }

    /// The same where lines were taken out before: no line leads to a document that is gone, and no facility is
    /// named of which nothing is left.
    pub(crate) fn narrowed_to(mut self, shown: Categories) -> Self {
        let sees = |category| shown.contains(category);
        self.diagnoses.retain(|_| sees(Category::Diagnoses));
        self.allergies.retain(|one| match one.is_contraindication() {
            true => sees(Category::Contraindications),
            false => sees(Category::Allergies),
        });
        self.observations.retain(|one| match one.kind {
            ObservationKind::Infection => sees(Category::Infections),
            ObservationKind::Laboratory | ObservationKind::Other => sees(Category::Tests),
        });
        self.prescriptions.retain(|_| sees(Category::Medicines));
        self.procedures.retain(|_| sees(Category::Procedures));
        self.immunizations.retain(|_| sees(Category::Immunizations));
        self.documents.retain(|one| match one.kind {
            DocumentKind::Checkup => sees(Category::Checkups),
            DocumentKind::Referral
            | DocumentKind::DischargeSummary
            | DocumentKind::PatientSummary
            | DocumentKind::Prescription
            | DocumentKind::Other => sees(Category::Documents),
        });
        self.unreadable.retain(|one| kinds_it_may_be(&one.resource_type).missing().or(shown).is_all());
        self.forget_unseen_documents();
        self.forget_silent_facilities();
        self
    }

    /// A medicine out of a letter is shown without the letter: it no longer leads there.
    fn forget_unseen_documents(&mut self) {
        let documents: BTreeSet<_> = self.documents.iter().map(|one| one.origin.item.clone()).collect();
        for prescription in &mut self.prescriptions {
            prescription.origin.document.take_if(|document| !documents.contains(document));
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

/// Of which kinds something is that could not be read.
pub(crate) fn kinds_it_may_be(resource_type: &str) -> Categories {
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
