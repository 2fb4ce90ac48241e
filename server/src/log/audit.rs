//! Verifies all of the log: what an operator runs, and what a third party could.

use super::Witness;
use crate::store::{
    Store, StoreError, Tx,
    log::{
        all::{self, Person},
        erasure,
    },
};
use shared::log::{
    Hash,
    checkpoint::{Checkpoint, LogKey},
    leaf::Leaf,
    merkle::Edge,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// How many leaves are looked at together.
const AT_ONCE: i64 = 1_000;

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub leaves: u64,
    pub people: u64,
    pub waiting: u64,
    pub heads: u64,
    /// What was erased by law, by the pseudonym of the leaves that stay. No finding: it says so itself.
    pub erased: Vec<(Hash, erasure::Erasure)>,
    pub findings: Vec<Finding>,
}

/// Something that this program does not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A leaf's bytes, or its place, are not what was sealed.
    LeafAltered { position: u64 },
    /// There is no leaf at this place, and there are later ones.
    LeafMissing { position: u64 },
    /// Leaves beyond the newest signed head.
    LeavesBehindOurBack { sealed: u64, found: u64 },
    /// A stored node is not the hash of what is below it.
    NodeAltered { id: u64 },
    /// A head in the database does not carry the log's signature.
    HeadForged { size: u64 },
    /// A head in the database signs another tree than the leaves make.
    HeadContradicts { size: u64 },
    /// A person's numbers do not run on from leaf to leaf, or their links do not.
    ChainBroken { position: u64 },
    /// An entry's row does not say what its leaf committed to.
    EntryAltered { person: String, seq: u64 },
    /// There is a leaf, and its entry is gone.
    EntryMissing { person: String, seq: u64 },
    /// There is an entry, and neither a leaf nor one that waits.
    EntryBehindOurBack { person: String, seq: u64 },
    /// The end of a person's chain is not their last entry.
    EndOfChain { person: String },
    /// Leaves of somebody whose entries and person are gone.
    NobodysLeaves { pseudonym: Hash, leaves: u64 },
    /// The witness holds something that is no head of this log.
    WitnessForged { number: usize },
    /// The witness saw a larger log than this: its newest entries were cut off.
    Truncated { witnessed: u64, found: u64 },
    /// The witness saw another tree of that size: somebody was told another story.
    Forked { size: u64 },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeafAltered { position } => write!(f, "altered\tleaf {position} is not what was sealed"),
            Self::LeafMissing { position } => write!(f, "missing\tleaf {position} is gone"),
            Self::LeavesBehindOurBack { sealed, found } => {
                write!(f, "appended\t{found} leaves stand in the log, its newest head seals {sealed}")
            }
            Self::NodeAltered { id } => write!(f, "altered\tnode {id} is not the hash of what is below it"),
            Self::HeadForged { size } => {
                write!(f, "forged\tthe head of {size} leaves is not signed by the log's key")
            }
            Self::HeadContradicts { size } => {
                write!(f, "contradicted\tthe head of {size} leaves signs another tree than the leaves make")
            }
            Self::ChainBroken { position } => {
                write!(f, "broken\tleaf {position} does not follow upon the person's leaf before it")
            }
            Self::EntryAltered { person, seq } => {
                write!(f, "altered\tentry {seq} of person {person} is not what was entered")
            }
            Self::EntryMissing { person, seq } => {
                write!(f, "missing\tentry {seq} of person {person} is gone, its leaf stands")
            }
            Self::EntryBehindOurBack { person, seq } => {
                write!(f, "appended\tentry {seq} of person {person} has no leaf, and none waits")
            }
            Self::EndOfChain { person } => {
                write!(f, "altered\tthe end of the chain of person {person} is not their last entry")
            }
            Self::NobodysLeaves { pseudonym, leaves } => {
                write!(f, "missing\tthe person of {leaves} leaves with the pseudonym {pseudonym} is gone")
            }
            Self::WitnessForged { number } => {
                write!(f, "forged\thead {number} of the witness is not signed by the log's key")
            }
            Self::Truncated { witnessed, found } => {
                write!(f, "truncated\tthe witness saw {witnessed} leaves, there are {found}")
            }
            Self::Forked { size } => {
                write!(f, "forked\tthe witness saw another tree of {size} leaves than this log has")
            }
        }
    }
}

