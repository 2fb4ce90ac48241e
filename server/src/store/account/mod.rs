//! Accounts: whom a sign-in opens the portal for.

pub mod agenda;
pub mod alarm;
pub mod ceremony;
pub mod freeze;
pub mod invitation;
pub mod kept;
pub mod oidc;
pub mod passkey;
pub mod push;
pub mod recovery;
pub mod session;
pub mod sign_out;

use super::{Store, StoreError, Tx, facility};
use crate::{
    auth::{DemoMode, Role, Roles},
    entropy::Entropy,
};
use chrono::{DateTime, Utc};
use shared::{
    ids::{AccountId, FacilityCode, PatientId},
    set::Member as _,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An account: what a sign-in opens the portal for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With the person whose own record it opens, if there is one here.
    Person(Option<PatientId>),
    Staff(FacilityCode),
}

impl Kind {
    /// The facility of a member of staff.
    pub fn employer(&self) -> Option<&FacilityCode> {
        match self {
            Self::Person(_) => None,
            Self::Staff(facility) => Some(facility),
        }
    }
}

/// What happened to somebody's ways in, as they see it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub kind: String,
    pub detail: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    name: String,
    patient_id: Option<Uuid>,
    facility: Option<String>,
}

impl TryFrom<Row> for Account {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind = match (row.kind.as_str(), row.facility) {
            ("person", None) => Kind::Person(row.patient_id.map(PatientId)),
            ("staff", Some(code)) => Kind::Staff(facility::code("account", "facility", &code)?),
            _ => return Err(StoreError::bad_row("account", "kind", row.id)),
        };
        Ok(Self { id: AccountId(row.id), name: row.name, kind })
    }
}

