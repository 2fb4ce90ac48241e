//! Emergencies: search by the four items, open accesses, and the administrator's list.

use crate::store::{Store, StoreError, Tx, facility, identity::person};
use chrono::{DateTime, Utc};
use shared::{
    address::Address,
    emergency::{FourItems, Fruitless, Known, Meant, Reason},
    ids::{AccountId, FacilityCode, PatientId},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Why somebody opens a record, or looks for whose: what an administrator reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub reason: Reason,
    /// In words of their own; needed for [`Reason::Other`], else empty.
    pub note: String,
}

/// A record that one member of staff opened.
#[derive(Clone, Debug)]
pub struct Access {
    pub id: Uuid,
    pub patient: PatientId,
    pub account: AccountId,
    pub facility: FacilityCode,
    pub stated: Stated,
    pub begun_at: DateTime<Utc>,
    /// From this moment on it is over.
    pub until: DateTime<Utc>,
}

/// Whom the four items mean; of several who are alike always in the same order. Homes that were linked are one person, who may be named by one of them and
/// live where another says.
pub async fn by_four_items(store: &Store, items: &FourItems) -> Result<Meant<PatientId>, StoreError> {
    const ADDRESSES: &str = "SELECT p.root_id, a.address FROM person p
        JOIN person_address a ON a.home_id = p.patient_id WHERE p.birth_date = $1 AND p.sex = $2";
    let mut tx = store.read().await?;
    let homes = person::born_on(&mut tx, items.birth_date, items.sex).await?;
    let lives: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(ADDRESSES)
        .bind(items.birth_date)
        .bind(person::sex_name(items.sex))
        .fetch_all(c)
        .await)?;
    let mut known: BTreeMap<PatientId, Known> = BTreeMap::new();
    for home in homes {
        known.entry(home.root).or_default().names.push(home.demographics);
    }
    for (root, address) in lives {
        known.entry(PatientId(root)).or_default().addresses.extend(Address::written(&address));
    }
    Ok(items.among(known))
}

/// Writes down that a record is open from now on. The gate alone begins one.
pub(crate) async fn begin(tx: &mut Tx, access: &Access) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO emergency_access (id, patient_id, account_id, facility, reason, note, begun_at,
            until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(access.id)
        .bind(access.patient.0)
        .bind(access.account.0)
        .bind(access.facility.as_str())
        .bind(access.stated.reason.as_str())
        .bind(&access.stated.note)
        .bind(access.begun_at)
        .bind(access.until)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Why a record is open for one member of staff now; `None`: it is not, not yet or no longer.
pub(crate) async fn running(
    tx: &mut Tx,
    (account, facility): (AccountId, &FacilityCode),
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<Option<Reason>, StoreError> {
    const SQL: &str = "SELECT id, reason FROM emergency_access
        WHERE account_id = $1 AND patient_id = $2 AND until > $3 AND begun_at <= $3 AND facility = $4
        ORDER BY until DESC LIMIT 1";
    let row: Option<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(patient.0)
        .bind(now)
        .bind(facility.as_str())
        .fetch_optional(c)
        .await)?;
    row.map(|(id, name)| reason("emergency_access", id, &name)).transpose()
}

type FoundRow = (Uuid, String, String, String, DateTime<Utc>, DateTime<Utc>);

/// One of somebody's own, running or over; whoever else asks finds nothing.
pub async fn find(store: &Store, id: Uuid, account: AccountId) -> Result<Option<Access>, StoreError> {
    const SQL: &str = "SELECT patient_id, facility, reason, note, begun_at, until FROM emergency_access
        WHERE id = $1 AND account_id = $2";
    let mut tx = store.read().await?;
    let row: Option<FoundRow> =
        on!(tx, |c| sqlx::query_as(SQL).bind(id).bind(account.0).fetch_optional(c).await)?;
    let Some((patient, code, why, note, begun_at, until)) = row else { return Ok(None) };
    let facility = facility::code("emergency_access", "facility", &code)?;
    let stated = Stated { reason: reason("emergency_access", id, &why)?, note };
    Ok(Some(Access { id, patient: PatientId(patient), account, facility, stated, begun_at, until }))
}

/// A record that somebody may look at now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub id: Uuid,
    /// Of the patient.
    pub name: String,
    pub until: DateTime<Utc>,
}

/// What one member of staff began at a facility and is not over yet, newest first; each patient once.
pub async fn running_of(
    store: &Store,
    (account, facility): (AccountId, &FacilityCode),
    now: DateTime<Utc>,
) -> Result<Vec<Running>, StoreError> {
    const SQL: &str = "SELECT e.id, e.patient_id, p.name, e.until
        FROM emergency_access e JOIN person p ON p.patient_id = e.patient_id
        WHERE e.account_id = $1 AND e.until > $2 AND e.begun_at <= $2 AND e.facility = $3
        ORDER BY e.begun_at DESC";
    let mut tx = store.read().await?;
    let rows: Vec<(Uuid, Uuid, String, DateTime<Utc>)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(now)
        .bind(facility.as_str())
        .fetch_all(c)
        .await)?;
    let mut seen = BTreeSet::new();
    let newest = rows.into_iter().filter(|(_, patient, ..)| seen.insert(*patient));
    Ok(newest.map(|(id, _, name, until)| Running { id, name, until }).collect())
}

