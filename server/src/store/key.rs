//! API keys of facilities: made once, shown once, kept as a hash.

use super::{Store, StoreError, facility};
use crate::entropy::Entropy;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use shared::ids::FacilityCode;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// So that a key that leaked into a repository or a ticket can be recognised.
pub const PREFIX: &str = "mk_";

/// A key as the operator sees it: without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub id: Uuid,
    pub facility: FacilityCode,
    pub label: String,
    pub created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    facility: String,
    label: String,
    created_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

/// Makes a key for a facility and returns its secret, which nobody can read again. `None`: there
/// is no such facility.
pub async fn create(
    store: &Store,
    facility: &FacilityCode,
    label: &str,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Option<String>, StoreError> {
    const SQL: &str =
        "INSERT INTO api_key (id, facility, label, hash, created_at) VALUES ($1, $2, $3, $4, $5)";
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
        .execute(c)
        .await
        .map(|_| ()))?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Whose key this is. Looked up by its hash, so the time it takes says nothing about the secret.
pub async fn authenticate(store: &Store, secret: &str) -> Result<Option<FacilityCode>, StoreError> {
    const SQL: &str = "SELECT facility, hash FROM api_key WHERE hash = $1 AND revoked_at IS NULL";
    if !secret.starts_with(PREFIX) || secret.len() > 200 {
        return Ok(None);
    }
    let wanted = hash(secret);
    let mut tx = store.read().await?;
    let row: Option<(String, Vec<u8>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(wanted.as_slice()).fetch_optional(c).await)?;
    match row {
        Some((facility, found)) if bool::from(found.ct_eq(&wanted)) => {
            Ok(Some(facility::code("api_key", "facility", &facility)?))
        }
        _ => Ok(None),
    }
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

pub async fn all(store: &Store) -> Result<Vec<Key>, StoreError> {
    const SQL: &str =
        "SELECT id, facility, label, created_at, revoked_at FROM api_key ORDER BY facility, created_at, id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Key {
                id: row.id,
                facility: facility::code("api_key", "facility", &row.facility)?,
                label: row.label,
                created_at: row.created_at,
                revoked_at: row.revoked_at,
            })
        })
        .collect()
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
