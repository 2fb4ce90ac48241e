//! Grants: what the gate hands out, and without which nothing of a record or a history is read.

use super::{Store, StoreError, Tx, identity::person, log::access, sharing::consent};
use shared::{
    category::{Categories, Category},
    consent::{Decision, Reason},
    ids::{ConsentId, PatientId},
};
use std::collections::BTreeSet;
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

/// The id of a consent given orally for one comparison. No decision that is kept has it.
pub(crate) const ORAL: ConsentId = ConsentId(Uuid::max());

/// Permission to read one person's record now, and the transaction it is read in.
///
/// Dropped without [`Grant::release`], nothing was read as far as anybody outside can tell, and the
/// log entry is undone with it.
pub struct Grant {
    patient: PatientId,
    shown: Shown,
    entry: i64,
    tx: Mutex<Tx>,
}

/// What may be seen of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// These kinds, as the patient sees them, and these of them for a check of medicines.
    Kinds { seen: Categories, checked: Categories },
    /// What is passed on to a facility.
    Passed(Passed),
    /// The answer of a comparison; and where a decision shows the patient's medicines to whoever asks, the ones behind
    /// it.
    Compared(Option<Decision>),
}

/// What the patient's consents pass on, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    pub decision: Decision,
}

/// Permission to read who looked at one person's record.
pub struct HistoryGrant {
    pub(super) patient: PatientId,
    pub(super) name: String,
    /// The person's: it says which leaves are theirs.
    pub(super) salt: Vec<u8>,
    pub(super) tx: Tx,
}

/// Something read under a grant, not yet to be seen.
#[must_use = "nobody sees this before the grant releases it"]
pub struct Sealed<T> {
    content: T,
    patient: PatientId,
    entry: i64,
}

impl Shown {
    pub(crate) const ALL: Self = Self::Kinds { seen: Categories::ALL, checked: Categories::ALL };
    pub(crate) const NOTHING: Self = Self::Kinds { seen: Categories::NONE, checked: Categories::NONE };

    /// The kinds of information that may be seen.
    pub fn kinds(&self) -> Categories {
        match self {
            Self::Kinds { seen, .. } => *seen,
            Self::Passed(passed) => passed.decision.shown(),
            Self::Compared(Some(_)) => Category::Medicines.into(),
            Self::Compared(None) => Categories::NONE,
        }
    }

    /// Those of them that may be checked for what medicines do to each other.
    pub fn checked(&self) -> Categories {
        match self {
            Self::Kinds { checked, .. } => *checked,
            Self::Passed(passed) => passed.decision.shown(),
            Self::Compared(_) => self.kinds(),
        }
    }

    /// The consents by which it is shown.
    pub(crate) fn basis(&self) -> BTreeSet<ConsentId> {
        match self {
            Self::Kinds { .. } => BTreeSet::new(),
            Self::Passed(passed) => passed.decision.basis(),
            Self::Compared(decision) => match decision.as_ref().map(|one| one.reason(Category::Medicines)) {
                Some(Reason::Permitted(id)) if id != ORAL => BTreeSet::from([id]),
                _ => BTreeSet::new(),
            },
        }
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
    /// Writes the entry of a person's access log. A grant where something is shown; `None`: it was refused, and that is
    /// on disk. For the gate alone (`server/tests/architecture.rs`): it decides what is shown.
    pub(crate) async fn enter(
        mut tx: Tx,
        person: &person::Home,
        entry: access::Entry<'_>,
        shown: Option<Shown>,
    ) -> Result<Option<Self>, StoreError> {
        let patient = person.id;
        let entry = access::Entry { permitted: shown.is_some(), ..entry };
        let number = access::append(&mut tx, patient, &person.salt, &entry).await?;
        let Some(shown) = shown else {
            tx.commit().await?;
            return Ok(None);
        };
        consent::note_basis(&mut tx, patient, number, shown.basis()).await?;
        Ok(Some(Self { patient, shown, entry: number, tx: Mutex::new(tx) }))
    }

    pub fn patient(&self) -> PatientId {
        self.patient
    }

    /// What may be seen under it.
    pub fn shown(&self) -> &Shown {
        &self.shown
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

impl HistoryGrant {
    /// Opens a person's history; `None`: there is no such person, or their record is read as another's. For the gate
    /// alone (`server/tests/architecture.rs`): it knows that they themselves ask.
    pub(crate) async fn open(store: &Store, patient: PatientId) -> Result<Option<Self>, StoreError> {
        let mut tx = store.snapshot().await?;
        let home = person::find_in(&mut tx, patient).await?.filter(|home| home.root == patient);
        Ok(home.map(|home| Self { patient, name: home.demographics.name, salt: home.salt, tx }))
    }
}

impl<T> Sealed<T> {
    /// The same, of which only what follows from it is handed out. For the gate alone
    /// (`server/tests/architecture.rs`).
    pub(crate) fn derive<U>(self, derive: impl FnOnce(T) -> U) -> Sealed<U> {
        Sealed { content: derive(self.content), patient: self.patient, entry: self.entry }
    }
}
