//! Recoveries: new sign-ins that open nothing until an earlier one, people or time decide.

use super::{alarm, freeze, oidc, passkey, push, session};
use crate::{
    auth::recovery::{Event, Frozen, NotSecond, Party, Stage},
    entropy::Entropy,
    store::{
        Store, StoreError, Tx, account, facility,
        identity::link_hold,
        statement::{self, Voice, What},
    },
};
use chrono::{DateTime, Duration, Utc};
use shared::{
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode, PatientId},
};
use uuid::Uuid;

/// Whether there were ways in before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Opening,
    Recovery,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Recovery => "recovery",
        }
    }
}

/// A new way in that is not decided yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub id: Uuid,
    pub account: AccountId,
    pub kind: Kind,
    /// The facility that checked who they are.
    pub facility: FacilityCode,
    pub facility_name: String,
    /// Who printed the invitation; `None`: the operator.
    pub printed_by: Option<AccountId>,
    pub began_at: DateTime<Utc>,
    /// From then on time is enough, unless it was stopped.
    pub waits_until: DateTime<Utc>,
    pub stopped_at: Option<DateTime<Utc>>,
}

impl Undecided {
    pub fn stage(&self) -> Stage {
        if self.stopped_at.is_some() { Stage::Stopped } else { Stage::Waiting }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    kind: String,
    facility: String,
    facility_name: String,
    printed_by: Option<Uuid>,
    began_at: DateTime<Utc>,
    waits_until: DateTime<Utc>,
    stopped_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Undecided {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind = [Kind::Opening, Kind::Recovery].into_iter().find(|kind| kind.as_str() == row.kind);
        Ok(Self {
            id: row.id,
            account: AccountId(row.account_id),
            kind: kind.ok_or_else(|| StoreError::bad_row("recovery", "kind", row.id))?,
            facility: facility::code("recovery", "facility", &row.facility)?,
            facility_name: row.facility_name,
            printed_by: row.printed_by.map(AccountId),
            began_at: row.began_at,
            waits_until: row.waits_until,
            stopped_at: row.stopped_at,
        })
    }
}

/// What an invitation begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct New<'a> {
    pub account: AccountId,
    pub kind: Kind,
    pub facility: &'a FacilityCode,
    pub printed_by: Option<AccountId>,
    /// How long it waits for somebody's word.
    pub wait: Duration,
}

/// Begins a new way in, and tells every device that wants to be told; one that was begun before comes to nothing.
/// Nothing of what opens the account changes.
pub(crate) async fn begin(
    tx: &mut Tx,
    new: New<'_>,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Uuid, StoreError> {
    const SQL: &str = "INSERT INTO recovery
            (id, account_id, kind, facility, printed_by, began_at, waits_until, stopped_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let before = lock_undecided(tx, new.account).await?;
    if let Some(before) = &before {
        come_to(tx, before, Stage::Replaced, "way-in-replaced", "", now).await?;
    }
    let id = entropy.uuid();
    // Earlier ways in that are held cannot object, so time decides nothing.
    let stopped = Stage::first(before.map(|before| before.stage())) == Stage::Stopped
        || link_hold::since(tx, new.account).await?.is_some();
    on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(new.account.0)
        .bind(new.kind.as_str())
        .bind(new.facility.as_str())
        .bind(new.printed_by.map(|by| by.0))
        .bind(now)
        .bind(now + new.wait)
        .bind(stopped.then_some(now))
        .execute(c)
        .await
        .map(|_| ()))?;
    let known = facility::find_in(tx, new.facility).await?;
    let name = known.map_or_else(|| new.facility.to_string(), |facility| facility.name);
    account::tell(tx, new.account, "way-in-began", &name, now).await?;
    alarm::look(tx, new.facility, new.printed_by, now).await?;
    Ok(id)
}

