//! Holds after linking two people: sign-ins that open nothing, because that the records are one person's does not say
//! whose the accounts are.

use super::person;
use crate::store::{Store, StoreError, Tx, account};
use chrono::{DateTime, Utc};
use shared::ids::{AccountId, PatientId};
use uuid::Uuid;

/// Holds every account that opens this person's own record, and every mandate of theirs. Called before they are read as
/// another. What was permitted there, and who was said to treat them, counts no more than the account does: `consent` and
/// `relationship` leave it out for as long, and for good where two people saw that the account is another's. What waits for time there waits for two people now: nobody could object.
pub(crate) async fn begin(
    tx: &mut Tx,
    decision: Uuid,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const ACCOUNTS: &str = "INSERT INTO link_hold (decision_id, patient_id, account_id, held_at)
        SELECT $1, p.patient_id, a.id, $3 FROM account a JOIN person p ON p.patient_id = a.patient_id
        WHERE p.root_id = $2 AND a.closed_at IS NULL";
    const MANDATES: &str = "INSERT INTO link_hold (decision_id, patient_id, mandate_id, held_at)
        SELECT $1, p.patient_id, m.id, $3 FROM mandate m JOIN person p ON p.patient_id = m.patient_id
        WHERE p.root_id = $2 AND m.ended_at IS NULL";
    const STOP: &str = "UPDATE recovery SET stopped_at = $2 WHERE ended_at IS NULL AND stopped_at IS NULL
        AND account_id IN (SELECT a.id FROM account a JOIN person p ON p.patient_id = a.patient_id
            WHERE p.root_id = $1)";
    account::tell_patient(tx, patient, "linked-held", "", now).await?;
    for sql in [ACCOUNTS, MANDATES] {
        on!(tx, |c| sqlx::query(sql).bind(decision).bind(patient.0).bind(now).execute(c).await.map(|_| ()))?;
    }
    on!(tx, |c| sqlx::query(STOP).bind(patient.0).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Since when an account is held; `None`: it is not.
pub(crate) async fn since(tx: &mut Tx, account: AccountId) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT held_at FROM link_hold WHERE account_id = $1 AND ended_at IS NULL
        ORDER BY held_at DESC LIMIT 1";
    let row: Option<(DateTime<Utc>,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_optional(c).await)?;
    Ok(row.map(|(at,)| at))
}

/// Since when another account, or a mandate, of this person is held, on which `account` has a say: it is not held itself.
pub(crate) async fn beside(
    tx: &mut Tx,
    account: AccountId,
    own: PatientId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT h.held_at FROM person p
            JOIN account a ON a.patient_id = p.patient_id AND a.closed_at IS NULL
            JOIN link_hold h ON h.account_id = a.id AND h.ended_at IS NULL
        WHERE p.root_id = $1
        UNION ALL SELECT h.held_at FROM person p
            JOIN mandate m ON m.patient_id = p.patient_id AND m.ended_at IS NULL
            JOIN link_hold h ON h.mandate_id = m.id AND h.ended_at IS NULL
        WHERE p.root_id = $1
        ORDER BY held_at LIMIT 1";
    if since(tx, account).await?.is_some() {
        return Ok(None);
    }
    let row: Option<(DateTime<Utc>,)> = on!(tx, |c| sqlx::query_as(SQL).bind(own.0).fetch_optional(c).await)?;
    Ok(row.map(|(at,)| at))
}

/// The person says, with a fresh proof in an account that opens their record, that what is held is theirs. `false`: it
/// has no say, or nothing is held (any more).
pub async fn confirm(
    store: &Store,
    account: AccountId,
    own: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const ACCOUNTS: &str = "UPDATE link_hold SET ended_at = $2, outcome = 'confirmed'
        WHERE ended_at IS NULL AND account_id IN (SELECT a.id FROM account a
            JOIN person p ON p.patient_id = a.patient_id WHERE p.root_id = $1)";
    const MANDATES: &str = "UPDATE link_hold SET ended_at = $2, outcome = 'confirmed'
        WHERE ended_at IS NULL AND mandate_id IN (SELECT m.id FROM mandate m
            JOIN person p ON p.patient_id = m.patient_id WHERE p.root_id = $1)";
    let mut tx = store.write().await?;
    // Of a link, its undoing and this, one comes after the other.
    if person::lock_root(&mut tx, own).await? != Some(own) || beside(&mut tx, account, own).await?.is_none() {
        return Ok(false);
    }
    for sql in [ACCOUNTS, MANDATES] {
        on!(tx, |c| sqlx::query(sql).bind(own.0).bind(now).execute(c).await.map(|_| ()))?;
    }
    account::tell_patient(&mut tx, own, "linked-confirmed", "", now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Two people saw whose a new way in is: the ones of before are gone, and the account is that person's.
pub(in crate::store) async fn end_of_account(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE link_hold SET ended_at = $2, outcome = 'seen'
        WHERE account_id = $1 AND ended_at IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The link was undone: each opens what is its own again.
pub(crate) async fn end_of_decision(
    tx: &mut Tx,
    decision: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE link_hold SET ended_at = $2, outcome = 'unlinked'
        WHERE decision_id = $1 AND ended_at IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(decision).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// An account that opens somebody's own record, for the operator who decides about it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Opens {
    pub account: Uuid,
    pub since: DateTime<Utc>,
    pub held: bool,
}

/// The accounts that open this person's own record, the oldest first.
pub async fn accounts_of(store: &Store, patient: PatientId) -> Result<Vec<Opens>, StoreError> {
    const SQL: &str = "SELECT a.id AS account, a.created_at AS since,
            EXISTS (SELECT 1 FROM link_hold h WHERE h.account_id = a.id AND h.ended_at IS NULL) AS held
        FROM account a JOIN person p ON p.patient_id = a.patient_id
        WHERE p.root_id = $1 AND a.closed_at IS NULL ORDER BY a.created_at, a.id";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?)
}
