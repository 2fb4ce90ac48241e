//! 検査 and 感染症.

use super::{Sex, entry, number};
use crate::demo::{
    laboratory::{Scale, Standard},
    place::{Desk, Laboratory},
    story::{Finding, Reading},
};
use serde_json::{Value, json};

const CLINS: &str = "http://jpfhir.jp/fhir/clins/CodeSystem";

/// One result, with the range for the person's sex.
pub fn result(desk: &Desk, serial: &str, reading: &Reading, sex: Sex) -> Value {
    let facts = reading.test.facts();
    let (system, code, display) = match facts.standard {
        Standard::Core(code, display) => {
            (format!("{CLINS}/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS"), code, display)
        }
        Standard::Infection(code, display) => {
            (format!("{CLINS}/JLAC10/JP_CLINS_ObsLabResult_InfectionLabo_CS"), code, display)
        }
        Standard::Jlac10(code, display) => {
            ("http://medis.or.jp/CodeSystem/master-JLAC10-17digits".to_owned(), code, display)
        }
        Standard::Uncoded => (
            format!("{CLINS}/JP_CLINS_ObsLabResult_Uncoded_CS"),
            "99999999999999999",
            "未標準化コード項目(JLAC)",
        ),
    };
    let local = format!("L{:03}", reading.test as u8);
    let resource = entry(
        desk,
        "Observation",
        "JP_Observation_LabResult_eCS",
        serial,
        json!({
            "status": if reading.preliminary { "preliminary" } else { "final" },
            "category": [{"coding": [
                {"system": "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS", "code": "laboratory"}]}],
            "code": {"coding": [
                {"system": format!("{CLINS}/JP_CLINS_ObsLabResult_LocalCode_CS"), "code": local, "display": facts.name},
                {"system": system, "code": code, "display": display},
            ], "text": facts.name},
            "effectiveDateTime": desk.instant(),
            "performer": [{"reference": "#doctor"}],
            "specimen": {"display": facts.specimen},
        }),
    );
    let scale = reading.test.scale(desk.facility.laboratory);
    let mut resource = with_finding(resource, &reading.finding, &scale, sex, desk.facility.laboratory);
    if let Some(flag) = reading.flag {
        resource["interpretation"] = interpretation(flag);
    }
    resource
}

fn interpretation(code: &str) -> Value {
    json!([{"coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "code": code}]}])
}

fn with_finding(
    mut resource: Value,
    finding: &Finding,
    scale: &Scale,
    sex: Sex,
    laboratory: Laboratory,
) -> Value {
    let text = match finding {
        Finding::Words(words) => {
            resource["valueCodeableConcept"] = json!({"text": words});
            return resource;
        }
        Finding::Number(text) => text.as_str(),
    };
    let quantity = |text: &str| json!({"value": number(text), "unit": scale.unit});
    resource["valueQuantity"] = match text.strip_prefix('<') {
        Some(limit) => {
            let mut below = quantity(limit);
            below["comparator"] = json!("<");
            below
        }
        None => quantity(text),
    };
    let (low, high) = scale.limits(sex);
    let mut range = json!({});
    for (name, limit) in [("low", low), ("high", high)] {
        if let Some(limit) = limit {
            range[name] = quantity(limit);
        }
    }
    resource["referenceRange"] = json!([range]);
    if laboratory == Laboratory::Commercial
        && let Some(code) = judged(text, low, high)
    {
        resource["interpretation"] = interpretation(code);
    }
    resource
}

/// The laboratory's own judgement; of a censored value it gives none.
fn judged(text: &str, low: Option<&str>, high: Option<&str>) -> Option<&'static str> {
    let value: f64 = text.parse().ok()?;
    let limit = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
    Some(match (limit(low), limit(high)) {
        (Some(low), _) if value < low => "L",
        (_, Some(high)) if value > high => "H",
        _ => "N",
    })
}
