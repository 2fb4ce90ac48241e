//! What a comparison before prescribing looks at.

use super::{
    as_person,
    weighed::{CURRENT, NEVER_TOLD, Row, Weighed, read_item, withhold},
};
use crate::{
    gate::{Grant, Sealed, Shown},
    store::{StoreError, person},
};
use chrono::NaiveDate;
use shared::{
    consent::{Decision, passed_on},
    fhir::{
        disclosure::{self, Disclosure},
        item::{Item, Json},
        submission::ItemKind,
    },
    identity::Demographics,
    ids::PatientId,
    medication::check::Medicine,
    record::{Document, Record, SectionEntry},
};

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
pub(crate) async fn medicines(grant: &Grant, today: NaiveDate) -> Result<Sealed<Medicines>, StoreError> {
    let patient = grant.patient();
    let mut tx = grant.tx().await;
    let about = person::find_in(&mut tx, patient)
        .await?
        .ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?
        .demographics;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
    let never_told: Vec<(String,)> =
        on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
    drop(tx);
    let mut record = Record::empty(as_person(about.clone()));
    let mut some_unread = false;
    for row in rows.iter().filter(|row| may_be_compared(row)) {
        match read_item(row, patient, &Json::of(&row.json))? {
            Item::Prescription(prescription) => record.prescriptions.push(prescription),
            Item::Document(document) => take_medicines(&document, &mut record, &mut some_unread),
            Item::Unreadable(_) => some_unread = true,
            Item::Diagnosis(_)
            | Item::Allergy(_)
            | Item::Observation(_)
            | Item::Procedure(_)
            | Item::Immunization(_) => {}
        }
    }
    let shown = match grant.shown() {
        Shown::Compared(Some(decision)) => {
            let prescriptions =
                prescriptions(withhold(rows.into_iter().map(Weighed::of).collect(), &never_told));
            named(about, prescriptions, patient, decision, today)?
        }
        _ => Vec::new(),
    };
    Ok(grant.seal(Medicines { medicines: Medicine::all_of(&record, today), shown, some_unread }))
}

/// Prescriptions that stand by themselves: one in a document is passed on with that document or not at all.
fn prescriptions(rows: Vec<Weighed>) -> impl Iterator<Item = Row> {
    let rows = rows.into_iter().map(|one| one.row);
    rows.filter(|row| ItemKind::from_name(&row.kind) == Some(ItemKind::MedicationRequest))
}

/// The medicines of prescriptions as a decision passes them on.
fn named(
    about: Demographics,
    rows: impl Iterator<Item = Row>,
    patient: PatientId,
    decision: &Decision,
    today: NaiveDate,
) -> Result<Vec<Medicine>, StoreError> {
    let mut record = Record::empty(as_person(about));
    for row in rows {
        if let Item::Prescription(prescription) = read_item(&row, patient, &Json::of(&row.json))? {
            record.prescriptions.push(prescription);
        }
    }
    Ok(Medicine::all_of(&passed_on(record, decision, today), today))
}

fn may_be_compared(row: &Row) -> bool {
    match ItemKind::from_name(&row.kind) {
        Some(ItemKind::MedicationRequest) => {
            row.disclosure == 0 && disclosure::strictest(&row.json) == Disclosure::Open
        }
        // The column counts a document's diagnoses too.
        Some(ItemKind::Document) => disclosure::strictest_of_medicines(&row.json) == Disclosure::Open,
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
