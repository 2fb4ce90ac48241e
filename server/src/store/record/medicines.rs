//! What a comparison before prescribing looks at.

use super::{about, as_person, rows::Rows, weighed::Weighed};
use crate::{
    gate::{Grant, Sealed, Shown},
    store::StoreError,
};
use chrono::NaiveDate;
use shared::{
    consent::{Decision, KeptBack, passed_on_without},
    disclosure::{self, Disclosure},
    fhir::item::Item,
    identity::Demographics,
    medication::{RefillDays, check::Medicine},
    record::{Document, ItemKind, Record, SectionEntry},
};
use std::sync::Arc;

/// The medicines of a record, to be compared with.
pub(crate) struct Medicines {
    pub medicines: Vec<Medicine>,
    /// Those that may be named to whoever asks.
    pub shown: Vec<Medicine>,
    /// Something that may be a medicine could not be read.
    pub some_unread: bool,
}

/// What a comparison looks at: medicines, whatever the windows of display. A medicine that is flagged
/// itself stays out; a hidden diagnosis beside it neither adds nor takes away anything.
pub(crate) async fn medicines(
    grant: &Grant,
    today: NaiveDate,
    refill: RefillDays,
) -> Result<Sealed<Medicines>, StoreError> {
    let patient = grant.patient();
    let mut tx = grant.tx().await;
    let about = about(&mut tx, patient).await?;
    let rows = Rows::of(&mut tx, patient).await?;
    drop(tx);
    let everything = rows.read()?;
    let mut record = Record::empty(as_person(about.clone()));
    let mut some_unread = false;
    for one in everything.all.iter().filter(|one| may_be_compared(one)) {
        match &one.item {
            Item::Prescription(prescription) => record.prescriptions.push(prescription.clone()),
            Item::Document(document) => take_medicines(document, &mut record, &mut some_unread),
            Item::Unreadable(_) => some_unread = true,
            Item::Diagnosis(_)
            | Item::Allergy(_)
            | Item::NoneKnown(_)
            | Item::Observation(_)
            | Item::Procedure(_)
            | Item::Immunization(_) => {}
        }
    }
    let shown = match grant.shown() {
        Shown::Compared(Some(decision)) => {
            let kept_back = KeptBack::of(&record, decision);
            named(about, &everything.open, (decision, &kept_back), (today, refill))
        }
        _ => Vec::new(),
    };
    Ok(grant.seal(Medicines { medicines: Medicine::all_of(&record, today, refill), shown, some_unread }))
}

/// The medicines of prescriptions as a decision passes them on; of those that stand by themselves: one in a document
/// is passed on with that document or not at all.
fn named(
    about: Demographics,
    open: &[Arc<Weighed>],
    (decision, kept_back): (&Decision, &KeptBack),
    (today, refill): (NaiveDate, RefillDays),
) -> Vec<Medicine> {
    let mut record = Record::empty(as_person(about));
    for one in open {
        if let Item::Prescription(prescription) = &one.item {
            record.prescriptions.push(prescription.clone());
        }
    }
    Medicine::all_of(&passed_on_without(record, decision, kept_back, today), today, refill)
}

fn may_be_compared(one: &Weighed) -> bool {
    match one.place.kind {
        ItemKind::MedicationRequest => one.place.disclosure == 0 && one.strictest == Disclosure::Open,
        // The column counts a document's diagnoses too.
        ItemKind::Document => disclosure::strictest_of_medicines(&one.json) == Disclosure::Open,
        _ => false,
    }
}

fn take_medicines(document: &Document, record: &mut Record, some_unread: &mut bool) {
    for entry in document.entries() {
        match entry {
            SectionEntry::Prescription(prescription) => {
                let mut prescription = prescription.clone();
                prescription.origin.document.get_or_insert(document.origin.item.clone());
                record.prescriptions.push(prescription);
            }
            SectionEntry::Unreadable(unread) if unread.resource_type == "MedicationRequest" => {
                *some_unread = true;
            }
            _ => {}
        }
    }
}
