//! What patients ask about entries of their access log, and what facilities answer.

use crate::{
    entropy::Entropy,
    store::{Store, StoreError, Tx},
};
use chrono::{DateTime, Utc};
use shared::{
    ids::{AccountId, FacilityCode, PatientId},
    log::question::{A_DAY, Answer, Question},
};
use uuid::Uuid;

/// A question as the facility's administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub id: Uuid,
    /// Who asks, by name: whoever asks is told that it goes along.
    pub patient: String,
    pub asked_at: DateTime<Utc>,
    pub text: String,
    pub entry: About,
    pub answer: Option<Answer>,
}

/// The entry it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub seq: u64,
    pub at: DateTime<Utc>,
    pub purpose: String,
    pub permitted: bool,
    /// Which of the facility's staff it was; `None`: one of its machines.
    pub member: Option<String>,
}

/// A question about to be asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub patient: PatientId,
    pub seq: u64,
    /// As `shared::log::question::text` made it.
    pub text: &'a str,
    pub now: DateTime<Utc>,
    /// When the day began, in Asia/Tokyo.
    pub midnight: DateTime<Utc>,
}

#[derive(Debug, thiserror::Error)]
pub enum QuestionError {
    #[error("this person's log has no such entry")]
    NoSuchEntry,
    #[error("no facility asked for it, so there is nobody to be asked")]
    NoFacility,
    #[error("a question about this entry waits for its answer already")]
    Waiting,
    #[error("at most {A_DAY} questions a day")]
    TooMany,
    #[error("the question could not be kept")]
    Store(#[from] StoreError),
}

/// Asks. One at a time about each entry, and no more than [`A_DAY`].
pub async fn ask(store: &Store, asked: Asked<'_>, entropy: &Entropy) -> Result<(), QuestionError> {
    const INSERT: &str = "INSERT INTO question (id, patient_id, seq, facility, asked_at, text) VALUES ($1, $2, $3, $4, $5, $6)";
    let Asked { patient, seq, text, now, midnight } = asked;
    let seq = i64::try_from(seq).map_err(|_| QuestionError::NoSuchEntry)?;
    let mut tx = store.write().await?;
    one_at_a_time(&mut tx, patient).await?;
    let facility = facility_of(&mut tx, patient, seq).await?;
    if waits(&mut tx, patient, seq).await? {
        return Err(QuestionError::Waiting);
    }
    if asked_since(&mut tx, patient, midnight).await? >= A_DAY {
        return Err(QuestionError::TooMany);
    }
    on!(tx, |c| sqlx::query(INSERT)
        .bind(entropy.uuid())
        .bind(patient.0)
        .bind(seq)
        .bind(facility)
        .bind(now)
        .bind(text)
        .execute(c)
        .await
        .map(|_| ()))
    .map_err(StoreError::from)?;
    Ok(tx.commit().await?)
}

/// Two questions at once are counted one after the other.
async fn one_at_a_time(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE access_head SET seq = seq WHERE patient_id = $1";
    Ok(on!(tx, |c| sqlx::query(SQL).bind(patient.0).execute(c).await.map(|_| ()))?)
}

async fn facility_of(tx: &mut Tx, patient: PatientId, seq: i64) -> Result<String, QuestionError> {
    const SQL: &str = "SELECT facility FROM access_entry WHERE patient_id = $1 AND seq = $2";
    let found: Option<(Option<String>,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(seq).fetch_optional(c).await)
            .map_err(StoreError::from)?;
    let (facility,) = found.ok_or(QuestionError::NoSuchEntry)?;
    facility.ok_or(QuestionError::NoFacility)
}

async fn waits(tx: &mut Tx, patient: PatientId, seq: i64) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT id FROM question
        WHERE patient_id = $1 AND seq = $2 AND answered_at IS NULL AND withdrawn_at IS NULL LIMIT 1";
    let found: Option<(Uuid,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(seq).fetch_optional(c).await)?;
    Ok(found.is_some())
}

/// What was taken back counts, too: it was read, perhaps.
async fn asked_since(tx: &mut Tx, patient: PatientId, since: DateTime<Utc>) -> Result<usize, StoreError> {
    const SQL: &str = "SELECT count(*) FROM question WHERE patient_id = $1 AND asked_at >= $2";
    let (count,): (i64,) = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(since).fetch_one(c).await)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Takes one's own question back, with its text, before it is answered. Whether there was one.
pub async fn withdraw(
    store: &Store,
    patient: PatientId,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE question SET withdrawn_at = $3, text = ''
        WHERE id = $1 AND patient_id = $2 AND answered_at IS NULL AND withdrawn_at IS NULL";
    let mut tx = store.write().await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(patient.0)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(changed == 1)
}

/// Answers a question to this facility. Whether it still waited: the first answer stands.
pub async fn answer(
    store: &Store,
    facility: &FacilityCode,
    id: Uuid,
    by: AccountId,
    text: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE question SET answered_at = $3, answered_by = $4, answer = $5
        WHERE id = $1 AND facility = $2 AND answered_at IS NULL AND withdrawn_at IS NULL";
    let mut tx = store.write().await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(facility.as_str())
        .bind(now)
        .bind(by.0)
        .bind(text)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(changed == 1)
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    id: Uuid,
    seq: i64,
    asked_at: DateTime<Utc>,
    text: String,
    answered_at: Option<DateTime<Utc>>,
    answer: Option<String>,
}

