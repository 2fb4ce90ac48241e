//! A log of a real tree, signed with a real key, as a server would keep it: what is read of it is verified for real.
#![allow(dead_code, reason = "tests and benchmarks each use their own part of it")]

use chrono::{DateTime, SecondsFormat, Utc};
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use shared::log::{
    Consistency, Entry, Hash, History, Sealed,
    checkpoint::Checkpoint,
    history::field,
    leaf::{Leaf, commitment, entry_salt},
    merkle::{Edge, ProofPlan},
};
use std::collections::BTreeMap;

const NAME: &str = "example.org/access-log";

/// A log of two people: mine and somebody else's.
#[derive(Clone, Default)]
pub struct Log {
    pub edge: Edge,
    pub nodes: BTreeMap<u64, Hash>,
    pub mine: Vec<Entry>,
    pub others: u64,
}

pub fn key() -> SigningKey {
    SigningKey::from_bytes(&[5; 32])
}

pub fn base64(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

pub fn key_and_id() -> (Vec<u8>, [u8; 4]) {
    let bytes: Vec<u8> = [&[1], key().verifying_key().as_bytes().as_slice()].concat();
    let hash = Sha256::digest([NAME.as_bytes(), b"\n", &bytes].concat());
    (bytes, hash[..4].try_into().unwrap())
}

pub fn verifier_key() -> String {
    let (bytes, id) = key_and_id();
    format!("{NAME}+{:08x}+{}", u32::from_be_bytes(id), base64(&bytes))
}

pub fn sign(size: u64, root: Hash) -> String {
    let signed_at = DateTime::from_timestamp_millis(1_720_321_200_000 + size as i64).unwrap();
    let text = Checkpoint { origin: NAME.into(), size, root, signed_at }.text();
    let signature = key().sign(text.as_bytes()).to_bytes();
    format!("{text}\n\u{2014} {NAME} {}\n", base64(&[&key_and_id().1, signature.as_slice()].concat()))
}

pub fn at(seq: u64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_720_000_000_000 + seq as i64 * 1000).unwrap()
}

impl Log {
    pub fn push(&mut self, leaf: &Leaf) -> u64 {
        let index = self.edge.size();
        self.edge.push(leaf.hash(), |id, hash| {
            self.nodes.insert(id, hash);
        });
        index
    }

    pub fn somebody_else(&mut self) {
        self.others += 1;
        let leaf = Leaf {
            pseudonym: Hash([9; 32]),
            seq: self.others,
            previous: Hash::NONE,
            commitment: Hash::NONE,
            at_millis: 0,
        };
        self.push(&leaf);
    }

    pub fn me(&mut self, purpose: &str, seal: bool) {
        let seq = self.mine.len() as u64 + 1;
        let pairs = [
            (field::AT, at(seq).to_rfc3339_opts(SecondsFormat::Millis, true)),
            (field::ACTOR, "facility".into()),
            (field::FACILITY, "1310000001".into()),
            (field::PURPOSE, purpose.to_owned()),
            (field::OUTCOME, "granted".into()),
        ];
        let fields = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
        let salt = entry_salt(&[3; 32], seq);
        let leaf = Leaf {
            pseudonym: Hash([1; 32]),
            seq,
            previous: self.mine.last().map_or(Hash::NONE, |entry| entry.leaf.hash()),
            commitment: commitment(salt, &fields),
            at_millis: at(seq).timestamp_millis(),
        };
        let sealed = seal.then(|| Sealed { index: self.push(&leaf), proof: Vec::new() });
        self.mine.push(Entry { leaf, fields, salt, sealed });
    }

    /// What the server would answer to somebody who remembers a tree of `since` leaves.
    pub fn history(&self, since: u64) -> History {
        let size = self.edge.size();
        let mut entries = self.mine.clone();
        for sealed in entries.iter_mut().filter_map(|entry| entry.sealed.as_mut()) {
            let plan = ProofPlan::inclusion(sealed.index, size).unwrap();
            assert!(plan.needs().iter().all(|id| self.nodes.contains_key(id)));
            sealed.proof = plan.build(&self.nodes).unwrap();
        }
        let consistency = ProofPlan::consistency(since, size)
            .map(|plan| Consistency { size: since, proof: plan.build(&self.nodes).unwrap() });
        History {
            person: String::new(),
            key: verifier_key(),
            checkpoint: (size > 0).then(|| sign(size, self.edge.root())),
            entries,
            consistency,
            facilities: Vec::new(),
            questions: Vec::new(),
            caregivers: Vec::new(),
        }
    }
}

/// `plan[i]`: whether leaf `i` is mine.
pub fn log(plan: &[bool]) -> Log {
    let mut log = Log::default();
    for mine in plan {
        if *mine { log.me("care", true) } else { log.somebody_else() }
    }
    log
}
