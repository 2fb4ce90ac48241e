//! Whom to ring about a person in an emergency: entered and deleted by themself alone, with an entry in their access log.

use crate::{
    auth::Actor,
    clock::Clock,
    entropy::Entropy,
    gate::{self, Refused},
    store::{
        Store,
        record::contact::{self, Entered},
    },
};
use shared::{contact::Contact, ids::PatientId};
use uuid::Uuid;

/// Enters one. What changes nothing is not entered in the log.
///
/// # Errors
/// [`Refused`]
pub async fn enter(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    actor: &Actor,
    patient: PatientId,
    contact: &Contact,
) -> Result<Entered, Refused> {
    let permit = gate::open_own_entries(store, clock, actor, patient).await?;
    let mut tx = permit.tx().await;
    let entered = contact::enter(&mut tx, permit.patient(), contact, clock.now(), entropy).await?;
    drop(tx);
    if entered == Entered::Entered {
        permit.done().await?;
    }
    Ok(entered)
}

/// Deletes one; where it is gone already, nothing is entered in the log.
///
/// # Errors
/// [`Refused`]
pub async fn delete(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
    id: Uuid,
) -> Result<(), Refused> {
    let permit = gate::open_own_entries(store, clock, actor, patient).await?;
    let mut tx = permit.tx().await;
    let deleted = contact::delete(&mut tx, permit.patient(), id).await?;
    drop(tx);
    if deleted {
        permit.done().await?;
    }
    Ok(())
}
