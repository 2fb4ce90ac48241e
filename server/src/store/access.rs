//! The access log's entries: what was opened, by whom, what for. Each is committed to by a leaf of the
//! verifiable log ([`super::log`]), which is written with it.

use super::{Store, StoreError, Tx, facility, log, person, push, question};
use crate::gate::HistoryGrant;
use chrono::{DateTime, SecondsFormat, Utc};
use shared::{
    ids::{FacilityCode, PatientId},
    log::{
        Consistency, Entry as Shown, Hash, History, Sealed,
        history::{Named, OWN, Outcome, Purpose, field},
        leaf::{Fields, Leaf, commitment, entry_salt, individual, pseudonym},
        merkle::ProofPlan,
        news::Kind,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One opening, or one refusal, about to be written.
pub(crate) struct Entry<'a> {
    pub at: DateTime<Utc>,
    pub actor_kind: &'a str,
    pub actor_id: &'a str,
    /// The facility that asks, or for which somebody asks.
    pub facility: Option<&'a str>,
    pub purpose: &'a str,
    pub permitted: bool,
    /// What else the entry says, by names of its own (`shared::log::history::field`): committed to like the rest.
    pub details: &'a [(&'a str, String)],
}

/// An entry as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Written {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: String,
    pub facility: Option<String>,
    pub purpose: String,
    pub outcome: String,
    pub details: String,
    /// Empty in entries that were written before there were leaves.
    pub salt: Option<Vec<u8>>,
    pub patient_pseudonym: Vec<u8>,
    /// The leaf hash of the entry before.
    pub previous_hash: Vec<u8>,
    /// The hash of this entry's leaf.
    pub hash: Vec<u8>,
}

/// Writes the next entry of a person's log with its leaf, and returns its number. The first statement
/// holds the end of the chain until the transaction ends, so numbers have no gaps and no twins.
pub(crate) async fn append(
    tx: &mut Tx,
    patient: PatientId,
    salt: &[u8],
    entry: &Entry<'_>,
) -> Result<i64, StoreError> {
    const NEXT: &str = "INSERT INTO access_head (patient_id, seq, hash) VALUES ($1, 1, $2)
        ON CONFLICT (patient_id) DO UPDATE SET seq = access_head.seq + 1 RETURNING seq, hash";
    const INSERT: &str =
        "INSERT INTO access_entry (patient_id, seq, at, actor_kind, actor_id, facility, purpose, outcome,
            details, salt, patient_pseudonym, previous_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    const HEAD: &str = "UPDATE access_head SET hash = $2 WHERE patient_id = $1";

    let (seq, previous): (i64, Vec<u8>) =
        on!(tx, |c| sqlx::query_as(NEXT).bind(patient.0).bind(Hash::NONE.0.as_slice()).fetch_one(c).await)?;
    let written = Written {
        seq,
        at: entry.at,
        actor_kind: entry.actor_kind.to_owned(),
        actor_id: entry.actor_id.to_owned(),
        facility: entry.facility.map(str::to_owned),
        purpose: entry.purpose.to_owned(),
        outcome: if entry.permitted { "granted" } else { "refused" }.to_owned(),
        details: serde_json::json!(entry.details).to_string(),
        salt: Some(entry_salt(salt, seq.unsigned_abs()).0.to_vec()),
        patient_pseudonym: pseudonym(salt, patient).0.to_vec(),
        previous_hash: previous,
        hash: Vec::new(),
    };
    let leaf = written.leaf(patient, salt);
    let hash = leaf.hash().0;
    on!(tx, |c| sqlx::query(INSERT)
        .bind(patient.0)
        .bind(seq)
        .bind(written.at)
        .bind(&written.actor_kind)
        .bind(&written.actor_id)
        .bind(&written.facility)
        .bind(&written.purpose)
        .bind(&written.outcome)
        .bind(&written.details)
        .bind(&written.salt)
        .bind(&written.patient_pseudonym)
        .bind(&written.previous_hash)
        .bind(hash.as_slice())
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(HEAD).bind(patient.0).bind(hash.as_slice()).execute(c).await.map(|_| ()))?;
    log::queue(tx, &leaf).await?;
    if !written.is_own(patient) {
        let kind = Kind::of(Purpose::from_name(entry.purpose), Outcome::from_name(&written.outcome));
        push::enter(tx, patient, kind, entry.at).await?;
    }
    tx.ring_on_commit();
    Ok(seq)
}