/// What this person asked and did not take back, the newest first.
pub(crate) async fn of_patient(tx: &mut Tx, patient: PatientId) -> Result<Vec<Question>, StoreError> {
    const SQL: &str = "SELECT id, seq, asked_at, text, answered_at, answer FROM question
        WHERE patient_id = $1 AND withdrawn_at IS NULL ORDER BY asked_at DESC, id";
    let rows: Vec<OwnRow> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    let own = |row: OwnRow| Question {
        id: row.id,
        seq: row.seq.unsigned_abs(),
        asked_at: row.asked_at,
        text: row.text,
        answer: row.answered_at.zip(row.answer).map(|(at, text)| Answer { at, text }),
    };
    Ok(rows.into_iter().map(own).collect())
}

/// The person has opened the answers about this entry of their log. Written only where one was not opened yet.
pub async fn saw_answers(
    store: &Store,
    patient: PatientId,
    seq: u64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const UNSEEN: &str = "SELECT id FROM question
        WHERE patient_id = $1 AND seq = $2 AND answered_at IS NOT NULL AND answer_seen_at IS NULL LIMIT 1";
    const SQL: &str = "UPDATE question SET answer_seen_at = $3
        WHERE patient_id = $1 AND seq = $2 AND answered_at IS NOT NULL AND answer_seen_at IS NULL";
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let mut tx = store.read().await?;
    let unseen: Option<(Uuid,)> =
        on!(tx, |c| sqlx::query_as(UNSEEN).bind(patient.0).bind(seq).fetch_optional(c).await)?;
    if unseen.is_none() {
        return Ok(());
    }
    drop(tx);
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).bind(seq).bind(now).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// How many questions to this facility wait.
pub async fn count_open(store: &Store, facility: &FacilityCode) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT count(*) FROM question
        WHERE facility = $1 AND answered_at IS NULL AND withdrawn_at IS NULL";
    let mut tx = store.read().await?;
    let (count,): (i64,) = on!(tx, |c| sqlx::query_as(SQL).bind(facility.as_str()).fetch_one(c).await)?;
    Ok(count.unsigned_abs())
}

#[derive(sqlx::FromRow)]
struct ReceivedRow {
    id: Uuid,
    patient: String,
    asked_at: DateTime<Utc>,
    text: String,
    answered_at: Option<DateTime<Utc>>,
    answer: Option<String>,
    seq: i64,
    at: DateTime<Utc>,
    purpose: String,
    outcome: String,
    actor_kind: String,
    actor_id: String,
}

/// What waits for this facility's answer, the oldest first, and then the newest that it answered.
pub async fn to_facility(store: &Store, facility: &FacilityCode) -> Result<Vec<Received>, StoreError> {
    const OPEN: &str = "SELECT q.id, p.name AS patient, q.asked_at, q.text, q.answered_at, q.answer, q.seq,
            e.at, e.purpose, e.outcome, e.actor_kind, e.actor_id
        FROM question q JOIN person p ON p.patient_id = q.patient_id
        JOIN access_entry e ON e.patient_id = q.patient_id AND e.seq = q.seq
        WHERE q.facility = $1 AND q.answered_at IS NULL AND q.withdrawn_at IS NULL
        ORDER BY q.asked_at LIMIT 100";
    const ANSWERED: &str =
        "SELECT q.id, p.name AS patient, q.asked_at, q.text, q.answered_at, q.answer, q.seq,
            e.at, e.purpose, e.outcome, e.actor_kind, e.actor_id
        FROM question q JOIN person p ON p.patient_id = q.patient_id
        JOIN access_entry e ON e.patient_id = q.patient_id AND e.seq = q.seq
        WHERE q.facility = $1 AND q.answered_at IS NOT NULL
        ORDER BY q.asked_at DESC LIMIT 50";
    let mut tx = store.read().await?;
    let code = facility.as_str();
    let mut rows: Vec<ReceivedRow> = on!(tx, |c| sqlx::query_as(OPEN).bind(code).fetch_all(c).await)?;
    let answered: Vec<ReceivedRow> = on!(tx, |c| sqlx::query_as(ANSWERED).bind(code).fetch_all(c).await)?;
    rows.extend(answered);
    let mut found = Vec::new();
    for row in rows {
        let member = match row.actor_kind.as_str() {
            "staff" => Some(name_of(&mut tx, &row.actor_id).await?),
            _ => None,
        };
        found.push(row.received(member));
    }
    Ok(found)
}

/// Also of somebody who has left: it was they.
async fn name_of(tx: &mut Tx, account: &str) -> Result<String, StoreError> {
    const SQL: &str = "SELECT name FROM account WHERE id = $1";
    let bad = || StoreError::bad_row("access_entry", "actor_id", account);
    let id = Uuid::parse_str(account).map_err(|_| bad())?;
    let found: Option<(String,)> = on!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    found.map(|(name,)| name).ok_or_else(bad)
}

impl ReceivedRow {
    fn received(self, member: Option<String>) -> Received {
        Received {
            id: self.id,
            patient: self.patient,
            asked_at: self.asked_at,
            text: self.text,
            entry: About {
                seq: self.seq.unsigned_abs(),
                at: self.at,
                purpose: self.purpose,
                permitted: self.outcome == "granted",
                member,
            },
            answer: self.answered_at.zip(self.answer).map(|(at, text)| Answer { at, text }),
        }
    }
}
