//! What was read of people lately: to read it is most of what a record costs.
//!
//! It goes by the number of changes to a person's items, which the database itself counts with each of them, so that
//! what is kept here is what would be read again. Nothing comes out but through [`record`](super), under a grant.

use super::weighed::Everything;
use quick_cache::{Weighter, sync::Cache};
use shared::ids::PatientId;
use std::{fmt, sync::Arc};

/// Bytes that it may take, roughly; who was asked for least goes first.
const ROOM: u64 = 64 * 1024 * 1024;

/// How many people with records of an ordinary size that is.
const PEOPLE: usize = 256;

/// Cloning shares it.
#[derive(Clone)]
pub(in crate::store) struct Kept(Arc<Cache<PatientId, Arc<Everything>, Bytes>>);

#[derive(Clone)]
struct Bytes;

impl Weighter<PatientId, Arc<Everything>> for Bytes {
    fn weight(&self, _: &PatientId, everything: &Arc<Everything>) -> u64 {
        everything.bytes()
    }
}

impl Kept {
    /// What was read when a person's items had changed so many times.
    pub(super) fn find(&self, patient: PatientId, changes: i64) -> Option<Arc<Everything>> {
        self.0.get(&patient).filter(|everything| everything.changes == changes)
    }

    pub(super) fn keep(&self, patient: PatientId, everything: Arc<Everything>) {
        self.0.insert(patient, everything);
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(PEOPLE, ROOM, Bytes)))
    }
}

/// Says nothing of what is in there.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("people", &self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everything(changes: i64, bytes: usize) -> Arc<Everything> {
        Arc::new(Everything::of(changes, vec![], vec!["x".repeat(bytes)]))
    }

    #[test]
    fn after_a_change_nothing_is_found() {
        let (kept, patient) = (Kept::default(), PatientId(uuid::Uuid::from_u128(1)));
        kept.keep(patient, everything(3, 10));
        assert!(kept.find(patient, 3).is_some());
        assert!([2, 4].iter().all(|changes| kept.find(patient, *changes).is_none()));
        assert!(kept.find(PatientId(uuid::Uuid::from_u128(2)), 3).is_none());
    }

    #[test]
    fn what_is_kept_does_not_grow_without_end() {
        let kept = Kept::default();
        for number in 0..1_000 {
            kept.keep(PatientId(uuid::Uuid::from_u128(number)), everything(1, 500_000));
        }
        assert!(kept.0.weight() <= ROOM && kept.0.len() < 200, "{kept:?}");
    }
}
