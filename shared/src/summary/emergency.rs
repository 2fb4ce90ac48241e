//! The emergency summary (救急用サマリー): what is looked at first in an emergency, out of what the gate let out for this
//! viewer. Each line is a facility's, with its day; nothing is judged, and an empty list is never "none".
//!
//! A diagnosis that the patient has not been told is never in it: it stands apart from every
//! [`Record`](crate::record::Record).

mod allergies;
mod checked;
mod devices;
mod diagnoses;
mod medicines;
mod results;

pub(super) use allergies::allergies as stated_allergies;
pub(super) use diagnoses::diagnoses as stated_diagnoses;

pub use allergies::StatedAllergy;
pub use checked::{EmergencyCheck, MadeCheck};
pub use devices::{Device, DeviceKind, StatedAs};
pub use diagnoses::StatedDiagnosis;
pub use medicines::{CriticalMedicine, EmergencyMedicines};
pub use results::LastResult;

use crate::{
    category::{Categories, Category},
    functions::Functions,
    medication::knowledge::KnowledgeBase,
    record::{
        Document, DocumentKind, Entry, Facility, NoneKnown, Observation, Person, Record, RecordView,
        SectionEntry,
    },
    time::{Moment, age_in_years},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// In the order in which it is read. A part is `None` where this viewer may see nothing of its kind: it is then left
/// out without a word, as on the doctor's page. People to contact are no part: what facilities send names none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EmergencySummary {
    pub as_of: NaiveDate,
    pub person: Person,
    pub age: Option<u32>,
    /// The facilities that something here came from.
    pub facilities: Vec<Facility>,
    /// 薬剤禁忌, registered or written in a document.
    pub contraindications: Option<Vec<StatedAllergy>>,
    /// アレルギー, the gravest first, registered or written in a document.
    pub allergies: Option<Vec<StatedAllergy>>,
    pub medicines: Option<EmergencyMedicines>,
    pub devices: Option<Vec<Device>>,
    /// The newest result of each infection test of each facility, as registered.
    pub infections: Option<Vec<Observation>>,
    /// 傷病名 that are not over, registered or written in a document.
    pub diagnoses: Option<Vec<StatedDiagnosis>>,
    /// 疑い, in the same way: no diagnoses yet.
    pub suspected: Option<Vec<StatedDiagnosis>>,
    /// Statements of facilities that there is none of something. The statements are theirs: of nothing else it follows.
    pub none_known: Vec<StatedNone>,
    /// The check of medicines over all of this.
    pub check: Option<EmergencyCheck>,
    pub results: Option<Vec<LastResult>>,
    /// Unreadable entries: how many of each kind, by the type they were sent as.
    pub unreadable: Vec<Unread>,
}

/// A facility's statement that there is none, and what is registered all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatedNone {
    pub none: NoneKnown,
    pub against: Vec<String>,
    pub written_in: Option<WrittenIn>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrittenIn {
    pub kind: DocumentKind,
    pub date: Moment,
}

