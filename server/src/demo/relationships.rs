//! What the invented people said about who treats them, through the door that everybody uses; some questions are left
//! open, so that a demonstration shows both.

use super::{Person, SeedError, morning, named, wire::INSURED};
use crate::{
    clock::Clock,
    entropy::Entropy,
    sharing::Unfulfilled,
    store::{
        Store, StoreError,
        account::{self, Kind},
        identity::person,
        sharing::relationship,
    },
    treating::{self, Answer},
};
use chrono::NaiveDate;
use serde_json::Value;
use shared::{
    identity::InsuredId,
    ids::{AccountId, FacilityCode, PatientId},
};
use std::collections::BTreeSet;

/// Of the named people, who has not answered about the last of their facilities yet.
const STILL_ASKED: [usize; 3] = [0, 4, 9];

/// Answers once for everybody who has not answered anything.
pub async fn seed(store: &Store, day: NaiveDate, entropy: &Entropy) -> Result<(), SeedError> {
    // The day before: what was answered this minute would stand on everybody’s home.
    let clock = Clock::standing_at(morning(day.pred_opt().unwrap_or(day)));
    for (place, person) in named(day).enumerate() {
        let Some(insured) = insured_id(&person) else { continue };
        let Some((patient, by)) = whose(store, &insured, &clock, entropy).await? else { continue };
        let mut answered = senders_of_the_unasked(store, patient).await?;
        if STILL_ASKED.contains(&place) && answered.len() > 1 {
            answered.pop();
        }
        for code in answered {
            match treating::answer(store, &clock, (patient, by, true), (&code, Answer::Yes)).await {
                Ok(()) => {}
                Err(Unfulfilled::Store(error)) => return Err(error.into()),
                // A facility that was taken away again.
                Err(_) => {}
            }
        }
    }
    Ok(())
}

fn insured_id(person: &Person) -> Option<InsuredId> {
    let entries = person.transmissions.first()?.bundle["entry"].as_array()?;
    let patient =
        entries.iter().map(|entry| &entry["resource"]).find(|one| one["resourceType"] == "Patient")?;
    let is_insured = |one: &&Value| one["system"] == INSURED;
    let value = patient["identifier"].as_array()?.iter().find(is_insured)?["value"].as_str()?;
    Some(InsuredId::new(INSURED, value))
}

async fn whose(
    store: &Store,
    insured: &InsuredId,
    clock: &Clock,
    entropy: &Entropy,
) -> Result<Option<(PatientId, AccountId)>, StoreError> {
    let mut tx = store.write().await?;
    let Some(home) = person::holders(&mut tx, insured).await?.into_iter().next() else { return Ok(None) };
    let account = match account::of_patient(&mut tx, home.root).await? {
        Some(known) => known.id,
        None => {
            let kind = Kind::Person(Some(home.root));
            account::insert(&mut tx, &home.demographics.name, &kind, clock.now(), entropy).await?
        }
    };
    tx.commit().await?;
    Ok(Some((home.root, account)))
}

/// The facilities of which somebody sees something; none where they have answered before.
async fn senders_of_the_unasked(store: &Store, patient: PatientId) -> Result<Vec<FacilityCode>, StoreError> {
    let (known, _) = relationship::all(&mut store.read().await?, patient, &BTreeSet::new(), None).await?;
    let answered = known.0.values().any(|one| !one.statements.is_empty());
    Ok(if answered { Vec::new() } else { known.senders().cloned().collect() })
}
