use super::{Decision, Subjects, alike, subject::Belongs};
use crate::{
    category::Category,
    ids::{FacilityCode, ItemId},
    record::{Diagnosis, Document, DocumentKind, Entry, Origin, Record, RecordKind, SectionEntry},
    retention::{self, Windows},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What of a patient's own view is passed on under a decision: the same function where it is enforced and where
/// it is previewed.
///
/// The national windows come first and look at everything that stands, so that excluding something never makes
/// something older appear. What stays out is what an excluded item is about, in whichever line it stands.
pub fn passed_on(record: Record, decision: &Decision, today: NaiveDate) -> Record {
    let kept_back = KeptBack::of(&record, decision);
    passed_on_without(record, decision, &kept_back, today)
}

/// [`passed_on`] of a record that does not hold everything by which an excluded item is known again.
pub fn passed_on_without(
    record: Record,
    decision: &Decision,
    kept_back: &KeptBack,
    today: NaiveDate,
) -> Record {
    let mut record = retention::apply(record, Windows::Platform, today);
    let unfit: BTreeSet<ItemId> = record
        .documents
        .iter()
        .filter(|document| !may_be_passed_on(document, decision, kept_back))
        .map(|document| document.origin.item.clone())
        .collect();
    let standing: BTreeSet<ItemId> = record.documents.iter().map(|one| one.origin.item.clone()).collect();
    let never_passed_on = never_passed_on(&record);
    record.retain(|entry| {
        let origin = entry.origin();
        let out_of = origin.document.as_ref();
        origin.source.is_passed_on_with_its_kind()
            && !kept_back.items.contains(&origin.item)
            && !out_of.is_some_and(|document| kept_back.items.contains(document))
            // Out of a document that is gone from the record: it may have been a patient summary.
            && !out_of.is_some_and(|document| !standing.contains(document) || never_passed_on.contains(document))
    });
    record.documents.retain(|document| !unfit.contains(&document.origin.item));
    record.narrowed_to(decision.shown())
}

/// What exclusions of single items and of subjects reach: the medicine, the diagnosis, the test, not the one line by which
/// they were chosen.
#[derive(Clone, Debug, Default)]
pub struct KeptBack {
    /// The excluded items, what belongs to the excluded subjects, and the lines that are about the same.
    pub items: BTreeSet<ItemId>,
    marks: BTreeSet<alike::Mark>,
    subjects: Subjects,
    /// Names of facilities: some say what they are for.
    senders: BTreeMap<FacilityCode, String>,
}

impl KeptBack {
    /// `record`: everything by which an excluded item may be known again, whatever of it is passed on.
    pub fn of(record: &Record, decision: &Decision) -> Self {
        let named = record.facilities.iter().filter_map(|one| Some((one.code.clone(), one.name.clone()?)));
        Self::of_senders(record, named.collect(), decision)
    }

    /// The same of a record that does not name its facilities, or not all that are asked about.
    pub fn of_senders(record: &Record, senders: BTreeMap<FacilityCode, String>, decision: &Decision) -> Self {
        let subjects = decision.subjects;
        let (mut withheld, mut alone) = (decision.withheld.clone(), BTreeSet::new());
        for entry in record.entries().filter(|_| !subjects.is_empty()) {
            let origin = entry.origin();
            let sender = name_of(&senders, origin);
            let belongs: Vec<Belongs> = subjects.iter().map(|subject| subject.holds(entry, sender)).collect();
            if belongs.contains(&Belongs::WithAlike) {
                withheld.insert(origin.item.clone());
            } else if belongs.contains(&Belongs::Alone) {
                alone.insert(origin.item.clone());
            }
        }
        // What belongs by its department or by a word alone hides nothing alike from elsewhere: anybody may be given a
        // painkiller.
        let (marks, mut items) = alike::reached(record, &withheld);
        items.extend(alone);
        Self { items, marks, subjects, senders }
    }

    /// Whether this diagnosis, which stands in no record that is passed on, is one of them.
    pub fn has_diagnosis(&self, diagnosis: &Diagnosis) -> bool {
        !alike::of(diagnosis).is_disjoint(&self.marks) || self.belongs(diagnosis)
    }

    fn belongs(&self, entry: &dyn RecordKind) -> bool {
        let sender = name_of(&self.senders, entry.origin());
        self.subjects.iter().any(|subject| subject.holds(entry, sender) != Belongs::Not)
    }

    /// What is kept back by excluding this one item.
    pub fn by(record: &Record, item: &ItemId) -> BTreeSet<ItemId> {
        alike::reached(record, &BTreeSet::from([item.clone()])).1
    }

    fn has(&self, entry: &Entry) -> bool {
        self.items.contains(&entry.kind().origin().item)
            || !alike::of(entry.kind()).is_disjoint(&self.marks)
            || self.belongs(entry.kind())
    }
}

fn name_of<'a>(senders: &'a BTreeMap<FacilityCode, String>, origin: &Origin) -> Option<&'a str> {
    senders.get(origin.source.facility()?).map(String::as_str)
}

/// 患者サマリー is the patient's: the platform never passes it on, the patient may show it.
fn never_passed_on(record: &Record) -> BTreeSet<ItemId> {
    let summaries = record.documents.iter().filter(|one| one.kind == DocumentKind::PatientSummary);
    summaries.map(|one| one.origin.item.clone()).collect()
}

/// Besides being of a kind that is shown: a document is passed on whole or not at all, so it stays out when it
/// carries an item that was excluded, a kind that was excluded, or one that needs a consent of its own and has
/// none.
fn may_be_passed_on(document: &Document, decision: &Decision, kept_back: &KeptBack) -> bool {
    if document.kind == DocumentKind::PatientSummary {
        return false;
    }
    let own_consent_missing = Category::with_own_consent().and(decision.shown().missing());
    let stays_out = decision.excluded().or(own_consent_missing);
    document
        .entries()
        .into_iter()
        .filter_map(SectionEntry::entry)
        .all(|entry| !kept_back.has(entry) && entry.kind().categories().and(stays_out).is_empty())
}
