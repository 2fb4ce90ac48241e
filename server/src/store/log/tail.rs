//! Tail of the access logs: the newest entries, and which emergencies their person has not seen yet.

use crate::store::{Store, StoreError, grant::HistoryGrant};
use shared::{
    ids::PatientId,
    log::{
        history::{Outcome, Purpose},
        news::{Kind, SoFar},
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An entry at the tail of a log, as far as an event stream tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TailEntry {
    /// Its number in the person's log.
    pub seq: i64,
    /// `None`: they themselves.
    pub by_others: Option<Kind>,
}

/// The number of the newest entry of the log that the gate opened; 0 where there is none.
pub(crate) async fn end(grant: HistoryGrant) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT seq FROM access_head WHERE patient_id = $1";
    let HistoryGrant { patient, mut tx, .. } = grant;
    let row: Option<(i64,)> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_optional(c).await)?;
    Ok(row.map_or(0, |(seq,)| seq))
}

/// How many people one statement looks after.
const PEOPLE_AT_ONCE: usize = 32;

/// The numbers of the newest entries of these people's logs.
pub(crate) async fn ends(
    store: &Store,
    people: &[PatientId],
) -> Result<BTreeMap<PatientId, i64>, StoreError> {
    const SQL: &str =
        "SELECT patient_id, seq FROM access_head WHERE patient_id IN ($1, $2, $3, $4, $5, $6, $7,
        $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
        $29, $30, $31, $32)";
    let mut found = BTreeMap::new();
    let mut tx = store.read().await?;
    for some in people.chunks(PEOPLE_AT_ONCE) {
        // Nobody has this id.
        let nobody = std::iter::repeat_n(Uuid::nil(), PEOPLE_AT_ONCE - some.len());
        let all: Vec<Uuid> = some.iter().map(|person| person.0).chain(nobody).collect();
        let rows: Vec<(Uuid, i64)> = on!(tx, |c| all
            .iter()
            .fold(sqlx::query_as(SQL), |query, id| query.bind(*id))
            .fetch_all(c)
            .await)?;
        found.extend(rows.into_iter().map(|(id, seq)| (PatientId(id), seq)));
    }
    Ok(found)
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    actor_kind: String,
    actor_id: String,
    purpose: String,
    outcome: String,
}

/// Up to `most` entries of a person's log that follow number `seq`, oldest first.
pub(crate) async fn since(
    store: &Store,
    patient: PatientId,
    seq: i64,
    most: i64,
) -> Result<Vec<TailEntry>, StoreError> {
    const SQL: &str = "SELECT seq, actor_kind, actor_id, purpose, outcome FROM access_entry
        WHERE patient_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    let mut tx = store.read().await?;
    let rows: Vec<Row> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(seq).bind(most).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| TailEntry { seq: row.seq, by_others: row.by_others(patient) }).collect())
}

impl Row {
    fn by_others(&self, patient: PatientId) -> Option<Kind> {
        let own = self.actor_kind == "patient" && self.actor_id == patient.to_string();
        let kind = Kind::of(Purpose::from_name(&self.purpose), Outcome::from_name(&self.outcome));
        (!own).then_some(kind)
    }
}

/// How far a person's log has come, whether there is an opening in an emergency that they have not seen in their
/// history, and which answer they have not opened.
pub async fn so_far(store: &Store, patient: PatientId) -> Result<SoFar, StoreError> {
    const SQL: &str = "SELECT h.seq, EXISTS (SELECT 1 FROM access_entry e
            WHERE e.patient_id = $1 AND e.purpose = 'emergency' AND e.outcome = 'granted'
                AND e.seq > COALESCE((SELECT s.seq FROM history_seen s WHERE s.patient_id = $1), 0)),
            (SELECT q.seq FROM question q
                WHERE q.patient_id = $1 AND q.answered_at IS NOT NULL AND q.answer_seen_at IS NULL
                ORDER BY q.asked_at DESC LIMIT 1)
        FROM access_head h WHERE h.patient_id = $1";
    let mut tx = store.read().await?;
    let row: Option<(i64, bool, Option<i64>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_optional(c).await)?;
    let so_far = |(seq, unseen_emergency, answer): (i64, bool, Option<i64>)| SoFar {
        end: seq.unsigned_abs(),
        unseen_emergency,
        unopened_answer: answer.map(i64::unsigned_abs),
    };
    Ok(row.map(so_far).unwrap_or_default())
}

/// The person has seen their history up to number `seq`. Written only where it takes a notice away.
pub async fn saw(store: &Store, patient: PatientId, seq: u64) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO history_seen (patient_id, seq) VALUES ($1, $2)
        ON CONFLICT (patient_id) DO UPDATE SET seq = excluded.seq WHERE history_seen.seq < excluded.seq";
    if !so_far(store, patient).await?.unseen_emergency {
        return Ok(());
    }
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).bind(seq).execute(c).await.map(|_| ()))?;
    tx.commit().await
}
