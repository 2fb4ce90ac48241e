//! Which lines of a record are about the same: what a patient keeps back is the medicine, the diagnosis or the test, and
//! not the one line by which they chose it.

use crate::{
    ids::ItemId,
    labs::TestKey,
    medication::{
        code::MedicineCode,
        ingredient::{name_parts, spelled_plainly},
    },
    record::{
        Allergy, Coding, Diagnosis, Immunization, Observation, ObservationKind, Prescription, Procedure,
        Record, SectionEntry,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// By what something is known again: two lines are alike where they share one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    kind: &'static str,
    text: String,
}

pub(super) const JLAC10: &str = "http://medis.or.jp/CodeSystem/master-JLAC10-17digits";
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
    let diagnoses = record.diagnoses.iter().map(|one| (&one.origin.item, of_diagnosis(one)));
    let allergies = record.allergies.iter().map(|one| (&one.origin.item, of_allergy(one)));
    let observations = record.observations.iter().map(|one| (&one.origin.item, of_observation(one)));
    let prescriptions = record.prescriptions.iter().map(|one| (&one.origin.item, of_prescription(one)));
    let procedures = record.procedures.iter().map(|one| (&one.origin.item, of_procedure(one)));
    let immunizations = record.immunizations.iter().map(|one| (&one.origin.item, of_immunization(one)));
    let (facts, done) = (diagnoses.chain(allergies).chain(observations), procedures.chain(immunizations));
    facts.chain(prescriptions).chain(done).collect()
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
        for mark in of_observation(one) {
            let known = *first.entry(mark).or_insert(number);
            let (one, other) = (root(&parents, known), root(&parents, number));
            parents[one.max(other)] = one.min(other);
        }
        parents[number] = root(&parents, number);
    }
    (0..parents.len()).map(|number| root(&parents, number)).collect()
}

/// What an entry of a document is about.
pub(super) fn of_entry(entry: &SectionEntry) -> BTreeSet<Mark> {
    match entry {
        SectionEntry::Diagnosis(one) => of_diagnosis(one),
        SectionEntry::Allergy(one) => of_allergy(one),
        SectionEntry::Observation(one) => of_observation(one),
        SectionEntry::Prescription(one) => of_prescription(one),
        SectionEntry::Procedure(one) => of_procedure(one),
        SectionEntry::Immunization(one) => of_immunization(one),
        SectionEntry::NoneKnown(_)
        | SectionEntry::Unreadable(_)
        | SectionEntry::CarePlan(_)
        | SectionEntry::Attachment(_)
        | SectionEntry::Words(_) => BTreeSet::new(),
    }
}

pub(super) fn of_diagnosis(one: &Diagnosis) -> BTreeSet<Mark> {
    let codes = one.codes.iter().chain(&one.icd10);
    named("diagnosis", &spelled_plainly(&one.name), codes)
}

fn of_allergy(one: &Allergy) -> BTreeSet<Mark> {
    named("allergy", &spelled_plainly(&one.name), &one.codes)
}

fn of_procedure(one: &Procedure) -> BTreeSet<Mark> {
    named("procedure", &spelled_plainly(&one.name), &one.codes)
}

fn of_immunization(one: &Immunization) -> BTreeSet<Mark> {
    named("immunization", &spelled_plainly(&one.vaccine), &one.codes)
}

/// The medicine: its ingredient by the code, else its name without maker, strength and form.
fn of_prescription(one: &Prescription) -> BTreeSet<Mark> {
    const KIND: &str = "medicine";
    let mut marks = named(KIND, &name_parts(&one.name).stem, &one.codes);
    for code in one.codes.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok) {
        let text = match &code {
            MedicineCode::Hot(code) => Some(format!("hot7 {}", code.hot7())),
            _ => code.prefix().map(|prefix| format!("ingredient {prefix}")),
        };
        marks.extend(text.map(|text| Mark { kind: KIND, text }));
    }
    marks
}

/// The test, and of an infection whatever looks for it.
fn of_observation(one: &Observation) -> BTreeSet<Mark> {
    let infection = one.kind == ObservationKind::Infection;
    let kind = if infection { "infection" } else { "test" };
    let mut marks = named(kind, &spelled_plainly(&one.name), &one.codes);
    marks.insert(Mark { kind, text: format!("key {}", TestKey::of(one)) });
    if infection && let Some(code) = Coding::code_in(&one.codes, JLAC10).and_then(|code| code.get(..ANALYTE))
    {
        marks.insert(Mark { kind, text: format!("analyte {code}") });
    }
    marks
}

fn named<'a>(kind: &'static str, name: &str, codes: impl IntoIterator<Item = &'a Coding>) -> BTreeSet<Mark> {
    let codes = codes.into_iter().filter(|coding| !NO_CODE.contains(&coding.code.as_str()));
    let codes = codes.map(|coding| format!("{} {}", coding.system, coding.code));
    let name = Some(name).filter(|name| !name.is_empty()).map(|name| format!("name {name}"));
    codes.chain(name).map(|text| Mark { kind, text }).collect()
}
