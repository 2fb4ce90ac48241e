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
//! only its answer comes out, which names a medicine where the patient shows theirs, and is masked otherwise:
//!
//! ```
//! use server::gate::{Comparison, Permit, Told};
//! async fn ask(permit: Permit, comparison: Comparison<'_>) -> Option<Told> {
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
//!
//! Nor has a facility's desk one. [`open_for_desk`] says who somebody is, and that is all that comes out:
//!
//! ```
//! use server::gate::{AtTheDesk, DeskPermit};
//! async fn compare_with_the_card(permit: DeskPermit) -> Option<AtTheDesk> {
//!     permit.person().await.ok()
//! }
//! ```
//!
//! ```compile_fail
//! use server::{gate::DeskPermit, store::record};
//! async fn read(permit: &DeskPermit, today: chrono::NaiveDate) {
//!     let sealed = record::view(permit, today, Default::default()).await;
//! }
//! ```
//!
//! ```compile_fail
//! use server::gate::{DeskPermit, Grant};
//! fn turn(permit: DeskPermit) -> Grant {
//!     permit.0
//! }
//! ```
//!
//! Who stands at the desk is known by that entry in the log alone:
//!
//! ```compile_fail
//! use server::gate::AtTheDesk;
//! use shared::{identity::Demographics, ids::PatientId};
//! fn invent(patient: PatientId, demographics: Demographics) -> AtTheDesk {
//!     AtTheDesk { patient, demographics, died_on: None }
//! }
//! ```

mod comparison;
mod corrections;
mod desk;
mod details;
mod emergency;
mod origins;
mod own_entry;
mod sign_out;
mod visit;

pub use crate::auth::Actor;
pub use comparison::{Comparison, Permit, Told, open_for_check};
pub use corrections::{Correction, corrections};
pub use desk::{AtTheDesk, DeskPermit, open_for_desk};
pub use emergency::break_glass;
pub use origins::origins;
pub use own_entry::{OwnEntryPermit, open_own_entries};
pub use sign_out::sign_out;
pub use visit::state_visit;

use crate::{
    auth::{Duty, Staff},
    clock::Clock,
    store::{
        Store, StoreError, Tx, access, consent as consents, desk as desk_of, emergency as emergencies,
        mandate, person, relationship,
    },
};
use chrono::NaiveDate;
use shared::{
    category::{Categories, Category},
    consent::{self, Decision, Reason as Because, Relationships, Request, Who, decide},
    emergency::Reason,
    ids::{ConsentId, PatientId},
    sign_out as sign_outs,
};
use std::collections::BTreeSet;
use tokio::sync::{Mutex, MutexGuard};

/// What for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A person reads their own record.
    OwnRecord,
    /// A person enters, corrects or deletes something that they say of themself.
    OwnEntry,
    /// Somebody reads it in a person's place.
    OnBehalf,
    /// A facility treats the person.
    Care,
    /// A hospital treats somebody whose life is at stake and who cannot be asked. Opens only after
    /// [`break_glass`], for a while.
    Emergency,
    /// A facility asks whether what it is about to prescribe goes with what the person takes. Never a
    /// reason to read the record: see [`open_for_check`].
    SafetyCheck,
    /// A facility's desk looks up who somebody is. Never a reason to read the record: see
    /// [`open_for_desk`].
    Desk,
    /// Somebody reads who looked: see [`open_history`].
    AccessHistory,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnRecord => "own-record",
            Self::OwnEntry => "own-entry",
            Self::OnBehalf => "on-behalf",
            Self::Care => "care",
            Self::Emergency => "emergency",
            Self::SafetyCheck => "safety-check",
            Self::Desk => "desk",
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
    pub(crate) patient: PatientId,
    pub(crate) name: String,
    /// The person's: it says which leaves are theirs.
    pub(crate) salt: Vec<u8>,
    pub(crate) tx: Tx,
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
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
    purpose: Purpose,
) -> Result<Grant, Refused> {
    enter(store, clock, &Ask { actor, patient, purpose, door: Door::Record }).await
}

/// Who stands at which door, and what for.
struct Ask<'a> {
    actor: &'a Actor,
    patient: PatientId,
    purpose: Purpose,
    door: Door,
}

