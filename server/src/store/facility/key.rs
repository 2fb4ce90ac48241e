//! API keys of facilities: made once, shown once, kept as a hash.

use crate::{
    entropy::Entropy,
    store::{Store, StoreError, facility, secret::hash},
};
use chrono::{DateTime, Duration, Utc};
use shared::{
    ids::FacilityCode,
    set::{Member, Set},
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// So that a key that leaked into a repository or a ticket can be recognised.
pub const PREFIX: &str = "mk_";

/// How old `last_used_at` may get before it is written again: a transmission is not two writes.
const USED_EVERY: Duration = Duration::minutes(1);

/// What a key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `/fhir`: sending, and reading back what was sent.
    Send,
    /// `/cds-services`: asking before a prescription is signed.
    Check,
}

/// One or both.
pub type Scopes = Set<Scope>;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("send, check or both expected, with a space between, found {0:?}")]
pub struct UnknownScopes(pub String);

/// A key as the operator sees it: without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub id: Uuid,
    pub facility: FacilityCode,
    pub label: String,
    pub scopes: Scopes,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A key that was presented and works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    pub id: Uuid,
    pub facility: FacilityCode,
    pub scopes: Scopes,
    last_used_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    facility: String,
    label: String,
    scope: String,
    created_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

/// What is needed to tell a key that is presented.
#[derive(sqlx::FromRow)]
struct PresentedRow {
    id: Uuid,
    facility: String,
    hash: Vec<u8>,
    scope: String,
    last_used_at: Option<DateTime<Utc>>,
}

impl Member for Scope {
    const EACH: &'static [Self] = &[Self::Send, Self::Check];
    const WHAT: &'static str = "send or check";

    fn as_str(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Check => "check",
        }
    }

    fn place(self) -> u32 {
        self as u32
    }
}

/// Scopes from their names with spaces between them, as a [`Set`] writes them.
///
/// # Errors
/// [`UnknownScopes`], also for none at all: a garbled row opens nothing.
pub fn parse_scopes(names: &str) -> Result<Scopes, UnknownScopes> {
    match Scopes::parse(names) {
        Ok(scopes) if !scopes.is_empty() => Ok(scopes),
        _ => Err(UnknownScopes(names.to_owned())),
    }
}

impl TryFrom<Row> for Key {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            facility: facility::code("api_key", "facility", &row.facility)?,
            label: row.label,
            scopes: scopes(row.id, &row.scope)?,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
        })
    }
}

fn scopes(id: Uuid, text: &str) -> Result<Scopes, StoreError> {
    parse_scopes(text).map_err(|_| StoreError::bad_row("api_key", "scope", id))
}

/// Makes a key for everything that keys are for: see [`create_for`].
pub async fn create(
    store: &Store,
    facility: &FacilityCode,
    label: &str,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Option<String>, StoreError> {
    create_for(store, facility, label, Scopes::ALL, now, entropy).await
}

/// Makes a key for a facility and returns its secret, which nobody can read again. `None`: there
/// is no such facility.
pub async fn create_for(
    store: &Store,
    facility: &FacilityCode,
    label: &str,
    scopes: Scopes,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Option<String>, StoreError> {
    const SQL: &str =
        "INSERT INTO api_key (id, facility, label, hash, created_at, scope) VALUES ($1, $2, $3, $4, $5, $6)";
    let mut tx = store.write().await?;
    if facility::find_in(&mut tx, facility).await?.is_none() {
        return Ok(None);
    }
    let secret = format!("{PREFIX}{}", entropy.secret());
    on!(tx, |c| sqlx::query(SQL)
        .bind(entropy.uuid())
        .bind(facility.as_str())
        .bind(label)
        .bind(hash(&secret))
        .bind(now)
        .bind(scopes.to_string())
        .execute(c)
        .await
        .map(|_| ()))?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// The key of a secret. Looked up by its hash, so the time it takes says nothing about the secret.
pub async fn authenticate(store: &Store, secret: &str) -> Result<Option<Presented>, StoreError> {
    const SQL: &str = "SELECT id, facility, hash, scope, last_used_at FROM api_key
        WHERE hash = $1 AND revoked_at IS NULL";
    if !secret.starts_with(PREFIX) || secret.len() > 200 {
        return Ok(None);
    }
    let wanted = hash(secret);
    let mut tx = store.read().await?;
    let row: Option<PresentedRow> =
        on!(tx, |c| sqlx::query_as(SQL).bind(wanted.as_slice()).fetch_optional(c).await)?;
    let Some(row) = row.filter(|row| bool::from(row.hash.ct_eq(&wanted))) else { return Ok(None) };
    Ok(Some(Presented {
        id: row.id,
        facility: facility::code("api_key", "facility", &row.facility)?,
        scopes: scopes(row.id, &row.scope)?,
        last_used_at: row.last_used_at,
    }))
}

/// Notes that a key was used now, at most once a minute.
pub async fn note_use(store: &Store, key: &Presented, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE api_key SET last_used_at = $2 WHERE id = $1";
    if key.last_used_at.is_some_and(|last| now - last < USED_EVERY) {
        return Ok(());
    }
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(key.id).bind(now).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Ends a key. `false`: there is none with this id that still works.
pub async fn revoke(store: &Store, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    let mut tx = store.write().await?;
    let changed =
        on!(tx, |c| sqlx::query(SQL).bind(id).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(changed == 1)
}

/// Ends one of a facility's own keys. `false`: it has none with this id that still works.
pub async fn revoke_of(
    store: &Store,
    facility: &FacilityCode,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str =
        "UPDATE api_key SET revoked_at = $3 WHERE id = $1 AND facility = $2 AND revoked_at IS NULL";
    let mut tx = store.write().await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(facility.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(changed == 1)
}

pub async fn all(store: &Store) -> Result<Vec<Key>, StoreError> {
    const SQL: &str = "SELECT id, facility, label, scope, created_at, last_used_at, revoked_at FROM api_key
        ORDER BY facility, created_at, id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(Key::try_from).collect()
}

/// The keys of a facility, also those that no longer work, the newest first.
pub async fn of_facility(store: &Store, facility: &FacilityCode) -> Result<Vec<Key>, StoreError> {
    const SQL: &str = "SELECT id, facility, label, scope, created_at, last_used_at, revoked_at FROM api_key
        WHERE facility = $1 ORDER BY created_at DESC, id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(facility.as_str()).fetch_all(c).await)?;
    rows.into_iter().map(Key::try_from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_said_in_words() {
        for names in ["send", "check", "send check"] {
            assert_eq!(parse_scopes(names).map(|scopes| scopes.to_string()), Ok(names.to_owned()));
        }
        assert_eq!(parse_scopes("check send"), Ok(Scopes::ALL));
        for garbled in ["", " ", "sendcheck", "send read"] {
            assert_eq!(parse_scopes(garbled), Err(UnknownScopes(garbled.into())), "{garbled}");
        }
    }
}
