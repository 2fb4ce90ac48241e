//! Sessions: who is signed in. The cookie holds a secret, the table its hash.

use super::{kept, push, recovery};
use crate::{
    auth::{Actor, Caregiver, DemoMode, Staff, recovery::Why},
    entropy::Entropy,
    store::{Store, StoreError, Tx, account, facility, identity::person, log::access, secret::hash},
};
use chrono::{DateTime, Duration, Utc};
use shared::ids::{AccountId, PatientId};
use uuid::Uuid;

/// How long a session lives, whatever happens, and how long with nobody there. A shared family computer is
/// the normal case; a ward's computer is left alone more often still.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub absolute: Duration,
    pub idle: Duration,
}

pub const OF_PERSONS: Limits = Limits { absolute: Duration::hours(12), idle: Duration::minutes(30) };
pub const OF_STAFF: Limits = Limits { absolute: Duration::hours(10), idle: Duration::minutes(15) };

/// How old `last_seen_at` may get before it is written again: a page view is not a write.
const SEEN_EVERY: Duration = Duration::minutes(1);

/// A living session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: Uuid,
    pub account: AccountId,
    /// Their name: of the person as they are read now, or the account's.
    pub name: String,
    pub actor: Actor,
    /// The person whose own record the account opens.
    pub own: Option<PatientId>,
    pub method: Method,
    /// When they last proved that it is still they.
    pub verified_at: DateTime<Utc>,
    /// When the person last read their own record before this session; `None` on a first visit.
    pub previous_visit: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// A living session that opens nothing: not the page of a session, and no form but signing out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Uuid,
    pub account: AccountId,
    pub why: HeldBecause,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBecause {
    /// It began with a way in that opens nothing yet.
    Waiting,
    /// The account's ways in are frozen.
    Frozen,
    /// An operator linked two people, and whose the account is nobody has said since.
    Linked,
}

impl Held {
    pub fn actor(&self) -> Actor {
        match self.why {
            HeldBecause::Waiting | HeldBecause::Linked => Actor::Waiting(self.account),
            HeldBecause::Frozen => Actor::Frozen(self.account),
        }
    }
}

/// Holder of a session's secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    Open(Session),
    Held(Held),
}

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Passkey,
    /// An OpenID Connect provider.
    Oidc,
    /// Demo mode, where anybody may be anybody.
    Demo,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Oidc => "outside",
            Self::Demo => "demo",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Passkey, Self::Oidc, Self::Demo].into_iter().find(|method| method.as_str() == name)
    }
}

/// A session as its owner sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    pub id: Uuid,
    pub device: String,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    name: String,
    facility: Option<String>,
    own: Option<Uuid>,
    acting_for: Option<Uuid>,
    method: String,
    last_seen_at: DateTime<Utc>,
    verified_at: DateTime<Utc>,
    previous_visit: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    recovery_id: Option<Uuid>,
    frozen: Option<String>,
    linked: bool,
    /// The wait of a new way in is over, and nobody stopped it.
    due: bool,
}

/// With what somebody signs in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignIn<'a> {
    pub method: Method,
    /// Browser and system, as the browser names them, shortened.
    pub device: &'a str,
    /// The passkey whose removal ends the session; `None`: it began without one.
    pub passkey: Option<Uuid>,
    /// The way in opens nothing until this recovery is decided, and the session with it.
    pub recovery: Option<Uuid>,
}

/// Signs an account in and returns the secret for the cookie. Whoever signs in has just proved who they are.
pub(crate) async fn create(
    tx: &mut Tx,
    account: &account::Account,
    sign_in: SignIn<'_>,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<String, StoreError> {
    const SQL: &str = "INSERT INTO session (hash, id, account_id, method, device, created_at, last_seen_at,
            expires_at, verified_at, previous_visit, recovery_id, passkey_id, verified_with)
        VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $6, $8, $9, $10, $10)";
    let SignIn { method, device, passkey, recovery } = sign_in;
    const EXPIRED: &str = "DELETE FROM session WHERE account_id = $1 AND expires_at <= $2";
    let secret = entropy.secret();
    on!(tx, |c| sqlx::query(EXPIRED).bind(account.id.0).bind(now).execute(c).await.map(|_| ()))?;
    let (limits, previous_visit) = match &account.kind {
        account::Kind::Person(Some(own)) => (OF_PERSONS, access::last_own_visit(tx, *own).await?),
        account::Kind::Person(None) => (OF_PERSONS, None),
        account::Kind::Staff(_) => (OF_STAFF, None),
    };
    on!(tx, |c| sqlx::query(SQL)
        .bind(hash(&secret))
        .bind(entropy.uuid())
        .bind(account.id.0)
        .bind(method.as_str())
        .bind(device)
        .bind(now)
        .bind(now + limits.absolute)
        .bind(previous_visit)
        .bind(recovery)
        .bind(passkey)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(secret)
}

