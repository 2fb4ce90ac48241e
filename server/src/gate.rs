//! The gate: records leave the store only through [`open`].
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
//! use server::gate::{Comparison, Permit, CheckAnswer};
//! async fn ask(permit: Permit, comparison: Comparison<'_>) -> Option<CheckAnswer> {
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
mod links;
mod origins;
mod own_writing;
mod sign_out;
mod visit;

pub use crate::{
    auth::Actor,
    store::grant::{Grant, HistoryGrant, Passed, Sealed, Shown},
};
pub use comparison::{CheckAnswer, Comparison, Permit, open_for_check};
pub use corrections::{Correction, corrections};
pub use desk::{AtTheDesk, DeskPermit, open_for_desk};
pub use emergency::break_glass;
pub use links::{HandedFile, Opening, open_link, open_own_links};
pub use origins::origins;
pub use own_writing::{DecidingPermit, OwnWritingPermit, open_deciding, open_keeping, open_own_entries};
pub use sign_out::sign_out;
pub use visit::state_visit;

use crate::{
    auth::{Duty, Staff},
    clock::Clock,
    store::{
        Store, StoreError, Tx,
        facility::desk as desk_of,
        identity::person,
        log::access,
        sharing::{consent as consents, emergency as emergencies, mandate, relationship},
    },
};
use chrono::NaiveDate;
use shared::{
    consent::{self, Relationships, Request, Who, decide},
    emergency::Reason,
    ids::PatientId,
    sign_out as sign_outs,
};

/// Purpose of an access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A person reads their own record.
    OwnRecord,
    /// A person enters, corrects or deletes something that they say of themself.
    OwnEntry,
    /// A person keeps an encrypted snapshot of their own record on a device, or a caregiver of what they are shown. Never
    /// a reason to read the record: see [`open_keeping`].
    Keeping,
    /// A caregiver reads it in the person's place.
    OnBehalf,
    /// Somebody decides in the person's place who may see it. Never a reason to read the record: see [`open_deciding`].
    Deciding,
    /// A person makes or ends a link by which they share something. Never a reason to read the record: see
    /// [`open_own_links`].
    OwnLink,
    /// Whoever has such a link opens it. Never a reason to read the record: see [`open_link`].
    SharedLink,
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
    /// Reading the access history: see [`open_history`].
    AccessHistory,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnRecord => "own-record",
            Self::OwnEntry => "own-entry",
            Self::Keeping => "keeping",
            Self::OnBehalf => "on-behalf",
            Self::Deciding => "deciding",
            Self::OwnLink => "own-link",
            Self::SharedLink => "shared-link",
            Self::Care => "care",
            Self::Emergency => "emergency",
            Self::SafetyCheck => "safety-check",
            Self::Desk => "desk",
            Self::AccessHistory => "access-history",
        }
    }
}

/// Why access was refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such person, or this actor may not know that there is: one answer for both.
    #[error("there is no such record")]
    NotPermitted,
    #[error("the record could not be opened")]
    Store(#[from] StoreError),
}

/// Opens a person's record for `actor`, or records that it was refused.
pub async fn open(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
    purpose: Purpose,
) -> Result<Grant, Refused> {
    enter(store, clock, &Ask { actor, patient, purpose, kind: AccessKind::Record }).await
}

/// What is asked for: by whom, of whose, what for, and which kind of access.
struct Ask<'a> {
    actor: &'a Actor,
    patient: PatientId,
    purpose: Purpose,
    kind: AccessKind,
}

/// A kind of access: to the record, a comparison of which only the masked answer comes out, or who
/// somebody is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AccessKind {
    Record,
    Comparison {
        /// The facility says that the patient agreed in front of them to be named the medicines behind it.
        oral_consent: bool,
    },
    Desk,
    /// Nothing: the person writes something of themself.
    OwnEntry,
    /// Nothing: what they hold already is kept on their device.
    Keeping,
    /// Nothing: who may see it is decided in their place.
    Deciding,
    /// Nothing: what they see already is handed on, encrypted, or not any more.
    OwnLink,
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
    BreakGlass(Reason),
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
    Grant::enter(tx, &home, entry, shown).await?.ok_or(Refused::NotPermitted)
}

/// What the facility of whoever asks is to the patient.
async fn relationships(store: &Store, ask: &Ask<'_>) -> Result<Relationships, StoreError> {
    let facility = match (ask.actor, ask.kind) {
        (Actor::Staff(staff), AccessKind::Record) => &staff.facility,
        (Actor::Facility(code), AccessKind::Comparison { .. }) => code,
        // Skipped at the desk: response time must not grow with the size of a record.
        _ => return Ok(Relationships::default()),
    };
    relationship::with(&mut store.read().await?, ask.patient, facility).await
}

/// Why the record is open to whoever asks in an emergency: as they state it now, or stated it when they began.
/// `None`: it is not open, or this is no emergency.
async fn emergency_reason(tx: &mut Tx, clock: &Clock, ask: &Ask<'_>) -> Result<Option<Reason>, StoreError> {
    match (ask.kind, ask.actor, ask.purpose) {
        (AccessKind::BreakGlass(reason), _, _) => Ok(Some(reason)),
        (AccessKind::Record, Actor::Staff(staff), Purpose::Emergency) => {
            emergencies::running(tx, (staff.account, &staff.facility), ask.patient, clock.now()).await
        }
        _ => Ok(None),
    }
}

