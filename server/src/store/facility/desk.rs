//! Look-ups of a facility's desk: who somebody is, whether they have a sign-in, whether they are said to have died. No
//! record.

use crate::store::{Store, StoreError, Tx, account, facility, identity::person, sharing::relationship};
use chrono::{DateTime, Utc};
use shared::{
    fhir::submission::DeathHint,
    identity::InsuredId,
    ids::{AccountId, FacilityCode, PatientId},
};
use uuid::Uuid;

/// Everybody who ever had this insured id, exactly as it is, wherever they were treated.
pub async fn by_insured_id(store: &Store, insured: &InsuredId) -> Result<Vec<PatientId>, StoreError> {
    let mut tx = store.read().await?;
    let mut found: Vec<PatientId> =
        person::holders(&mut tx, insured).await?.into_iter().map(|home| home.root).collect();
    found.sort();
    found.dedup();
    Ok(found)
}

/// Whether a facility has to do with somebody: it gave them a number, sent something about them, or they say that it
/// treats them.
pub(crate) async fn knows(
    tx: &mut Tx,
    facility: &FacilityCode,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SENT: &str = "SELECT item_id FROM item WHERE patient_id = $1 AND source = $2 LIMIT 1";
    const NUMBERED: &str = "SELECT a.value FROM person p JOIN person_alias a ON a.home_id = p.patient_id
        WHERE p.root_id = $1 AND a.kind = 'local' AND a.facility = $2 LIMIT 1";
    for sql in [SENT, NUMBERED] {
        let row: Option<(String,)> =
            on!(tx, |c| sqlx::query_as(sql).bind(patient.0).bind(facility.as_str()).fetch_optional(c).await)?;
        if row.is_some() {
            return Ok(true);
        }
    }
    Ok(relationship::stated(tx, patient, facility, now).await?.treats())
}

/// Whether somebody can sign in, as far as a desk must know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaysIn {
    pub account: Option<AccountId>,
    /// They have a passkey, or sign in elsewhere.
    pub can_sign_in: bool,
    /// Until when an invitation waits for them.
    pub invited_until: Option<DateTime<Utc>>,
}

pub async fn ways_in(store: &Store, patient: PatientId, now: DateTime<Utc>) -> Result<WaysIn, StoreError> {
    const PASSKEY: &str = "SELECT id FROM passkey WHERE account_id = $1 AND recovery_id IS NULL LIMIT 1";
    const OUTSIDE: &str = "SELECT account_id FROM outside_identity
        WHERE account_id = $1 AND recovery_id IS NULL LIMIT 1";
    const WAITING: &str = "SELECT expires_at FROM invitation
        WHERE patient_id = $1 AND kind = 'patient' AND used_at IS NULL AND withdrawn_at IS NULL
            AND expires_at > $2 ORDER BY expires_at DESC LIMIT 1";
    let mut tx = store.read().await?;
    let mut account = None;
    for home in person::homes_of(&mut tx, patient).await? {
        account = account.or(account::of_patient(&mut tx, home).await?);
    }
    let account = account.map(|account| account.id);
    let mut can_sign_in = false;
    if let Some(account) = account {
        for sql in [PASSKEY, OUTSIDE] {
            let row: Option<(Uuid,)> =
                on!(tx, |c| sqlx::query_as(sql).bind(account.0).fetch_optional(c).await)?;
            can_sign_in |= row.is_some();
        }
    }
    let waiting: Option<(DateTime<Utc>,)> =
        on!(tx, |c| sqlx::query_as(WAITING).bind(patient.0).bind(now).fetch_optional(c).await)?;
    Ok(WaysIn { account, can_sign_in, invited_until: waiting.map(|(at,)| at) })
}

/// A message that somebody died, which nobody noted at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidToHaveDied {
    pub patient: PatientId,
    pub facility: FacilityCode,
    /// As it was sent; empty where no day was named.
    pub said_on: String,
    pub received_at: DateTime<Utc>,
}

/// Keeps what a sender says about a death; what it says last counts.
pub(crate) async fn keep_death_hint(
    tx: &mut Tx,
    home: PatientId,
    facility: &FacilityCode,
    hint: &DeathHint,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO death_hint (home_id, facility, died, said_on, received_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (home_id, facility) DO UPDATE SET died = excluded.died, said_on = excluded.said_on,
            received_at = excluded.received_at";
    let (died, said_on) = match hint {
        DeathHint::Died(on) => (1_i16, on.clone().map(String::from).unwrap_or_default()),
        DeathHint::Lives => (0_i16, String::new()),
    };
    on!(tx, |c| sqlx::query(SQL)
        .bind(home.0)
        .bind(facility.as_str())
        .bind(died)
        .bind(said_on.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// People said to have died while no desk has noted it, oldest message first.
pub async fn said_to_have_died(store: &Store) -> Result<Vec<SaidToHaveDied>, StoreError> {
    const SQL: &str = "SELECT p.root_id, d.facility, d.said_on, d.received_at FROM death_hint d
        JOIN person p ON p.patient_id = d.home_id
        WHERE d.died = 1 AND NOT EXISTS (SELECT 1 FROM person h WHERE h.root_id = p.root_id AND h.died_on IS NOT NULL)
        ORDER BY d.received_at";
    let mut tx = store.read().await?;
    let rows: Vec<HintRow> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(SaidToHaveDied::try_from).collect()
}

/// The same of one person, whether or not a desk noted it.
pub async fn death_hints(store: &Store, patient: PatientId) -> Result<Vec<SaidToHaveDied>, StoreError> {
    const SQL: &str = "SELECT p.root_id, d.facility, d.said_on, d.received_at FROM person p
        JOIN death_hint d ON d.home_id = p.patient_id
        WHERE p.root_id = $1 AND d.died = 1 ORDER BY d.received_at";
    let mut tx = store.read().await?;
    let rows: Vec<HintRow> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    rows.into_iter().map(SaidToHaveDied::try_from).collect()
}

type HintRow = (Uuid, String, String, DateTime<Utc>);

impl TryFrom<HintRow> for SaidToHaveDied {
    type Error = StoreError;

    fn try_from((patient, code, said_on, received_at): HintRow) -> Result<Self, StoreError> {
        let facility = facility::code("death_hint", "facility", &code)?;
        Ok(Self { patient: PatientId(patient), facility, said_on, received_at })
    }
}
