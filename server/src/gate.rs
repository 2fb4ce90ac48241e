//! The one door: records leave the store only through [`open`].
//!
//! Opening writes an entry into the person's access log, in the transaction of the reading itself;
//! what was read is handed out by [`Grant::release`] only after that transaction is on disk. So
//! nothing is ever shown that the log does not know of.
//!
//! Reading without a grant does not compile:
//!
//! ```compile_fail
//! use server::{gate, store::{record, Store}};
//! async fn read(store: &Store, today: chrono::NaiveDate) {
//!     let sealed = record::view(store, today, Default::default()).await;
//! }
//! ```
//!
//! With one it does, and there is no other way to come by one:
//!
//! ```
//! use server::{gate, store::{record, Store}};
//! async fn read(grant: &gate::Grant, today: chrono::NaiveDate) {
//!     let sealed = record::view(grant, today, Default::default()).await;
//! }
//! ```

use crate::store::{Store, StoreError, Tx, access, person};
use chrono::{DateTime, Utc};
use shared::ids::{FacilityCode, PatientId};
use tokio::sync::{Mutex, MutexGuard};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody we know.
    Visitor,
    Patient(PatientId),
    Facility(FacilityCode),
    /// Whoever runs this installation: decides identities, reads no records.
    Operator,
}

impl Actor {
    /// Kind and id, as the access log writes them.
    fn for_log(&self) -> (&'static str, String) {
        match self {
            Self::Visitor => ("visitor", String::new()),
            Self::Patient(patient) => ("patient", patient.to_string()),
            Self::Facility(code) => ("facility", code.to_string()),
            Self::Operator => ("operator", String::new()),
        }
    }
}

/// What for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A person reads their own record.
    OwnRecord,
    /// A facility treats the person.
    Care,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnRecord => "own-record",
            Self::Care => "care",
        }
    }
}

/// Why the door stayed shut.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such person, or this actor may not know that there is: one answer for both.
    #[error("there is no such record")]
    NotPermitted,
    #[error("the record could not be opened")]
    Store(#[from] StoreError),
}

/// Permission to read one person's record now, and the transaction it is read in.
///
/// Dropped without [`Grant::release`], nothing was read as far as anybody outside can tell, and the
/// log entry is undone with it.
pub struct Grant {
    patient: PatientId,
    entry: i64,
    tx: Mutex<Tx>,
}

/// Something read under a grant, not yet to be seen.
#[must_use = "nobody sees this before the grant releases it"]
pub struct Sealed<T> {
    content: T,
    patient: PatientId,
    entry: i64,
}

/// Opens a person's record for `actor`, or records that it was refused.
pub async fn open(
    store: &Store,
    actor: &Actor,
    patient: PatientId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Grant, Refused> {
    let mut tx = store.write().await?;
    let Some(identity) = person::find_in(&mut tx, patient).await? else {
        return Err(Refused::NotPermitted);
    };
    let permitted = identity.root == patient && permits(actor, patient, purpose);
    let (actor_kind, actor_id) = actor.for_log();
    let entry =
        access::Entry { at: now, actor_kind, actor_id: &actor_id, purpose: purpose.as_str(), permitted };
    let seq = access::append(&mut tx, patient, &identity.salt, &entry).await?;
    if permitted {
        Ok(Grant { patient, entry: seq, tx: Mutex::new(tx) })
    } else {
        tx.commit().await?;
        Err(Refused::NotPermitted)
    }
}

/// Until consent exists, everybody sees their own record and nobody else's.
fn permits(actor: &Actor, patient: PatientId, purpose: Purpose) -> bool {
    matches!(actor, Actor::Patient(own) if *own == patient) && purpose == Purpose::OwnRecord
}

impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grant")
            .field("patient", &self.patient)
            .field("entry", &self.entry)
            .finish_non_exhaustive()
    }
}

impl Grant {
    pub fn patient(&self) -> PatientId {
        self.patient
    }

    /// Hands out what was read, once the log entry is on disk.
    pub async fn release<T>(self, sealed: Sealed<T>) -> Result<T, StoreError> {
        assert_eq!(
            (self.patient, self.entry),
            (sealed.patient, sealed.entry),
            "what was read under one grant is released by that grant"
        );
        self.tx.into_inner().commit().await?;
        Ok(sealed.content)
    }

    pub(crate) async fn tx(&self) -> MutexGuard<'_, Tx> {
        self.tx.lock().await
    }

    pub(crate) fn seal<T>(&self, content: T) -> Sealed<T> {
        Sealed { content, patient: self.patient, entry: self.entry }
    }
}
