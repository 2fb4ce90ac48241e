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
//!
//! A facility that prescribes has no such grant. [`open_for_check`] gives it another kind, of which
//! only the masked answer comes out:
//!
//! ```
//! use server::gate::{Comparison, Permit};
//! use shared::medication::check::Masked;
//! async fn ask(permit: Permit, comparison: Comparison<'_>) -> Option<Masked> {
//!     permit.compare(comparison).await.ok()
//! }
//! ```
//!
//! and which reads no record:
//!
//! ```compile_fail
//! use server::{gate::Permit, store::record};
//! async fn read(permit: &Permit, today: chrono::NaiveDate) {
//!     let sealed = record::view(permit, today, Default::default()).await;
//! }
//! ```
//!
//! ```compile_fail
//! use server::gate::{Grant, Permit};
//! fn turn(permit: Permit) -> Grant {
//!     permit.0
//! }
//! ```

use crate::store::{Store, StoreError, Tx, access, person, record};
use chrono::{DateTime, Utc};
use shared::{
    ids::{FacilityCode, PatientId},
    medication::{
        check::{Asker, Masked, Medicine, against_record},
        knowledge::KnowledgeBase,
    },
};
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
    /// The facility that asks, or for which somebody asks.
    fn facility(&self) -> Option<&str> {
        match self {
            Self::Facility(code) => Some(code.as_str()),
            Self::Visitor | Self::Patient(_) | Self::Operator => None,
        }
    }

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
    /// A facility asks whether what it is about to prescribe goes with what the person takes. Never a
    /// reason to read the record: see [`open_for_check`].
    SafetyCheck,
    /// Somebody reads who looked: see [`open_history`].
    AccessHistory,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnRecord => "own-record",
            Self::Care => "care",
            Self::SafetyCheck => "safety-check",
            Self::AccessHistory => "access-history",
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

/// Permission to compare drafts with one person's medicines, and to hear of it what may be told without
/// consent. What is read for it stays in here.
#[derive(Debug)]
pub struct Permit(Grant);

/// Permission to read who looked at one person's record.
pub struct HistoryGrant {
    pub(crate) patient: PatientId,
    pub(crate) name: String,
    /// The person's: it says which leaves are theirs.
    pub(crate) salt: Vec<u8>,
    pub(crate) tx: Tx,
}

/// What is compared, by which knowledge, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    pub asker: &'a Asker,
    pub drafts: &'a [Medicine],
    pub knowledge: &'a KnowledgeBase,
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
    enter(store, actor, patient, purpose, permits(actor, patient, purpose), now).await
}

/// Opens a person's record for a comparison alone, or records that it was refused. Every facility may
/// ask, as it may ask the national service: until consent exists, the answer is always the masked one.
pub async fn open_for_check(
    store: &Store,
    actor: &Actor,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<Permit, Refused> {
    let permitted = matches!(actor, Actor::Facility(_));
    enter(store, actor, patient, Purpose::SafetyCheck, permitted, now).await.map(Permit)
}

async fn enter(
    store: &Store,
    actor: &Actor,
    patient: PatientId,
    purpose: Purpose,
    permitted: bool,
    now: DateTime<Utc>,
) -> Result<Grant, Refused> {
    let mut tx = store.write().await?;
    let Some(identity) = person::find_in(&mut tx, patient).await? else {
        return Err(Refused::NotPermitted);
    };
    let permitted = permitted && identity.root == patient;
    let (actor_kind, actor_id) = actor.for_log();
    let entry = access::Entry {
        at: now,
        actor_kind,
        actor_id: &actor_id,
        facility: actor.facility(),
        purpose: purpose.as_str(),
        permitted,
        details: &[],
    };
    let seq = access::append(&mut tx, patient, &identity.salt, &entry).await?;
    if permitted {
        Ok(Grant { patient, entry: seq, tx: Mutex::new(tx) })
    } else {
        tx.commit().await?;
        Err(Refused::NotPermitted)
    }
}

/// Opens a person's own access history for that person, and for nobody else.
///
/// Their own look at it is not entered: it shows no record, and an entry for each look would leave the
/// newest one unsealed whenever they look. A refused attempt is entered as any other.
pub async fn open_history(
    store: &Store,
    actor: &Actor,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<HistoryGrant, Refused> {
    if *actor != Actor::Patient(patient) {
        return match enter(store, actor, patient, Purpose::AccessHistory, false, now).await {
            Ok(_) => Err(Refused::NotPermitted),
            Err(refused) => Err(refused),
        };
    }
    let mut tx = store.snapshot().await?;
    match person::find_in(&mut tx, patient).await? {
        Some(identity) if identity.root == patient => {
            Ok(HistoryGrant { patient, name: identity.demographics.name, salt: identity.salt, tx })
        }
        _ => Err(Refused::NotPermitted),
    }
}

/// Until consent exists, everybody sees their own record and nobody else's.
fn permits(actor: &Actor, patient: PatientId, purpose: Purpose) -> bool {
    matches!(actor, Actor::Patient(own) if *own == patient) && purpose == Purpose::OwnRecord
}

impl Permit {
    /// Compares, and hands out the masked answer once the log entry is on disk.
    pub async fn compare(self, comparison: Comparison<'_>) -> Result<Masked, StoreError> {
        let Comparison { asker, drafts, knowledge } = comparison;
        let grant = self.0;
        let Sealed { content: found, patient, entry } = record::medicines(&grant, asker.as_of).await?;
        let mut masked = against_record(asker, found.medicines, drafts, knowledge);
        masked.incomplete |= found.some_unread;
        grant.release(Sealed { content: masked, patient, entry }).await
    }
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
