//! Network addresses of a person's access entries, for the operator.

use super::{AccessKind, Actor, Ask, Purpose, Refused, enter};
use crate::{
    clock::Clock,
    store::{
        Store,
        log::origin::{self, Origin},
    },
};
use shared::ids::PatientId;

/// From where what stands in a person's log was asked for, oldest first: for the operator at a terminal, whose look
/// stands in that log from then on.
///
/// # Errors
/// [`Refused::NotPermitted`] where there is no such person, or their record is read as another's.
pub async fn origins(store: &Store, clock: &Clock, patient: PatientId) -> Result<Vec<Origin>, Refused> {
    let ask =
        Ask { actor: &Actor::Operator, patient, purpose: Purpose::AccessHistory, kind: AccessKind::Origins };
    let grant = enter(store, clock, &ask).await?;
    let mut tx = grant.tx().await;
    let kept = origin::of_person_in(&mut tx, patient).await?;
    drop(tx);
    let sealed = grant.seal(kept);
    Ok(grant.release(sealed).await?)
}