/// The earlier ways in are not frozen any more. While they were, nobody could object: that was no waiting.
pub(crate) async fn wait_anew(
    tx: &mut Tx,
    account: AccountId,
    frozen_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE recovery SET waits_until = $2 WHERE id = $1";
    let Some(undecided) = lock_undecided(tx, account).await? else { return Ok(()) };
    let rest = undecided.waits_until - undecided.began_at.max(frozen_at);
    let until = now + rest.max(Duration::zero());
    on!(tx, |c| sqlx::query(SQL).bind(undecided.id).bind(until).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Another way in opens the account, without waiting: what waits comes to nothing.
pub(crate) async fn give_up(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> Result<(), StoreError> {
    match lock_undecided(tx, account).await? {
        Some(before) => come_to(tx, &before, Stage::Replaced, "way-in-replaced", "", now).await,
        None => Ok(()),
    }
}

/// What is not decided yet about an account.
pub(crate) async fn undecided_of(tx: &mut Tx, account: AccountId) -> Result<Option<Undecided>, StoreError> {
    const SQL: &str = "SELECT r.id, r.account_id, r.kind, r.facility, f.name AS facility_name, r.printed_by,
            r.began_at, r.waits_until, r.stopped_at
        FROM recovery r JOIN facility f ON f.code = r.facility
        WHERE r.account_id = $1 AND r.ended_at IS NULL";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_optional(c).await)?;
    row.map(Undecided::try_from).transpose()
}

/// The same for whoever decides: of two at once, the second sees what the first did. An update that changes nothing
/// takes the row's lock.
async fn lock_undecided(tx: &mut Tx, account: AccountId) -> Result<Option<Undecided>, StoreError> {
    const SQL: &str = "UPDATE recovery SET kind = kind WHERE account_id = $1 AND ended_at IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).execute(c).await.map(|_| ()))?;
    undecided_of(tx, account).await
}

/// What is not decided yet about any of the accounts that open this person's own record.
pub async fn of_patient(store: &Store, patient: PatientId) -> Result<Option<Undecided>, StoreError> {
    const SQL: &str = "SELECT r.id, r.account_id, r.kind, r.facility, f.name AS facility_name, r.printed_by,
            r.began_at, r.waits_until, r.stopped_at
        FROM person asked JOIN person home ON home.root_id = asked.root_id
        JOIN account a ON a.patient_id = home.patient_id
        JOIN recovery r ON r.account_id = a.id AND r.ended_at IS NULL
        JOIN facility f ON f.code = r.facility
        WHERE asked.patient_id = $1 AND a.closed_at IS NULL ORDER BY r.began_at DESC LIMIT 1";
    let mut tx = store.read().await?;
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_optional(c).await)?;
    row.map(Undecided::try_from).transpose()
}

/// Everything that is not decided yet, the oldest first: for an operator.
pub async fn all_undecided(store: &Store) -> Result<Vec<Undecided>, StoreError> {
    const SQL: &str = "SELECT r.id, r.account_id, r.kind, r.facility, f.name AS facility_name, r.printed_by,
            r.began_at, r.waits_until, r.stopped_at
        FROM recovery r JOIN facility f ON f.code = r.facility
        WHERE r.ended_at IS NULL ORDER BY r.began_at, r.id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(Undecided::try_from).collect()
}

/// When, and on which facility's check, the ways in that an account has were opened.
pub async fn opened(
    store: &Store,
    account: AccountId,
) -> Result<Option<(DateTime<Utc>, String)>, StoreError> {
    const SQL: &str = "SELECT r.ended_at, f.name FROM recovery r JOIN facility f ON f.code = r.facility
        WHERE r.account_id = $1 AND r.outcome = 'open' ORDER BY r.began_at DESC LIMIT 1";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_optional(c).await)?)
}

/// Lets in what has waited long enough. `true`: something was.
pub async fn settle_due(store: &Store, account: AccountId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    // Whoever reads must not wait for the writer: only what is due is written.
    if !is_due(&mut store.read().await?, account, now).await? {
        return Ok(false);
    }
    let mut tx = store.write().await?;
    let settled = settle_due_in(&mut tx, account, now).await?;
    tx.commit().await?;
    Ok(settled)
}

async fn is_due(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let Some(undecided) = undecided_of(tx, account).await? else { return Ok(false) };
    Ok(due_at(tx, &undecided).await?.is_some_and(|due| due <= now))
}

/// When a new way in opens without another word; `None`: as things stand, never.
pub(crate) async fn due_at(tx: &mut Tx, undecided: &Undecided) -> Result<Option<DateTime<Utc>>, StoreError> {
    let frozen = frozen(tx, undecided).await?;
    Ok(undecided.stage().after(Event::Due, frozen).map(|_| undecided.waits_until))
}

/// How the account's earlier ways in are frozen, if they are.
async fn frozen(tx: &mut Tx, undecided: &Undecided) -> Result<Option<Frozen>, StoreError> {
    let Some(freeze) = freeze::in_force(tx, undecided.account).await? else { return Ok(None) };
    let frozen_by = statement::party(tx, freeze.by).await?;
    let printed_by = statement::party(tx, undecided.printed_by).await?;
    Ok(Some(Frozen::of(freeze.why, &frozen_by, &printed_by)))
}

/// The same, together with what else happens.
pub(crate) async fn settle_due_in(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let Some(undecided) = lock_undecided(tx, account).await? else { return Ok(false) };
    if !is_due(tx, account, now).await? {
        return Ok(false);
    }
    come_to(tx, &undecided, Stage::Open, "way-in-waited", "", now).await?;
    Ok(true)
}

/// One of the account's earlier ways in agrees, or objects, with a fresh proof. `false`: it has no say (any more).
pub(crate) async fn by_owner(
    tx: &mut Tx,
    account: AccountId,
    agrees: bool,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let Some(undecided) = lock_undecided(tx, account).await? else { return Ok(false) };
    let frozen = frozen(tx, &undecided).await?;
    let (event, kind) = match agrees {
        true => (Event::OwnerConfirms, "way-in-agreed"),
        false => (Event::OwnerStops, "way-in-stopped"),
    };
    let Some(stage) = undecided.stage().after(event, frozen) else { return Ok(false) };
    come_to(tx, &undecided, stage, kind, "", now).await?;
    Ok(true)
}

/// What came of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// Another person must state the same.
    OneMore,
    Decided,
}

/// Why a statement does not count.
#[derive(Debug, thiserror::Error)]
pub enum NotStated {
    /// It was decided meanwhile, or never there.
    #[error("nothing waits for a decision here")]
    Gone,
    #[error(transparent)]
    NotSecond(#[from] NotSecond),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody states that a new way in is, or is not, of the person whom they saw with their paper.
///
/// # Errors
/// [`NotStated`]; then nothing was noted.
pub async fn state(
    store: &Store,
    account: AccountId,
    by: Voice<'_>,
    own: bool,
    paper: Option<IdentityPaper>,
    now: DateTime<Utc>,
) -> Result<Stated, NotStated> {
    let mut tx = store.write().await?;
    let undecided = lock_undecided(&mut tx, account).await?.ok_or(NotStated::Gone)?;
    let frozen = frozen(&mut tx, &undecided).await?;
    let speaker = statement::party(&mut tx, by.account()).await?;
    let what = if own { What::Confirm } else { What::Refuse };
    let event = match (undecided.stage(), own) {
        (Stage::Waiting, true) => {
            speaker.beside(&statement::party(&mut tx, undecided.printed_by).await?)?;
            Some(Event::SecondConfirms)
        }
        (_, own) => {
            let since = undecided.stopped_at.unwrap_or(undecided.began_at);
            let before = statement::stated(&mut tx, undecided.id, what, since).await?;
            let decides = if own { Event::TwoConfirm } else { Event::TwoRefuse };
            let two = speaker.completes(&before)?;
            // Whoever printed the invitation would be one of the two already: beside them only the operator counts.
            let printed = |one: &Party| one.account.is_some() && one.account == undecided.printed_by;
            let counts = |one: &Party| match own && (printed(one) || printed(&speaker)) {
                true => one.account.is_none() || speaker.account.is_none(),
                false => true,
            };
            let before: Vec<Party> = before.into_iter().filter(counts).collect();
            (two && speaker.completes(&before)?).then_some(decides)
        }
    };
    statement::add(&mut tx, undecided.id, what, by, paper, now).await?;
    let stage = event.and_then(|event| undecided.stage().after(event, frozen));
    if let Some(stage) = stage {
        let kind = if own { "way-in-confirmed" } else { "way-in-refused" };
        let name = statement::name_of(&mut tx, by).await?;
        come_to(&mut tx, &undecided, stage, kind, &name, now).await?;
    }
    tx.commit().await?;
    Ok(if stage.is_some() { Stated::Decided } else { Stated::OneMore })
}

/// Carries out what was decided, and notes it for the account's owner.
async fn come_to(
    tx: &mut Tx,
    undecided: &Undecided,
    stage: Stage,
    kind: &str,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const STOP: &str = "UPDATE recovery SET stopped_at = $2 WHERE id = $1";
    const END: &str = "UPDATE recovery SET ended_at = $2, outcome = $3 WHERE id = $1";
    let Undecided { id, account, .. } = *undecided;
    let outcome = match stage {
        Stage::Waiting => return Ok(()),
        Stage::Stopped => {
            on!(tx, |c| sqlx::query(STOP).bind(id).bind(now).execute(c).await.map(|_| ()))?;
            return account::tell(tx, account, kind, detail, now).await;
        }
        Stage::Open => "open",
        Stage::Refused => "refused",
        Stage::Replaced => "replaced",
    };
    account::tell(tx, account, kind, detail, now).await?;
    if stage == Stage::Open {
        open(tx, undecided, now).await?;
    } else {
        session::drop_of(tx, account, id).await?;
        passkey::drop_of(tx, account, id).await?;
        oidc::drop_of(tx, account, id).await?;
    }
    on!(tx, |c| sqlx::query(END).bind(id).bind(now).bind(outcome).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// From now on the new ways in open the account; those of before, their sessions and their devices do no more, because
/// a lost one may be in other hands.
async fn open(tx: &mut Tx, undecided: &Undecided, now: DateTime<Utc>) -> Result<(), StoreError> {
    const KEY: &str = "SELECT name FROM passkey WHERE account_id = $1 AND recovery_id = $2 LIMIT 1";
    let Undecided { id, account, kind, .. } = *undecided;
    let key: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(KEY).bind(account.0).bind(id).fetch_optional(c).await)?;
    push::forget_account(tx, account).await?;
    session::keep_only(tx, account, id).await?;
    passkey::keep_only(tx, account, id).await?;
    oidc::keep_only(tx, account, id).await?;
    freeze::end(tx, account, now).await?;
    link_hold::end_of_account(tx, account, now).await?;
    match (kind, key) {
        (Kind::Opening, _) => Ok(()),
        (Kind::Recovery, Some((name,))) => account::note(tx, account, "recovered", &name, now).await,
        (Kind::Recovery, None) => account::note(tx, account, "recovered-outside", "", now).await,
    }
}
