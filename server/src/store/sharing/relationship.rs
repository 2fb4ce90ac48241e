//! Which facilities treat the patient, from visible items only, so that gate and preview agree; and what was said
//! about it, which is only ever added to.

use super::{consent, mandate};
use crate::store::{Store, StoreError, Tx, account, facility, record};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    consent::{Relationships, Said, State, Statement, state},
    ids::{AccountId, FacilityCode, PatientId},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One facility alone, without what was said about it; empty if there is no such facility.
pub(crate) async fn with(
    tx: &mut Tx,
    patient: PatientId,
    code: &FacilityCode,
) -> Result<Relationships, StoreError> {
    let mut found = Relationships::default();
    let Some(known) = facility::kind_of(tx, code).await? else { return Ok(found) };
    found.knows(code.clone(), known.kind);
    for (sender, at) in record::arrivals(tx, patient).await? {
        found.sent(&sender, at);
    }
    Ok(found)
}

/// Those of which something stands, those about which something was said and those in `named`, with their names; who is
/// not here is left out. `reader`: somebody in the person's place, who is not told of facilities about which only another
/// one in their place said something.
pub(crate) async fn all(
    tx: &mut Tx,
    patient: PatientId,
    named: &BTreeSet<FacilityCode>,
    reader: Option<AccountId>,
) -> Result<(Relationships, BTreeMap<FacilityCode, String>), StoreError> {
    let arrivals = record::arrivals(tx, patient).await?;
    let mut statements = statements(tx, patient).await?;
    if let Some(reader) = reader {
        let told = said_by_reader(tx, patient, reader).await?;
        let sent: BTreeSet<&FacilityCode> = arrivals.iter().map(|(code, _)| code).collect();
        statements.retain(|(code, one)| sent.contains(code) || told.contains(&(code.clone(), one.at)));
    }
    let (mut found, mut names) = (Relationships::default(), BTreeMap::new());
    let said = statements.iter().filter(|(_, one)| one.said != Said::Kept).map(|(code, _)| code);
    let codes: BTreeSet<&FacilityCode> =
        arrivals.iter().map(|(code, _)| code).chain(said).chain(named).collect();
    for code in codes {
        if let Some(known) = facility::kind_of(tx, code).await? {
            found.knows(code.clone(), known.kind);
            names.insert(code.clone(), known.name);
        }
    }
    for (sender, at) in &arrivals {
        found.sent(sender, *at);
    }
    for (code, statement) in statements {
        found.said(&code, statement);
    }
    Ok((found, names))
}

/// What the reader or the person themself said, by answers and by codes: about which facility, and when.
async fn said_by_reader(
    tx: &mut Tx,
    patient: PatientId,
    reader: AccountId,
) -> Result<BTreeSet<(FacilityCode, DateTime<Utc>)>, StoreError> {
    const SQL: &str =
        "SELECT r.facility, r.at FROM relationship r JOIN person p ON p.patient_id = r.patient_id
        WHERE p.root_id = $1 AND (r.made_by = $2
            OR EXISTS (SELECT 1 FROM account a JOIN person o ON o.patient_id = a.patient_id
                WHERE a.id = r.made_by AND o.root_id = p.root_id)
            OR (r.said = 'code' AND EXISTS (SELECT 1 FROM visit_code v
                JOIN account m ON m.id = v.made_by LEFT JOIN person o ON o.patient_id = m.patient_id
                WHERE v.patient_id = r.patient_id AND v.used_by = r.facility AND v.used_at = r.at
                    AND (v.made_by = $2 OR o.root_id = p.root_id))))";
    let rows: Vec<(String, DateTime<Utc>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(reader.0).fetch_all(c).await)?;
    rows.into_iter().map(|(code, at)| Ok((facility::code("relationship", "facility", &code)?, at))).collect()
}

