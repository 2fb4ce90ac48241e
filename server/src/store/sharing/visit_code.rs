//! One-time codes by which a patient shows a desk that they are there. Only hashes are kept.

use crate::store::{StoreError, Tx};
use chrono::{DateTime, Utc};
use shared::ids::{AccountId, FacilityCode, PatientId};
use uuid::Uuid;

/// A code to be.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub hash: Vec<u8>,
    pub patient: PatientId,
    pub by: AccountId,
    /// The only one that may redeem it; `None`: whichever is first.
    pub facility: Option<FacilityCode>,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Keeps a code; one that was made for the patient before works no longer.
pub(crate) async fn make(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    const FORGET: &str = "UPDATE visit_code SET used_at = $2 WHERE patient_id = $1 AND used_at IS NULL";
    const SQL: &str = "INSERT INTO visit_code (hash, patient_id, made_by, facility, made_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    on!(tx, |c| sqlx::query(FORGET).bind(new.patient.0).bind(new.made_at).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(new.hash.as_slice())
        .bind(new.patient.0)
        .bind(new.by.0)
        .bind(new.facility.as_ref().map(|code| code.as_str()))
        .bind(new.made_at)
        .bind(new.expires_at)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Uses a code up, once and in time, and says whose it was and who made it: unknown, used, over and another facility's are one answer.
pub(crate) async fn redeem(
    tx: &mut Tx,
    hash: &[u8],
    facility: &FacilityCode,
    now: DateTime<Utc>,
) -> Result<Option<(PatientId, AccountId)>, StoreError> {
    const SQL: &str = "UPDATE visit_code SET used_at = $2, used_by = $3
        WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 AND (facility IS NULL OR facility = $3)
        RETURNING patient_id, made_by";
    let row: Option<(Uuid, Uuid)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(hash)
        .bind(now)
        .bind(facility.as_str())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, by)| (PatientId(id), AccountId(by))))
}
