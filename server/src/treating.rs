//! Which facilities treat a patient: said by the patient, from their own page or by a one-time code at a desk.

use crate::{
    auth::{Staff, VisitCode},
    clock::Clock,
    entropy::Entropy,
    sharing::Unfulfilled,
    store::{
        Store, StoreError, Tx, account, facility,
        identity::person,
        sharing::{consent, mandate, relationship, visit_code},
    },
};
use chrono::{DateTime, Duration, Utc};
use shared::{
    consent::{ClosedByAnother, Said, State, Statement, Treating, undoing},
    ids::{AccountId, FacilityCode, PatientId},
    time::tokyo_day,
};
use std::collections::BTreeSet;

/// How long a one-time code works.
pub const CODE_WORKS_FOR: Duration = Duration::minutes(10);

/// What the patient answers when asked whether a facility treats them, or says unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// Takes the newest answer back.
    Undo,
}

impl Answer {
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Undo];

    /// The name in a form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undo => "undo",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == name)
    }
}

/// Writes an answer down. From its commit on every reading goes by it. `proved`: whoever answers has just proved who
/// they are; a "no" never needs it.
///
/// # Errors
/// [`Unfulfilled`]; then nothing is changed.
pub async fn answer(
    store: &Store,
    clock: &Clock,
    (patient, by, proved): (PatientId, AccountId, bool),
    (code, answer): (&FacilityCode, Answer),
) -> Result<(), Unfulfilled> {
    let mut tx = store.write().await?;
    // Whoever reads under what was said waits until this is written, or has read before.
    consent::hold(&mut tx, patient).await?;
    if facility::kind_of(&mut tx, code).await?.is_none() {
        return Err(Unfulfilled::NothingThere);
    }
    let now = clock.now();
    let before = relationship::about(&mut tx, patient, code).await?;
    let visit = matches!(shared::consent::state(false, &before, now), State::Visit { .. });
    let said = match answer {
        Answer::Yes => Said::Yes,
        Answer::No if visit => Said::NotMe,
        Answer::No => Said::No,
        Answer::Undo => {
            let told = told(&mut tx, (patient, by), code, before.clone()).await?;
            undoing(&told).ok_or(Unfulfilled::NothingThere)?
        }
    };
    if said.may_open() && !proved {
        return Err(Unfulfilled::ProveFirst);
    }
    // A second no would be one more that only its maker could take back.
    let denied = matches!(shared::consent::state(false, &before, now), State::Denied { .. });
    if denied && answer == Answer::No {
        return Ok(());
    }
    if answer != Answer::No
        && relationship::denied_by_another(&mut tx, (patient, by), code, tokyo_day(now)).await?
    {
        return Err(ClosedByAnother.into());
    }
    relationship::say(&mut tx, patient, code, Statement { said, at: now }, by).await?;
    tx.commit().await?;
    if said == Said::NotMe {
        tracing::warn!(%patient, facility = %code, "a patient says of a stated visit that it was not they");
    }
    Ok(())
}

/// What was said about a facility, as far as whoever answers is told of it: an answer that says whether there is more would
/// tell it.
async fn told(
    tx: &mut Tx,
    (patient, by): (PatientId, AccountId),
    code: &FacilityCode,
    all: Vec<Statement>,
) -> Result<Vec<Statement>, StoreError> {
    if account::own_of(tx, patient).await?.contains(&by) {
        return Ok(all);
    }
    let (known, _) = relationship::all(tx, patient, &BTreeSet::new(), Some(by)).await?;
    Ok(known.0.get(code).map(|one| one.statements.clone()).unwrap_or_default())
}

/// What the patient is asked, and told of visits that were stated. `reader`: who answers in their place.
pub async fn asked(
    store: &Store,
    clock: &Clock,
    patient: PatientId,
    reader: Option<AccountId>,
) -> Result<Treating, StoreError> {
    let (known, names) =
        relationship::all(&mut store.read().await?, patient, &BTreeSet::new(), reader).await?;
    let now = clock.now();
    let mut treating = Treating::of(patient, &known, names, now);
    let shown: BTreeSet<FacilityCode> = treating
        .asked
        .iter()
        .chain(treating.visits.iter().map(|(code, _)| code))
        .chain(treating.answered.iter().map(|(code, _)| code))
        .cloned()
        .collect();
    treating.names.retain(|code, _| shown.contains(code));
    Ok(treating)
}

/// Makes a code for the patient to show at a desk, and says until when it works. `facility`: the only one that may
/// redeem it.
///
/// # Errors
/// [`Unfulfilled::NothingThere`] where there is no such facility, [`Unfulfilled::ProveFirst`].
pub async fn make_code(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    (patient, by, proved): (PatientId, AccountId, bool),
    facility: Option<FacilityCode>,
) -> Result<(VisitCode, DateTime<Utc>), Unfulfilled> {
    if !proved {
        return Err(Unfulfilled::ProveFirst);
    }
    let mut tx = store.write().await?;
    if let Some(code) = &facility
        && facility::kind_of(&mut tx, code).await?.is_none()
    {
        return Err(Unfulfilled::NothingThere);
    }
    let code = VisitCode::new(entropy);
    let made_at = clock.now();
    let expires_at = made_at + CODE_WORKS_FOR;
    let new = visit_code::New { hash: code.hash(), patient, by, facility, made_at, expires_at };
    visit_code::make(&mut tx, &new).await?;
    tx.commit().await?;
    Ok((code, expires_at))
}

/// A code was typed at a desk: the facility treats the patient from now on. `None`: it is no code that works here now.
pub async fn redeem(
    store: &Store,
    clock: &Clock,
    code: &VisitCode,
    staff: &Staff,
) -> Result<Option<PatientId>, StoreError> {
    let mut tx = store.write().await?;
    let now = clock.now();
    let Some((home, by)) = visit_code::redeem(&mut tx, &code.hash(), &staff.facility, now).await? else {
        return Ok(None);
    };
    let Some(patient) = person::find_in(&mut tx, home).await?.map(|home| home.root) else { return Ok(None) };
    consent::hold(&mut tx, patient).await?;
    // Whoever made it may answer for the patient no more.
    let answers = account::own_of(&mut tx, patient).await?.contains(&by)
        || mandate::answers_in(&mut tx, by, patient, tokyo_day(now)).await?;
    if !answers
        || relationship::denied_by_another(&mut tx, (patient, by), &staff.facility, tokyo_day(now)).await?
    {
        return Ok(None);
    }
    let statement = Statement { said: Said::Code, at: now };
    relationship::say(&mut tx, patient, &staff.facility, statement, staff.account).await?;
    tx.commit().await?;
    Ok(Some(patient))
}
