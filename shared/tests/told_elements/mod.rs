//! Each element that is told, with a resource around it and two values. `shared/tests/fates/` asks whether the fact is
//! another, `server/tests/told_elements/` whether the pages are.
#![allow(dead_code, reason = "each test binary uses a part")]

mod documents;
mod medicines;
mod results;
mod statements;

use serde_json::{Value, json};
use shared::record::ItemKind;

/// One told element, as `Table.element`.
pub struct Case {
    pub element: &'static str,
    pub kind: ItemKind,
    base: Value,
    /// Where it stands in the base.
    at: &'static str,
    values: [Value; 2],
    /// What the second value says is told as something that could not be read, or that is in doubt.
    pub by_doubt: bool,
    /// Without it the fact says the same: it repeats what stands elsewhere.
    pub repeats: bool,
}

impl Case {
    /// The resource with the first value and with the second.
    pub fn both(&self) -> [Value; 2] {
        [0, 1].map(|at| self.resource(Some(&self.values[at])))
    }

    /// The pointer of the object that the element stands in, and its name there; of an item of a list, the list's.
    pub fn place(&self) -> (&str, &str) {
        let (around, name) = self.at.rsplit_once('/').unwrap();
        match name.parse::<usize>() {
            Ok(_) => around.rsplit_once('/').unwrap(),
            Err(_) => (around, name),
        }
    }

    pub fn left_out(&self) -> Value {
        self.resource(None)
    }

    fn resource(&self, value: Option<&Value>) -> Value {
        let mut resource = self.base.clone();
        set(&mut resource, self.at, value.cloned());
        resource
    }

    /// Leaves out of the base what would be told in its place.
    fn without(mut self, pointers: &[&str]) -> Self {
        for pointer in pointers {
            set(&mut self.base, pointer, None);
        }
        self
    }

    fn with(mut self, pointer: &str, value: Value) -> Self {
        set(&mut self.base, pointer, Some(value));
        self
    }

    fn by_doubt(self) -> Self {
        Self { by_doubt: true, ..self }
    }

    fn repeats(self) -> Self {
        Self { repeats: true, ..self }
    }
}

/// Puts a value where the pointer says, or takes away what stands there.
pub fn set(resource: &mut Value, pointer: &str, value: Option<Value>) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = resource.pointer_mut(parent).unwrap_or_else(|| panic!("nothing around {pointer}"));
    match (parent, value) {
        (Value::Object(fields), Some(value)) => {
            fields.insert(name.to_owned(), value);
        }
        (Value::Object(fields), None) => {
            fields.remove(name);
        }
        (Value::Array(items), value) => match (name.parse::<usize>().unwrap(), value) {
            (at, Some(value)) if at == items.len() => items.push(value),
            (at, Some(value)) => items[at] = value,
            (at, None) => {
                items.remove(at);
            }
        },
        (other, _) => panic!("{pointer}: {other} holds nothing"),
    }
}

fn concept(code: &str) -> Value {
    json!({"coding": [{"code": code}]})
}

fn words(text: &str) -> Value {
    json!({"text": text})
}

fn condition() -> Value {
    json!({"resourceType": "Condition", "verificationStatus": concept("confirmed"),
        "code": {"text": "高血圧症", "coding": [{"system": "http://x/a", "code": "1", "display": "高血圧"}]},
        "onsetDateTime": "2026-01-02"})
}

fn allergy() -> Value {
    json!({"resourceType": "AllergyIntolerance", "code": words("卵"), "onsetDateTime": "2026-01-02"})
}

fn observation() -> Value {
    json!({"resourceType": "Observation", "status": "final", "code": words("クレアチニン"),
        "category": [concept("laboratory")], "effectiveDateTime": "2026-01-02",
        "valueQuantity": {"value": 1.2, "unit": "mg/dL"}})
}

fn prescription() -> Value {
    json!({"resourceType": "MedicationRequest", "status": "completed", "intent": "order",
        "medicationCodeableConcept": words("ワーファリン錠１ｍｇ"), "authoredOn": "2026-02-01",
        "dosageInstruction": [{"text": "１日１回朝食後"}]})
}

fn procedure() -> Value {
    json!({"resourceType": "Procedure", "status": "completed", "code": words("胃切除術"),
        "performedDateTime": "2026-01-02"})
}

