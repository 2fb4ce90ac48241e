//! The access log's entries: what was opened, by whom, what for. Each is committed to by a leaf of the
//! verifiable log ([`crate::store::log`]), which is written with it.

use super::{origin, question};
use crate::store::{
    Store, StoreError, Tx, account::push, facility, grant::HistoryGrant, identity::person, log,
    sharing::mandate,
};
use chrono::{DateTime, SecondsFormat, Utc};
use shared::{
    ids::{AccountId, FacilityCode, PatientId},
    log::{
        Consistency, Entry as Shown, Hash, History, Sealed,
        history::{Acting, Caregiver, Named, OWN, Outcome, Purpose, field},
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
    origin::keep(tx, patient, seq, entry.at).await?;
    if !written.is_own(patient) {
        let kind = Kind::of(Purpose::from_name(entry.purpose), Outcome::from_name(&written.outcome));
        push::enter(tx, patient, kind, entry.at).await?;
    }
    tx.notify_on_commit();
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
    let head = log::head(&mut tx).await?;
    let size = head.as_ref().map_or(0, |head| head.size);
    let all = read_part(&mut tx, (patient, &salt), Part::ALL).await?;
    let mut history = History {
        person: name,
        key: key.to_owned(),
        checkpoint: head.map(|head| head.note),
        entries: all.entries,
        consistency: None,
        facilities: all.facilities,
        questions: question::of_patient(&mut tx, patient).await?,
        caregivers: all.caregivers,
    };
    prove(&mut tx, &mut history, size, since).await?;
    Ok(history)
}

/// Which page of a history is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// As in [`history`].
    pub since: u64,
    /// The number of the last entry of the page before; 0: the first page.
    pub after: u64,
    /// How many entries there are on it at most.
    pub most: u64,
    /// Of which moment it is; `None`: of now.
    pub of: Option<Moment>,
}

/// A moment of a person's log: entries that come later change nothing of what is read of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The number of the last entry; 0: there is none.
    pub until: u64,
    /// The size of the tree under the newest head; 0: there is none.
    pub head: u64,
}

/// One page of a history.
#[derive(Clone, Debug)]
pub struct OnePage {
    pub history: History,
    pub moment: Moment,
    /// After which number the next page begins; `None`: this is the last.
    pub next_after: Option<u64>,
}

/// One page of a history. `None`: there never was such a moment.
pub async fn page(grant: HistoryGrant, key: &str, asked: Asked) -> Result<Option<OnePage>, StoreError> {
    let HistoryGrant { patient, name, salt, mut tx } = grant;
    let newest = log::head(&mut tx).await?;
    let sealed = newest.as_ref().map_or(0, |head| head.size);
    let head = match asked.of.map(|moment| moment.head) {
        None => newest,
        Some(0) => None,
        Some(size) => match log::head_at(&mut tx, size).await? {
            Some(head) => Some(head),
            None => return Ok(None),
        },
    };
    let size = head.as_ref().map_or(0, |head| head.size);
    let until = match asked.of {
        Some(moment) => moment.until,
        None => last_number(&mut tx, patient, &salt).await?,
    };
    let mut part = read_part(&mut tx, (patient, &salt), Part::of(&asked, until)).await?;
    for entry in &mut part.entries {
        // Sealed since that moment. What stands beyond every head is a finding, and stays one.
        entry.sealed = entry.sealed.take().filter(|sealed_at| !(size..sealed).contains(&sealed_at.index));
    }
    let next_after = part.last.filter(|last| *last < until);
    let first = asked.after == 0;
    let mut history = History {
        person: name,
        key: key.to_owned(),
        checkpoint: head.map(|head| head.note),
        entries: part.entries,
        consistency: None,
        facilities: part.facilities,
        questions: if first { question::of_patient(&mut tx, patient).await? } else { Vec::new() },
        caregivers: part.caregivers,
    };
    prove(&mut tx, &mut history, size, asked.since).await?;
    Ok(Some(OnePage { history, moment: Moment { until, head: size }, next_after }))
}

/// Entries by the person's own numbers.
#[derive(Clone, Copy)]
pub(in crate::store) struct Part {
    pub after: i64,
    pub until: i64,
    pub most: i64,
}

impl Part {
    /// Also what has a number that this program never gave: whoever verifies finds it.
    pub const ALL: Self = Self { after: i64::MIN, until: i64::MAX, most: i64::MAX };

    fn of(asked: &Asked, until: u64) -> Self {
        let after = if asked.after == 0 { Self::ALL.after } else { log::signed(asked.after) };
        Self { after, until: log::signed(until), most: log::signed(asked.most) }
    }
}

/// What is read of it.
struct Read {
    entries: Vec<Shown>,
    /// The number under which the last of them is kept, whatever its leaf says: reading always goes on.
    last: Option<u64>,
    facilities: Vec<Named>,
    caregivers: Vec<Acting>,
}

