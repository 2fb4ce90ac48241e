//! Ends all of a patient's sign-ins, entered in their access log.

use super::{AccessKind, Actor, Ask, Purpose, Refused, enter};
use crate::{
    auth::sign_out::Stated,
    clock::Clock,
    entropy::Entropy,
    store::{Store, account::sign_out, statement::Voice},
};
use chrono::NaiveDate;
use shared::ids::PatientId;

/// Signs a patient out everywhere and enters that, with the reason, in their access log, all in one transaction. For an
/// administrator of a facility that has to do with the patient and knows when they were born, and for the operator. It
/// opens nothing.
///
/// # Errors
/// [`Refused::NotPermitted`] where it is not theirs to do, where the facility has nothing to do with the patient, and
/// where they were born on another day; it is entered in the log of whoever there is.
pub async fn sign_out(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    actor: &Actor,
    (patient, born): (PatientId, Option<NaiveDate>),
    stated: &Stated,
) -> Result<(), Refused> {
    let by = match actor {
        Actor::Staff(staff) => Voice::Staff { account: staff.account, facility: &staff.facility },
        Actor::Operator => Voice::Operator,
        _ => return Err(Refused::NotPermitted),
    };
    let kind = AccessKind::SignOut { reason: stated.reason(), born };
    let grant = enter(store, clock, &Ask { actor, patient, purpose: Purpose::Desk, kind }).await?;
    let mut tx = grant.tx().await;
    sign_out::carry_out(&mut tx, patient, stated, by, clock.now(), entropy).await?;
    drop(tx);
    let sealed = grant.seal(());
    Ok(grant.release(sealed).await?)
}