/// What is behind the door: the record, a comparison of which only the masked answer comes out, or who
/// somebody is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    Record,
    Comparison {
        /// The facility says that the patient agreed in front of them to be named the medicines behind it.
        oral_consent: bool,
    },
    Desk,
    /// Nothing: the person writes something of themself.
    OwnEntry,
    /// Who looked; nobody but the person comes here, and their own look is not entered.
    History,
    /// From where they looked, which is for the operator.
    Origins,
    /// Nothing: that the patient is at the desk is stated, by what they showed there.
    Visit(consent::Shown),
    /// Nothing: the patient is signed out everywhere, for a reason.
    SignOut {
        reason: sign_outs::Reason,
        /// Their date of birth, as whoever asks knows it: a number alone may be somebody else's.
        born: Option<NaiveDate>,
    },
    /// Nothing yet: in an emergency the record is opened from now on, for the reason stated.
    Glass(Reason),
}

async fn enter(store: &Store, clock: &Clock, ask: &Ask<'_>) -> Result<Grant, Refused> {
    let Ask { actor, patient, purpose, .. } = *ask;
    // What takes long is looked at before anybody has to wait; what the patient decided, afterwards.
    let seen = relationships(store, ask).await?;
    let mut tx = store.write().await?;
    let Some(home) = person::find_in(&mut tx, patient).await? else {
        return Err(Refused::NotPermitted);
    };
    let reason = emergency_reason(&mut tx, clock, ask).await?;
    let shown = match home.root == patient {
        true => permits(&mut tx, clock, ask, &home, &seen, reason).await?,
        false => None,
    };
    let (actor_kind, actor_id) = actor.for_log();
    let details = details::of(ask, shown.as_ref(), reason);
    let entry = access::Entry {
        at: clock.now(),
        actor_kind,
        actor_id: &actor_id,
        facility: actor.facility().map(|code| code.as_str()),
        purpose: purpose.as_str(),
        permitted: shown.is_some(),
        details: &details,
    };
    let seq = access::append(&mut tx, patient, &home.salt, &entry).await?;
    match shown {
        Some(shown) => {
            consents::note_basis(&mut tx, patient, seq, shown.basis()).await?;
            Ok(Grant { patient, shown, entry: seq, tx: Mutex::new(tx) })
        }
        None => {
            tx.commit().await?;
            Err(Refused::NotPermitted)
        }
    }
}

/// What the facility of whoever asks is to the patient.
async fn relationships(store: &Store, ask: &Ask<'_>) -> Result<Relationships, StoreError> {
    let facility = match (ask.actor, ask.door) {
        (Actor::Staff(staff), Door::Record) => &staff.facility,
        (Actor::Facility(code), Door::Comparison { .. }) => code,
        // A desk must not take longer over whom it does not know, the longer the more is recorded about them.
        _ => return Ok(Relationships::default()),
    };
    relationship::with(&mut store.read().await?, ask.patient, facility).await
}

/// Why the record is open to whoever asks in an emergency: as they state it now, or stated it when they began.
/// `None`: it is not open, or this is no emergency.
async fn emergency_reason(tx: &mut Tx, clock: &Clock, ask: &Ask<'_>) -> Result<Option<Reason>, StoreError> {
    match (ask.door, ask.actor, ask.purpose) {
        (Door::Glass(reason), _, _) => Ok(Some(reason)),
        (Door::Record, Actor::Staff(staff), Purpose::Emergency) => {
            emergencies::running(tx, (staff.account, &staff.facility), ask.patient, clock.now()).await
        }
        _ => Ok(None),
    }
}

