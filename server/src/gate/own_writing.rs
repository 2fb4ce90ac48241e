use super::{AccessKind, Actor, Ask, Grant, Purpose, Refused, enter};
use crate::{
    auth::Caregiver,
    clock::Clock,
    store::{Store, StoreError, Tx},
};
use shared::ids::{AccountId, PatientId};
use tokio::sync::MutexGuard;

/// Permission to write something beside a record, and the transaction it is written in. Nothing is read under it.
///
/// Dropped without [`OwnWritingPermit::done`], nothing was written, and the log entry is undone with it.
pub struct OwnWritingPermit(Grant);

/// Lets somebody write of themself, and enters that in their access log. Nobody writes in another's name: neither staff
/// nor a caregiver.
///
/// # Errors
/// [`Refused::NotPermitted`] where it is not their own record; it is entered in the log of whoever there is.
pub async fn open_own_entries(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
) -> Result<OwnWritingPermit, Refused> {
    let ask = Ask { actor, patient, purpose: Purpose::OwnEntry, kind: AccessKind::OwnEntry };
    enter(store, clock, &ask).await.map(OwnWritingPermit)
}

/// Lets a person keep their own record on a device, or a caregiver what they may see of another's today, which is noted,
/// and enters that in the person's access log. The browser keeps what it holds.
///
/// # Errors
/// [`Refused::NotPermitted`] where it is neither; it is entered in the log of whoever there is.
pub async fn open_keeping(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
) -> Result<OwnWritingPermit, Refused> {
    let ask = Ask { actor, patient, purpose: Purpose::Keeping, kind: AccessKind::Keeping };
    enter(store, clock, &ask).await.map(OwnWritingPermit)
}

/// Permission to decide about sharing in a person's place, and the transaction in which that is written down. Nothing is
/// read of the record under it.
///
/// Dropped without [`DecidingPermit::done`], nothing was decided, and the log entry is undone with it.
pub struct DecidingPermit {
    writing: OwnWritingPermit,
    by: AccountId,
}

/// Lets a caregiver decide in a person's place who may see their record, where they do that today, and enters it in the
/// person's access log.
///
/// # Errors
/// [`Refused::NotPermitted`] where they do not; it is entered in the log of whoever there is.
pub async fn open_deciding(
    store: &Store,
    clock: &Clock,
    caregiver: &Caregiver,
) -> Result<DecidingPermit, Refused> {
    let actor = Actor::Caregiver(*caregiver);
    let ask = Ask {
        actor: &actor,
        patient: caregiver.patient,
        purpose: Purpose::Deciding,
        kind: AccessKind::Deciding,
    };
    let writing = enter(store, clock, &ask).await.map(OwnWritingPermit)?;
    Ok(DecidingPermit { writing, by: caregiver.account })
}

/// The permit of a grant under which nothing is read.
pub(super) fn permit(grant: Grant) -> OwnWritingPermit {
    OwnWritingPermit(grant)
}

impl DecidingPermit {
    /// Whose record it is about.
    pub fn patient(&self) -> PatientId {
        self.writing.patient()
    }

    /// Who decides.
    pub fn by(&self) -> AccountId {
        self.by
    }

    pub(crate) async fn tx(&self) -> MutexGuard<'_, Tx> {
        self.writing.tx().await
    }

    /// Keeps what was decided, and the log entry with it.
    pub(crate) async fn done(self) -> Result<(), StoreError> {
        self.writing.done().await
    }
}

impl OwnWritingPermit {
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
