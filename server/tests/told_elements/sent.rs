//! A resource with what the form check demands around it, in the Bundle that its sender would send.

use crate::common::{CLINIC, bundle::hanako};
use serde_json::{Value, json};
use shared::record::ItemKind;

const PATIENT: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";
const INSTANCE: &str = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier";
const UPDATED: &str = "2026-02-09T10:00:00+09:00";

/// By itself, as a registration.
pub fn registered(kind: ItemKind, resource: Value) -> Value {
    let mut bundle = hanako().collection(CLINIC, "1", kind.as_str(), &[]);
    add(
        &mut bundle["entry"],
        json!({"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000100",
        "resource": dressed(kind, resource)}),
    );
    bundle
}

/// In a letter, which may lack what a registration may not.
pub fn in_a_letter(resource: Value) -> Value {
    let entry = json!({"fullUrl": "urn:uuid:e", "resource": common(resource)});
    as_document(&json!({"entry": [{"fullUrl": "urn:uuid:c", "resource": {
        "resourceType": "Composition", "status": "final", "title": "診療情報提供書", "date": "2026-02-09",
        "type": {"coding": [{"code": "57133-1"}]}, "author": [{"display": "医師"}],
        "section": [{"title": "添付", "entry": [{"reference": "urn:uuid:e"}]}]}}, entry]}))
}

/// A document of a few entries with the Bundle and the Patient around them.
pub fn as_document(document: &Value) -> Value {
    let mut bundle = hanako().conditions(CLINIC, "1", &[]);
    let patient = bundle["entry"][0].clone();
    bundle["type"] = json!("document");
    bundle["meta"] = json!({"lastUpdated": UPDATED});
    bundle["entry"] = document["entry"].clone();
    let composition = &mut bundle["entry"][0]["resource"];
    composition["subject"] = json!({"reference": PATIENT});
    default(composition, "meta", json!({"lastUpdated": UPDATED}));
    default(composition, "identifier", json!({"system": INSTANCE, "value": "letter"}));
    add(&mut bundle["entry"], patient);
    bundle
}

fn dressed(kind: ItemKind, resource: Value) -> Value {
    let mut resource = common(resource);
    default(&mut resource["meta"], "lastUpdated", json!(UPDATED));
    add(&mut resource["identifier"], json!({"system": INSTANCE, "value": "a"}));
    add(
        &mut resource["extension"],
        json!({"url": "http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber",
            "valueIdentifier": {"value": CLINIC}}),
    );
    add(
        &mut resource["extension"],
        json!({"url": "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department",
            "valueCodeableConcept": {"text": "診療科"}}),
    );
    let code =
        |system: &str, code: &str| json!({"system": system, "code": code, "display": "標準コードなし"});
    match kind {
        ItemKind::Condition => {
            default(
                &mut resource,
                "category",
                json!([{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-category",
                    "code": "encounter-diagnosis"}]}]),
            );
            let system = "http://medis.or.jp/CodeSystem/master-disease-keyNumber";
            add(&mut resource["code"]["coding"], code(system, "99999999"));
        }
        ItemKind::AllergyIntolerance => {
            let system =
                "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_JFAGY_AllergyIntolerance_Uncoded_CS";
            add(&mut resource["code"]["coding"], code(system, "Y0000000"));
        }
        ItemKind::Observation => {
            let systems = "http://jpfhir.jp/fhir/clins/CodeSystem";
            let local = format!("{systems}/JP_CLINS_ObsLabResult_LocalCode_CS");
            add(&mut resource["code"]["coding"], code(&local, "L-1"));
            default(&mut resource, "specimen", json!({"display": "血清"}));
        }
        ItemKind::MedicationRequest => {
            if resource.get("medicationReference").is_none() {
                let system = "http://jpfhir.jp/fhir/eCS/CodeSystem/MedicationCodeNocoded_CS";
                add(&mut resource["medicationCodeableConcept"]["coding"], code(system, "NOCODED"));
            }
            let start = resource["authoredOn"].clone();
            for instruction in resource["dosageInstruction"].as_array_mut().into_iter().flatten() {
                add(
                    &mut instruction["extension"],
                    json!({"url": "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse",
                        "valuePeriod": {"start": start}}),
                );
                let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_MedicationUsage_Uncoded_CS";
                add(
                    &mut instruction["timing"]["code"]["coding"],
                    json!({"system": system, "code": "0X0XXXXXXXXX0000"}),
                );
            }
        }
        ItemKind::Procedure => {
            add(&mut resource["code"]["coding"], code("http://medis.or.jp/CodeSystem/master-procedure", "0"));
        }
        ItemKind::Immunization => {
            add(&mut resource["vaccineCode"]["coding"], code("urn:oid:1.2.392.200119.4.1005", "0"));
        }
        ItemKind::Document => {}
    }
    resource
}

/// Whose it is, and the code of a test that everybody knows.
fn common(mut resource: Value) -> Value {
    let by_patient = matches!(resource["resourceType"].as_str(), Some("AllergyIntolerance" | "Immunization"));
    resource[if by_patient { "patient" } else { "subject" }] = json!({"reference": PATIENT});
    if resource["resourceType"] == "Observation" && resource["code"]["text"] == "クレアチニン" {
        let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS";
        let coding = json!({"system": system, "code": "3C015000002327101", "display": "クレアチニン"});
        add(&mut resource["code"]["coding"], coding);
    }
    resource
}

fn default(object: &mut Value, name: &str, value: Value) {
    if object.get(name).is_none() {
        object[name] = value;
    }
}

/// At the end of a list, which may not be there yet.
fn add(list: &mut Value, value: Value) {
    match list {
        Value::Array(items) => items.push(value),
        _ => *list = json!([value]),
    }
}