const DEMO: SignIn<'_> = SignIn { method: Method::Demo, device: "", passkey: None, recovery: None };

/// In a demonstration anybody may be anybody: signs in as this person, who gets an account if need be.
pub async fn create_for_demo(
    store: &Store,
    _: DemoMode,
    patient: PatientId,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<String, StoreError> {
    let mut tx = store.write().await?;
    let account = match account::of_patient(&mut tx, patient).await? {
        Some(known) => known,
        None => {
            let person = person::find_in(&mut tx, patient)
                .await?
                .ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?;
            let kind = account::Kind::Person(Some(patient));
            let id = account::insert(&mut tx, &person.demographics.name, &kind, now, entropy).await?;
            account::Account { id, name: person.demographics.name, kind }
        }
    };
    let secret = create(&mut tx, &account, DEMO, now, entropy).await?;
    tx.commit().await?;
    Ok(secret)
}

/// The same for somebody who has no record of their own.
pub async fn create_for_demo_account(
    store: &Store,
    _: DemoMode,
    account: &account::Account,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<String, StoreError> {
    let mut tx = store.write().await?;
    let secret = create(&mut tx, account, DEMO, now, entropy).await?;
    tx.commit().await?;
    Ok(secret)
}

/// The same for one of the invented staff. `None`: nobody of a facility's staff has this account.
pub async fn create_for_demo_staff(
    store: &Store,
    _: DemoMode,
    account: AccountId,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Option<String>, StoreError> {
    let mut tx = store.write().await?;
    let found = account::find_in(&mut tx, account).await?;
    let Some(account) = found.filter(|found| matches!(found.kind, account::Kind::Staff(_))) else {
        return Ok(None);
    };
    let secret = create(&mut tx, &account, DEMO, now, entropy).await?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Holder of this secret, if the session is still alive; extends its idle timeout.
pub async fn holder(store: &Store, secret: &str, now: DateTime<Utc>) -> Result<Option<Holder>, StoreError> {
    const SEEN: &str = "UPDATE session SET last_seen_at = $2 WHERE hash = $1 AND last_seen_at < $2";
    let Some((row, who)) = look_up(store, &hash(secret), now).await? else { return Ok(None) };
    if row.is_idle(now) {
        end(store, row.id).await?;
        return Ok(None);
    }
    if now - row.last_seen_at >= SEEN_EVERY {
        let mut tx = store.write().await?;
        on!(tx, |c| sqlx::query(SEEN).bind(hash(secret)).bind(now).execute(c).await.map(|_| ()))?;
        tx.commit().await?;
    }
    let actor = match who {
        Who::Held(held) => return Ok(Some(Holder::Held(held))),
        Who::Open(actor) => actor,
    };
    let method =
        Method::from_name(&row.method).ok_or_else(|| StoreError::bad_row("session", "method", row.id))?;
    Ok(Some(Holder::Open(Session {
        id: row.id,
        account: AccountId(row.account_id),
        name: row.name,
        actor,
        own: row.own.map(PatientId),
        method,
        verified_at: row.verified_at,
        previous_visit: row.previous_visit,
        created_at: row.created_at,
    })))
}

/// The session of this secret, if it is still alive and opens anything.
pub async fn find(store: &Store, secret: &str, now: DateTime<Utc>) -> Result<Option<Session>, StoreError> {
    Ok(match holder(store, secret, now).await? {
        Some(Holder::Open(session)) => Some(session),
        Some(Holder::Held(_)) | None => None,
    })
}

/// Names a session for as long as somebody listens in it, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle(Vec<u8>);

impl Handle {
    pub fn of(secret: &str) -> Self {
        Self(hash(secret))
    }
}

/// Resolves a session without extending its idle timeout: an event stream is no activity.
pub async fn glance(
    store: &Store,
    session: &Handle,
    now: DateTime<Utc>,
) -> Result<Option<Actor>, StoreError> {
    let found = look_up(store, &session.0, now).await?;
    Ok(found.filter(|(row, _)| !row.is_idle(now)).map(|(_, who)| match who {
        Who::Open(actor) => actor,
        Who::Held(held) => held.actor(),
    }))
}

/// The actor of a session, or the hold of one that opens nothing.
enum Who {
    Open(Actor),
    Held(Held),
}

/// Nobody acts as who has died; and who is not told that their ways in are frozen is signed out. What has waited long
/// enough opens before anybody is answered.
async fn look_up(store: &Store, hash: &[u8], now: DateTime<Utc>) -> Result<Option<(Row, Who)>, StoreError> {
    let mut tx = store.read().await?;
    let Some(mut row) = read(&mut tx, hash, now).await? else { return Ok(None) };
    if row.due && recovery::settle_due(store, AccountId(row.account_id), now).await? {
        tx = store.read().await?;
        let Some(settled) = read(&mut tx, hash, now).await? else { return Ok(None) };
        row = settled;
    }
    let (id, account) = (row.id, AccountId(row.account_id));
    let held = |why| Some(Who::Held(Held { id, account, why }));
    let frozen = match &row.frozen {
        Some(why) => {
            let why =
                Why::from_name(why).ok_or_else(|| StoreError::bad_row("frozen_account", "why", row.id))?;
            Some(why)
        }
        None => None,
    };
    let who = match (row.recovery_id, frozen) {
        (Some(_), _) => held(HeldBecause::Waiting),
        (None, Some(Why::Lost)) => held(HeldBecause::Frozen),
        (None, Some(Why::Misused)) => None,
        (None, None) if row.linked => held(HeldBecause::Linked),
        (None, None) => Some(Who::Open(actor(&mut tx, &row).await?)),
    };
    Ok(who.map(|who| (row, who)))
}

async fn read(tx: &mut Tx, hash: &[u8], now: DateTime<Utc>) -> Result<Option<Row>, StoreError> {
    const SQL: &str = "SELECT s.id, s.account_id, COALESCE(themself.name, a.name) AS name, a.facility, own.root_id AS own,
            other.root_id AS acting_for, s.method, s.last_seen_at, s.verified_at, s.previous_visit,
            s.created_at, s.recovery_id, z.why AS frozen,
            EXISTS (SELECT 1 FROM link_hold h WHERE h.account_id = s.account_id AND h.ended_at IS NULL) AS linked,
            COALESCE(r.stopped_at IS NULL AND r.waits_until <= $2, FALSE) AS due
        FROM session s JOIN account a ON a.id = s.account_id
        LEFT JOIN person own ON own.patient_id = a.patient_id
        LEFT JOIN person themself ON themself.patient_id = own.root_id
        LEFT JOIN person other ON other.patient_id = s.acting_for
        LEFT JOIN frozen_account z ON z.account_id = s.account_id AND z.ended_at IS NULL
        LEFT JOIN recovery r ON r.account_id = s.account_id AND r.ended_at IS NULL
        WHERE s.hash = $1 AND s.expires_at > $2 AND a.closed_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM person home
                WHERE home.root_id = own.root_id AND home.died_on IS NOT NULL)";
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(hash).bind(now).fetch_optional(c).await)?)
}

impl Row {
    /// Nobody was there for too long.
    fn is_idle(&self, now: DateTime<Utc>) -> bool {
        let limits = if self.facility.is_some() { OF_STAFF } else { OF_PERSONS };
        now - self.last_seen_at >= limits.idle
    }
}

/// The one place that turns a session into who asks and for whom.
async fn actor(tx: &mut Tx, row: &Row) -> Result<Actor, StoreError> {
    let account = AccountId(row.account_id);
    if let Some(code) = &row.facility {
        let facility = facility::code("account", "facility", code)?;
        return Ok(Actor::Staff(Staff { account, facility, roles: account::roles(tx, account).await? }));
    }
    Ok(match (row.acting_for.map(PatientId), row.own.map(PatientId)) {
        (Some(patient), _) => Actor::Caregiver(Caregiver { account, patient }),
        (None, Some(own)) => Actor::Patient(own),
        (None, None) => Actor::Person(account),
    })
}

/// Signs out. Ending a session that is not there is fine.
pub async fn end(store: &Store, id: Uuid) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    end_in(&mut tx, id).await?;
    tx.commit().await
}