async fn read_part(tx: &mut Tx, (patient, salt): (PatientId, &[u8]), part: Part) -> Result<Read, StoreError> {
    let entries = some_entries(tx, patient, part).await?;
    let leaves = log::some_leaves(tx, pseudonym(salt, patient), part).await?;
    let facilities = facilities(tx, &entries).await?;
    let caregivers = caregivers(tx, patient, &entries).await?;
    // Of both there are as many: up to the last of these nothing is missing.
    let most = usize::try_from(part.most).unwrap_or(usize::MAX);
    let shown = by_number(patient, salt, &entries, &leaves).into_iter().take(most);
    let (numbers, entries): (Vec<u64>, Vec<Shown>) = shown.unzip();
    Ok(Read { entries, last: numbers.last().copied(), facilities, caregivers })
}

/// The number of a person's last entry, or of their last leaf where its entry is gone.
async fn last_number(tx: &mut Tx, patient: PatientId, salt: &[u8]) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT max(seq) FROM access_entry WHERE patient_id = $1";
    let (last,): (Option<i64>,) = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_one(c).await)?;
    let leaf = log::last_number(tx, pseudonym(salt, patient)).await?;
    Ok(last.map_or(0, i64::unsigned_abs).max(leaf))
}

/// Entries beside their leaves. A leaf whose entry is gone is shown without content, which no reader
/// takes for what was entered.
pub(in crate::store) fn shown(
    patient: PatientId,
    salt: &[u8],
    entries: &[Written],
    leaves: &BTreeMap<u64, (u64, Leaf)>,
) -> Vec<Shown> {
    by_number(patient, salt, entries, leaves).into_values().collect()
}

fn by_number(
    patient: PatientId,
    salt: &[u8],
    entries: &[Written],
    leaves: &BTreeMap<u64, (u64, Leaf)>,
) -> BTreeMap<u64, Shown> {
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
    found
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

/// Who of those who act for the person made which of the entries, as the person reads of them at `/people`. Whoever was
/// never given anything by this person has no name here.
async fn caregivers(tx: &mut Tx, patient: PatientId, entries: &[Written]) -> Result<Vec<Acting>, StoreError> {
    let mut by_account: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.actor_kind == "caregiver") {
        by_account.entry(&entry.actor_id).or_default().insert(entry.seq.unsigned_abs());
    }
    if by_account.is_empty() {
        return Ok(Vec::new());
    }
    // The newest first: as they are called now.
    let known = mandate::all_of_patient(tx, patient).await?;
    let named = by_account.into_iter().filter_map(|(account, entries)| {
        let is_theirs =
            |one: &&mandate::StoredMandate| one.account.is_some_and(|id| id.to_string() == account);
        let one = known.iter().find(is_theirs)?;
        let caregiver = Caregiver { label: one.label.clone(), name: one.account_name.clone() };
        Some(Acting { caregiver, entries })
    });
    Ok(named.collect())
}

/// Gives leaves to the entries that were written before there were any, in each person's own order. Runs
/// before anything is entered by this version, as the tables' owner.
pub(in crate::store) async fn adopt(store: &Store) -> Result<(), StoreError> {
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
pub(in crate::store) async fn last_own_visit(
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

/// When this member of staff last opened a person's record for care, before a moment.
pub(in crate::store) async fn last_look_for_care(
    tx: &mut Tx,
    patient: PatientId,
    account: AccountId,
    before: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT at FROM access_entry
        WHERE patient_id = $1 AND actor_kind = 'staff' AND actor_id = $2 AND purpose = 'care'
            AND outcome = 'granted' AND at < $3
        ORDER BY seq DESC LIMIT 1";
    let account = account.to_string();
    let found: Option<(DateTime<Utc>,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(patient.0)
        .bind(account.as_str())
        .bind(before)
        .fetch_optional(c)
        .await)?;
    Ok(found.map(|(at,)| at))
}

/// A person's log, oldest first.
pub async fn log(store: &Store, patient: PatientId) -> Result<Vec<Written>, StoreError> {
    let mut tx = store.read().await?;
    entries_of(&mut tx, patient).await
}

pub(in crate::store) async fn entries_of(
    tx: &mut Tx,
    patient: PatientId,
) -> Result<Vec<Written>, StoreError> {
    some_entries(tx, patient, Part::ALL).await
}

async fn some_entries(tx: &mut Tx, patient: PatientId, part: Part) -> Result<Vec<Written>, StoreError> {
    const SQL: &str = "SELECT seq, at, actor_kind, actor_id, facility, purpose, outcome, details, salt,
            patient_pseudonym, previous_hash, hash
        FROM access_entry WHERE patient_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(patient.0)
        .bind(part.after)
        .bind(part.until)
        .bind(part.most)
        .fetch_all(c)
        .await)?)
}
