//! The Bundles: a registration of one type, and the patient summary.

use super::{ECS, INSTANCE, INSTITUTION, Invented, PATIENT_URL, doctor, facility_and_department, visit};
use crate::demo::place::Desk;
use chrono::Datelike;
use serde_json::{Value, json};

fn url(number: usize) -> String {
    format!("urn:uuid:00000000-0000-4000-8000-{number:012}")
}

fn entries(resources: impl IntoIterator<Item = (usize, Value)>) -> Vec<Value> {
    resources
        .into_iter()
        .map(|(number, resource)| json!({"fullUrl": url(number), "resource": resource}))
        .collect()
}

/// `serial`: at most 36 letters, digits and hyphens.
fn identifier(desk: &Desk, serial: &str) -> Value {
    // The guide's form begins with 2020; what was written before is registered as of that year.
    let year = desk.day.year().clamp(2020, 2039);
    json!({"system": "http://jpfhir.jp/fhir/clins/bundle-identifier",
        "value": format!("{}^{year}^{serial}", desk.facility.code)})
}

/// A registration (collection) of resources of the type `tag`.
pub fn collection(who: &Invented, desk: &Desk, tag: &str, serial: &str, resources: Vec<Value>) -> Value {
    let subject = if tag == "AllergyIntolerance" { "patient" } else { "subject" };
    let about = resources.into_iter().enumerate().map(|(number, mut resource)| {
        resource[subject] = json!({"reference": PATIENT_URL});
        (number + 100, resource)
    });
    json!({
        "resourceType": "Bundle", "type": "collection", "timestamp": desk.instant(),
        "meta": {"lastUpdated": desk.instant(),
            "profile": ["http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_CLINS|1"],
            "tag": [{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS", "code": tag}]},
        "identifier": identifier(desk, serial),
        "entry": entries([(1, who.patient(desk))].into_iter().chain(about)),
    })
}

/// 患者サマリー（療養計画書）: what the clinic advises, and the diagnoses it is about.
pub fn patient_summary(
    who: &Invented,
    desk: &Desk,
    serial: &str,
    advice: &str,
    diagnoses: Vec<Value>,
) -> Value {
    let plan = json!({
        "resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "療養計画",
        "meta": {"lastUpdated": desk.instant(), "profile": [format!("{ECS}/JP_CarePlan_ePCS")]},
        "identifier": [{"system": INSTANCE, "value": format!("{}-{serial}-plan", desk.facility.code)}],
        "category": [{"coding": [{"system": "http://jpfhir.jp/fhir/CarePlan/CodeSystem/category",
            "code": "followup-plan", "display": "外来診療経過中プラン"}]}],
        "description": advice, "subject": {"reference": PATIENT_URL},
        "period": {"start": desk.day.to_string()},
    });
    let mut encounter = visit(desk);
    encounter["identifier"] =
        json!([{"system": INSTANCE, "value": format!("{}-{serial}-visit", desk.facility.code)}]);
    let organization = json!({
        "resourceType": "Organization", "name": desk.facility.name,
        "identifier": [{"system": INSTITUTION, "value": desk.facility.code}],
        "type": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/organization-type", "code": "prov"}]}],
        "extension": [facility_and_department(desk)[1]],
    });
    let composition = composition(desk, serial, diagnoses.len());
    let around = [
        (2, composition),
        (1, who.patient(desk)),
        (3, doctor(desk)),
        (4, organization),
        (5, encounter),
        (6, plan),
    ];
    let diagnoses = diagnoses.into_iter().enumerate().map(|(number, mut diagnosis)| {
        diagnosis["subject"] = json!({"reference": PATIENT_URL});
        (number + 100, diagnosis)
    });
    json!({
        "resourceType": "Bundle", "type": "document", "timestamp": desk.instant(),
        "meta": {"lastUpdated": desk.instant(),
            "profile": ["http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_ePCS|1"]},
        "identifier": identifier(desk, serial),
        "entry": entries(around.into_iter().chain(diagnoses)),
    })
}

fn composition(desk: &Desk, serial: &str, diagnoses: usize) -> Value {
    let mut references = vec![json!({"reference": url(6)})];
    references.extend((0..diagnoses).map(|number| json!({"reference": url(number + 100)})));
    json!({
        "resourceType": "Composition", "status": "final", "title": "患者サマリー（療養計画書）",
        "meta": {"lastUpdated": desk.instant(),
            "profile": ["http://jpfhir.jp/fhir/ePCS/StructureDefinition/JP_Composition_ePCS|1"]},
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/composition-clinicaldocument-versionNumber",
            "valueString": "1.0"}],
        "identifier": {"system": INSTANCE, "value": format!("{}-{serial}", desk.facility.code)},
        "type": {"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes",
            "code": "56447-6", "display": "計画書"}]},
        "category": [{"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-subtypecodes",
            "code": "OUTPATIENT", "display": "外来文書"}]}],
        "subject": {"reference": PATIENT_URL}, "encounter": {"reference": url(5)},
        "date": desk.instant(), "author": [{"reference": url(3)}, {"reference": url(4)}],
        "section": [{"title": "計画サマリー", "code": {"coding": [{
            "system": "http://jpfhir.jp/fhir/clins/CodeSystem/document-section",
            "code": "422", "display": "計画サマリーセクション"}]}, "entry": references}],
    })
}
