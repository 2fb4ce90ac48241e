//! Mandates: who acts for whom. What one allows, `shared::delegation` decides.

use super::{StoreError, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    category::Categories,
    delegation::{Actions, Basis, Mandate, Powers, Subject, combined},
    ids::{AccountId, PatientId},
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    basis: String,
    categories: String,
    actions: String,
    valid_from: NaiveDate,
    valid_until: Option<NaiveDate>,
    accepted_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    suspended_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Mandate {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bad = |column| StoreError::bad_row("mandate", column, row.id);
        Ok(Self {
            basis: Basis::from_name(&row.basis).map_err(|_| bad("basis"))?,
            categories: Categories::parse(&row.categories).map_err(|_| bad("categories"))?,
            actions: Actions::parse(&row.actions).map_err(|_| bad("actions"))?,
            from: row.valid_from,
            until: row.valid_until,
            accepted_at: row.accepted_at,
            confirmed_at: row.confirmed_at,
            ended_at: row.ended_at,
            suspended_at: row.suspended_at,
        })
    }
}

/// What `account` may do for `patient` on `today`, by everything that was given; `None`: nothing.
///
/// Read in the transaction of what it is needed for, so that what was taken back before holds.
pub(crate) async fn powers(
    tx: &mut Tx,
    account: AccountId,
    patient: PatientId,
    subject: Subject,
    today: NaiveDate,
) -> Result<Option<Powers>, StoreError> {
    const SQL: &str =
        "SELECT m.id, m.basis, m.categories, m.actions, m.valid_from, m.valid_until, m.accepted_at,
            m.confirmed_at, m.ended_at, m.suspended_at
        FROM mandate m JOIN person p ON p.patient_id = m.patient_id
        WHERE m.account_id = $1 AND p.root_id = $2";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(patient.0).fetch_all(c).await)?;
    let mandates = rows.into_iter().map(Mandate::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(combined(&mandates, subject, today))
}

/// Somebody agrees to act. `false`: the mandate was ended, or somebody else agreed before.
pub(crate) async fn accept(
    tx: &mut Tx,
    mandate: Uuid,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET account_id = $2, accepted_at = $3
        WHERE id = $1 AND accepted_at IS NULL AND ended_at IS NULL AND suspended_at IS NULL";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(mandate)
        .bind(account.0)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}
