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
    let mut entries: BTreeMap<PatientId, Vec<(Category, _)>> = BTreeMap::new();
    for one in correction::to_tell(&mut tx, facility, now).await? {
        entries.entry(one.patient).or_default().push((one.category, one.item));
    }
    let mut told = Vec::new();
    for (patient, entries) in entries {
        let mut seen = relationship::with(&mut tx, patient, facility).await?;
        relationship::recall(&mut tx, patient, &mut seen).await?;
        let consents = consents::standing(&mut tx, patient, now).await?;
        let request = Request { who: Who::Facility(facility.clone()), purpose: Purpose::Care };
        let decision = decide(&request, &consents, &seen, now);
        let shown = decision.shown();
        // Which items belong to what is kept back, the record alone tells, which is not read here: where anything is, only
        // what never does is told.
        let told_of = |category: Category| {
            let never_kept_back = matches!(category, Category::Allergies | Category::Contraindications);
            decision.withheld.is_empty() && (decision.subjects.is_empty() || never_kept_back)
        };
        let kinds: Categories = entries
            .into_iter()
            .map(|(category, _)| category)
            .filter(|category| shown.contains(*category) && told_of(*category))
            .collect();
        if !kinds.is_empty() {
            let numbers = correction::own_numbers(&mut tx, facility, patient).await?;
            told.push(Correction { patient, numbers, kinds });
        }
    }
    Ok(told)
}
