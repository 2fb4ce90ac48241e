//! Agenda of the next visit: what an account wants to ask about one person's record. Nobody else reads it.

use crate::{
    entropy::Entropy,
    store::{Store, StoreError, identity::person},
};
use chrono::{DateTime, Utc};
use shared::{
    agenda::{MOST, Words},
    ids::{AccountId, PatientId},
};
use uuid::Uuid;

/// Whose agenda, about whose record. The person as they are read now: what was kept before two were linked is among it.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    pub account: AccountId,
    pub patient: PatientId,
}

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Point {
    pub id: Uuid,
    pub words: String,
    pub kept_at: DateTime<Utc>,
    pub asked_at: Option<DateTime<Utc>>,
}

/// What became of words that were to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Kept,
    /// The same is there, still to be asked: sent twice, a form keeps one.
    Before,
    /// There are [`MOST`].
    Full,
}

/// What becomes of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Asked,
    /// It is still to be asked.
    Open,
    Delete,
}

/// What somebody wants to ask, and about whose record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// The person's name.
    pub name: String,
    /// In the order in which they were kept.
    pub points: Vec<Point>,
}

/// Everything on it.
pub async fn all(store: &Store, Of { account, patient }: Of) -> Result<Agenda, StoreError> {
    const SQL: &str = "SELECT a.id, a.words, a.kept_at, a.asked_at FROM agenda_point a
        JOIN person p ON p.patient_id = a.patient_id
        WHERE a.account_id = $1 AND p.root_id = $2 ORDER BY a.kept_at, a.id";
    let mut tx = store.read().await?;
    let points = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(patient.0).fetch_all(c).await)?;
    let person = person::find_in(&mut tx, patient).await?;
    let name = person.map(|person| person.demographics.name).unwrap_or_default();
    Ok(Agenda { name, points })
}

/// Puts words on it.
pub async fn keep(
    store: &Store,
    of: Of,
    words: &Words,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Kept, StoreError> {
    const SAME: &str = "SELECT COUNT(*) FROM agenda_point a JOIN person p ON p.patient_id = a.patient_id
        WHERE a.account_id = $1 AND p.root_id = $2 AND a.words = $3 AND a.asked_at IS NULL";
    const COUNT: &str = "SELECT COUNT(*) FROM agenda_point a JOIN person p ON p.patient_id = a.patient_id
        WHERE a.account_id = $1 AND p.root_id = $2";
    const KEEP: &str = "INSERT INTO agenda_point (id, account_id, patient_id, words, kept_at)
        VALUES ($1, $2, $3, $4, $5)";
    // Under whom it is kept: the account's own person, or whom it was allowed to act for, also where they are read as another.
    const HOME: &str = "SELECT p.patient_id FROM person p WHERE p.root_id = $2
            AND (p.patient_id IN (SELECT patient_id FROM account WHERE id = $1)
                OR p.patient_id IN (SELECT patient_id FROM mandate WHERE account_id = $1))
        ORDER BY p.patient_id LIMIT 1";
    let Of { account, patient } = of;
    let mut tx = store.write().await?;
    // One after another, so that the same sent twice is one.
    super::lock(&mut tx, account).await?;
    let (same,): (i64,) = on!(tx, |c| sqlx::query_as(SAME)
        .bind(account.0)
        .bind(patient.0)
        .bind(words.as_str())
        .fetch_one(c)
        .await)?;
    if same > 0 {
        return Ok(Kept::Before);
    }
    let (count,): (i64,) =
        on!(tx, |c| sqlx::query_as(COUNT).bind(account.0).bind(patient.0).fetch_one(c).await)?;
    if count >= MOST {
        return Ok(Kept::Full);
    }
    let home: Option<(Uuid,)> =
        on!(tx, |c| sqlx::query_as(HOME).bind(account.0).bind(patient.0).fetch_optional(c).await)?;
    let home = home.map_or(patient.0, |(home,)| home);
    on!(tx, |c| sqlx::query(KEEP)
        .bind(entropy.uuid())
        .bind(account.0)
        .bind(home)
        .bind(words.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    tx.commit().await?;
    Ok(Kept::Kept)
}

/// Changes a point of this agenda; `false`: there is none by this id. Asked twice, it was asked the first time.
pub async fn change(
    store: &Store,
    Of { account, patient }: Of,
    id: Uuid,
    change: Change,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const MARK: &str = "UPDATE agenda_point
        SET asked_at = CASE WHEN $4 THEN COALESCE(asked_at, $5) END WHERE id = $1 AND account_id = $2
        AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $3)";
    const DELETE: &str = "DELETE FROM agenda_point WHERE id = $1 AND account_id = $2
        AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $3)";
    let mut tx = store.write().await?;
    let changed = match change {
        Change::Asked | Change::Open => on!(tx, |c| sqlx::query(MARK)
            .bind(id)
            .bind(account.0)
            .bind(patient.0)
            .bind(change == Change::Asked)
            .bind(now)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?,
        Change::Delete => on!(tx, |c| sqlx::query(DELETE)
            .bind(id)
            .bind(account.0)
            .bind(patient.0)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?,
    };
    tx.commit().await?;
    Ok(changed > 0)
}