/// The same, together with what else happens.
pub(crate) async fn end_in(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ends one of an account's own sessions and returns its device. `None`: the account has no such session.
pub(crate) async fn end_one_of(
    tx: &mut Tx,
    account: AccountId,
    id: Uuid,
) -> Result<Option<String>, StoreError> {
    const SQL: &str =
        "DELETE FROM session WHERE id = $1 AND account_id = $2 AND recovery_id IS NULL RETURNING device";
    let row: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(id).bind(account.0).fetch_optional(c).await)?;
    // Which device that was, nobody knows.
    kept::forget_account(tx, account).await?;
    Ok(row.map(|(device,)| device))
}

/// Signs an account out everywhere but in the session `stays`. No device is told anything any more: which of them
/// is this one, nobody knows.
pub(crate) async fn end_others_of(tx: &mut Tx, account: AccountId, stays: Uuid) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE account_id = $1 AND id <> $2 AND recovery_id IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(stays).execute(c).await.map(|_| ()))?;
    kept::forget_account(tx, account).await?;
    push::forget_account(tx, account).await
}

/// The sessions of an account that are alive, the newest first.
pub async fn all_of(
    store: &Store,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<Listed>, StoreError> {
    const SQL: &str = "SELECT id, device, created_at, last_seen_at FROM session
        WHERE account_id = $1 AND expires_at > $2 AND recovery_id IS NULL ORDER BY created_at DESC, id";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(now).fetch_all(c).await)?)
}

/// Signs an account out everywhere, and tells its devices nothing any more.
pub(crate) async fn end_all_of(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    end_sessions_of(tx, account).await?;
    push::forget_account(tx, account).await
}

/// Signs an account out everywhere. Its devices are told, so they are not forgotten.
pub(in crate::store) async fn end_sessions_of(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE account_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).execute(c).await.map(|_| ()))?;
    kept::forget_account(tx, account).await
}