/// Recomputes everything: leaves, nodes, heads, every person's chain and entries, and what a witness saw.
///
/// # Errors
/// Only where the database or the witness cannot be read: what is found there is no error.
pub async fn verify(store: &Store, key: &LogKey, witness: Option<&Witness>) -> Result<Report, AuditError> {
    let seen = witness.map(Witness::heads).transpose().map_err(AuditError::Witness)?.unwrap_or_default();
    let mut tx = store.snapshot().await?;
    let heads = all::heads(&mut tx).await?;
    let mut findings = Vec::new();

    let mut expected: BTreeMap<u64, Vec<Expected>> = BTreeMap::new();
    for head in &heads {
        match Checkpoint::verify(&head.note, key) {
            Ok(signed) if signed.size == head.size => {
                expected.entry(head.size).or_default().push(Expected { root: signed.root, witnessed: false });
            }
            _ => findings.push(Finding::HeadForged { size: head.size }),
        }
    }
    for (number, note) in (1..).zip(&seen) {
        match Checkpoint::verify(note, key) {
            Ok(signed) => {
                expected
                    .entry(signed.size)
                    .or_default()
                    .push(Expected { root: signed.root, witnessed: true });
            }
            Err(_) => findings.push(Finding::WitnessForged { number }),
        }
    }

    let mut tree = Tree { edge: Edge::default(), chains: BTreeMap::new(), expected, findings };
    tree.walk(&mut tx).await?;
    let sealed = heads.iter().map(|head| head.size).max().unwrap_or(0);
    let waiting = tree.conclude(sealed, all::queue(&mut tx).await?.into_iter().map(|one| one.leaf));

    let Tree { edge, mut chains, mut findings, .. } = tree;
    let people = all::people(&mut tx).await?;
    for patient in &people {
        let person = all::person(&mut tx, *patient).await?;
        if let Some(salt) = &person.salt {
            chains.remove(&shared::log::leaf::pseudonym(salt, *patient));
        }
        check_person(&person, &waiting, &mut findings);
    }
    let erased = erasure::all(&mut tx).await?;
    // As many as were erased, or fewer while the last of them wait for their places.
    let told = |pseudonym: &Hash, chain: &Chain| {
        erased.get(pseudonym).is_some_and(|erasure| chain.seq <= erasure.leaves)
    };
    let nobodys = chains
        .into_iter()
        .filter(|(pseudonym, chain)| !told(pseudonym, chain))
        .map(|(pseudonym, chain)| Finding::NobodysLeaves { pseudonym, leaves: chain.seq });
    findings.extend(nobodys);
    Ok(Report {
        leaves: edge.size(),
        people: people.len() as u64,
        waiting: waiting.len() as u64,
        heads: heads.len() as u64,
        erased: erased.into_iter().collect(),
        findings,
    })
}

