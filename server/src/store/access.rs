//! The access log: one chain of entries per person.

use super::{Store, StoreError, Tx};
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};
use shared::ids::PatientId;

/// One opening, or one refusal, about to be written.
pub(crate) struct Entry<'a> {
    pub at: DateTime<Utc>,
    pub actor_kind: &'a str,
    pub actor_id: &'a str,
    pub purpose: &'a str,
    pub permitted: bool,
}

/// An entry as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Written {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: String,
    pub purpose: String,
    pub outcome: String,
    pub patient_pseudonym: Vec<u8>,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

/// Writes the next entry of a person's log and returns its number. The first statement holds the
/// end of the chain until the transaction ends, so numbers have no gaps and no twins.
pub(crate) async fn append(
    tx: &mut Tx,
    patient: PatientId,
    salt: &[u8],
    entry: &Entry<'_>,
) -> Result<i64, StoreError> {
    const NEXT: &str = "INSERT INTO access_head (patient_id, seq, hash) VALUES ($1, 1, $2)
        ON CONFLICT (patient_id) DO UPDATE SET seq = access_head.seq + 1 RETURNING seq, hash";
    const INSERT: &str =
        "INSERT INTO access_entry (patient_id, seq, at, actor_kind, actor_id, purpose, outcome,
            patient_pseudonym, previous_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    const HEAD: &str = "UPDATE access_head SET hash = $2 WHERE patient_id = $1";

    let beginning = [0_u8; 32];
    let (seq, previous): (i64, Vec<u8>) =
        on!(tx, |c| sqlx::query_as(NEXT).bind(patient.0).bind(beginning.as_slice()).fetch_one(c).await)?;
    let outcome = if entry.permitted { "granted" } else { "refused" };
    let pseudonym = Sha256::new().chain_update(salt).chain_update(patient.0.as_bytes()).finalize().to_vec();
    let hash = chain(&previous, &pseudonym, seq, entry, outcome);
    on!(tx, |c| sqlx::query(INSERT)
        .bind(patient.0)
        .bind(seq)
        .bind(entry.at)
        .bind(entry.actor_kind)
        .bind(entry.actor_id)
        .bind(entry.purpose)
        .bind(outcome)
        .bind(pseudonym.as_slice())
        .bind(previous.as_slice())
        .bind(hash.as_slice())
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(HEAD).bind(patient.0).bind(hash.as_slice()).execute(c).await.map(|_| ()))?;
    Ok(seq)
}

/// The hash of an entry: of the one before it and of everything it says, each part with its length
/// so that no two entries can read the same.
fn chain(previous: &[u8], pseudonym: &[u8], seq: i64, entry: &Entry<'_>, outcome: &str) -> Vec<u8> {
    let at = entry.at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let seq = seq.to_string();
    let texts = [&seq, at.as_str(), entry.actor_kind, entry.actor_id, entry.purpose, outcome];
    let mut hash = Sha256::new();
    for part in [previous, pseudonym].into_iter().chain(texts.iter().map(|text| text.as_bytes())) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

/// When the person last opened their own record.
pub(super) async fn last_own_visit(
    tx: &mut Tx,
    patient: PatientId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT at FROM access_entry
        WHERE patient_id = $1 AND actor_kind = 'patient' AND actor_id = $2 AND outcome = 'granted'
        ORDER BY seq DESC LIMIT 1";
    let own = patient.to_string();
    let found: Option<(DateTime<Utc>,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(own.as_str()).fetch_optional(c).await)?;
    Ok(found.map(|(at,)| at))
}

/// A person's log, oldest first.
pub async fn log(store: &Store, patient: PatientId) -> Result<Vec<Written>, StoreError> {
    const SQL: &str =
        "SELECT seq, at, actor_kind, actor_id, purpose, outcome, patient_pseudonym, previous_hash, hash
        FROM access_entry WHERE patient_id = $1 ORDER BY seq";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?)
}
