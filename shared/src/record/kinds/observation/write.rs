//! 検査, 感染症 and findings → Observation.

use super::{
    Component, Interpretation, Measured, MeasuringLimit, Observation, ObservationKind, Quantity,
    ReferenceRange,
    fhir::STATUS,
    measured::{COMPARATOR, INTERPRETATION, LIMIT},
};
use crate::element::{
    systems,
    written::{by_name, code, code_of, concept, moment, notes, put, quantity},
};
use serde_json::{Map, Value, json};

const JUDGEMENT: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

pub(super) fn write(one: &Observation) -> Value {
    let mut written = Map::new();
    written.insert("resourceType".into(), "Observation".into());
    put(&mut written, "status", code_of(&STATUS, &one.status).map(Value::from));
    written.insert("code".into(), concept(Some(&one.name), &one.codes));
    let laboratory = one.kind != ObservationKind::Other;
    let category = laboratory.then(|| json!([code(systems::OBSERVATION_CATEGORY, "laboratory")]));
    put(&mut written, "category", category);
    put(&mut written, "effectiveDateTime", moment(one.effective.as_ref()));
    put_result(&mut written, &one.value, (one.interpretation, one.limit), &one.ranges);
    put(&mut written, "specimen", by_name(one.specimen.as_deref()));
    put(&mut written, "performer", by_name(one.doctor.as_deref()).map(|doctor| json!([doctor])));
    put(&mut written, "note", notes(&one.notes));
    let parts: Vec<Value> = one.components.iter().map(component).collect();
    put(&mut written, "component", Some(parts).filter(|all| !all.is_empty()).map(Value::from));
    Value::Object(written)
}

fn component(part: &Component) -> Value {
    let mut written = Map::new();
    written.insert("code".into(), concept(Some(&part.name), &[]));
    put_result(&mut written, &part.value, (part.interpretation, part.limit), &part.ranges);
    Value::Object(written)
}

/// A value with what is said of it.
fn put_result(
    written: &mut Map<String, Value>,
    value: &Measured,
    (interpretation, limit): (Option<Interpretation>, Option<MeasuringLimit>),
    ranges: &[ReferenceRange],
) {
    match value {
        Measured::Quantity(value) => put(written, "valueQuantity", Some(measured(value))),
        Measured::Text(words) => put(written, "valueString", Some(words.as_str().into())),
        Measured::Range { low, high } => {
            put(written, "valueRange", Some(bounds(low.as_ref(), high.as_ref())))
        }
        Measured::Ratio { numerator, denominator } => {
            let ratio = json!({"numerator": measured(numerator), "denominator": measured(denominator)});
            put(written, "valueRatio", Some(ratio));
        }
        Measured::Flag(flag) => put(written, "valueBoolean", Some((*flag).into())),
        Measured::Instant(at) => put(written, "valueDateTime", moment(Some(at))),
        Measured::Absent { reason } => {
            put(written, "dataAbsentReason", Some(concept(reason.as_deref(), &[])));
        }
        Measured::NotSent | Measured::Unreadable(_) => {}
    }
    let judged = interpretation.and_then(|said| code_of(&INTERPRETATION, &said));
    let beyond = limit.and_then(|limit| code_of(&LIMIT, &limit));
    let said: Vec<Value> = judged.into_iter().chain(beyond).map(|said| code(JUDGEMENT, said)).collect();
    put(written, "interpretation", Some(said).filter(|all| !all.is_empty()).map(Value::from));
    let ranges: Vec<Value> = ranges.iter().map(range).collect();
    put(written, "referenceRange", Some(ranges).filter(|all| !all.is_empty()).map(Value::from));
}

fn range(range: &ReferenceRange) -> Value {
    let mut written = bounds(range.low.as_ref(), range.high.as_ref());
    if let Some(text) = &range.text {
        written["text"] = text.as_str().into();
    }
    written
}

fn bounds(low: Option<&Quantity>, high: Option<&Quantity>) -> Value {
    let mut written = Map::new();
    put(&mut written, "low", low.map(measured));
    put(&mut written, "high", high.map(measured));
    Value::Object(written)
}

fn measured(value: &Quantity) -> Value {
    let comparator = value.comparator.as_ref().and_then(|comparator| code_of(&COMPARATOR, comparator));
    quantity(&value.value, comparator, value.unit.as_deref())
}
