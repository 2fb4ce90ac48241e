//! From where records were asked for: kept beside the access log for an audit, and erased after a while. No leaf
//! commits to it, and nothing that serves reads it.

use crate::store::{Begun, Store, StoreError, Tx};
use chrono::{DateTime, Duration, Utc};
use shared::ids::PatientId;

/// An entry of the access log, and from which address it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Origin {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: String,
    pub facility: Option<String>,
    pub purpose: String,
    pub outcome: String,
    pub address: String,
}

/// Keeps from where the entry was asked for, in its transaction, where that is known.
pub(in crate::store) async fn keep(
    tx: &mut Tx,
    patient: PatientId,
    seq: i64,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO access_origin (patient_id, seq, at, address) VALUES ($1, $2, $3, $4)";
    let Some(address) = tx.asked_from.map(|address| address.to_string()) else { return Ok(()) };
    Ok(on!(tx, |c| sqlx::query(SQL)
        .bind(patient.0)
        .bind(seq)
        .bind(at)
        .bind(&address)
        .execute(c)
        .await
        .map(|_| ()))?)
}

/// What is kept of one person's log, oldest first: for tests. An operator's look goes through `gate::origins`.
pub async fn of_person(store: &Store, patient: PatientId) -> Result<Vec<Origin>, StoreError> {
    of_person_in(&mut store.read().await?, patient).await
}

pub(crate) async fn of_person_in(tx: &mut Tx, patient: PatientId) -> Result<Vec<Origin>, StoreError> {
    const SQL: &str =
        "SELECT o.seq, o.at, e.actor_kind, e.actor_id, e.facility, e.purpose, e.outcome, o.address
        FROM access_origin o JOIN access_entry e ON e.patient_id = o.patient_id AND e.seq = o.seq
        WHERE o.patient_id = $1 ORDER BY o.seq";
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?)
}

/// How much is erased in one transaction: whoever reads waits for no more.
const AT_ONCE: Duration = Duration::hours(1);

/// Erases what is older, and returns how many addresses that were.
pub async fn erase_before(store: &Store, before: DateTime<Utc>) -> Result<u64, StoreError> {
    const OLDEST: &str =
        "SELECT at FROM access_origin WHERE at = (SELECT min(at) FROM access_origin) LIMIT 1";
    const ERASE: &str = "DELETE FROM access_origin WHERE at < $1";
    // What is deleted is overwritten, and not left in free pages.
    const OVERWRITE: &str = "PRAGMA secure_delete = ON";
    let mut erased = 0;
    loop {
        let mut tx = store.write_behind().await?;
        let oldest: Option<(DateTime<Utc>,)> = on!(tx, |c| sqlx::query_as(OLDEST).fetch_optional(c).await)?;
        let Some((oldest,)) = oldest.filter(|(at,)| *at < before) else { return Ok(erased) };
        if let Begun::Sqlite(transaction) = &mut tx.begun {
            sqlx::query(OVERWRITE).execute(&mut **transaction).await?;
        }
        let until = before.min(oldest + AT_ONCE);
        erased +=
            on!(tx, |c| sqlx::query(ERASE).bind(until).execute(c).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
    }
}