fn immunization() -> Value {
    json!({"resourceType": "Immunization", "status": "completed", "vaccineCode": words("麻しんワクチン"),
        "occurrenceDateTime": "2026-01-02"})
}

/// A letter whose section names one more entry.
fn letter(entry: Value) -> Value {
    json!({"resourceType": "Bundle", "type": "document", "timestamp": "2026-01-03T00:00:00+09:00", "entry": [
        {"fullUrl": "urn:uuid:c", "resource": {"resourceType": "Composition", "status": "final",
            "type": concept("57133-1"), "title": "診療情報提供書", "date": "2026-01-02",
            "author": [{"display": "医師"}],
            "section": [{"title": "添付", "entry": [{"reference": "urn:uuid:e"}]}]}},
        {"fullUrl": "urn:uuid:e", "resource": entry}]})
}

fn plan() -> Value {
    letter(json!({"resourceType": "CarePlan", "status": "active", "intent": "plan", "description": "減塩"}))
}

fn attachment() -> Value {
    letter(json!({"resourceType": "DocumentReference", "status": "current", "description": "心電図",
        "content": [{"attachment": {"contentType": "application/pdf"}}]}))
}

/// One of each kind, with nothing in doubt.
pub fn bases() -> Vec<(ItemKind, Value)> {
    vec![
        (ItemKind::Condition, condition()),
        (ItemKind::AllergyIntolerance, allergy()),
        (ItemKind::Observation, observation()),
        (ItemKind::MedicationRequest, prescription()),
        (ItemKind::Procedure, procedure()),
        (ItemKind::Immunization, immunization()),
        (ItemKind::Document, plan()),
    ]
}

fn case(element: &'static str, base: Value, at: &'static str, a: Value, b: Value) -> Case {
    let kind = match base["resourceType"].as_str().unwrap() {
        "Bundle" => ItemKind::Document,
        name => ItemKind::from_name(name).unwrap(),
    };
    Case { element, kind, base, at, values: [a, b], by_doubt: false, repeats: false }
}

const DAY: [&str; 2] = ["2026-02-03", "2026-02-04"];

/// A moment under `name`.
fn day(element: &'static str, base: Value, at: &'static str) -> Case {
    case(element, base, at, json!(DAY[0]), json!(DAY[1]))
}

fn said(element: &'static str, base: Value, at: &'static str) -> Case {
    case(element, base, at, words("甲"), words("乙"))
}

fn each_said(element: &'static str, base: Value, at: &'static str) -> Case {
    case(element, base, at, json!([words("甲")]), json!([words("乙")]))
}

fn text(element: &'static str, base: Value, at: &'static str) -> Case {
    case(element, base, at, json!("甲"), json!("乙"))
}

fn shown(element: &'static str, base: Value, at: &'static str) -> Case {
    case(element, base, at, json!({"display": "甲"}), json!({"display": "乙"}))
}

fn period(element: &'static str, base: Value, at: &'static str) -> Case {
    let of = |day: &str| json!({"start": day, "end": day});
    case(element, base, at, of(DAY[0]), of(DAY[1]))
}

/// An extension that has one of two values, by the last part of its URL.
fn extended(element: &'static str, base: Value, at: &'static str, values: [Value; 2]) -> Case {
    let url = format!(
        "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/{}",
        element.rsplit('.').next().unwrap()
    );
    let [a, b] = values.map(|value| {
        let mut extension = value;
        extension["url"] = json!(url);
        json!([extension])
    });
    case(element, base, at, a, b)
}

/// What is told where no item is read: who somebody is, and what kind of transmission it was.
pub const AT_THE_DOOR: [&str; 7] = [
    "Patient.identifier",
    "Patient.name",
    "Patient.gender",
    "Patient.birthDate",
    "Patient.name.iso21090-EN-representation",
    "Bundle.type",
    // Only where a document has no date of its own.
    "Bundle.timestamp",
];

pub fn cases() -> Vec<Case> {
    let all = [
        statements::of_conditions(),
        statements::of_allergies(),
        results::of_results(),
        medicines::of_prescriptions(),
        medicines::of_dosages(),
        statements::of_procedures(),
        documents::of_documents(),
        documents::of_surroundings(),
    ];
    all.into_iter().flatten().collect()
}