impl WrittenIn {
    fn of(document: &Document) -> Self {
        Self { kind: document.kind, date: document.date.clone() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The FHIR resource type, as sent.
    pub resource_type: String,
    pub count: usize,
}

impl EmergencySummary {
    /// Of a view that was opened for the emergency purpose, on the view's own day, by the functions in use.
    pub fn of(view: &RecordView, knowledge: &KnowledgeBase, functions: Functions) -> Self {
        let RecordView { record, as_of, refill, shown, .. } = view;
        let (contraindications, allergies) = allergies::allergies(record);
        let diagnoses = diagnoses::diagnoses(record, *as_of, false);
        let suspected = diagnoses::diagnoses(record, *as_of, true);
        let may_see = |kinds: &[Category]| kinds.iter().any(|kind| shown.contains(*kind));
        let devices = devices(record);
        let results = results::last_results(record);
        use Category::{Checkups, Diagnoses, Documents, Procedures, Tests};
        Self {
            as_of: *as_of,
            person: record.person.clone(),
            age: age_in_years(record.person.birth_date, *as_of),
            facilities: record.facilities.clone(),
            contraindications: part(contraindications, *shown, Category::Contraindications),
            allergies: part(allergies, *shown, Category::Allergies),
            medicines: may_see(&[Category::Medicines])
                .then(|| EmergencyMedicines::of(record, *as_of, *refill, knowledge)),
            devices: may_see(&[Diagnoses, Procedures, Documents]).then_some(devices),
            infections: may_see(&[Category::Infections]).then(|| super::newest_infections(record)),
            diagnoses: part(diagnoses, *shown, Diagnoses),
            suspected: part(suspected, *shown, Diagnoses),
            none_known: none_known(record, *as_of),
            check: EmergencyCheck::of(view, knowledge, functions),
            results: may_see(&[Tests, Documents, Checkups]).then_some(results),
            unreadable: unreadable(record),
        }
    }

    /// Number of entries that could not be read at all.
    pub fn unread(&self) -> usize {
        self.unreadable.iter().map(|one| one.count).sum()
    }
}

/// Documents may be shown where the kind itself is not: what they say is then shown as theirs.
fn part<T>(found: Vec<T>, shown: Categories, kind: Category) -> Option<Vec<T>> {
    (shown.contains(kind) || !found.is_empty()).then_some(found)
}

/// Registered, and written in documents besides.
pub(super) fn none_known(record: &Record, as_of: NaiveDate) -> Vec<StatedNone> {
    let registered = record.none_known.iter().map(|none| (none, None));
    let written = record
        .documents
        .iter()
        .flat_map(|document| document.none_known().map(move |none| (none, Some(WrittenIn::of(document)))));
    let mut all: Vec<StatedNone> = Vec::new();
    for (none, written_in) in registered.chain(written) {
        let same = |known: &StatedNone| {
            (known.none.about, known.none.said, &known.none.name, &known.none.origin.source)
                == (none.about, none.said, &none.name, &none.origin.source)
        };
        if !all.iter().any(same) {
            let against = record.against(none, as_of);
            all.push(StatedNone { none: none.clone(), against, written_in });
        }
    }
    all
}

/// Newest first, as the record has them: diagnoses, then procedures, then what documents say besides.
fn devices(record: &Record) -> Vec<Device> {
    let inside = record.documents.iter().flat_map(|document| document.entries());
    let inside = inside.filter_map(SectionEntry::entry).filter_map(|entry| match entry {
        Entry::Diagnosis(one) if one.verification.is_stated_fact() => Device::of_diagnosis(one),
        Entry::Procedure(one) => Device::of_procedure(one),
        _ => None,
    });
    let stated = record.diagnoses.iter().filter(|one| one.verification.is_stated_fact());
    let registered = stated.filter_map(Device::of_diagnosis);
    let registered = registered.chain(record.procedures.iter().filter_map(Device::of_procedure));
    let mut all: Vec<Device> = Vec::new();
    for device in registered.chain(inside) {
        let same = |known: &Device| {
            known.name == device.name && known.since == device.since && known.ended == device.ended
        };
        if !all.iter().any(same) {
            all.push(device);
        }
    }
    crate::order::sort_by(&mut all, |a, b| a.kinds.cmp(&b.kinds));
    all
}

/// How many of each kind could not be read: of what was registered, and of what documents hold.
pub fn unreadable(record: &Record) -> Vec<Unread> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in record.unreadable.iter().chain(record.documents.iter().flat_map(Document::unreadable)) {
        *counts.entry(&one.resource_type).or_default() += 1;
    }
    let unread =
        |(resource_type, count): (&str, usize)| Unread { resource_type: resource_type.to_owned(), count };
    counts.into_iter().map(unread).collect()
}

#[cfg(all(test, feature = "knowledge"))]
mod tests;
