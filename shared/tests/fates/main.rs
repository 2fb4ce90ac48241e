//! Every element of FHIR R4, of JP-CLINS and of the reference folder has a fate, and what is told changes the fact.
#![cfg(not(target_arch = "wasm32"))]

mod doubts;
mod listed;
#[cfg(feature = "mutants")]
mod mutants;
mod told;
#[path = "../told_elements/mod.rs"]
mod told_elements;

use serde_json::Value;
use shared::{
    fhir::{
        item::{Item, Json, Stored, read},
        submission::ItemKind,
    },
    ids::{FacilityCode, ItemId, PatientId},
};

/// The item that is read of this resource.
fn item(kind: ItemKind, resource: &Value) -> Item {
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