/// Whether another one who answers for the person today, or the person themself, said no last: only they take it back.
pub(crate) async fn denied_by_another(
    tx: &mut Tx,
    (patient, by): (PatientId, AccountId),
    code: &FacilityCode,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    let own = account::own_of(tx, patient).await?;
    for another in denied_by(tx, patient, code).await?.into_iter().filter(|another| *another != by) {
        if own.contains(&another) || mandate::answers_in(tx, another, patient, today).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Everybody whose own last word about one facility is that it does not treat the person.
async fn denied_by(
    tx: &mut Tx,
    patient: PatientId,
    code: &FacilityCode,
) -> Result<BTreeSet<AccountId>, StoreError> {
    const SQL: &str = "SELECT r.said, r.made_by FROM relationship r
        JOIN person p ON p.patient_id = r.patient_id
        WHERE p.root_id = $1 AND r.facility = $2 AND r.made_by IS NOT NULL ORDER BY r.at, r.number";
    let rows: Vec<(String, Uuid)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(code.as_str()).fetch_all(c).await)?;
    let mut denied = BTreeSet::new();
    for (said, by) in rows {
        let said = Said::parse(&said).map_err(|_| StoreError::bad_row("relationship", "said", code))?;
        match said {
            Said::No | Said::NotMe => denied.insert(AccountId(by)),
            _ => denied.remove(&AccountId(by)),
        };
    }
    Ok(denied)
}

/// Adds what was said about the facilities that are known here: read in the transaction of whatever goes by it.
pub(crate) async fn recall(
    tx: &mut Tx,
    patient: PatientId,
    known: &mut Relationships,
) -> Result<(), StoreError> {
    for (code, statement) in statements(tx, patient).await? {
        known.said(&code, statement);
    }
    Ok(())
}

type Row = (String, String, DateTime<Utc>);

fn statement((code, said, at): Row) -> Result<(FacilityCode, Statement), StoreError> {
    let said = Said::parse(&said).map_err(|_| StoreError::bad_row("relationship", "said", &code))?;
    Ok((facility::code("relationship", "facility", &code)?, Statement { said, at }))
}

/// Everything that was said about this person, under whichever of their names, from the first to the newest. What a link
/// holds (`link_hold`) says of nobody that they treat this person.
async fn statements(tx: &mut Tx, patient: PatientId) -> Result<Vec<(FacilityCode, Statement)>, StoreError> {
    const SQL: &str = "SELECT r.facility, r.said, r.at FROM relationship r
        JOIN person p ON p.patient_id = r.patient_id
        WHERE p.root_id = $1 AND (r.said IN ('no', 'not-me', 'unsaid') OR NOT EXISTS
            (SELECT 1 FROM link_hold h
                WHERE h.patient_id = r.patient_id AND r.at <= h.held_at
                    AND (h.ended_at IS NULL OR h.outcome = 'seen')))
        ORDER BY r.at, r.number";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    rows.into_iter().map(statement).collect()
}

/// What was said about one facility alone.
pub(crate) async fn about(
    tx: &mut Tx,
    patient: PatientId,
    code: &FacilityCode,
) -> Result<Vec<Statement>, StoreError> {
    const SQL: &str = "SELECT r.facility, r.said, r.at FROM relationship r
        JOIN person p ON p.patient_id = r.patient_id
        WHERE p.root_id = $1 AND r.facility = $2 AND (r.said IN ('no', 'not-me', 'unsaid') OR NOT EXISTS
            (SELECT 1 FROM link_hold h
                WHERE h.patient_id = r.patient_id AND r.at <= h.held_at
                    AND (h.ended_at IS NULL OR h.outcome = 'seen')))
        ORDER BY r.at, r.number";
    let rows: Vec<Row> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(code.as_str()).fetch_all(c).await)?;
    rows.into_iter().map(|row| Ok(statement(row)?.1)).collect()
}

/// What one facility is to a patient by what was said, whatever it sent.
pub(crate) async fn stated(
    tx: &mut Tx,
    patient: PatientId,
    code: &FacilityCode,
    now: DateTime<Utc>,
) -> Result<State, StoreError> {
    Ok(state(false, &about(tx, patient, code).await?, now))
}

/// Writes down that something was said. Whoever calls holds the patient's decisions (`consent::hold`). Never dated
/// before what was said last: where clocks differ, the newest still holds.
pub(crate) async fn say(
    tx: &mut Tx,
    patient: PatientId,
    code: &FacilityCode,
    statement: Statement,
    by: AccountId,
) -> Result<(), StoreError> {
    const NEWEST: &str = "SELECT number FROM relationship
        WHERE patient_id = $1 AND facility = $2 ORDER BY number DESC LIMIT 1";
    const SQL: &str = "INSERT INTO relationship (patient_id, facility, number, said, at, made_by)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let last = about(tx, patient, code).await?.last().map(|one| one.at);
    let newest: Option<(i64,)> =
        on!(tx, |c| sqlx::query_as(NEWEST).bind(patient.0).bind(code.as_str()).fetch_optional(c).await)?;
    let number = newest.map_or(0, |(number,)| number) + 1;
    on!(tx, |c| sqlx::query(SQL)
        .bind(patient.0)
        .bind(code.as_str())
        .bind(number)
        .bind(statement.said.as_str())
        .bind(last.map_or(statement.at, |last| last.max(statement.at)))
        .bind(by.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The same in a transaction of its own.
pub async fn write(
    store: &Store,
    patient: PatientId,
    code: &FacilityCode,
    statement: Statement,
    by: AccountId,
) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    consent::hold(&mut tx, patient).await?;
    say(&mut tx, patient, code, statement, by).await?;
    tx.commit().await
}

/// A stated visit of which the patient said that it was not they.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disputed {
    pub at: DateTime<Utc>,
    pub patient: PatientId,
    pub facility: FacilityCode,
    /// Who stated it.
    pub stated_by: Option<AccountId>,
}

/// All stated visits that were disputed, the newest first: for the operator.
pub async fn disputed(store: &Store) -> Result<Vec<Disputed>, StoreError> {
    const SQL: &str = "SELECT r.at, r.patient_id, r.facility,
            (SELECT v.made_by FROM relationship v WHERE v.patient_id = r.patient_id AND v.facility = r.facility
                AND v.number < r.number AND v.said IN ('visit-card', 'visit-paper')
                ORDER BY v.number DESC LIMIT 1)
        FROM relationship r WHERE r.said = 'not-me' ORDER BY r.at DESC";
    let mut tx = store.read().await?;
    let rows: Vec<(DateTime<Utc>, Uuid, String, Option<Uuid>)> =
        on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    let disputed = rows.into_iter().map(|(at, patient, code, by)| {
        Ok(Disputed {
            at,
            patient: PatientId(patient),
            facility: facility::code("relationship", "facility", &code)?,
            stated_by: by.map(AccountId),
        })
    });
    disputed.collect()
}