/// Makes an account and returns its id.
pub(crate) async fn insert(
    tx: &mut Tx,
    name: &str,
    kind: &Kind,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<AccountId, StoreError> {
    let id = AccountId(entropy.uuid());
    insert_as(tx, id, name, kind, now).await?;
    Ok(id)
}

/// The same with an id that something (a passkey) carries already.
pub(crate) async fn insert_as(
    tx: &mut Tx,
    id: AccountId,
    name: &str,
    kind: &Kind,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO account (id, kind, name, patient_id, facility, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let (word, patient, facility) = match kind {
        Kind::Person(patient) => ("person", patient.map(|patient| patient.0), None),
        Kind::Staff(facility) => ("staff", None, Some(facility.as_str())),
    };
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(word)
        .bind(name)
        .bind(patient)
        .bind(facility)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Makes whoever else changes this account's ways in wait: an update that changes nothing takes the row's lock.
pub(crate) async fn lock(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE account SET kind = kind WHERE id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(id.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// An account that has not been closed.
pub(crate) async fn find_in(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    const SQL: &str =
        "SELECT id, kind, name, patient_id, facility FROM account WHERE id = $1 AND closed_at IS NULL";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await)?;
    row.map(Account::try_from).transpose()
}

/// The account that opens this person's own record.
pub(crate) async fn of_patient(tx: &mut Tx, patient: PatientId) -> Result<Option<Account>, StoreError> {
    const SQL: &str = "SELECT id, kind, name, patient_id, facility FROM account
        WHERE patient_id = $1 AND closed_at IS NULL";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_optional(c).await)?;
    row.map(Account::try_from).transpose()
}

/// The open sign-ins of a person themself: they have one for each home that is they.
pub(crate) async fn own_of(tx: &mut Tx, patient: PatientId) -> Result<BTreeSet<AccountId>, StoreError> {
    const SQL: &str = "SELECT a.id FROM person asked JOIN person home ON home.root_id = asked.root_id
        JOIN account a ON a.patient_id = home.patient_id
        WHERE asked.patient_id = $1 AND a.closed_at IS NULL";
    let rows: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| AccountId(id)).collect())
}

/// Whether nobody signs in with it: a facility noted that the person it belongs to has died.
pub(crate) async fn is_stopped(tx: &mut Tx, id: AccountId) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT a.id FROM account a JOIN person own ON own.patient_id = a.patient_id
        JOIN person home ON home.root_id = own.root_id
        WHERE a.id = $1 AND home.died_on IS NOT NULL LIMIT 1";
    let row: Option<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// Whether somebody can also sign in through another provider.
pub(crate) async fn signs_in_by_oidc(tx: &mut Tx, id: AccountId) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT issuer FROM outside_identity
        WHERE account_id = $1 AND recovery_id IS NULL LIMIT 1";
    let row: Option<(String,)> = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// Everybody who has a sign-in and no record of their own, to choose from. Only demo mode may ask.
pub async fn caregivers_for_demo(store: &Store, _: DemoMode) -> Result<Vec<Account>, StoreError> {
    const SQL: &str = "SELECT id, kind, name, patient_id, facility FROM account
        WHERE kind = 'person' AND patient_id IS NULL AND closed_at IS NULL ORDER BY created_at, id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(Account::try_from).collect()
}

/// What somebody is at their facility.
pub(crate) async fn roles(tx: &mut Tx, id: AccountId) -> Result<Roles, StoreError> {
    const SQL: &str = "SELECT role FROM staff_role WHERE account_id = $1";
    let rows: Vec<(String,)> = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_all(c).await)?;
    rows.iter()
        .map(|(role,)| Role::read(role).map_err(|_| StoreError::bad_row("staff_role", "role", id)))
        .collect()
}

/// Adds to what its owner reads about an account.
pub(crate) async fn note(
    tx: &mut Tx,
    id: AccountId,
    kind: &str,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO account_event (account_id, number, at, kind, detail)
        SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4 FROM account_event WHERE account_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(id.0).bind(now).bind(kind).bind(detail).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The same, and every device that wants to be told is, at once.
pub(crate) async fn tell(
    tx: &mut Tx,
    id: AccountId,
    kind: &str,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    note(tx, id, kind, detail, now).await?;
    push::about_sign_in(tx, id, now).await
}

/// Every device that wants to be told is, of what was noted just now.
pub(crate) async fn devices_told(tx: &mut Tx, id: AccountId, now: DateTime<Utc>) -> Result<(), StoreError> {
    push::about_sign_in(tx, id, now).await
}

/// Tells whoever may sign in as this person.
pub(crate) async fn tell_patient(
    tx: &mut Tx,
    patient: PatientId,
    kind: &str,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for account in own_of(tx, patient).await? {
        tell(tx, account, kind, detail, now).await?;
    }
    Ok(())
}

/// Whether something happened to an account's ways in that its owner should look at and was not looked at in this
/// browser, other than at `but`, the moment at which whoever asks signed in themself.
pub async fn has_unseen(
    store: &Store,
    id: AccountId,
    browser: &[u8],
    but: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT e.number FROM known_device d JOIN account_event e
            ON e.account_id = d.account_id AND e.number > d.events_seen
        WHERE d.account_id = $1 AND d.hash = $2 AND e.at <> $3
            AND e.kind IN ('way-in-began', 'way-in-confirmed', 'way-in-waited', 'way-in-refused', 'recovered',
                'recovered-outside', 'frozen-lost', 'frozen-misused', 'unfrozen', 'signed-in-new',
                'passkey-added', 'passkey-removed', 'linked', 'linked-held', 'linked-confirmed', 'outside-linked', 'mandate-changed', 'sharing-changed-in-place', 'signed-out-asked', 'signed-out-left-open',
                'signed-out-unusual', 'signed-out-other')
        LIMIT 1";
    let mut tx = store.read().await?;
    let row: Option<(i64,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(id.0).bind(browser).bind(but).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// Everything that happened so far was read in this browser.
pub async fn see_events(store: &Store, id: AccountId, browser: &[u8]) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE known_device SET events_seen = COALESCE(
            (SELECT MAX(number) FROM account_event WHERE account_id = $1), 0)
        WHERE account_id = $1 AND hash = $2";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(id.0).bind(browser).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Whether an account signs in here for the first time in a browser; it is known from then on.
pub(crate) async fn is_new_device(
    tx: &mut Tx,
    id: AccountId,
    browser: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO known_device (account_id, hash, first_at, events_seen)
        SELECT $1, $2, $3, COALESCE(MAX(number), 0) FROM account_event WHERE account_id = $1
        ON CONFLICT (account_id, hash) DO NOTHING";
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(browser)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(added == 1)
}

/// As much of what happened as somebody reads.
const EVENTS: i64 = 50;

/// The last that happened to an account's ways in, newest first.
pub async fn events(store: &Store, id: AccountId) -> Result<Vec<Event>, StoreError> {
    const SQL: &str = "SELECT at, kind, detail FROM account_event WHERE account_id = $1
        ORDER BY number DESC LIMIT $2";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(id.0).bind(EVENTS).fetch_all(c).await)?)
}
