//! Identity decisions of operators (assign, new, link, unlink), and candidates for them.

pub(crate) mod address;
pub mod death;
pub mod link_hold;
pub mod person;

use super::{
    Store, StoreError, Tx,
    account::session,
    record::{item, transmission},
};
use chrono::{DateTime, NaiveDate, Utc};
use person::KnownPerson;
use shared::{identity::comparable_kana, ids::PatientId};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    Assign,
    New,
    Link,
    Unlink,
}

impl DecisionKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::New => "new",
            Self::Link => "link",
            Self::Unlink => "unlink",
        }
    }
}

pub(crate) struct NewDecision<'a> {
    pub id: Uuid,
    pub kind: DecisionKind,
    pub patient: PatientId,
    pub other: Option<PatientId>,
    pub transmission: Option<Uuid>,
    pub by: &'a str,
    pub at: DateTime<Utc>,
}

/// A decision as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Decision {
    pub id: Uuid,
    pub kind: String,
    pub patient_id: Uuid,
    pub other_id: Option<Uuid>,
    pub decided_by: String,
    pub decided_at: DateTime<Utc>,
    pub undone_by: Option<Uuid>,
}

pub(crate) async fn record(tx: &mut Tx, new: &NewDecision<'_>) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO identity_decision (id, kind, patient_id, other_id, transmission_id, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(new.id)
        .bind(new.kind.as_str())
        .bind(new.patient.0)
        .bind(new.other.map(|other| other.0))
        .bind(new.transmission)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(crate) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Decision>, StoreError> {
    const SQL: &str = "SELECT id, kind, patient_id, other_id, decided_by, decided_at, undone_by
        FROM identity_decision WHERE id = $1";
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// Every decision, oldest first.
pub async fn decisions(store: &Store) -> Result<Vec<Decision>, StoreError> {
    const SQL: &str = "SELECT id, kind, patient_id, other_id, decided_by, decided_at, undone_by
        FROM identity_decision ORDER BY decided_at, id";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

/// Reads everything of `from` as `to`'s from now on, and notes which homes that moved.
pub(crate) async fn join(
    tx: &mut Tx,
    decision: Uuid,
    from: PatientId,
    to: PatientId,
) -> Result<(), StoreError> {
    const HOMES: &str = "SELECT patient_id FROM person WHERE root_id = $1 ORDER BY patient_id";
    const NOTE: &str = "INSERT INTO identity_decision_moved (decision_id, home_id) VALUES ($1, $2)";
    let homes: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(HOMES).bind(from.0).fetch_all(c).await)?;
    for (home,) in homes {
        on!(tx, |c| sqlx::query(NOTE).bind(decision).bind(home).execute(c).await.map(|_| ()))?;
        move_home(tx, PatientId(home), from, to).await?;
    }
    session::end_all(tx, from).await?;
    item::recompute_current(tx, to).await
}

/// Gives back to `from` exactly the homes that `decision` moved to `to`.
pub(crate) async fn part(
    tx: &mut Tx,
    decision: Uuid,
    undone_by: Uuid,
    from: PatientId,
    to: PatientId,
) -> Result<(), StoreError> {
    const HOMES: &str = "SELECT home_id FROM identity_decision_moved WHERE decision_id = $1 ORDER BY home_id";
    const UNDONE: &str = "UPDATE identity_decision SET undone_by = $2 WHERE id = $1";
    let homes: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(HOMES).bind(decision).fetch_all(c).await)?;
    for (home,) in homes {
        move_home(tx, PatientId(home), to, from).await?;
    }
    on!(tx, |c| sqlx::query(UNDONE).bind(decision).bind(undone_by).execute(c).await.map(|_| ()))?;
    // Whoever is signed in as the joined person signs in again, as whom they are.
    session::end_all(tx, to).await?;
    item::recompute_current(tx, from).await?;
    item::recompute_current(tx, to).await
}

async fn move_home(tx: &mut Tx, home: PatientId, from: PatientId, to: PatientId) -> Result<(), StoreError> {
    const ROOT: &str = "UPDATE person SET root_id = $2 WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(ROOT).bind(home.0).bind(to.0).execute(c).await.map(|_| ()))?;
    item::move_home(tx, home, from, to).await
}

/// People who might be the one a held transmission is about: the same birth date, sex and kana
/// under whatever insured id, or the same patient number at the same facility.
pub async fn suggestions(store: &Store, held: &transmission::Held) -> Result<Vec<KnownPerson>, StoreError> {
    const BY_DEMOGRAPHICS: &str =
        "SELECT DISTINCT root_id FROM person WHERE birth_date = $1 AND kana_key = $2 AND kana_key <> ''";
    const BY_NUMBER: &str =
        "SELECT DISTINCT p.root_id FROM person_alias a JOIN person p ON p.patient_id = a.home_id
        WHERE a.kind = 'local' AND a.system = $1 AND a.value = $2 AND a.facility = $3";
    const BY_INSURED: &str =
        "SELECT DISTINCT p.root_id FROM person_alias a JOIN person p ON p.patient_id = a.home_id
        WHERE a.kind = 'insured' AND a.system = $1 AND a.value = $2 AND a.facility = ''";
    let claim = &held.claim;
    let kana = comparable_kana(claim.demographics.kana.as_deref().unwrap_or_default());
    let mut tx = store.read().await?;
    let mut found: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(BY_DEMOGRAPHICS)
        .bind(claim.demographics.birth_date)
        .bind(&kana)
        .fetch_all(c)
        .await)?;
    let insured: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(BY_INSURED)
        .bind(&claim.insured_id.system)
        .bind(&claim.insured_id.value)
        .fetch_all(c)
        .await)?;
    found.extend(insured);
    if let Some((system, value)) = &claim.local_number {
        let numbered: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(BY_NUMBER)
            .bind(system)
            .bind(value)
            .bind(held.source.to_string())
            .fetch_all(c)
            .await)?;
        found.extend(numbered);
    }
    found.sort();
    found.dedup();
    people(&mut tx, found).await
}