/// A search that opened nothing.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    pub id: Uuid,
    pub account: AccountId,
    pub facility: &'a FacilityCode,
    pub stated: &'a Stated,
    pub outcome: Fruitless,
    pub at: DateTime<Utc>,
}

pub async fn note_search(store: &Store, search: &Search<'_>) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO emergency_search (id, account_id, facility, reason, note, outcome, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(search.id)
        .bind(search.account.0)
        .bind(search.facility.as_str())
        .bind(search.stated.reason.as_str())
        .bind(&search.stated.note)
        .bind(search.outcome.as_str())
        .bind(search.at)
        .execute(c)
        .await
        .map(|_| ()))?;
    tx.commit().await
}

/// What happened at a facility, as its administrator reads it: never about whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmergencyEvent {
    pub at: DateTime<Utc>,
    /// The name of who did it; empty for an account that is not here any more.
    pub who: String,
    pub stated: Stated,
    pub came_to: CameTo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameTo {
    /// A record was opened, until then at most.
    Opened {
        until: DateTime<Utc>,
    },
    Nothing(Fruitless),
}

/// How many lines of each kind an administrator is shown; of older ones the page says that there are some.
pub const SHOWN: i64 = 200;

type AccessRow = (Uuid, Option<String>, String, String, DateTime<Utc>, DateTime<Utc>);
type SearchRow = (Uuid, Option<String>, String, String, String, DateTime<Utc>);

/// The newest of what happened at a facility, newest first.
pub async fn log(store: &Store, facility: &FacilityCode) -> Result<Vec<EmergencyEvent>, StoreError> {
    const ACCESSES: &str = "SELECT e.id, a.name, e.reason, e.note, e.begun_at, e.until
        FROM emergency_access e LEFT JOIN account a ON a.id = e.account_id
        WHERE e.facility = $1 ORDER BY e.begun_at DESC LIMIT $2";
    const SEARCHES: &str = "SELECT e.id, a.name, e.reason, e.note, e.outcome, e.at
        FROM emergency_search e LEFT JOIN account a ON a.id = e.account_id
        WHERE e.facility = $1 ORDER BY e.at DESC LIMIT $2";
    let code = facility.as_str();
    let mut tx = store.snapshot().await?;
    let accesses: Vec<AccessRow> =
        on!(tx, |c| sqlx::query_as(ACCESSES).bind(code).bind(SHOWN).fetch_all(c).await)?;
    let searches: Vec<SearchRow> =
        on!(tx, |c| sqlx::query_as(SEARCHES).bind(code).bind(SHOWN).fetch_all(c).await)?;
    let mut all = Vec::new();
    for (id, who, why, note, at, until) in accesses {
        let stated = Stated { reason: reason("emergency_access", id, &why)?, note };
        all.push(EmergencyEvent {
            at,
            who: who.unwrap_or_default(),
            stated,
            came_to: CameTo::Opened { until },
        });
    }
    for (id, who, why, note, outcome, at) in searches {
        let stated = Stated { reason: reason("emergency_search", id, &why)?, note };
        let outcome = Fruitless::from_name(&outcome)
            .ok_or_else(|| StoreError::bad_row("emergency_search", "outcome", id))?;
        all.push(EmergencyEvent {
            at,
            who: who.unwrap_or_default(),
            stated,
            came_to: CameTo::Nothing(outcome),
        });
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(all)
}

/// How much happened at a facility that this administrator has not seen yet.
pub async fn unseen(store: &Store, facility: &FacilityCode, account: AccountId) -> Result<i64, StoreError> {
    const SEEN: &str = "SELECT until FROM emergency_seen WHERE account_id = $1";
    const ACCESSES: &str = "SELECT COUNT(*) FROM emergency_access WHERE facility = $1 AND begun_at > $2";
    const SEARCHES: &str = "SELECT COUNT(*) FROM emergency_search WHERE facility = $1 AND at > $2";
    let mut tx = store.read().await?;
    let seen: Option<(DateTime<Utc>,)> =
        on!(tx, |c| sqlx::query_as(SEEN).bind(account.0).fetch_optional(c).await)?;
    let seen = seen.map_or(DateTime::UNIX_EPOCH, |(until,)| until);
    let mut count = 0;
    for sql in [ACCESSES, SEARCHES] {
        let (found,): (i64,) =
            on!(tx, |c| sqlx::query_as(sql).bind(facility.as_str()).bind(seen).fetch_one(c).await)?;
        count += found;
    }
    Ok(count)
}

/// Notes up to when an administrator has seen it.
pub async fn saw(store: &Store, account: AccountId, until: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO emergency_seen (account_id, until) VALUES ($1, $2)
        ON CONFLICT (account_id) DO UPDATE SET until = excluded.until";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(until).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

fn reason(table: &'static str, id: Uuid, name: &str) -> Result<Reason, StoreError> {
    Reason::from_name(name).ok_or_else(|| StoreError::bad_row(table, "reason", id))
}