impl Written {
    /// The content that the leaf commits to. An individual's id stands in it as a salted hash, because
    /// the person is told of the facility and not of who it was.
    pub fn fields(&self, patient: PatientId, person_salt: &[u8]) -> Fields {
        let own = self.is_own(patient);
        let mut fields: Fields = Vec::new();
        let mut add = |name: &str, value: String| fields.push((name.to_owned(), value));
        add(field::AT, self.at.to_rfc3339_opts(SecondsFormat::Millis, true));
        add(field::ACTOR, if own { OWN.to_owned() } else { self.actor_kind.clone() });
        if let Some(facility) = &self.facility {
            add(field::FACILITY, facility.clone());
        }
        let told = own || self.actor_id.is_empty() || self.facility.as_ref() == Some(&self.actor_id);
        if !told {
            let id = individual(person_salt, self.seq.unsigned_abs(), &self.actor_kind, &self.actor_id);
            add(field::INDIVIDUAL, id.to_string());
        }
        add(field::PURPOSE, self.purpose.clone());
        add(field::OUTCOME, self.outcome.clone());
        match serde_json::from_str::<Fields>(&self.details) {
            Ok(details) => fields.extend(details),
            // Not what was entered, whatever it is: no leaf commits to it.
            Err(_) => fields.push(("details".to_owned(), self.details.clone())),
        }
        fields
    }

    /// Whether the person themselves asked.
    fn is_own(&self, patient: PatientId) -> bool {
        self.actor_kind == "patient" && self.actor_id == patient.to_string()
    }

    /// The leaf that this row would have.
    fn leaf(&self, patient: PatientId, person_salt: &[u8]) -> Leaf {
        Leaf {
            pseudonym: hash(&self.patient_pseudonym),
            seq: self.seq.unsigned_abs(),
            previous: hash(&self.previous_hash),
            commitment: commitment(self.salt(), &self.fields(patient, person_salt)),
            at_millis: self.at.timestamp_millis(),
        }
    }

    fn salt(&self) -> Hash {
        hash(self.salt.as_deref().unwrap_or_default())
    }
}

/// Bytes of another length were not written by this program: no proof holds for what stands instead.
fn hash(bytes: &[u8]) -> Hash {
    Hash::from_bytes(bytes).unwrap_or(Hash::NONE)
}

/// A person's history with its proofs, for whoever the gate let in. `since`: the size of the tree that
/// the reader remembers, to be shown that this one continues it.
pub async fn history(grant: HistoryGrant, key: &str, since: u64) -> Result<History, StoreError> {
    let HistoryGrant { patient, name, salt, mut tx } = grant;
    let tx = &mut tx;
    let entries = entries_of(tx, patient).await?;
    let leaves = log::leaves_of(tx, pseudonym(&salt, patient)).await?;
    let head = log::head(tx).await?;
    let size = head.as_ref().map_or(0, |head| head.size);
    let mut history = History {
        person: name,
        key: key.to_owned(),
        checkpoint: head.map(|head| head.note),
        entries: shown(patient, &salt, &entries, &leaves),
        consistency: None,
        facilities: facilities(tx, &entries).await?,
        questions: question::of_patient(tx, patient).await?,
    };
    prove(tx, &mut history, size, since).await?;
    Ok(history)
}

/// Entries beside their leaves. A leaf whose entry is gone is shown without content, which no reader
/// takes for what was entered.
pub(super) fn shown(
    patient: PatientId,
    salt: &[u8],
    entries: &[Written],
    leaves: &BTreeMap<u64, (u64, Leaf)>,
) -> Vec<Shown> {
    let mut found: BTreeMap<u64, Shown> = BTreeMap::new();
    for entry in entries {
        let seq = entry.seq.unsigned_abs();
        let (leaf, sealed) = match leaves.get(&seq) {
            Some((index, leaf)) => (*leaf, Some(Sealed { index: *index, proof: Vec::new() })),
            None => (entry.leaf(patient, salt), None),
        };
        found.insert(seq, Shown { leaf, fields: entry.fields(patient, salt), salt: entry.salt(), sealed });
    }
    for (seq, (index, leaf)) in leaves {
        let sealed = Some(Sealed { index: *index, proof: Vec::new() });
        let gone = Shown { leaf: *leaf, fields: Vec::new(), salt: Hash::NONE, sealed };
        found.entry(*seq).or_insert(gone);
    }
    found.into_values().collect()
}

