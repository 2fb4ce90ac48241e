//! The verifiable log's tables: leaves that wait, leaves in their places, nodes, signed heads. Rows are
//! only ever added, but for those that waited.

pub mod access;
pub(super) mod append_signal;
pub mod erasure;
pub mod origin;
pub mod question;
pub mod tail;

use super::{Store, StoreError, Tx, log::access::Part};
use shared::log::{
    Hash,
    leaf::Leaf,
    merkle::{Edge, ProofPlan},
};
use std::collections::{BTreeMap, BTreeSet};

/// A signed tree head as it is kept: nothing of it is believed before its signature is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub size: u64,
    pub note: String,
}

/// A leaf that waits, by its number in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: i64,
    pub leaf: Leaf,
}

/// Puts a leaf where the sequencer finds it, in the transaction of its entry.
pub(super) async fn queue(tx: &mut Tx, leaf: &Leaf) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO log_queue (leaf) VALUES ($1)";
    let bytes = leaf.to_bytes();
    Ok(on!(tx, |c| sqlx::query(SQL).bind(bytes.as_slice()).execute(c).await.map(|_| ()))?)
}

/// Whether any leaf waits.
pub(crate) async fn somebody_waits(store: &Store) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT id FROM log_queue WHERE id = (SELECT min(id) FROM log_queue)";
    let mut tx = store.read().await?;
    let found: Option<(i64,)> = on!(tx, |c| sqlx::query_as(SQL).fetch_optional(c).await)?;
    Ok(found.is_some())
}

/// Takes up to `most` leaves out of the queue, oldest first. A person's leaves come in the person's own
/// order, because each entry is written while the end of the person's chain is held.
pub(crate) async fn take(tx: &mut Tx, most: i64) -> Result<Vec<Leaf>, StoreError> {
    const SQL: &str =
        "DELETE FROM log_queue WHERE id < (SELECT min(id) FROM log_queue) + $1 RETURNING id, leaf";
    let rows: Vec<(i64, Vec<u8>)> = on!(tx, |c| sqlx::query_as(SQL).bind(most).fetch_all(c).await)?;
    let mut waiting = rows.into_iter().map(Waiting::try_from).collect::<Result<Vec<_>, _>>()?;
    waiting.sort_by_key(|waiting| waiting.id);
    Ok(waiting.into_iter().map(|waiting| waiting.leaf).collect())
}

impl TryFrom<(i64, Vec<u8>)> for Waiting {
    type Error = StoreError;

    fn try_from((id, bytes): (i64, Vec<u8>)) -> Result<Self, StoreError> {
        let leaf = Leaf::from_bytes(&bytes).ok_or_else(|| StoreError::bad_row("log_queue", "leaf", id))?;
        Ok(Self { id, leaf })
    }
}

/// The newest signed head.
pub(crate) async fn head(tx: &mut Tx) -> Result<Option<Head>, StoreError> {
    const SQL: &str =
        "SELECT size, note FROM log_checkpoint WHERE size = (SELECT max(size) FROM log_checkpoint)";
    let row: Option<(i64, String)> = on!(tx, |c| sqlx::query_as(SQL).fetch_optional(c).await)?;
    Ok(row.map(|(size, note)| Head { size: size.unsigned_abs(), note }))
}

/// The signed head of a tree of `size` leaves.
pub(super) async fn head_at(tx: &mut Tx, size: u64) -> Result<Option<Head>, StoreError> {
    const SQL: &str = "SELECT size, note FROM log_checkpoint WHERE size = $1";
    let row: Option<(i64, String)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(signed(size)).fetch_optional(c).await)?;
    Ok(row.map(|(size, note)| Head { size: size.unsigned_abs(), note }))
}

/// The newest signed head, by itself.
pub async fn newest_head(store: &Store) -> Result<Option<Head>, StoreError> {
    let mut tx = store.read().await?;
    head(&mut tx).await
}

