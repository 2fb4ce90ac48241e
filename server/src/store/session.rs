//! Sessions: who is signed in. The cookie holds a secret, the table its hash.

use super::{Store, StoreError, Tx, access};
use crate::{entropy::Entropy, gate::Actor};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use shared::ids::PatientId;
use uuid::Uuid;

/// A session ends after this, whatever happens: a shared family computer is the normal case.
pub const LIFETIME: Duration = Duration::hours(12);

/// How old `last_seen_at` may get before it is written again: a page view is not a write.
const SEEN_EVERY: Duration = Duration::minutes(5);

/// A living session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub actor: Actor,
    /// When the person last read their own record before this session; `None` on a first visit.
    pub previous_visit: Option<DateTime<Utc>>,
}

/// Signs `patient` in and returns the secret for the cookie.
pub async fn create(
    store: &Store,
    patient: PatientId,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<String, StoreError> {
    const SQL: &str =
        "INSERT INTO session (hash, patient_id, created_at, last_seen_at, expires_at, previous_visit)
        VALUES ($1, $2, $3, $3, $4, $5)";
    const EXPIRED: &str = "DELETE FROM session WHERE patient_id = $1 AND expires_at <= $2";
    let secret = entropy.secret();
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(EXPIRED).bind(patient.0).bind(now).execute(c).await.map(|_| ()))?;
    let previous_visit = access::last_own_visit(&mut tx, patient).await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(hash(&secret))
        .bind(patient.0)
        .bind(now)
        .bind(now + LIFETIME)
        .bind(previous_visit)
        .execute(c)
        .await
        .map(|_| ()))?;
    tx.commit().await?;
    Ok(secret)
}

/// Who holds this secret, if the session is still alive.
pub async fn find(store: &Store, secret: &str, now: DateTime<Utc>) -> Result<Option<Session>, StoreError> {
    const SQL: &str = "SELECT patient_id, last_seen_at, previous_visit FROM session
        WHERE hash = $1 AND expires_at > $2";
    const SEEN: &str = "UPDATE session SET last_seen_at = $2 WHERE hash = $1";
    let row: Option<(Uuid, DateTime<Utc>, Option<DateTime<Utc>>)> = {
        let mut tx = store.read().await?;
        on!(tx, |c| sqlx::query_as(SQL).bind(hash(secret)).bind(now).fetch_optional(c).await)?
    };
    let Some((patient, last_seen, previous_visit)) = row else { return Ok(None) };
    if now - last_seen >= SEEN_EVERY {
        let mut tx = store.write().await?;
        on!(tx, |c| sqlx::query(SEEN).bind(hash(secret)).bind(now).execute(c).await.map(|_| ()))?;
        tx.commit().await?;
    }
    Ok(Some(Session { actor: Actor::Patient(PatientId(patient)), previous_visit }))
}

/// Signs out. Ending a session that is not there is fine.
pub async fn end(store: &Store, secret: &str) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE hash = $1";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(hash(secret)).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Signs a person out everywhere: their record moved to another person, or back.
pub(super) async fn end_all(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM session WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
