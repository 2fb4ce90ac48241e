//! Sign-ins that a facility or the operator ended, for the person to read.

use super::{alarm, session};
use crate::{
    auth::sign_out::Stated,
    entropy::Entropy,
    store::{
        Store, StoreError, Tx, account,
        identity::person,
        statement::{self, Voice},
    },
};
use chrono::{DateTime, Utc};
use shared::{
    ids::{AccountId, FacilityCode, PatientId},
    sign_out::Reason,
};
use uuid::Uuid;

/// What a person reads of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOut {
    pub reason: Reason,
    pub note: String,
    /// `None`: the operator.
    pub facility_name: Option<String>,
    pub at: DateTime<Utc>,
    pub seen: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    reason: String,
    note: String,
    facility_name: Option<String>,
    at: DateTime<Utc>,
    seen_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for SignOut {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, reason, note, facility_name, at, seen_at } = row;
        let reason =
            Reason::from_name(&reason).ok_or_else(|| StoreError::bad_row("sign_out", "reason", id))?;
        Ok(Self { reason, note, facility_name, at, seen: seen_at.is_some() })
    }
}

/// Ends every session of whoever signs in as this person, also one that waits for a recovery, and tells their devices.
/// Nothing else changes: no way in opens, none ends, and what is frozen stays so. The gate alone carries it out.
pub(crate) async fn carry_out(
    tx: &mut Tx,
    patient: PatientId,
    stated: &Stated,
    by: Voice<'_>,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO sign_out (id, account_id, reason, note, facility, ended_by, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let name = statement::name_of(tx, by).await?;
    let kind = format!("signed-out-{}", stated.reason().as_str());
    for home in person::homes_of(tx, patient).await? {
        let Some(account) = account::of_patient(tx, home).await? else { continue };
        session::end_sessions_of(tx, account.id).await?;
        on!(tx, |c| sqlx::query(SQL)
            .bind(entropy.uuid())
            .bind(account.id.0)
            .bind(stated.reason().as_str())
            .bind(stated.note())
            .bind(by.facility().map(FacilityCode::as_str))
            .bind(by.account().map(|account| account.0))
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
        account::tell(tx, account.id, &kind, &name, now).await?;
    }
    match by.facility() {
        Some(code) => alarm::look(tx, code, by.account(), now).await,
        None => Ok(()),
    }
}

/// The newest of an account; `None`: its sign-ins were never ended by others.
pub async fn newest(store: &Store, account: AccountId) -> Result<Option<SignOut>, StoreError> {
    const SQL: &str = "SELECT s.id, s.reason, s.note, f.name AS facility_name, s.at, s.seen_at
        FROM sign_out s LEFT JOIN facility f ON f.code = s.facility
        WHERE s.account_id = $1 ORDER BY s.at DESC LIMIT 1";
    let mut tx = store.read().await?;
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_optional(c).await)?;
    row.map(SignOut::try_from).transpose()
}

/// The person has read of it.
pub async fn saw(store: &Store, account: AccountId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE sign_out SET seen_at = $2 WHERE account_id = $1 AND seen_at IS NULL";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(now).execute(c).await.map(|_| ()))?;
    tx.commit().await
}
