//! Infection tests as a page holds them before somebody has proved again that it is they: that there are some, when and
//! from where, and which of them are about the same. Neither which test it is nor what came of it.

use super::alike;
use crate::{
    category::Category,
    element::systems::JLAC10,
    labs::TestKey,
    record::{Coding, Measured, Observation, ObservationKind, Record, Unreadable},
};
use std::collections::BTreeMap;

/// The same record with stand-ins for its infection tests; `None`: there is nothing to stand in for.
///
/// What is excluded, and what is passed on and for how long, is the same of it (`docs/sign-in.md`). Of what could not be
/// read and may be such a test, what was found is left out. What documents say stays theirs.
pub fn with_stand_ins(record: &Record) -> Option<Record> {
    let may_be_one = |one: &Unreadable| one.may_be().contains(Category::Infections);
    let anything = record.infections().next().is_some() || record.unreadable.iter().any(may_be_one);
    if !anything {
        return None;
    }
    let mut alike = alike::groups(record.infections()).into_iter();
    let mut keys = BTreeMap::new();
    let mut record = record.clone();
    let infections = record.observations.iter_mut().filter(|one| one.kind == ObservationKind::Infection);
    for (one, group) in infections.zip(&mut alike) {
        let next = keys.len() + 1;
        let key = *keys.entry(TestKey::of(one)).or_insert(next);
        *one = stand_in(one, group, key);
    }
    for one in record.unreadable.iter_mut().filter(|one| may_be_one(one)) {
        one.origin.department = None;
        let issues = one.issues.iter_mut().chain(&mut one.origin.unread_parts);
        issues.for_each(|issue| issue.found = LEFT_OUT.to_owned());
    }
    Some(record)
}

const LEFT_OUT: &str = "…";

/// Its only code says what it is known again by: whatever is alike by its analyte, the test by the whole.
fn stand_in(one: &Observation, group: usize, key: usize) -> Observation {
    let mut origin = one.origin.clone();
    origin.department = None;
    origin.unread_parts.clear();
    let width = alike::ANALYTE;
    let code = format!("{group:0width$}-{key}");
    Observation {
        origin,
        kind: ObservationKind::Infection,
        name: key.to_string(),
        codes: vec![Coding { system: JLAC10.to_owned(), code, display: None }],
        status: one.status,
        value: Measured::NotSent,
        interpretation: None,
        limit: None,
        ranges: Vec::new(),
        effective: one.effective.clone(),
        specimen: None,
        components: Vec::new(),
        doctor: None,
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
