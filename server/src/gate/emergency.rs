//! Emergency access: breaks the glass for one member of a hospital's staff.

use super::{AccessKind, Actor, Ask, Purpose, Refused, enter};
use crate::{
    clock::Clock,
    entropy::Entropy,
    store::{
        Store, StoreError, Tx, facility,
        identity::person,
        sharing::{
            emergency::{self, Access, Stated},
            emergency_notice,
        },
    },
};
use shared::{
    consent::FacilityKind,
    emergency::OPEN_FOR,
    ids::{FacilityCode, PatientId},
};
use uuid::Uuid;

/// Breaks the glass: lets one member of a hospital's staff open one record for a while ([`OPEN_FOR`]), and
/// enters that with the reason in the person's access log, all in one transaction, in which those are told who act for
/// the person and are to be told. Every look goes
/// through [`super::open`] all the same. Comes to the id of the access.
///
/// # Errors
/// [`Refused::NotPermitted`] where they have not the role, where it is no hospital, or where there is no such
/// person; it is entered in the log of whoever there is.
pub async fn break_glass(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    actor: &Actor,
    patient: PatientId,
    stated: Stated,
) -> Result<Uuid, Refused> {
    let Actor::Staff(staff) = actor else { return Err(Refused::NotPermitted) };
    let ask =
        Ask { actor, patient, purpose: Purpose::Emergency, kind: AccessKind::BreakGlass(stated.reason) };
    let grant = enter(store, clock, &ask).await?;
    let begun_at = clock.now();
    let access = Access {
        id: entropy.uuid(),
        patient,
        account: staff.account,
        facility: staff.facility.clone(),
        stated,
        begun_at,
        until: begun_at + OPEN_FOR,
    };
    let mut tx = grant.tx().await;
    emergency::begin(&mut tx, &access).await?;
    if let Some(home) = person::find_in(&mut tx, patient).await? {
        let (whose, when) = ((patient, home.as_subject()), (begun_at, clock.today()));
        emergency_notice::tell(&mut tx, whose, &access.facility, when, entropy).await?;
    }
    drop(tx);
    let sealed = grant.seal(access.id);
    Ok(grant.release(sealed).await?)
}

/// Emergencies are for hospitals: an ambulance, a clinic or a pharmacy gets a paper or a share.
pub(super) async fn is_hospital(tx: &mut Tx, code: &FacilityCode) -> Result<bool, StoreError> {
    let known = facility::kind_of(tx, code).await?;
    Ok(known.is_some_and(|known| known.kind == Some(FacilityKind::Hospital)))
}