/// Adds the proofs. A proof whose nodes are missing stays empty, and does not hold.
async fn prove(tx: &mut Tx, history: &mut History, size: u64, since: u64) -> Result<(), StoreError> {
    let plan_of = |sealed: &Sealed| ProofPlan::inclusion(sealed.index, size);
    let plans = history.entries.iter().filter_map(|entry| plan_of(entry.sealed.as_ref()?));
    let since_plan = ProofPlan::consistency(since, size);
    let wanted: BTreeSet<u64> = plans.chain(since_plan.clone()).flat_map(|plan| plan.needs()).collect();
    let nodes = log::nodes(tx, &wanted).await?;
    for sealed in history.entries.iter_mut().filter_map(|entry| entry.sealed.as_mut()) {
        sealed.proof = plan_of(sealed).and_then(|plan| plan.build(&nodes)).unwrap_or_default();
    }
    history.consistency =
        since_plan.and_then(|plan| plan.build(&nodes)).map(|proof| Consistency { size: since, proof });
    Ok(())
}

async fn facilities(tx: &mut Tx, entries: &[Written]) -> Result<Vec<Named>, StoreError> {
    let codes: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.facility.as_deref()).collect();
    let codes: Vec<FacilityCode> =
        codes.into_iter().filter_map(|code| FacilityCode::try_from(code).ok()).collect();
    let names = facility::names(tx, &codes).await?;
    Ok(names.into_iter().map(|(code, name)| Named { code, name }).collect())
}

/// Gives leaves to the entries that were written before there were any, in each person's own order. Runs
/// before anything is entered by this version, as the tables' owner.
pub(super) async fn adopt(store: &Store) -> Result<(), StoreError> {
    const WHOSE: &str = "SELECT DISTINCT patient_id FROM access_entry WHERE salt IS NULL";
    const UPDATE: &str = "UPDATE access_entry SET facility = $3, salt = $4, previous_hash = $5, hash = $6
        WHERE patient_id = $1 AND seq = $2";
    const HEAD: &str = "UPDATE access_head SET hash = $2 WHERE patient_id = $1";
    let mut tx = store.write().await?;
    let whose: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WHOSE).fetch_all(c).await)?;
    for (id,) in whose {
        let patient = PatientId(id);
        let Some(person) = person::find_in(&mut tx, patient).await? else { continue };
        let mut previous = Hash::NONE;
        for mut entry in entries_of(&mut tx, patient).await? {
            entry.facility = (entry.actor_kind == "facility").then(|| entry.actor_id.clone());
            entry.salt = Some(entry_salt(&person.salt, entry.seq.unsigned_abs()).0.to_vec());
            entry.previous_hash = previous.0.to_vec();
            let leaf = entry.leaf(patient, &person.salt);
            previous = leaf.hash();
            on!(tx, |c| sqlx::query(UPDATE)
                .bind(id)
                .bind(entry.seq)
                .bind(&entry.facility)
                .bind(&entry.salt)
                .bind(&entry.previous_hash)
                .bind(previous.0.as_slice())
                .execute(c)
                .await
                .map(|_| ()))?;
            log::queue(&mut tx, &leaf).await?;
        }
        on!(tx, |c| sqlx::query(HEAD).bind(id).bind(previous.0.as_slice()).execute(c).await.map(|_| ()))?;
    }
    tx.commit().await
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
    let mut tx = store.read().await?;
    entries_of(&mut tx, patient).await
}

pub(super) async fn entries_of(tx: &mut Tx, patient: PatientId) -> Result<Vec<Written>, StoreError> {
    const SQL: &str = "SELECT seq, at, actor_kind, actor_id, facility, purpose, outcome, details, salt,
            patient_pseudonym, previous_hash, hash
        FROM access_entry WHERE patient_id = $1 ORDER BY seq";
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?)
}
