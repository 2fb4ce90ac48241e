//! 傷病名 and アレルギー.

use super::{entry, flag};
use crate::demo::{
    place::Desk,
    story::{Allergen, Allergy, Diagnosis, Disclosed},
};
use serde_json::{Value, json};

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";

/// 病名管理番号 of a diagnosis that is given in words only.
const UNCODED: &str = "99999999";

pub fn condition(desk: &Desk, serial: &str, diagnosis: &Diagnosis) -> Value {
    let name = diagnosis.name;
    let (number, numbered_as) = match diagnosis.number {
        Some(number) => (number, name),
        None => (UNCODED, "未コード化傷病名"),
    };
    let status = if diagnosis.ended.is_some() { "resolved" } else { "active" };
    let mut condition = entry(
        desk,
        "Condition",
        "JP_Condition_eCS",
        serial,
        json!({
            "clinicalStatus": {"coding": [{"system": CLINICAL, "code": status}]},
            "verificationStatus": {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "confirmed"}]},
            "category": [{"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/condition-category", "code": "encounter-diagnosis"}]}],
            "code": {"coding": [
                {"system": "http://medis.or.jp/CodeSystem/master-disease-keyNumber", "code": number, "display": numbered_as},
                {"system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full", "code": diagnosis.icd10, "display": name},
            ], "text": name},
            "onsetDateTime": diagnosis.onset.to_string(),
            "recorder": {"reference": "#doctor"},
        }),
    );
    if diagnosis.suspected {
        condition["verificationStatus"]["coding"][0]["code"] = json!("unconfirmed");
        condition["code"]["text"] = json!(format!("{name}の疑い"));
        condition["code"]["extension"] = json!([{
            "url": "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Condition_DiseasePostfixModifier",
            "valueCodeableConcept": {"coding": [{"system": "http://medis.or.jp/CodeSystem/master-disease-modKeyNumber",
                "code": "00008002", "display": "の疑い"}]}}]);
    }
    if let Some(ended) = diagnosis.ended {
        condition["abatementDateTime"] = json!(ended.to_string());
    }
    if diagnosis.main
        && let Some(extensions) = condition["extension"].as_array_mut()
    {
        extensions.push(json!({
            "url": "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_DiagnosisType",
            "valueCodeableConcept": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/ex-diagnosistype",
                "code": "principal", "display": "主病名"}]}}));
    }
    if diagnosis.disclosed == Disclosed::NotToThePatient {
        flag(&mut condition, "UNINFORMED");
    }
    condition
}

pub fn allergy(desk: &Desk, serial: &str, allergy: &Allergy) -> Value {
    let (list, code) = match allergy.allergen {
        Allergen::Medicine(yj) => ("YCM/JP_JfagyMedicationAllergen_CS", format!("YCM{yj}")),
        Allergen::Food(code) => ("JP_JfagyFoodAllergen_CS", code.to_owned()),
        Allergen::Other(code) => ("JP_JfagyNonFoodNonMedicationAllergen_CS", code.to_owned()),
    };
    let category = match allergy.allergen {
        Allergen::Medicine(_) => "medication",
        Allergen::Food(_) => "food",
        Allergen::Other(_) => "environment",
    };
    let mut resource = entry(
        desk,
        "AllergyIntolerance",
        "JP_AllergyIntolerance_eCS",
        serial,
        json!({
            "clinicalStatus": {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}]},
            "verificationStatus": {"coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "code": "confirmed"}]},
            "category": [category],
            "criticality": if allergy.severe { "high" } else { "low" },
            "code": {"coding": [{"system": format!("http://jpfhir.jp/fhir/core/CodeSystem/{list}"),
                "code": code, "display": allergy.name}], "text": allergy.name},
            "recordedDate": desk.day.to_string(),
            "reaction": [{"manifestation": [{"text": allergy.reaction}]}],
        }),
    );
    if matches!(allergy.allergen, Allergen::Medicine(_)) {
        // 薬剤禁忌 matters as long as the person lives: kept beyond the normal period.
        flag(&mut resource, "LTS");
    }
    resource
}