#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    #[error("the log could not be read")]
    Store(#[from] StoreError),
    #[error("the witness file could not be read")]
    Witness(#[source] std::io::Error),
}

/// What the tree has to be at some size, and who says so.
struct Expected {
    root: Hash,
    witnessed: bool,
}

/// The end of a person's leaves so far.
#[derive(Clone, Copy, Default)]
struct Chain {
    seq: u64,
    last: Hash,
}

/// The tree, built again from the leaves.
struct Tree {
    edge: Edge,
    chains: BTreeMap<Hash, Chain>,
    expected: BTreeMap<u64, Vec<Expected>>,
    findings: Vec<Finding>,
}

impl Tree {
    async fn walk(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        self.reach();
        loop {
            let some = all::leaves(tx, self.edge.size(), AT_ONCE).await?;
            if some.is_empty() {
                return Ok(());
            }
            let mut nodes = BTreeMap::new();
            for (position, bytes) in some {
                if position != self.edge.size() {
                    // Whatever follows has another place: nothing more can be said.
                    self.findings.push(Finding::LeafMissing { position: self.edge.size() });
                    return Ok(());
                }
                self.leaf(position, &bytes, &mut nodes);
            }
            let stored = all::nodes(tx, &nodes.keys().copied().collect::<BTreeSet<_>>()).await?;
            for (id, hash) in nodes {
                if stored.get(&id) != Some(&hash) {
                    self.findings.push(Finding::NodeAltered { id });
                }
            }
        }
    }

    fn leaf(&mut self, position: u64, bytes: &[u8], nodes: &mut BTreeMap<u64, Hash>) {
        let hash = shared::log::merkle::leaf_hash(bytes);
        match Leaf::from_bytes(bytes) {
            Some(leaf) => self.follow(position, &leaf, hash),
            None => self.findings.push(Finding::LeafAltered { position }),
        }
        self.edge.push(hash, |id, hash| {
            nodes.insert(id, hash);
        });
        self.reach();
    }

    fn follow(&mut self, position: u64, leaf: &Leaf, hash: Hash) {
        let chain = self.chains.entry(leaf.pseudonym).or_default();
        if leaf.seq != chain.seq + 1 || leaf.previous != chain.last {
            self.findings.push(Finding::ChainBroken { position });
        }
        *chain = Chain { seq: leaf.seq, last: hash };
    }

    /// Compares the tree with whoever said what it is at this size.
    fn reach(&mut self) {
        let size = self.edge.size();
        for Expected { root, witnessed } in self.expected.remove(&size).unwrap_or_default() {
            if root != self.edge.root() {
                let finding =
                    if witnessed { Finding::Forked { size } } else { Finding::HeadContradicts { size } };
                self.findings.push(finding);
            }
        }
    }

    /// What only the end shows. Returns the leaf hashes that wait.
    fn conclude(&mut self, sealed: u64, waiting: impl Iterator<Item = Leaf>) -> BTreeSet<Hash> {
        let found = self.edge.size();
        if found > sealed {
            self.findings.push(Finding::LeavesBehindOurBack { sealed, found });
        }
        for (size, expected) in std::mem::take(&mut self.expected) {
            for Expected { witnessed, .. } in expected {
                self.findings.push(if witnessed {
                    Finding::Truncated { witnessed: size, found }
                } else {
                    Finding::HeadContradicts { size }
                });
            }
        }
        waiting.map(|leaf| leaf.hash()).collect()
    }
}

/// A person's entries beside their leaves, and beside the end of their chain.
fn check_person(person: &Person, waiting: &BTreeSet<Hash>, findings: &mut Vec<Finding>) {
    let name = || person.patient.to_string();
    // Without the salt nothing can be compared, and what is left of the leaves is found as nobody's.
    let Some(shown) = person.shown() else { return };
    for entry in &shown {
        let seq = entry.leaf.seq;
        let is_gone = person.entries.iter().all(|row| row.seq.unsigned_abs() != seq);
        let holds = shared::log::leaf::commitment(entry.salt, &entry.fields) == entry.leaf.commitment;
        if entry.sealed.is_none() && !waiting.contains(&entry.leaf.hash()) {
            findings.push(Finding::EntryBehindOurBack { person: name(), seq });
        } else if is_gone {
            findings.push(Finding::EntryMissing { person: name(), seq });
        } else if !holds {
            findings.push(Finding::EntryAltered { person: name(), seq });
        }
    }
    let last = shown.last().map(|entry| (entry.leaf.seq, entry.leaf.hash().0.to_vec()));
    if last != person.head {
        findings.push(Finding::EndOfChain { person: name() });
    }
}
