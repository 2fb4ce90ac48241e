use super::{AccessKind, Actor, Ask, Grant, Purpose, Refused, enter};
use crate::{
    clock::Clock,
    store::{Store, StoreError, Tx},
};
use shared::ids::PatientId;
use tokio::sync::MutexGuard;

/// Permission to write into one person's record what they say of themself, and the transaction it is written in.
///
/// Dropped without [`OwnEntryPermit::done`], nothing was written, and the log entry is undone with it.
pub struct OwnEntryPermit(Grant);

/// Lets somebody write of themself, and enters that in their access log. Nobody writes in another's name: neither staff
/// nor, as long as no grant says so, a caregiver.
///
/// # Errors
/// [`Refused::NotPermitted`] where it is not their own record; it is entered in the log of whoever there is.
pub async fn open_own_entries(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
) -> Result<OwnEntryPermit, Refused> {
    let ask = Ask { actor, patient, purpose: Purpose::OwnEntry, kind: AccessKind::OwnEntry };
    enter(store, clock, &ask).await.map(OwnEntryPermit)
}

impl OwnEntryPermit {
    /// Whose record it is.
    pub fn patient(&self) -> PatientId {
        self.0.patient()
    }

    pub(crate) async fn tx(&self) -> MutexGuard<'_, Tx> {
        self.0.tx().await
    }

    /// Keeps what was written, and the log entry with it.
    pub(crate) async fn done(self) -> Result<(), StoreError> {
        let sealed = self.0.seal(());
        self.0.release(sealed).await
    }
}
