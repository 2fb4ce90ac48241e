//! Entries as a person thinks of them: a visit, not forty lines.

use super::{
    Entry, History,
    history::{Access, Actor, Caregiver, Outcome, Purpose, Role},
};
use crate::{ids::FacilityCode, time::tokyo_day};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Matter of a visit: entries of one matter belong together for their reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Matter {
    /// The person's own looks, whatever for.
    Own,
    /// A desk that looks a patient up and those who then read for their care.
    Visit,
    /// Never in one group with anything else.
    Emergency,
    /// Anything else, each for itself.
    Other(Purpose),
}

/// Entries that one party caused about one matter on one day of Asia/Tokyo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub day: NaiveDate,
    pub first: DateTime<Utc>,
    pub last: DateTime<Utc>,
    pub actor: Actor,
    pub facility: Option<FacilityCode>,
    /// The caregiver, where it was one.
    pub caregiver: Option<Caregiver>,
    pub matter: Matter,
    pub count: u64,
    /// Number of entries that were not granted.
    pub refused: u64,
    pub purposes: BTreeSet<Purpose>,
    pub roles: BTreeSet<Role>,
    /// Oldest first.
    pub lines: Vec<Line>,
}

/// Key that makes it that visit and no other, however many lines it comes to have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    day: NaiveDate,
    matter: Matter,
    actor: Actor,
    facility: Option<FacilityCode>,
    caregiver: Option<Caregiver>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The person's own number of it.
    pub seq: u64,
    pub access: Access,
    /// The caregiver, where it was one.
    pub caregiver: Option<Caregiver>,
}

impl Matter {
    fn of(access: &Access) -> Self {
        match (access.actor, access.purpose) {
            (_, Purpose::Emergency) => Self::Emergency,
            (Actor::Own, _) => Self::Own,
            (_, Purpose::Desk | Purpose::Care) => Self::Visit,
            (_, other) => Self::Other(other),
        }
    }
}

impl Line {
    /// `entry` as it is told in its history.
    pub fn of(entry: &Entry, history: &History) -> Self {
        let (seq, access) = (entry.leaf.seq, entry.access());
        let caregiver = (access.actor == Actor::Caregiver).then(|| history.caregiver_of(seq).cloned());
        Self { seq, access, caregiver: caregiver.flatten() }
    }

    /// Whether it was refused, or is not known to have been granted.
    pub fn is_refused(&self) -> bool {
        self.access.outcome != Outcome::Granted
    }
}

impl Visit {
    fn begun_by(line: &Line) -> Self {
        let Line { access, caregiver, .. } = line;
        Self {
            day: tokyo_day(access.at),
            first: access.at,
            last: access.at,
            actor: access.actor,
            facility: access.facility.clone(),
            caregiver: caregiver.clone(),
            matter: Matter::of(access),
            count: 0,
            refused: 0,
            purposes: BTreeSet::new(),
            roles: BTreeSet::new(),
            lines: Vec::new(),
        }
    }

    pub fn key(&self) -> Key {
        let Self { day, matter, actor, .. } = *self;
        Key { day, matter, actor, facility: self.facility.clone(), caregiver: self.caregiver.clone() }
    }

    fn add(&mut self, line: Line) {
        self.first = self.first.min(line.access.at);
        self.last = self.last.max(line.access.at);
        self.count += 1;
        self.refused += u64::from(line.is_refused());
        self.purposes.insert(line.access.purpose);
        self.roles.extend(&line.access.roles);
        self.lines.push(line);
    }

    fn newest(&self) -> u64 {
        self.lines.last().map_or(0, |line| line.seq)
    }
}

