//! Whether a history is whole and unaltered, as far as its reader can know.

use super::{
    Entry, Hash, History,
    checkpoint::{Checkpoint, CheckpointError, LogKey},
    history::field,
    leaf::commitment,
    merkle::{continues, includes},
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// Memory of the last verification in a browser, so that the log cannot be told differently later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    pub key: String,
    /// Number of entries there were, sealed or not, and the leaf hash of the last.
    pub entries: u64,
    pub last: Hash,
    /// The tree head; 0 before the first.
    pub size: u64,
    pub root: Hash,
}

/// Result of a verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// All `entries` are in the log, in order, unaltered, under a head signed at `as_of`.
    Verified { entries: u64, as_of: DateTime<Utc>, remember: Remembered },
    /// All but the newest `waiting` entries are verified; those wait for the next head. `as_of`: the last one.
    BeingSealed { entries: u64, waiting: u64, as_of: Option<DateTime<Utc>>, remember: Remembered },
    /// There is nothing to verify yet: no entry, and none was remembered.
    Empty { remember: Option<Remembered> },
    /// Something is missing, altered, or told differently than before.
    Altered(Vec<Alteration>),
}

/// A part of a history that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alteration {
    /// The log's key is not the one that was remembered, or is none.
    Key,
    /// The signed head is missing, or not signed by the log's key.
    Head,
    /// Entry `seq` is not what was entered then.
    Content { seq: u64 },
    /// At the place of entry `seq` stands another number: entries are missing, doubled or out of order.
    Order { seq: u64 },
    /// Entry `seq` does not follow upon the one before it.
    Link { seq: u64 },
    /// Entry `seq` belongs to another person's entries.
    Person { seq: u64 },
    /// Entry `seq` is not in the log at the place it names.
    Inclusion { seq: u64 },
    /// There are fewer entries than there were.
    Shorter { was: u64, is: u64 },
    /// The entry that was the last is another one now.
    LastChanged { seq: u64 },
    /// The log is smaller than it was.
    SmallerLog { was: u64, is: u64 },
    /// The log does not begin with what it was: it is told differently to different readers.
    Fork,
}

/// Verifies what a person is shown of their log: each entry's content, that it is in the log under the
/// signed head, that the person's numbers run from 1 without a gap, that each entry follows upon the one
/// before, and that nothing that was remembered is told differently.
///
/// What it cannot see: a reading that was never entered, and entries that were removed before anybody
/// saw or sealed them.
pub fn verify_history(history: &History, remembered: Option<&Remembered>) -> Verdict {
    let mut found = Vec::new();
    let head = match head(history, remembered) {
        Ok(head) => head,
        Err(alteration) => return Verdict::Altered(vec![alteration]),
    };
    chain(&history.entries, &mut found);
    inclusion(&history.entries, head.as_ref(), &mut found);
    if let Some(remembered) = remembered {
        since(history, head.as_ref(), remembered, &mut found);
    }
    if !found.is_empty() {
        return Verdict::Altered(found);
    }
    conclude(history, head)
}

fn conclude(history: &History, head: Option<Checkpoint>) -> Verdict {
    let (size, root, as_of) = match head {
        Some(head) => (head.size, head.root, Some(head.signed_at)),
        None => (0, Hash::NONE, None),
    };
    let entries = history.entries.len() as u64;
    let last = history.entries.last().map_or(Hash::NONE, |entry| entry.leaf.hash());
    let remember = Remembered { key: history.key.clone(), entries, last, size, root };
    let waiting = history.entries.iter().filter(|entry| entry.sealed.is_none()).count() as u64;
    match as_of {
        _ if entries == 0 => Verdict::Empty { remember: Some(remember) },
        Some(as_of) if waiting == 0 => Verdict::Verified { entries, as_of, remember },
        as_of => Verdict::BeingSealed { entries, waiting, as_of, remember },
    }
}

/// The signed head, if there is one. Nothing else can be judged without the key and the head.
fn head(history: &History, remembered: Option<&Remembered>) -> Result<Option<Checkpoint>, Alteration> {
    if remembered.is_some_and(|remembered| remembered.key != history.key) {
        return Err(Alteration::Key);
    }
    let key = LogKey::read(&history.key).map_err(|_| Alteration::Key)?;
    match &history.checkpoint {
        Some(note) => {
            let head = Checkpoint::verify(note, &key);
            head.map(Some).map_err(|_: CheckpointError| Alteration::Head)
        }
        None => {
            let needed = remembered.is_some_and(|remembered| remembered.size > 0)
                || history.entries.iter().any(|entry| entry.sealed.is_some());
            if needed { Err(Alteration::Head) } else { Ok(None) }
        }
    }
}

fn chain(entries: &[Entry], found: &mut Vec<Alteration>) {
    let mut previous = Hash::NONE;
    let person = entries.first().map(|entry| entry.leaf.pseudonym);
    for (seq, entry) in (1..).zip(entries) {
        let leaf = &entry.leaf;
        if leaf.seq != seq {
            found.push(Alteration::Order { seq });
            // Whatever follows is shifted: one finding says it.
            return;
        }
        if leaf.previous != previous {
            found.push(Alteration::Link { seq });
        }
        if Some(leaf.pseudonym) != person {
            found.push(Alteration::Person { seq });
        }
        if commitment(entry.salt, &entry.fields) != leaf.commitment || !says_its_time(entry) {
            found.push(Alteration::Content { seq });
        }
        previous = leaf.hash();
    }
}

/// The time stands in the leaf and in the content; both say the same.
fn says_its_time(entry: &Entry) -> bool {
    let at = DateTime::from_timestamp_millis(entry.leaf.at_millis);
    let at = at.map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true));
    at.as_deref() == entry.field(field::AT)
}

fn inclusion(entries: &[Entry], head: Option<&Checkpoint>, found: &mut Vec<Alteration>) {
    let mut after: Option<u64> = None;
    let mut waiting = false;
    for (seq, entry) in (1..).zip(entries) {
        let Some(sealed) = &entry.sealed else {
            waiting = true;
            continue;
        };
        // Sealed in the person's own order: nothing is sealed after something that still waits.
        let in_order = !waiting && after.is_none_or(|after| sealed.index > after);
        let included = head.is_some_and(|head| {
            includes(entry.leaf.hash(), sealed.index, head.size, &sealed.proof, head.root)
        });
        if !in_order || !included {
            found.push(Alteration::Inclusion { seq });
        }
        after = Some(sealed.index);
    }
}

fn since(history: &History, head: Option<&Checkpoint>, remembered: &Remembered, found: &mut Vec<Alteration>) {
    let is = history.entries.len() as u64;
    if is < remembered.entries {
        found.push(Alteration::Shorter { was: remembered.entries, is });
    } else if let Some(at) = remembered.entries.checked_sub(1) {
        let then_last = usize::try_from(at).ok().and_then(|at| history.entries.get(at));
        if then_last.map(|entry| entry.leaf.hash()) != Some(remembered.last) {
            found.push(Alteration::LastChanged { seq: remembered.entries });
        }
    }
    let (Some(head), 1..) = (head, remembered.size) else { return };
    if head.size < remembered.size {
        found.push(Alteration::SmallerLog { was: remembered.size, is: head.size });
        return;
    }
    let proof: &[Hash] = match &history.consistency {
        Some(consistency) if consistency.size == remembered.size => &consistency.proof,
        // The same head needs no proof.
        _ => &[],
    };
    if !continues((remembered.size, remembered.root), (head.size, head.root), proof) {
        found.push(Alteration::Fork);
    }
}