/// A recovery was decided for its own ways in: their sessions open the account from now on, and all others end.
pub(in crate::store) async fn keep_only(
    tx: &mut Tx,
    account: AccountId,
    recovery: Uuid,
) -> Result<(), StoreError> {
    const OTHERS: &str =
        "DELETE FROM session WHERE account_id = $1 AND (recovery_id IS NULL OR recovery_id <> $2)";
    const OPEN: &str = "UPDATE session SET recovery_id = NULL WHERE account_id = $1 AND recovery_id = $2";
    for sql in [OTHERS, OPEN] {
        on!(tx, |c| sqlx::query(sql).bind(account.0).bind(recovery).execute(c).await.map(|_| ()))?;
    }
    kept::forget_account(tx, account).await
}

/// A recovery comes to nothing, and its sessions end.
pub(in crate::store) async fn drop_of(
    tx: &mut Tx,
    account: AccountId,
    recovery: Uuid,
) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE account_id = $1 AND recovery_id = $2";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(recovery).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ends every session of an account but those that wait for a recovery.
pub(in crate::store) async fn end_open_of(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE account_id = $1 AND recovery_id IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).execute(c).await.map(|_| ()))?;
    kept::forget_account(tx, account).await
}

/// Signs everybody out who had this person's record open as their own or for them: it moved to another
/// person, or back.
pub(in crate::store) async fn end_all(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const OWN: &str = "DELETE FROM session WHERE account_id IN
            (SELECT id FROM account WHERE patient_id = $1 AND closed_at IS NULL)";
    const OTHERS: &str = "DELETE FROM session
        WHERE account_id IN (SELECT account_id FROM mandate WHERE patient_id = $1) AND acting_for = $1";
    for sql in [OWN, OTHERS] {
        on!(tx, |c| sqlx::query(sql).bind(patient.0).execute(c).await.map(|_| ()))?;
    }
    kept::forget_patient(tx, patient).await?;
    push::forget_patient(tx, patient).await
}

/// Opens another record in this session: somebody else's, or with `None` their own.
pub async fn act_for(store: &Store, session: Uuid, patient: Option<PatientId>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE session SET acting_for = $2 WHERE id = $1";
    let mut tx = store.write().await?;
    let patient = patient.map(|patient| patient.0);
    on!(tx, |c| sqlx::query(SQL).bind(session).bind(patient).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// They just proved that it is still they, with this passkey or without one.
pub(crate) async fn verified(
    tx: &mut Tx,
    session: Uuid,
    passkey: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE session SET verified_at = $2, verified_with = $3 WHERE id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(session).bind(now).bind(passkey).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Whether a session has not ended since its owner was last asked for. Whoever changes ways in has locked the account
/// ([`account::lock`]), so that what ends it meanwhile was before or comes after.
pub(crate) async fn is_there(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT id FROM session WHERE id = $1";
    let row: Option<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// From now on a session depends on what its owner last proved it with, and no more on what it began with.
pub(crate) async fn rest_on_last_proof(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE session SET passkey_id = verified_with WHERE id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(|_| ()))?;
    Ok(())
}