/// Gives a leaf its place, and keeps every node that is complete by it.
pub(crate) async fn add(tx: &mut Tx, edge: &mut Edge, leaf: &Leaf) -> Result<(), StoreError> {
    const LEAF: &str = "INSERT INTO log_leaf (position, leaf, pseudonym, seq) VALUES ($1, $2, $3, $4)";
    const NODE: &str = "INSERT INTO log_node (id, hash) VALUES ($1, $2)";
    let position = signed(edge.size());
    let bytes = leaf.to_bytes();
    on!(tx, |c| sqlx::query(LEAF)
        .bind(position)
        .bind(bytes.as_slice())
        .bind(leaf.pseudonym.0.as_slice())
        .bind(signed(leaf.seq))
        .execute(c)
        .await
        .map(|_| ()))?;
    let mut complete = Vec::new();
    edge.push(leaf.hash(), |id, hash| complete.push((signed(id), hash)));
    for (id, hash) in complete {
        on!(tx, |c| sqlx::query(NODE).bind(id).bind(hash.0.as_slice()).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Keeps a signed head.
pub(crate) async fn keep_head(tx: &mut Tx, size: u64, note: &str) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO log_checkpoint (size, note) VALUES ($1, $2)";
    Ok(on!(tx, |c| sqlx::query(SQL).bind(signed(size)).bind(note).execute(c).await.map(|_| ()))?)
}

/// A person's leaves and their places, by the person's own number.
pub(crate) async fn leaves_of(
    tx: &mut Tx,
    pseudonym: Hash,
) -> Result<BTreeMap<u64, (u64, Leaf)>, StoreError> {
    some_leaves(tx, pseudonym, Part::ALL).await
}

/// Some of them.
pub(super) async fn some_leaves(
    tx: &mut Tx,
    pseudonym: Hash,
    part: Part,
) -> Result<BTreeMap<u64, (u64, Leaf)>, StoreError> {
    const SQL: &str = "SELECT seq, position, leaf FROM log_leaf
        WHERE pseudonym = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
    let rows: Vec<(i64, i64, Vec<u8>)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(pseudonym.0.as_slice())
        .bind(part.after)
        .bind(part.until)
        .bind(part.most)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(seq, position, bytes)| {
            let seq = seq.unsigned_abs();
            let leaf = Leaf::from_bytes(&bytes).unwrap_or(unreadable(pseudonym, seq));
            (seq, (position.unsigned_abs(), leaf))
        })
        .collect())
}

/// The number of a person's last leaf; 0: there is none.
pub(super) async fn last_number(tx: &mut Tx, pseudonym: Hash) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT max(seq) FROM log_leaf WHERE pseudonym = $1";
    let (last,): (Option<i64>,) =
        on!(tx, |c| sqlx::query_as(SQL).bind(pseudonym.0.as_slice()).fetch_one(c).await)?;
    Ok(last.map_or(0, i64::unsigned_abs))
}

/// Stands for what is no leaf any more: nothing matches it, so that readers find it.
fn unreadable(pseudonym: Hash, seq: u64) -> Leaf {
    Leaf { pseudonym, seq, previous: Hash::NONE, commitment: Hash::NONE, at_millis: 0 }
}

/// How many nodes one statement brings: a proof of any log of fewer than 2^32 entries.
const NODES_AT_ONCE: usize = 32;

/// Stored nodes by their ids. What is not there is missing in the answer.
pub(crate) async fn nodes(tx: &mut Tx, ids: &BTreeSet<u64>) -> Result<BTreeMap<u64, Hash>, StoreError> {
    const SQL: &str = "SELECT id, hash FROM log_node WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
        $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30,
        $31, $32)";
    let ids: Vec<i64> = ids.iter().map(|id| signed(*id)).collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(NODES_AT_ONCE) {
        // No node has this number.
        let nothing = std::iter::repeat_n(-1, NODES_AT_ONCE - some.len());
        let all: Vec<i64> = some.iter().copied().chain(nothing).collect();
        let rows: Vec<(i64, Vec<u8>)> = on!(tx, |c| all
            .iter()
            .fold(sqlx::query_as(SQL), |query, id| query.bind(*id))
            .fetch_all(c)
            .await)?;
        for (id, bytes) in rows {
            let hash = Hash::from_bytes(&bytes).ok_or_else(|| StoreError::bad_row("log_node", "hash", id))?;
            found.insert(id.unsigned_abs(), hash);
        }
    }
    Ok(found)
}

