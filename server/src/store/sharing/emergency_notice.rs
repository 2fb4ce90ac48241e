//! Notices about emergencies to those who act for a person, where the person wants them told.

use super::mandate;
use crate::{
    entropy::Entropy,
    store::{Store, StoreError, Tx, account::push, identity::person},
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    delegation::{Mandate, Subject, powers},
    ids::{AccountId, FacilityCode, PatientId},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the person chose for one who acts for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// They are told that an emergency begins.
    pub tell: bool,
    /// And at which hospital.
    pub hospital: bool,
}

/// What whoever acts for somebody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The person's.
    pub name: String,
    pub at: DateTime<Utc>,
    /// `None`: the person keeps that to themself.
    pub hospital: Option<String>,
    pub seen: bool,
}

/// The person chooses. `false`: nobody acts for them under this id.
pub(crate) async fn choose(
    tx: &mut Tx,
    mandate: Uuid,
    patient: PatientId,
    choice: Choice,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET tell_emergencies = $3, tell_hospital = $4
        WHERE id = $1 AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)
        AND accepted_at IS NOT NULL AND confirmed_at IS NOT NULL AND ended_at IS NULL AND suspended_at IS NULL";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(mandate)
        .bind(patient.0)
        .bind(choice.tell)
        .bind(choice.tell && choice.hospital)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        mandate::tell(tx, mandate, now).await?;
    }
    Ok(changed == 1)
}

#[derive(sqlx::FromRow)]
struct Wanted {
    #[sqlx(flatten)]
    terms: mandate::Row,
    account_id: Uuid,
    tell_hospital: bool,
}

/// An emergency began for this person: tells whom they chose, as far as those still act for them, once each.
pub(crate) async fn tell(
    tx: &mut Tx,
    (patient, subject): (PatientId, Subject),
    hospital: &FacilityCode,
    (now, today): (DateTime<Utc>, NaiveDate),
    entropy: &Entropy,
) -> Result<(), StoreError> {
    const WANTED: &str =
        "SELECT m.id, m.basis, m.statutory, m.categories, m.actions, m.valid_from, m.valid_until, m.accepted_at,
            m.confirmed_at, m.ended_at, m.suspended_at, m.account_id, m.tell_hospital
        FROM person p JOIN mandate m ON m.patient_id = p.patient_id
        WHERE p.root_id = $1 AND m.tell_emergencies AND m.account_id IS NOT NULL ORDER BY m.created_at, m.id";
    const INSERT: &str = "INSERT INTO emergency_notice (id, mandate_id, account_id, facility, at)
        VALUES ($1, $2, $3, $4, $5)";
    let rows: Vec<Wanted> = on!(tx, |c| sqlx::query_as(WANTED).bind(patient.0).fetch_all(c).await)?;
    let mut told: BTreeMap<AccountId, (Uuid, bool)> = BTreeMap::new();
    for Wanted { terms, account_id, tell_hospital } in rows {
        let (id, account) = (terms.id, AccountId(account_id));
        let holds = powers(&Mandate::try_from(terms)?, subject, today).is_ok();
        // One suspended mandate closes all between two people.
        if !holds || mandate::powers(tx, account, patient, subject, today).await?.is_none() {
            continue;
        }
        let known = told.entry(account).or_insert((id, tell_hospital));
        if tell_hospital && !known.1 {
            *known = (id, true);
        }
    }
    for (account, (mandate, with_hospital)) in told {
        on!(tx, |c| sqlx::query(INSERT)
            .bind(entropy.uuid())
            .bind(mandate)
            .bind(account.0)
            .bind(with_hospital.then_some(hospital.as_str()))
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
        push::about_others(tx, account, now).await?;
    }
    Ok(())
}

/// As many as somebody reads at once.
const SHOWN: i64 = 10;

type Row = (Uuid, DateTime<Utc>, Option<DateTime<Utc>>, Option<String>);

/// The newest notices of an account, newest first. What the person took back meanwhile is not in it: neither their
/// emergencies, once the account acts for them no more or is to be told no more, nor a hospital's name.
pub async fn of_account(
    store: &Store,
    account: AccountId,
    today: NaiveDate,
) -> Result<Vec<Notice>, StoreError> {
    const SQL: &str = "SELECT p.root_id, n.at, n.seen_at, f.name FROM emergency_notice n
        JOIN mandate m ON m.id = n.mandate_id AND m.tell_emergencies
        JOIN person p ON p.patient_id = m.patient_id
        LEFT JOIN facility f ON f.code = n.facility AND m.tell_hospital
        WHERE n.account_id = $1 ORDER BY n.at DESC, n.id LIMIT $2";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(SHOWN).fetch_all(c).await)?;
    readable(&mut tx, account, rows, today).await
}

/// Those of them that were not read yet: what every page asks for.
pub async fn unseen(store: &Store, account: AccountId, today: NaiveDate) -> Result<Vec<Notice>, StoreError> {
    const SQL: &str = "SELECT p.root_id, n.at, n.seen_at, f.name FROM emergency_notice n
        JOIN mandate m ON m.id = n.mandate_id AND m.tell_emergencies
        JOIN person p ON p.patient_id = m.patient_id
        LEFT JOIN facility f ON f.code = n.facility AND m.tell_hospital
        WHERE n.account_id = $1 AND n.seen_at IS NULL ORDER BY n.at DESC, n.id LIMIT $2";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(SHOWN).fetch_all(c).await)?;
    readable(&mut tx, account, rows, today).await
}

/// Those about people for whom the account acts today.
async fn readable(
    tx: &mut Tx,
    account: AccountId,
    rows: Vec<Row>,
    today: NaiveDate,
) -> Result<Vec<Notice>, StoreError> {
    let mut found = Vec::new();
    for (root, at, seen_at, hospital) in rows {
        let Some(home) = person::find_in(tx, PatientId(root)).await? else { continue };
        if mandate::powers(tx, account, home.id, home.as_subject(), today).await?.is_some() {
            let name = home.demographics.name;
            found.push(Notice { name, at, hospital, seen: seen_at.is_some() });
        }
    }
    Ok(found)
}

/// They have read of all of it.
pub async fn saw(store: &Store, account: AccountId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE emergency_notice SET seen_at = $2 WHERE account_id = $1 AND seen_at IS NULL";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(now).execute(c).await.map(|_| ()))?;
    tx.commit().await
}
