//! Medicines of a record for the check before prescribing.

use super::{about, as_person, parsed::ParsedItem, rows::Rows};
use crate::store::{
    StoreError, facility,
    grant::{Grant, Sealed, Shown},
};
use chrono::NaiveDate;
use shared::{
    consent::{Decision, KeptBack, passed_on_without},
    disclosure::{self, Disclosure},
    identity::Demographics,
    medication::check::Medicine,
    record::{Document, Entry, ItemKind, Prescription, Record, Unreadable},
    refill::RefillDays,
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
    // Some say in their name what they are for.
    let names = facility::names(&mut tx, &rows.senders()?).await?;
    drop(tx);
    let parsed = rows.read()?;
    let mut record = Record::empty(as_person(about.clone()));
    let mut some_unread = false;
    for one in parsed.all.iter().filter(|one| may_be_compared(one)) {
        match &one.item {
            Entry::Prescription(prescription) => record.prescriptions.push(Prescription::clone(prescription)),
            Entry::Document(document) => {
                record.prescriptions.extend(document.prescriptions());
                some_unread |= has_unread_medicines(document);
            }
            Entry::Unreadable(_) => some_unread = true,
            _ => {}
        }
    }
    let shown = match grant.shown() {
        Shown::Compared(Some(decision)) => {
            let kept_back = KeptBack::of_senders(&record, names, decision);
            named(about, &parsed.open, (decision, &kept_back), (today, refill))
        }
        _ => Vec::new(),
    };
    Ok(grant.seal(Medicines { medicines: Medicine::all_of(&record, today, refill), shown, some_unread }))
}

/// The medicines of prescriptions as a decision passes them on; of those that stand by themselves: one in a document
/// is passed on with that document or not at all.
fn named(
    about: Demographics,
    open: &[Arc<ParsedItem>],
    (decision, kept_back): (&Decision, &KeptBack),
    (today, refill): (NaiveDate, RefillDays),
) -> Vec<Medicine> {
    let mut record = Record::empty(as_person(about));
    for one in open {
        if let Entry::Prescription(prescription) = &one.item {
            record.prescriptions.push(Prescription::clone(prescription));
        }
    }
    Medicine::all_of(&passed_on_without(record, decision, kept_back, today), today, refill)
}

fn may_be_compared(one: &ParsedItem) -> bool {
    match one.place.kind {
        ItemKind::MedicationRequest => one.place.disclosure == 0 && one.strictest == Disclosure::Open,
        // The column counts a document's diagnoses too.
        ItemKind::Document => disclosure::strictest_of_medicines(&one.json) == Disclosure::Open,
        _ => false,
    }
}

fn has_unread_medicines(document: &Document) -> bool {
    let is_one = |unread: &&Unreadable| {
        ItemKind::from_name(&unread.resource_type) == Some(ItemKind::MedicationRequest)
    };
    document.unreadable().any(|unread| is_one(&unread))
}
