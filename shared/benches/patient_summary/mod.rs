//! The work that is measured: from the bytes of a patient summary's Bundle to the summary that is shown, once
//! through the door where it is received and once more on its way to a viewer.

use crate::invented::{CLINIC, DAY, Invented};
use shared::{
    fhir::{
        item::{self, Json, Stored},
        submission::{self, Content},
    },
    ids::{FacilityCode, ItemId, PatientId},
    record::{ItemKind, Person, assemble},
    summary::PatientSummary,
};
use std::collections::BTreeMap;

/// The Bundle, as the invented clinic sends it.
pub fn bytes() -> Vec<u8> {
    Invented(1).patient_summary(CLINIC).to_string().into_bytes()
}

pub fn compose(bytes: &[u8]) -> PatientSummary {
    let facility = FacilityCode::try_from(CLINIC).expect("the invented clinic's code is well-formed");
    let submission = submission::read(bytes, &facility).expect("the Bundle passes the form check");
    let Content::Document { item, .. } = submission.content else {
        panic!("a patient summary is a document")
    };
    let patient = PatientId(uuid::Uuid::nil());
    let stored = Stored {
        patient,
        item: ItemId::derive(patient, &[&item.identifier.value]),
        source: facility.clone().into(),
        kind: ItemKind::Document,
        received: format!("{DAY}T03:00:00Z").parse().expect("the day is a day"),
        doubted: false,
        json: &Json::of(&item.json),
    };
    let about = submission.claim.demographics;
    let person = Person { name: about.name, kana: about.kana, sex: about.sex, birth_date: about.birth_date };
    let names = BTreeMap::from([(facility, "例示内科クリニック（架空）".to_owned())]);
    let today = DAY.parse().expect("the day is a day");
    let record = assemble(person, vec![item::read(&stored)], &names, today);
    let summary = PatientSummary::of(&record, today, Default::default());
    // Fast because it read nothing would be no result.
    assert_eq!((summary.clinics.len(), summary.clinics[0].diagnoses.len()), (1, 4));
    summary
}
