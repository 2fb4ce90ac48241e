//! Cache of parsed items per person, valid while `person.items_changed` is the same: parsing is most of what a record
//! costs.
//!
//! The database itself counts the changes to a person's items. Nothing comes out but through [`record`](super), under a
//! grant.

use super::{own_view::OwnView, parsed::ParsedItems};
use quick_cache::{OptionsBuilder, Weighter, sync::Cache};
use shared::ids::PatientId;
use std::{fmt, sync::Arc};

/// Bytes that it may take, roughly; who was asked for least goes first.
const ROOM: u64 = 64 * 1024 * 1024;

/// How many people with records of an ordinary size that is.
const PEOPLE: usize = 256;

/// Cloning shares it.
#[derive(Clone, Default)]
pub(in crate::store) struct RecordCache {
    parsed: Room<ParsedItems>,
    /// Apart, so that something hidden that arrives leaves what its person sees where it is.
    own_views: Room<OwnView>,
}

impl RecordCache {
    /// What was read when a person's items had changed so many times.
    pub(super) fn parsed(&self, patient: PatientId, changes: i64) -> Option<Arc<ParsedItems>> {
        self.parsed.0.get(&patient).filter(|parsed| parsed.changes == changes)
    }

    /// What was visible when somebody last looked: what holds now, if its version does.
    pub(super) fn own_view(&self, patient: PatientId) -> Option<Arc<OwnView>> {
        self.own_views.0.get(&patient)
    }

    pub(super) fn keep_parsed(&self, patient: PatientId, read: Arc<ParsedItems>) {
        self.parsed.keep(patient, read);
    }

    pub(super) fn keep_own_view(&self, patient: PatientId, read: Arc<OwnView>) {
        self.own_views.keep(patient, read);
    }
}

/// What takes up room.
trait Weigh {
    fn bytes(&self) -> u64;
}

impl Weigh for ParsedItems {
    fn bytes(&self) -> u64 {
        ParsedItems::bytes(self)
    }
}

impl Weigh for OwnView {
    fn bytes(&self) -> u64 {
        OwnView::bytes(self)
    }
}

struct Room<T>(Arc<Cache<PatientId, Arc<T>, Bytes>>);

impl<T> Clone for Room<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[derive(Clone)]
struct Bytes;

impl<T: Weigh> Weighter<PatientId, Arc<T>> for Bytes {
    fn weight(&self, _: &PatientId, read: &Arc<T>) -> u64 {
        read.bytes()
    }
}

impl<T: Weigh> Room<T> {
    fn keep(&self, patient: PatientId, read: Arc<T>) {
        self.0.insert(patient, read);
    }
}

impl<T: Weigh> Default for Room<T> {
    fn default() -> Self {
        // One part: of several, each would take a part of the room, and a large record would fit into none.
        let options = OptionsBuilder::new()
            .shards(1)
            .estimated_items_capacity(PEOPLE)
            .weight_capacity(ROOM)
            .build()
            .expect("all that is needed is said");
        Self(Arc::new(Cache::with_options(options, Bytes, Default::default(), Default::default())))
    }
}

/// Says nothing of what is in there.
impl fmt::Debug for RecordCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (people, own) = (self.parsed.0.len(), self.own_views.0.len());
        f.debug_struct("RecordCache").field("people", &people).field("own_views", &own).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::rows::NeverTold, *};

    fn parsed(changes: i64, bytes: usize) -> Arc<ParsedItems> {
        Arc::new(ParsedItems::of(
            changes,
            vec![],
            vec![NeverTold { source: String::new(), json: "x".repeat(bytes) }],
        ))
    }

    #[test]
    fn a_large_record_is_kept_too() {
        let (cache, patient) = (RecordCache::default(), PatientId(uuid::Uuid::from_u128(1)));
        cache.keep_parsed(patient, parsed(1, 20_000_000));
        assert!(cache.parsed(patient, 1).is_some());
    }

    #[test]
    fn after_a_change_nothing_is_found() {
        let (cache, patient) = (RecordCache::default(), PatientId(uuid::Uuid::from_u128(1)));
        cache.keep_parsed(patient, parsed(3, 10));
        assert!(cache.parsed(patient, 3).is_some());
        assert!([2, 4].iter().all(|changes| cache.parsed(patient, *changes).is_none()));
        assert!(cache.parsed(PatientId(uuid::Uuid::from_u128(2)), 3).is_none());
    }

    #[test]
    fn what_is_kept_does_not_grow_without_end() {
        let cache = RecordCache::default();
        for number in 0..1_000 {
            cache.keep_parsed(PatientId(uuid::Uuid::from_u128(number)), parsed(1, 500_000));
        }
        assert!(cache.parsed.0.weight() <= ROOM && cache.parsed.0.len() < 200, "{cache:?}");
    }
}
