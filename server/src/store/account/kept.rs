//! Devices that keep an encrypted snapshot of a record, by the hash of the token with which they ask whether it may stay.
//! What ends a sign-in on other devices forgets them: the snapshot goes when its device asks next.

use crate::store::{Store, StoreError, Tx, secret::hash};
use chrono::{DateTime, Utc};
use shared::ids::{AccountId, PatientId};

/// The devices of one account: the oldest goes.
const DEVICES: i64 = 10;

/// Notes that a device keeps a snapshot from now on, or keeps it anew, which it names by `token`. The token is this
/// account's ([`noted_at`]), or a new one.
pub(crate) async fn note(
    tx: &mut Tx,
    (account, patient): (AccountId, PatientId),
    token: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const NOTE: &str =
        "INSERT INTO kept_snapshot (hash, account_id, patient_id, kept_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (hash) DO UPDATE SET kept_at = excluded.kept_at";
    const TOO_MANY: &str = "DELETE FROM kept_snapshot WHERE hash IN
            (SELECT hash FROM kept_snapshot WHERE account_id = $1 ORDER BY kept_at DESC, hash LIMIT 1000 OFFSET $2)";
    on!(tx, |c| sqlx::query(NOTE)
        .bind(hash(token))
        .bind(account.0)
        .bind(patient.0)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(TOO_MANY).bind(account.0).bind(DEVICES).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// When this account's device noted a snapshot of this record under this token; `None`: never, or it is another's.
pub async fn noted_at(
    store: &Store,
    (account, patient): (AccountId, PatientId),
    token: &str,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str =
        "SELECT kept_at FROM kept_snapshot WHERE hash = $1 AND account_id = $2 AND patient_id = $3";
    let mut tx = store.read().await?;
    let row: Option<(DateTime<Utc>,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(hash(token))
        .bind(account.0)
        .bind(patient.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(at,)| at))
}

/// Whether the snapshot that is named so may stay on its device: nobody ended the sign-ins of its account meanwhile, and
/// the record is still its holder's own, who lives. `since`: what was kept before is over.
pub async fn may_stay(store: &Store, token: &str, since: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT 1 FROM kept_snapshot k
        JOIN account a ON a.id = k.account_id
        JOIN person own ON own.patient_id = a.patient_id
        JOIN person home ON home.patient_id = own.root_id
        JOIN person kept ON kept.patient_id = k.patient_id
        WHERE k.hash = $1 AND k.kept_at > $2 AND a.closed_at IS NULL AND home.died_on IS NULL AND kept.root_id = own.root_id
            AND NOT EXISTS (SELECT 1 FROM frozen_account z WHERE z.account_id = k.account_id AND z.ended_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM link_hold h WHERE h.account_id = k.account_id AND h.ended_at IS NULL)";
    let mut tx = store.read().await?;
    let row: Option<(i32,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(hash(token)).bind(since).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// No device of this account may keep one any more.
pub(in crate::store) async fn forget_account(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM kept_snapshot WHERE account_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// No device may keep one of this person any more.
pub(in crate::store) async fn forget_patient(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM kept_snapshot WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).execute(c).await.map(|_| ()))?;
    Ok(())
}
