//! Notices to those who decide in a person's place that another one of them changed what is shared. Never with whom.

use super::mandate;
use crate::{
    entropy::Entropy,
    store::{Store, StoreError, Tx, identity::person},
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::{AccountId, PatientId};
use uuid::Uuid;

/// What whoever decides reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The person's.
    pub name: String,
    pub at: DateTime<Utc>,
    pub seen: bool,
}

/// Tells these accounts, once each.
pub(crate) async fn tell(
    tx: &mut Tx,
    patient: PatientId,
    accounts: impl IntoIterator<Item = AccountId>,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO sharing_notice (id, account_id, patient_id, at) VALUES ($1, $2, $3, $4)";
    for account in accounts {
        on!(tx, |c| sqlx::query(SQL)
            .bind(entropy.uuid())
            .bind(account.0)
            .bind(patient.0)
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// As many as somebody reads at once.
const SHOWN: i64 = 10;

type Row = (Uuid, DateTime<Utc>, Option<DateTime<Utc>>);

/// The newest notices of an account about people in whose place they decide today, newest first.
pub async fn of_account(
    store: &Store,
    account: AccountId,
    today: NaiveDate,
) -> Result<Vec<Notice>, StoreError> {
    const SQL: &str = "SELECT p.root_id, n.at, n.seen_at FROM sharing_notice n
        JOIN person p ON p.patient_id = n.patient_id
        WHERE n.account_id = $1 ORDER BY n.at DESC, n.id LIMIT $2";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(SHOWN).fetch_all(c).await)?;
    let mut found = Vec::new();
    for (root, at, seen_at) in rows {
        let patient = PatientId(root);
        let Some(home) = person::find_in(&mut tx, patient).await? else { continue };
        if mandate::decides_for(&mut tx, account, patient, today).await? {
            found.push(Notice { name: home.demographics.name, at, seen: seen_at.is_some() });
        }
    }
    Ok(found)
}

/// They have read of all of it.
pub async fn saw(store: &Store, account: AccountId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE sharing_notice SET seen_at = $2 WHERE account_id = $1 AND seen_at IS NULL";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(now).execute(c).await.map(|_| ()))?;
    tx.commit().await
}