/// What the actor may see of the record for this purpose; `None`: nothing, access is refused. Read in the transaction of the
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
    Ok(match (ask.kind, ask.actor, ask.purpose) {
        (AccessKind::Record, Actor::Patient(own), Purpose::OwnRecord) => {
            (*own == patient).then_some(Shown::ALL)
        }
        (AccessKind::OwnEntry, Actor::Patient(own), Purpose::OwnEntry) => {
            (*own == patient).then_some(Shown::NOTHING)
        }
        (AccessKind::OwnLink, Actor::Patient(own), Purpose::OwnLink) => {
            (*own == patient).then_some(Shown::NOTHING)
        }
        (AccessKind::Keeping, Actor::Patient(own), Purpose::Keeping) => {
            (*own == patient).then_some(Shown::NOTHING)
        }
        (AccessKind::Keeping, Actor::Caregiver(caregiver), Purpose::Keeping)
            if caregiver.patient == patient =>
        {
            let today = clock.today();
            let powers = mandate::powers(tx, caregiver.account, patient, home.as_subject(), today).await?;
            powers.filter(|powers| !powers.seen.is_empty()).map(|_| Shown::NOTHING)
        }
        (AccessKind::Record, Actor::Caregiver(caregiver), Purpose::OnBehalf)
            if caregiver.patient == patient =>
        {
            let today = clock.today();
            let powers = mandate::powers(tx, caregiver.account, patient, home.as_subject(), today).await?;
            powers
                .filter(|powers| !powers.seen.is_empty())
                .map(|powers| Shown::Kinds { seen: powers.seen, checked: powers.checked })
        }
        (AccessKind::Deciding, Actor::Caregiver(caregiver), Purpose::Deciding)
            if caregiver.patient == patient =>
        {
            // In the order of every reading: decisions first, then the log.
            consents::hold(tx, patient).await?;
            let decides = mandate::decides_for(tx, caregiver.account, patient, clock.today()).await?;
            decides.then_some(Shown::NOTHING)
        }
        (AccessKind::Record, Actor::Staff(staff), Purpose::Care) if staff.treats() => {
            passed(tx, clock, patient, staff, consent::Purpose::Care, seen).await?
        }
        (AccessKind::Record, Actor::Staff(staff), Purpose::Emergency)
            if staff.may(Duty::BreakGlass) && reason.is_some() =>
        {
            passed(tx, clock, patient, staff, consent::Purpose::Emergency, seen).await?
        }
        (AccessKind::BreakGlass(_), Actor::Staff(staff), Purpose::Emergency)
            if staff.may(Duty::BreakGlass) =>
        {
            emergency::is_hospital(tx, &staff.facility).await?.then_some(Shown::NOTHING)
        }
        // Of what is masked all is looked at, whoever asks.
        (AccessKind::Comparison { oral_consent }, Actor::Facility(code), Purpose::SafetyCheck) => {
            let decision =
                comparison::about_medicines(tx, clock.now(), patient, (code, oral_consent), seen).await?;
            Some(Shown::Compared(decision))
        }
        // Of the record nothing is shown; of whom it is, what an ID card says.
        (AccessKind::Desk, Actor::Staff(staff), Purpose::Desk) if staff.may(Duty::FindPatients) => {
            let known = desk_of::knows(tx, &staff.facility, patient, clock.now()).await?;
            known.then_some(Shown::NOTHING)
        }
        // Whoever runs the portal decides whose record something is, and is shown who it could be.
        (AccessKind::Desk, Actor::Operator, Purpose::Desk) => Some(Shown::NOTHING),
        (AccessKind::Visit(_), Actor::Staff(staff), Purpose::Desk) if staff.may(Duty::StateVisits) => {
            let may = visit::may_be_stated(tx, &staff.facility, patient, clock.now()).await?;
            may.then_some(Shown::NOTHING)
        }
        (AccessKind::SignOut { born, .. }, Actor::Staff(staff), Purpose::Desk)
            if staff.may(Duty::EndSignIns) =>
        {
            let known = desk_of::knows(tx, &staff.facility, patient, clock.now()).await?;
            (known && born == Some(home.demographics.birth_date)).then_some(Shown::NOTHING)
        }
        (AccessKind::SignOut { .. }, Actor::Operator, Purpose::Desk) => Some(Shown::NOTHING),
        (AccessKind::Origins, Actor::Operator, Purpose::AccessHistory) => Some(Shown::NOTHING),
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
        let ask = Ask { actor, patient, purpose: Purpose::AccessHistory, kind: AccessKind::History };
        return match enter(store, clock, &ask).await {
            Ok(_) => Err(Refused::NotPermitted),
            Err(refused) => Err(refused),
        };
    }
    HistoryGrant::open(store, patient).await?.ok_or(Refused::NotPermitted)
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
