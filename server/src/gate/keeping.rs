use super::{AccessKind, Actor, Ask, Grant, Purpose, Refused, enter};
use crate::{
    clock::Clock,
    store::{Store, StoreError, Tx},
};
use shared::ids::PatientId;
use tokio::sync::MutexGuard;

/// Permission to keep a snapshot of one person's record on a device, and the transaction in which the device is noted.
/// Nothing is read under it: the browser keeps what it holds.
///
/// Dropped without [`KeepingPermit::done`], no device was noted, and the log entry is undone with it.
pub struct KeepingPermit(Grant);

/// Lets a person keep their own record on a device, and enters that in their access log.
///
/// # Errors
/// [`Refused::NotPermitted`] where it is not their own record; it is entered in the log of whoever there is.
pub async fn open_keeping(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
) -> Result<KeepingPermit, Refused> {
    let ask = Ask { actor, patient, purpose: Purpose::Keeping, kind: AccessKind::Keeping };
    enter(store, clock, &ask).await.map(KeepingPermit)
}

impl KeepingPermit {
    /// Whose record it is.
    pub fn patient(&self) -> PatientId {
        self.0.patient()
    }

    pub(crate) async fn tx(&self) -> MutexGuard<'_, Tx> {
        self.0.tx().await
    }

    /// Keeps what was noted, and the log entry with it.
    pub(crate) async fn done(self) -> Result<(), StoreError> {
        let sealed = self.0.seal(());
        self.0.release(sealed).await
    }
}
