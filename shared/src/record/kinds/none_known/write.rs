//! 「なし」の登録 → the resource that it was a statement in.

use super::{About, NoneKnown};
use crate::{
    element::written::{code, code_of, concept, moment, notes, put},
    record::kinds::diagnosis::fhir::CLINICAL_STATUS,
};
use serde_json::{Map, Value};

const OF_CONDITION: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const OF_ALLERGY: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";

pub(super) fn write(one: &NoneKnown) -> Value {
    let of_condition = matches!(one.about, About::Diagnoses | About::Medicines);
    let (name, clinical) = match of_condition {
        true => ("Condition", OF_CONDITION),
        false => ("AllergyIntolerance", OF_ALLERGY),
    };
    let mut written = Map::new();
    written.insert("resourceType".into(), name.into());
    written.insert("code".into(), concept(Some(&one.name), &one.codes));
    let status = code_of(&CLINICAL_STATUS, &one.status);
    put(&mut written, "clinicalStatus", status.map(|status| code(clinical, status)));
    put(&mut written, "recordedDate", moment(one.recorded.as_ref()));
    put(&mut written, "note", notes(&one.notes));
    Value::Object(written)
}
