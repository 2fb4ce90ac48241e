//! 傷病名 → Condition.

use super::{
    Diagnosis,
    fhir::{CLINICAL_STATUS, VERIFICATION},
};
use crate::element::{
    systems,
    written::{by_name, code, code_of, concept, moment, notes, put},
};
use serde_json::{Map, Value, json};

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const VERIFIED: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

/// Its name holds what modifies it, so no modifier stands beside it. A clinical status of none is none.
pub(super) fn write(one: &Diagnosis) -> Value {
    let mut written = Map::new();
    written.insert("resourceType".into(), "Condition".into());
    written.insert("code".into(), concept(Some(&one.name), &one.codes));
    let status = code_of(&CLINICAL_STATUS, &one.status);
    put(&mut written, "clinicalStatus", status.map(|status| code(CLINICAL, status)));
    let verification = code_of(&VERIFICATION, &one.verification);
    put(&mut written, "verificationStatus", verification.map(|said| code(VERIFIED, said)));
    put(&mut written, "onsetDateTime", moment(one.onset.as_ref()));
    put(&mut written, "abatementDateTime", moment(one.ended.as_ref()));
    put(&mut written, "recordedDate", moment(one.recorded.as_ref()));
    put(&mut written, "recorder", by_name(one.doctor.as_deref()));
    put(&mut written, "note", notes(&one.notes));
    if one.main {
        let principal = json!({
            "url": systems::DIAGNOSIS_TYPE_EXTENSION_URL,
            "valueCodeableConcept": {"coding": [{"code": "principal"}]},
        });
        written.insert("extension".into(), json!([principal]));
    }
    Value::Object(written)
}
