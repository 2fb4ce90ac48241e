//! Ceremonies: state of sign-in steps that must be finished in time, and once. The browser keeps a secret, the table
//! its hash.

use crate::{
    entropy::Entropy,
    store::{Store, StoreError, Tx, secret::hash},
};
use chrono::{DateTime, Duration, Utc};
use serde::{Serialize, de::DeserializeOwned};

/// What was begun. A secret of one kind never finishes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A challenge for signing in.
    SignIn,
    /// A challenge for proving that it is still they.
    Verify,
    /// A challenge for a new passkey.
    Register,
    /// An invitation was opened by somebody who proved to be the one it is for.
    Enrol,
    /// Sign-in at an OpenID Connect provider.
    Oidc,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Verify => "verify",
            Self::Register => "register",
            Self::Enrol => "enrol",
            Self::Oidc => "outside",
        }
    }

    /// How long there is to finish it.
    pub fn ttl(self) -> Duration {
        match self {
            Self::SignIn | Self::Verify | Self::Register => Duration::minutes(5),
            Self::Oidc => Duration::minutes(10),
            Self::Enrol => Duration::minutes(30),
        }
    }
}

/// Begins, and returns the secret that finishes it. What was never finished in time goes.
pub(crate) async fn begin<S: Serialize>(
    tx: &mut Tx,
    kind: Kind,
    state: &S,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<String, StoreError> {
    const EXPIRED: &str = "DELETE FROM ceremony WHERE expires_at <= $1";
    const SQL: &str = "INSERT INTO ceremony (hash, kind, state, expires_at) VALUES ($1, $2, $3, $4)";
    let secret = entropy.secret();
    // Our own state under text keys: writing it as JSON cannot fail.
    let state = serde_json::to_string(state).unwrap_or_default();
    on!(tx, |c| sqlx::query(EXPIRED).bind(now).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(hash(&secret))
        .bind(kind.as_str())
        .bind(state)
        .bind(now + kind.ttl())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(secret)
}

/// Changes the state of something begun; it has to be finished in the same time as before.
pub async fn rewrite<S: Serialize>(
    store: &Store,
    kind: Kind,
    secret: &str,
    state: &S,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE ceremony SET state = $3 WHERE hash = $1 AND kind = $2";
    let state = serde_json::to_string(state).unwrap_or_default();
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(hash(secret))
        .bind(kind.as_str())
        .bind(state)
        .execute(c)
        .await
        .map(|_| ()))?;
    tx.commit().await
}

/// Finishes: whoever brings the secret gets the state, once. `None`: there is none, it was finished before,
/// it is of another kind or too late; from outside all the same.
pub async fn finish<S: DeserializeOwned>(
    store: &Store,
    kind: Kind,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Option<S>, StoreError> {
    const SQL: &str = "DELETE FROM ceremony WHERE hash = $1 AND kind = $2 RETURNING state, expires_at";
    let mut tx = store.write().await?;
    let row: Option<(String, DateTime<Utc>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(hash(secret)).bind(kind.as_str()).fetch_optional(c).await)?;
    tx.commit().await?;
    let Some((state, _)) = row.filter(|(_, expires_at)| now < *expires_at) else { return Ok(None) };
    serde_json::from_str(&state)
        .map(Some)
        .map_err(|_| StoreError::bad_row("ceremony", "state", kind.as_str()))
}

/// The state of something begun, which stays begun.
pub async fn peek<S: DeserializeOwned>(
    store: &Store,
    kind: Kind,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Option<S>, StoreError> {
    const SQL: &str = "SELECT state FROM ceremony WHERE hash = $1 AND kind = $2 AND expires_at > $3";
    let mut tx = store.read().await?;
    let row: Option<(String,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(hash(secret))
        .bind(kind.as_str())
        .bind(now)
        .fetch_optional(c)
        .await)?;
    row.map(|(state,)| serde_json::from_str(&state))
        .transpose()
        .map_err(|_| StoreError::bad_row("ceremony", "state", kind.as_str()))
}
