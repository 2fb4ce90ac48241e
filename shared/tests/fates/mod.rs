//! Every element of FHIR R4, of JP-CLINS and of the reference folder has a fate, and what is told changes the fact.

mod doubts;
mod listed;
#[cfg(feature = "mutants")]
mod mutants;
mod told;

use crate::told_elements;
use serde_json::Value;
use shared::{
    fhir::item::{Json, Stored, read},
    ids::{FacilityCode, ItemId, PatientId},
    record::{Entry, ItemKind},
};

/// The item that is read of this resource.
fn item(kind: ItemKind, resource: &Value) -> Entry {
    let patient = PatientId(uuid::Uuid::from_u128(1));
    read(&Stored {
        patient,
        item: ItemId::derive(patient, &["fates"]),
        source: FacilityCode::try_from("1310000019").unwrap().into(),
        kind,
        received: "2026-11-20T00:00:00Z".parse().unwrap(),
        doubted: false,
        json: &Json::of(&resource.to_string()),
    })
}