/// The inclusion proof of one leaf in a log of `size` leaves. `None`: there is no such leaf.
pub async fn prove(store: &Store, index: u64, size: u64) -> Result<Option<Vec<Hash>>, StoreError> {
    let Some(plan) = ProofPlan::inclusion(index, size) else { return Ok(None) };
    let mut tx = store.read().await?;
    Ok(plan.build(&nodes(&mut tx, &plan.needs()).await?))
}

/// SQL's integers are signed; no log ever has 2^62 leaves.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Everything, in order and in parts, for whoever verifies all of it at a terminal.
pub mod all {
    use super::access::{self, Written};
    use super::*;
    use shared::ids::PatientId;
    use uuid::Uuid;

    /// Leaves from `position` on, as their bytes: what cannot be read is the verifier's finding.
    pub async fn leaves(tx: &mut Tx, position: u64, most: i64) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        const SQL: &str =
            "SELECT position, leaf FROM log_leaf WHERE position >= $1 ORDER BY position LIMIT $2";
        let rows: Vec<(i64, Vec<u8>)> =
            on!(tx, |c| sqlx::query_as(SQL).bind(signed(position)).bind(most).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(position, leaf)| (position.unsigned_abs(), leaf)).collect())
    }

    pub async fn heads(tx: &mut Tx) -> Result<Vec<Head>, StoreError> {
        const SQL: &str = "SELECT size, note FROM log_checkpoint ORDER BY size";
        let rows: Vec<(i64, String)> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(size, note)| Head { size: size.unsigned_abs(), note }).collect())
    }

    pub async fn nodes(tx: &mut Tx, ids: &BTreeSet<u64>) -> Result<BTreeMap<u64, Hash>, StoreError> {
        super::nodes(tx, ids).await
    }

    pub async fn queue(tx: &mut Tx) -> Result<Vec<Waiting>, StoreError> {
        const SQL: &str = "SELECT id, leaf FROM log_queue ORDER BY id";
        let rows: Vec<(i64, Vec<u8>)> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
        rows.into_iter().map(Waiting::try_from).collect()
    }

    /// A person who has a log.
    #[derive(Clone, Debug)]
    pub struct Person {
        pub patient: PatientId,
        /// Empty: the person was erased.
        pub salt: Option<Vec<u8>>,
        pub entries: Vec<Written>,
        pub leaves: BTreeMap<u64, (u64, Leaf)>,
        /// The number and the leaf hash at the end of the chain.
        pub head: Option<(u64, Vec<u8>)>,
    }

    impl Person {
        /// Entries beside their leaves, as a reader would be shown them. `None`: the person was erased.
        pub fn shown(&self) -> Option<Vec<shared::log::Entry>> {
            let salt = self.salt.as_deref()?;
            Some(access::shown(self.patient, salt, &self.entries, &self.leaves))
        }
    }

    /// Everybody of whom there is an entry or an end of a chain.
    pub async fn people(tx: &mut Tx) -> Result<Vec<PatientId>, StoreError> {
        const SQL: &str = "SELECT patient_id FROM access_head UNION SELECT patient_id FROM access_entry ORDER BY patient_id";
        let rows: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(id,)| PatientId(id)).collect())
    }

    pub async fn person(tx: &mut Tx, patient: PatientId) -> Result<Person, StoreError> {
        const SALT: &str = "SELECT salt FROM person WHERE patient_id = $1";
        const HEAD: &str = "SELECT seq, hash FROM access_head WHERE patient_id = $1";
        let salt: Option<(Vec<u8>,)> =
            on!(tx, |c| sqlx::query_as(SALT).bind(patient.0).fetch_optional(c).await)?;
        let head: Option<(i64, Vec<u8>)> =
            on!(tx, |c| sqlx::query_as(HEAD).bind(patient.0).fetch_optional(c).await)?;
        let salt = salt.map(|(salt,)| salt);
        let leaves = match &salt {
            Some(salt) => leaves_of(tx, shared::log::leaf::pseudonym(salt, patient)).await?,
            None => BTreeMap::new(),
        };
        let entries = access::entries_of(tx, patient).await?;
        let head = head.map(|(seq, hash)| (seq.unsigned_abs(), hash));
        Ok(Person { patient, salt, entries, leaves, head })
    }
}
