//! What items say, read once: to read them is most of what a record costs.
//!
//! A reading goes by everything it was made from, the digest of the received bytes among it, so that what is kept
//! here is what would be read again. Nothing comes out but through [`record`](super), under a grant.

use chrono::{DateTime, Utc};
use quick_cache::{Weighter, sync::Cache};
use shared::{
    fhir::{
        disclosure::Disclosure,
        item::{self, Item, Json, Stored},
        submission::ItemKind,
    },
    ids::{FacilityCode, ItemId, PatientId},
};
use std::{fmt, sync::Arc};

/// Bytes that readings may take, roughly; the least used go first.
const ROOM: u64 = 64 * 1024 * 1024;

/// How many items of an ordinary size that is.
const ITEMS: usize = 16_384;

/// One version of one item, as the store knows it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Version {
    pub patient: PatientId,
    pub item: ItemId,
    pub facility: FacilityCode,
    pub kind: ItemKind,
    pub received: DateTime<Utc>,
    pub sha256: [u8; 32],
}

/// What a version says, whoever may see it.
pub(super) struct Reading {
    pub json: String,
    /// By the content; the column has a say of its own.
    pub strictest: Disclosure,
    pub item: Item,
}

impl Reading {
    pub fn of(version: &Version, json: String) -> Self {
        let parsed = Json::of(&json);
        let item = item::read(&Stored {
            patient: version.patient,
            item: version.item.clone(),
            facility: version.facility.clone(),
            kind: version.kind,
            received: version.received,
            json: &parsed,
        });
        Self { strictest: parsed.strictest(), item, json }
    }
}

/// Readings that were made lately. Cloning shares them.
#[derive(Clone)]
pub(in crate::store) struct Readings(Arc<Cache<Version, Arc<Reading>, Bytes>>);

#[derive(Clone)]
struct Bytes;

impl Weighter<Version, Arc<Reading>> for Bytes {
    /// What is read of a text takes about as much again as the text.
    fn weight(&self, _: &Version, reading: &Arc<Reading>) -> u64 {
        2 * reading.json.len() as u64 + 512
    }
}

impl Readings {
    pub(super) fn find(&self, version: &Version) -> Option<Arc<Reading>> {
        self.0.get(version)
    }

    pub(super) fn keep(&self, version: Version, reading: Arc<Reading>) {
        self.0.insert(version, reading);
    }
}

impl Default for Readings {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(ITEMS, ROOM, Bytes)))
    }
}

/// Says nothing of what is in there.
impl fmt::Debug for Readings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readings").field("items", &self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn version() -> Version {
        Version {
            patient: PatientId(uuid::Uuid::from_u128(1)),
            item: ItemId::try_from("0".repeat(32)).unwrap(),
            facility: FacilityCode::try_from("1310000001".to_owned()).unwrap(),
            kind: ItemKind::Condition,
            received: DateTime::UNIX_EPOCH,
            sha256: [0; 32],
        }
    }

    #[test]
    fn a_reading_is_found_by_everything_it_was_made_from() {
        let readings = Readings::default();
        let kept = Arc::new(Reading::of(&version(), "{}".to_owned()));
        readings.keep(version(), kept);
        assert!(readings.find(&version()).is_some());
        let others = [
            Version { patient: PatientId(uuid::Uuid::from_u128(2)), ..version() },
            Version { item: ItemId::try_from("1".repeat(32)).unwrap(), ..version() },
            Version { facility: FacilityCode::try_from("1310000002".to_owned()).unwrap(), ..version() },
            Version { kind: ItemKind::Observation, ..version() },
            Version { received: DateTime::UNIX_EPOCH + TimeDelta::microseconds(1), ..version() },
            Version { sha256: [1; 32], ..version() },
        ];
        assert!(others.iter().all(|other| readings.find(other).is_none()));
    }

    #[test]
    fn what_is_kept_does_not_grow_without_end() {
        let readings = Readings::default();
        let json = format!("{{\"text\": \"{}\"}}", "x".repeat(100_000));
        for number in 0..1_000_u128 {
            let version = Version { patient: PatientId(uuid::Uuid::from_u128(number)), ..version() };
            let reading = Arc::new(Reading::of(&version, json.clone()));
            readings.keep(version, reading);
        }
        assert!(readings.0.weight() <= ROOM && readings.0.len() < 400, "{readings:?}");
    }
}
