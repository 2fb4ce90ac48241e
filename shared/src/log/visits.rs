//! Entries as a person thinks of them: a visit, not forty lines.

use super::{
    Entry,
    history::{Access, Actor, Outcome, Purpose},
};
use crate::ids::FacilityCode;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// Entries of the same kind belong to one visit while no more than this lies between them.
const ONE_VISIT: Duration = Duration::minutes(30);

/// Entries that follow each other, by the same actor for the same purpose with the same outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub first: DateTime<Utc>,
    pub last: DateTime<Utc>,
    /// The numbers of its first and its last entry; others may lie between them.
    pub from: u64,
    pub to: u64,
    pub count: u64,
    pub actor: Actor,
    pub facility: Option<FacilityCode>,
    pub purpose: Purpose,
    pub outcome: Outcome,
}

impl Visit {
    fn begun_by(entry: &Entry, access: Access) -> Self {
        let Access { at, actor, facility, purpose, outcome } = access;
        let seq = entry.leaf.seq;
        Self { first: at, last: at, from: seq, to: seq, count: 1, actor, facility, purpose, outcome }
    }

    fn goes_on_with(&self, access: &Access) -> bool {
        let same = (self.actor, &self.facility, self.purpose, self.outcome)
            == (access.actor, &access.facility, access.purpose, access.outcome);
        // A clock that was set back does not make a visit of what lies hours apart.
        same && (access.at - self.last).abs() <= ONE_VISIT
    }

    pub fn is_own(&self) -> bool {
        self.actor == Actor::Own
    }
}

/// All entries, oldest first, as visits, newest first.
pub fn visits(entries: &[Entry]) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    for entry in entries {
        let access = entry.access();
        // The person's own reading goes on while somebody else looks.
        let open = visits.iter_mut().rev().take_while(|visit| access.at - visit.last <= ONE_VISIT);
        match open.into_iter().find(|visit| visit.goes_on_with(&access)) {
            Some(visit) => {
                (visit.last, visit.to) = (access.at.max(visit.last), entry.leaf.seq);
                visit.count += 1;
            }
            None => visits.push(Visit::begun_by(entry, access)),
        }
    }
    visits.sort_by_key(|visit| std::cmp::Reverse((visit.last, visit.to)));
    visits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{
        Hash,
        history::{OWN, field},
        leaf::Leaf,
    };
    use wasm_bindgen_test::wasm_bindgen_test;

    fn entry(seq: u64, minute: i64, actor: &str, facility: &str) -> Entry {
        let leaf = Leaf {
            pseudonym: Hash::NONE,
            seq,
            previous: Hash::NONE,
            commitment: Hash::NONE,
            at_millis: minute * 60_000,
        };
        let pairs = [
            (field::ACTOR, actor),
            (field::FACILITY, facility),
            (field::PURPOSE, "care"),
            (field::OUTCOME, "granted"),
        ];
        let fields = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Entry { leaf, fields, salt: Hash::NONE, sealed: None }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_belongs_together_is_one_visit_and_nothing_is_lost() {
        let (hospital, clinic) = ("1310000001", "1310000002");
        let entries = [
            entry(1, 0, OWN, ""),
            entry(2, 10, "facility", hospital),
            entry(3, 12, OWN, ""),
            entry(4, 30, "facility", hospital),
            entry(5, 60, "facility", hospital),
            entry(6, 61, "facility", clinic),
            entry(7, 91, "facility", hospital),
        ];
        let visits = visits(&entries);
        let seen: Vec<_> = visits.iter().map(|visit| (visit.from, visit.to, visit.count)).collect();
        assert_eq!(seen, [(7, 7, 1), (6, 6, 1), (2, 5, 3), (1, 3, 2)]);
        assert_eq!(visits.iter().map(|visit| visit.count).sum::<u64>(), 7);
    }
}
