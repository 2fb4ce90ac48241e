//! Which lines of a record are about the same: what a patient keeps back is the medicine, the diagnosis or the test, and
//! not the one line by which they chose it.

use crate::{
    element::systems::JLAC10,
    ids::ItemId,
    labs::TestKey,
    medication::ingredient::{name_parts, spelled_plainly},
    medicine_code::MedicineCode,
    record::{Coding, EntryRef, Observation, ObservationKind, Prescription, Record, RecordKind},
};
use std::collections::{BTreeMap, BTreeSet};

/// By what something is known again: two lines are alike where they share one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    kind: &'static str,
    text: String,
}

/// Of a JLAC10 code: what is measured, whatever the material and the method.
pub(super) const ANALYTE: usize = 5;
/// Codes that stand for "no code": 未コード化傷病名 of the claims' and of MEDIS's master, NOCODED of JP Core.
const NO_CODE: [&str; 3] = ["0000999", "99999999", "NOCODED"];

/// Everything that one of the `withheld` items is about, wherever it stands in this record, and the lines that are about
/// it.
///
/// A line that shares no mark with any of them is left alone, so nothing unlike is hidden by it.
pub(super) fn reached(record: &Record, withheld: &BTreeSet<ItemId>) -> (BTreeSet<Mark>, BTreeSet<ItemId>) {
    let mut marks = BTreeSet::new();
    let mut items = withheld.clone();
    if withheld.is_empty() {
        return (marks, items);
    }
    let (chosen, mut others): (Vec<_>, Vec<_>) =
        lines(record).into_iter().partition(|(item, _)| withheld.contains(*item));
    marks.extend(chosen.into_iter().flat_map(|(_, own)| own));
    // A brand is known again by its name, its ingredient by the code of another one: as far as that leads.
    loop {
        let (alike, unlike): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(_, own)| !own.is_disjoint(&marks));
        if alike.is_empty() {
            return (marks, items);
        }
        for (item, own) in alike {
            items.insert(item.clone());
            marks.extend(own);
        }
        others = unlike;
    }
}

fn lines(record: &Record) -> Vec<(&ItemId, BTreeSet<Mark>)> {
    record.entries().map(|entry| (&entry.origin().item, of(entry))).collect()
}

/// For each of these results in which group of alike ones it is.
pub(super) fn groups<'a>(results: impl Iterator<Item = &'a Observation>) -> Vec<usize> {
    let mut parents: Vec<usize> = Vec::new();
    let mut first: BTreeMap<Mark, usize> = BTreeMap::new();
    let root = |parents: &[usize], mut at: usize| {
        while parents[at] != at {
            at = parents[at];
        }
        at
    };
    for (number, one) in results.enumerate() {
        parents.push(number);
        for mark in of(one) {
            let known = *first.entry(mark).or_insert(number);
            let (one, other) = (root(&parents, known), root(&parents, number));
            parents[one.max(other)] = one.min(other);
        }
        parents[number] = root(&parents, number);
    }
    (0..parents.len()).map(|number| root(&parents, number)).collect()
}

/// What an entry is about. Of a medicine its ingredient by the code, else its name without maker, strength and form; of a
/// result the test, and of an infection whatever looks for it.
pub(super) fn of(entry: &dyn RecordKind) -> BTreeSet<Mark> {
    let Some(subject) = entry.subject() else { return BTreeSet::new() };
    let kind = subject.sort;
    let (name, more) = match entry.typed() {
        EntryRef::Prescription(one) => (name_parts(&one.name).stem, of_medicine(one)),
        EntryRef::Observation(one) => (spelled_plainly(&one.name), of_test(one)),
        _ => (spelled_plainly(subject.name), Vec::new()),
    };
    let codes = subject.codes.into_iter().filter(|coding| !NO_CODE.contains(&coding.code.as_str()));
    let codes = codes.map(|coding| format!("{} {}", coding.system, coding.code));
    let name = Some(name).filter(|name| !name.is_empty()).map(|name| format!("name {name}"));
    codes.chain(name).chain(more).map(|text| Mark { kind, text }).collect()
}

fn of_medicine(one: &Prescription) -> Vec<String> {
    let codes = one.codes.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok);
    let marks = codes.filter_map(|code| match &code {
        MedicineCode::Hot(code) => Some(format!("hot7 {}", code.hot7())),
        _ => code.prefix().map(|prefix| format!("ingredient {prefix}")),
    });
    marks.collect()
}

fn of_test(one: &Observation) -> Vec<String> {
    let mut marks = vec![format!("key {}", TestKey::of(one))];
    if one.kind == ObservationKind::Infection {
        let analyte = Coding::code_in(&one.codes, JLAC10).and_then(|code| code.get(..ANALYTE));
        marks.extend(analyte.map(|code| format!("analyte {code}")));
    }
    marks
}
