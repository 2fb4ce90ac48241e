//! 予防接種 → Immunization.

use super::Immunization;
use crate::{
    element::written::{code_of, concept, moment, notes, put},
    record::Vaccination,
};
use serde_json::{Map, Value};

pub(super) fn write(one: &Immunization) -> Value {
    let mut written = Map::new();
    written.insert("resourceType".into(), "Immunization".into());
    put(&mut written, "status", code_of(&Vaccination::STATUSES, &one.status).map(Value::from));
    written.insert("vaccineCode".into(), concept(Some(&one.vaccine), &one.codes));
    put(&mut written, "occurrenceDateTime", moment(one.occurred.as_ref()));
    put(&mut written, "note", notes(&one.notes));
    Value::Object(written)
}
