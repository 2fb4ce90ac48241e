//! Elements of FHIR as they are written: what every writer of a kind is made of.

use crate::{coding::Coding, decimal::Decimal, time::Moment};
use serde_json::{Map, Value, json};

/// A CodeableConcept of its words and codes.
pub(crate) fn concept(text: Option<&str>, codings: &[Coding]) -> Value {
    let mut concept = Map::new();
    put(&mut concept, "text", text.map(Value::from));
    let codings: Vec<Value> = codings.iter().map(coding).collect();
    put(&mut concept, "coding", Some(codings).filter(|all| !all.is_empty()).map(Value::from));
    Value::Object(concept)
}

/// A CodeableConcept of one code alone.
pub(crate) fn code(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": system, "code": code}]})
}

fn coding(coding: &Coding) -> Value {
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty()).map(Value::from);
    let mut written = Map::new();
    put(&mut written, "system", known(&coding.system));
    put(&mut written, "code", known(&coding.code));
    put(&mut written, "display", coding.display.clone().map(Value::from));
    Value::Object(written)
}

pub(crate) fn moment(moment: Option<&Moment>) -> Option<Value> {
    moment.map(|moment| String::from(moment.clone()).into())
}

/// A Quantity whose number keeps its letters.
pub(crate) fn quantity(value: &Decimal, comparator: Option<&str>, unit: Option<&str>) -> Value {
    let mut quantity = Map::new();
    put(&mut quantity, "value", serde_json::from_str(value.as_str()).ok());
    put(&mut quantity, "comparator", comparator.map(Value::from));
    put(&mut quantity, "unit", unit.map(Value::from));
    Value::Object(quantity)
}

/// Each note in words.
pub(crate) fn notes(notes: &[String]) -> Option<Value> {
    let notes: Vec<Value> = notes.iter().map(|text| json!({"text": text})).collect();
    Some(notes).filter(|all| !all.is_empty()).map(Value::from)
}

/// Somebody or something that is known by name alone.
pub(crate) fn by_name(name: Option<&str>) -> Option<Value> {
    name.map(|name| json!({"display": name}))
}

/// In the place of a value that has to be there and is not known.
pub(crate) fn not_known() -> Value {
    let url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    json!({"extension": [{"url": url, "valueCode": "unknown"}]})
}

/// Puts a value under `name`, where there is one.
pub(crate) fn put(object: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value);
    }
}

/// The code that a table gives a value.
pub(crate) fn code_of<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> Option<&'static str> {
    table.iter().find(|(_, known)| known == value).map(|(code, _)| *code)
}
