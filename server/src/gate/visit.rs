//! States a visit at a desk, entered in the patient's access log.

use super::{AccessKind, Actor, Ask, Purpose, Refused, enter};
use crate::{
    clock::Clock,
    store::{
        Store, StoreError, Tx,
        facility::desk,
        sharing::{consent as consents, relationship},
    },
};
use chrono::{DateTime, Utc};
use shared::{
    consent::{Said, Shown as ShownAtDesk, State, Statement},
    ids::{FacilityCode, PatientId},
};

/// States that a patient is at the desk of one of the staff, and enters that in the patient's access log, in one
/// transaction: for a day ([`shared::consent::STATED_VISIT`]) the facility sees of what the patient shows to everybody
/// who treats them what does not wait for their own word.
///
/// # Errors
/// [`Refused::NotPermitted`] where it is not theirs to do, where the facility has nothing to do with the patient, and
/// where the patient said that it does not treat them; it is entered in the log of whoever there is.
pub async fn state_visit(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
    shown: ShownAtDesk,
) -> Result<(), Refused> {
    let Actor::Staff(staff) = actor else { return Err(Refused::NotPermitted) };
    let ask = Ask { actor, patient, purpose: Purpose::Desk, kind: AccessKind::Visit(shown) };
    let grant = enter(store, clock, &ask).await?;
    let statement = Statement { said: Said::Visit(shown), at: clock.now() };
    let mut tx = grant.tx().await;
    relationship::say(&mut tx, patient, &staff.facility, statement, staff.account).await?;
    drop(tx);
    let sealed = grant.seal(());
    Ok(grant.release(sealed).await?)
}

/// Whether a visit may be stated: the patient is known there, and did not say that they are not treated there.
pub(super) async fn may_be_stated(
    tx: &mut Tx,
    facility: &FacilityCode,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    consents::hold(tx, patient).await?;
    let denied = matches!(relationship::stated(tx, patient, facility, now).await?, State::Denied { .. });
    Ok(!denied && desk::knows(tx, facility, patient, now).await?)
}