/// What the actor may see of it for this purpose; `None`: it stays shut. Read in the transaction of the
/// reading itself, so that what was taken back before it holds. `reason`: why a record is open in an emergency.
async fn permits(
    tx: &mut Tx,
    clock: &Clock,
    ask: &Ask<'_>,
    home: &person::Home,
    seen: &Relationships,
    reason: Option<Reason>,
) -> Result<Option<Shown>, StoreError> {
    let patient = home.id;
    Ok(match (ask.door, ask.actor, ask.purpose) {
        (Door::Record, Actor::Patient(own), Purpose::OwnRecord) => (*own == patient).then_some(Shown::ALL),
        (Door::OwnEntry, Actor::Patient(own), Purpose::OwnEntry) => {
            (*own == patient).then_some(Shown::NOTHING)
        }
        (Door::Record, Actor::Caregiver(caregiver), Purpose::OnBehalf) if caregiver.patient == patient => {
            let today = clock.today();
            let powers = mandate::powers(tx, caregiver.account, patient, home.as_subject(), today).await?;
            powers
                .filter(|powers| !powers.seen.is_empty())
                .map(|powers| Shown::Kinds { seen: powers.seen, checked: powers.checked })
        }
        (Door::Record, Actor::Staff(staff), Purpose::Care) if staff.treats() => {
            passed(tx, clock, patient, staff, consent::Purpose::Care, seen).await?
        }
        (Door::Record, Actor::Staff(staff), Purpose::Emergency)
            if staff.may(Duty::BreakGlass) && reason.is_some() =>
        {
            passed(tx, clock, patient, staff, consent::Purpose::Emergency, seen).await?
        }
        (Door::Glass(_), Actor::Staff(staff), Purpose::Emergency) if staff.may(Duty::BreakGlass) => {
            emergency::is_hospital(tx, &staff.facility).await?.then_some(Shown::NOTHING)
        }
        // Of what is masked all is looked at, whoever asks.
        (Door::Comparison { oral_consent }, Actor::Facility(code), Purpose::SafetyCheck) => {
            let decision =
                comparison::about_medicines(tx, clock.now(), patient, (code, oral_consent), seen).await?;
            Some(Shown::Compared(decision))
        }
        // Of the record nothing is shown; of whom it is, what an ID card says.
        (Door::Desk, Actor::Staff(staff), Purpose::Desk) if staff.may(Duty::FindPatients) => {
            let known = desk_of::knows(tx, &staff.facility, patient, clock.now()).await?;
            known.then_some(Shown::NOTHING)
        }
        // Whoever runs the portal decides whose record something is, and is shown who it could be.
        (Door::Desk, Actor::Operator, Purpose::Desk) => Some(Shown::NOTHING),
        (Door::Visit(_), Actor::Staff(staff), Purpose::Desk) if staff.may(Duty::StateVisits) => {
            let may = visit::may_be_stated(tx, &staff.facility, patient, clock.now()).await?;
            may.then_some(Shown::NOTHING)
        }
        (Door::SignOut { born, .. }, Actor::Staff(staff), Purpose::Desk) if staff.may(Duty::EndSignIns) => {
            let known = desk_of::knows(tx, &staff.facility, patient, clock.now()).await?;
            (known && born == Some(home.demographics.birth_date)).then_some(Shown::NOTHING)
        }
        (Door::SignOut { .. }, Actor::Operator, Purpose::Desk) => Some(Shown::NOTHING),
        (Door::Origins, Actor::Operator, Purpose::AccessHistory) => Some(Shown::NOTHING),
        _ => None,
    })
}

/// Opens a person's own access history for that person, and for nobody else.
///
/// Their own look at it is not entered: it shows no record, and an entry for each look would leave the
/// newest one unsealed whenever they look. A refused attempt is entered as any other.
pub async fn open_history(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
) -> Result<HistoryGrant, Refused> {
    if *actor != Actor::Patient(patient) {
        let ask = Ask { actor, patient, purpose: Purpose::AccessHistory, door: Door::History };
        return match enter(store, clock, &ask).await {
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

/// What the patient's consents pass on to this facility now; `None`: nothing.
async fn passed(
    tx: &mut Tx,
    clock: &Clock,
    patient: PatientId,
    staff: &Staff,
    purpose: consent::Purpose,
    seen: &Relationships,
) -> Result<Option<Shown>, StoreError> {
    // Whoever withdraws waits until this reading is over, or is seen by it.
    consents::hold(tx, patient).await?;
    let now = clock.now();
    let consents = consents::standing(tx, patient, now).await?;
    let mut seen = seen.clone();
    relationship::recall(tx, patient, &mut seen).await?;
    let request = Request { who: Who::Facility(staff.facility.clone()), purpose };
    let decision = decide(&request, &consents, &seen, now);
    Ok((!decision.shown().is_empty()).then_some(Shown::Passed(Passed { decision })))
}

impl Shown {
    const ALL: Self = Self::Kinds { seen: Categories::ALL, checked: Categories::ALL };
    const NOTHING: Self = Self::Kinds { seen: Categories::NONE, checked: Categories::NONE };

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
    fn basis(&self) -> BTreeSet<ConsentId> {
        match self {
            Self::Kinds { .. } => BTreeSet::new(),
            Self::Passed(passed) => passed.decision.basis(),
            Self::Compared(decision) => match decision.as_ref().map(|one| one.reason(Category::Medicines)) {
                Some(Because::Permitted(id)) if id != comparison::ORAL => BTreeSet::from([id]),
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
