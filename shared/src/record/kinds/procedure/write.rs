//! 手術・処置 → Procedure.

use super::Procedure;
use crate::{
    element::written::{code_of, concept, moment, notes, put},
    record::Performed,
};
use serde_json::{Map, Value};

pub(super) fn write(one: &Procedure) -> Value {
    let mut written = Map::new();
    written.insert("resourceType".into(), "Procedure".into());
    put(&mut written, "status", code_of(&Performed::STATUSES, &one.status).map(Value::from));
    written.insert("code".into(), concept(Some(&one.name), &one.codes));
    put(&mut written, "performedDateTime", moment(one.performed.as_ref()));
    put(&mut written, "note", notes(&one.notes));
    Value::Object(written)
}
