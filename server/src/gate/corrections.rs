//! Corrections since a facility read something, as far as consents pass them on.

use crate::{
    auth::Staff,
    clock::Clock,
    store::{
        Store, StoreError,
        record::correction,
        sharing::{consent as consents, relationship},
    },
};
use shared::{
    category::{Categories, Category},
    consent::{Purpose, Request, Who, decide},
    ids::PatientId,
};
use std::collections::BTreeMap;

/// That something a facility read was corrected since: of whom, and of which kind. What it says now stands in the
/// record, behind [`open`](super::open).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub patient: PatientId,
    /// The facility's own numbers of them.
    pub numbers: Vec<String>,
    pub kinds: Categories,
}

/// What is to be told at a desk to those who treat: only what the patient's consents pass on to this facility now.
///
/// # Errors
/// Where the store cannot be read.
pub async fn corrections(store: &Store, clock: &Clock, staff: &Staff) -> Result<Vec<Correction>, StoreError> {
    if !staff.treats() {
        return Ok(Vec::new());
    }
    let now = clock.now();
    let facility = &staff.facility;
    let mut tx = store.read().await?;
    let mut entries: BTreeMap<PatientId, Vec<Category>> = BTreeMap::new();
    for one in correction::to_tell(&mut tx, facility, now).await? {
        entries.entry(one.patient).or_default().push(one.category);
    }
    let mut told = Vec::new();
    for (patient, entries) in entries {
        let mut seen = relationship::with(&mut tx, patient, facility).await?;
        relationship::recall(&mut tx, patient, &mut seen).await?;
        let consents = consents::standing(&mut tx, patient, now).await?;
        let request = Request { who: Who::Facility(facility.clone()), purpose: Purpose::Care };
        let decision = decide(&request, &consents, &seen, now);
        let shown = decision.shown();
        // Which items are kept back, by themselves or with what is like them, the record alone tells, which is not read
        // here: nothing is told where an item is withheld, and with a subject only allergies, which never belong to one.
        let is_told = |category: &Category| {
            let is_an_allergy = matches!(category, Category::Allergies | Category::Contraindications);
            shown.contains(*category)
                && decision.withheld.is_empty()
                && (decision.subjects.is_empty() || is_an_allergy)
        };
        let kinds: Categories = entries.into_iter().filter(is_told).collect();
        if !kinds.is_empty() {
            let numbers = correction::own_numbers(&mut tx, facility, patient).await?;
            told.push(Correction { patient, numbers, kinds });
        }
    }
    Ok(told)
}
