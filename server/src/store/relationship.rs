//! What facilities are to a patient, as far as the patient may know it: nothing comes from rows that are hidden
//! from them, so that what the gate decides by is what a preview may be told.

use super::{StoreError, Tx, facility, record};
use shared::{
    consent::Relationships,
    ids::{FacilityCode, PatientId},
};
use std::collections::{BTreeMap, BTreeSet};

/// One facility alone; empty if there is no such facility.
pub(crate) async fn with(
    tx: &mut Tx,
    patient: PatientId,
    code: &FacilityCode,
) -> Result<Relationships, StoreError> {
    let mut found = Relationships::default();
    let Some(known) = facility::kind_of(tx, code).await? else { return Ok(found) };
    found.knows(code.clone(), known.kind);
    for (sender, at) in record::arrivals(tx, patient).await? {
        found.sent(&sender, at);
    }
    Ok(found)
}

/// Those that treat the patient and those in `named`, with their names; who is not here is left out.
pub(crate) async fn all(
    tx: &mut Tx,
    patient: PatientId,
    named: &BTreeSet<FacilityCode>,
) -> Result<(Relationships, BTreeMap<FacilityCode, String>), StoreError> {
    let arrivals = record::arrivals(tx, patient).await?;
    let (mut found, mut names) = (Relationships::default(), BTreeMap::new());
    let codes: BTreeSet<&FacilityCode> = arrivals.iter().map(|(code, _)| code).chain(named).collect();
    for code in codes {
        if let Some(known) = facility::kind_of(tx, code).await? {
            found.knows(code.clone(), known.kind);
            names.insert(code.clone(), known.name);
        }
    }
    for (sender, at) in &arrivals {
        found.sent(sender, *at);
    }
    Ok((found, names))
}