/// People who agree in birth date, sex and kana under different insured ids: perhaps a change of insurer, perhaps two
/// people. Only an operator can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// At most as many as were asked for.
    pub people: Vec<KnownPerson>,
    /// How many there are.
    pub size: i64,
}

/// How many groups there are, and the first of them, the smallest first: whoever invents many equal people hides nobody.
pub async fn look_alikes(
    store: &Store,
    groups: i64,
    people_each: i64,
) -> Result<(i64, Vec<Group>), StoreError> {
    const COUNT: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM person
        WHERE root_id = patient_id AND kana_key <> '' AND sex <> 'unknown'
        GROUP BY birth_date, sex, kana_key HAVING COUNT(*) > 1) alike";
    const GROUPS: &str = "SELECT birth_date, sex, kana_key, COUNT(*) FROM person
        WHERE root_id = patient_id AND kana_key <> '' AND sex <> 'unknown'
        GROUP BY birth_date, sex, kana_key HAVING COUNT(*) > 1
        ORDER BY COUNT(*), birth_date, sex, kana_key LIMIT $1";
    const PEOPLE: &str = "SELECT patient_id FROM person
        WHERE root_id = patient_id AND birth_date = $1 AND sex = $2 AND kana_key = $3
        ORDER BY created_at, patient_id LIMIT $4";
    let mut tx = store.read().await?;
    let (count,): (i64,) = on!(tx, |c| sqlx::query_as(COUNT).fetch_one(c).await)?;
    let keys: Vec<(NaiveDate, String, String, i64)> =
        on!(tx, |c| sqlx::query_as(GROUPS).bind(groups).fetch_all(c).await)?;
    let mut found = Vec::new();
    for (birth_date, sex, kana, size) in keys {
        let ids: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(PEOPLE)
            .bind(birth_date)
            .bind(&sex)
            .bind(&kana)
            .bind(people_each)
            .fetch_all(c)
            .await)?;
        found.push(Group { people: people(&mut tx, ids).await?, size });
    }
    Ok((count, found))
}

async fn people(tx: &mut Tx, ids: Vec<(Uuid,)>) -> Result<Vec<KnownPerson>, StoreError> {
    let mut people = Vec::new();
    for (id,) in ids {
        if let Some(home) = person::find_in(tx, PatientId(id)).await? {
            people.push(home.into());
        }
    }
    Ok(people)
}
