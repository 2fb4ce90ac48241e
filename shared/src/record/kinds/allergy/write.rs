//! アレルギー and 薬剤禁忌 → AllergyIntolerance.

use super::{
    Allergy,
    fhir::{CATEGORY, CRITICALITY, VERIFICATION},
};
use crate::{
    element::written::{code, code_of, concept, moment, not_known, notes, put},
    record::kinds::diagnosis::fhir::CLINICAL_STATUS,
};
use serde_json::{Map, Value, json};

pub(crate) const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
const VERIFIED: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

/// Each reaction in words; which of them was severe, a record does not keep apart, so the first says it of all.
pub(super) fn write(one: &Allergy) -> Value {
    let mut written = Map::new();
    written.insert("resourceType".into(), "AllergyIntolerance".into());
    written.insert("code".into(), concept(Some(&one.name), &one.codes));
    let status = code_of(&CLINICAL_STATUS, &one.status);
    put(&mut written, "clinicalStatus", status.map(|status| code(CLINICAL, status)));
    let verification = code_of(&VERIFICATION, &one.verification);
    put(&mut written, "verificationStatus", verification.map(|said| code(VERIFIED, said)));
    let categories: Vec<&str> = one.categories.iter().filter_map(|kind| code_of(&CATEGORY, kind)).collect();
    put(&mut written, "category", Some(categories).filter(|all| !all.is_empty()).map(Value::from));
    put(&mut written, "criticality", code_of(&CRITICALITY, &one.criticality).map(Value::from));
    put(&mut written, "onsetDateTime", moment(one.onset.as_ref()));
    put(&mut written, "recordedDate", moment(one.recorded.as_ref()));
    put(&mut written, "note", notes(&one.notes));
    let mut reactions: Vec<Value> =
        one.reactions.iter().map(|words| json!({"manifestation": [{"text": words}]})).collect();
    if one.severe_reaction {
        match reactions.first_mut() {
            Some(first) => first["severity"] = "severe".into(),
            // A reaction has to have one (FHIR R4, 1..*).
            None => reactions.push(json!({"manifestation": [not_known()], "severity": "severe"})),
        }
    }
    put(&mut written, "reaction", Some(reactions).filter(|all| !all.is_empty()).map(Value::from));
    Value::Object(written)
}