/// Lines, oldest first, as visits, newest first. Every line is in exactly one of them.
pub fn visits(lines: impl IntoIterator<Item = Line>) -> Vec<Visit> {
    let mut visits = BTreeMap::new();
    for line in lines {
        let begun = Visit::begun_by(&line);
        let visit = visits.entry(begun.key()).or_insert(begun);
        visit.add(line);
    }
    let mut visits: Vec<Visit> = visits.into_values().collect();
    visits.sort_by_key(|visit| std::cmp::Reverse((visit.day, visit.last, visit.newest())));
    visits
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const HOSPITAL: &str = "1310000011";
    const CLINIC: &str = "1310000029";

    /// `minute`: after 1 July 2024, 0:00 in Tokyo.
    fn line(seq: u64, minute: i64, actor: Actor, facility: &str, purpose: Purpose) -> Line {
        let midnight: DateTime<Utc> = "2024-06-30T15:00:00Z".parse().unwrap();
        let access = Access {
            at: midnight + chrono::Duration::minutes(minute),
            actor,
            facility: FacilityCode::try_from(facility).ok(),
            purpose,
            outcome: Outcome::Granted,
            roles: vec![],
            kinds: None,
            consents: vec![],
            oral_consent: false,
            visit: None,
            reason: None,
            sign_out: None,
            recipient: None,
            erased: None,
        };
        Line { seq, access, caregiver: None }
    }

    fn by(label: &str, line: Line) -> Line {
        Line { caregiver: Some(Caregiver { label: label.to_owned(), name: None }), ..line }
    }

    fn refused(line: Line) -> Line {
        Line { access: Access { outcome: Outcome::Refused, ..line.access }, ..line }
    }

    fn numbers(lines: Vec<Line>) -> Vec<Vec<u64>> {
        visits(lines).iter().map(|visit| visit.lines.iter().map(|line| line.seq).collect()).collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_desk_and_the_reading_for_care_are_one_visit() {
        use {Actor::*, Purpose::*};
        let lines = vec![
            line(1, 540, Staff, HOSPITAL, Desk),
            line(2, 545, Own, "", OwnRecord),
            line(3, 550, Staff, HOSPITAL, Care),
            line(4, 555, Staff, CLINIC, Care),
            line(5, 900, Staff, HOSPITAL, Care),
            // A machine of the same facility is somebody else.
            line(6, 905, Facility, HOSPITAL, SafetyCheck),
        ];
        assert_eq!(numbers(lines), [vec![6], vec![1, 3, 5], vec![4], vec![2]]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn daughter_and_son_are_two_visits() {
        let looks = |seq, minute| line(seq, minute, Actor::Caregiver, "", Purpose::OnBehalf);
        let lines = vec![by("娘", looks(1, 1)), by("息子", looks(2, 2)), by("娘", looks(3, 3)), looks(4, 4)];
        assert_eq!(numbers(lines), [vec![4], vec![1, 3], vec![2]]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_day_ends_at_midnight_in_tokyo() {
        use {Actor::*, Purpose::*};
        let lines = vec![line(1, 1439, Own, "", OwnRecord), line(2, 1440, Own, "", OwnRecord)];
        assert_eq!(numbers(lines), [vec![2], vec![1]]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_emergency_is_in_one_group_with_nothing_else() {
        use {Actor::*, Purpose::*};
        let lines = vec![
            line(1, 1, Staff, HOSPITAL, Care),
            line(2, 2, Staff, HOSPITAL, Emergency),
            line(3, 3, Staff, HOSPITAL, Care),
            line(4, 4, Own, "", OwnRecord),
            line(5, 5, Staff, HOSPITAL, Emergency),
        ];
        let found = visits(lines);
        let emergencies: Vec<&Visit> =
            found.iter().filter(|visit| visit.matter == Matter::Emergency).collect();
        assert_eq!(emergencies.len(), 1);
        assert!(emergencies[0].lines.iter().all(|line| line.access.purpose == Emergency));
        assert_eq!(emergencies[0].count, 2);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_was_refused_is_counted_and_what_cannot_be_read_too() {
        use {Actor::*, Purpose::*};
        let mut strange = line(3, 3, Staff, HOSPITAL, Care);
        strange.access.outcome = Outcome::Unknown;
        let found =
            visits([line(1, 1, Staff, HOSPITAL, Desk), refused(line(2, 2, Staff, HOSPITAL, Care)), strange]);
        assert_eq!((found.len(), found[0].count, found[0].refused), (1, 3, 2));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn nothing_is_lost_and_nothing_doubled() {
        use {Actor::*, Purpose::*};
        let actors = [Own, Staff, Facility, Caregiver, Actor::Unknown];
        let purposes = [OwnRecord, Care, Desk, SafetyCheck, Emergency, Purpose::Unknown];
        let lines: Vec<Line> = (0..2000_u64)
            .map(|seq| {
                let (actor, purpose) = (actors[seq as usize % 5], purposes[seq as usize % 6]);
                // A clock that is set back now and then.
                line(seq + 1, (seq as i64 * 7919) % 20_000, actor, HOSPITAL, purpose)
            })
            .collect();
        let found = visits(lines.clone());
        let mut seen: Vec<u64> = found.iter().flat_map(|visit| &visit.lines).map(|line| line.seq).collect();
        seen.sort_unstable();
        assert_eq!(seen, lines.iter().map(|line| line.seq).collect::<Vec<_>>());
        assert!(found.is_sorted_by_key(|visit| std::cmp::Reverse(visit.day)), "newest first");
        assert!(found.iter().all(|visit| visit.first <= visit.last));
        assert_eq!(found.iter().map(|visit| visit.count).sum::<u64>(), 2000);
    }
}
