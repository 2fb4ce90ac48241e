//! 処方.

use super::{INSTANCE, entry, number};
use crate::demo::{place::Desk, story::Given};
use serde_json::{Value, json};

/// One medicine: the `order`th of the prescription.
pub fn prescription(desk: &Desk, serial: &str, order: usize, given: &Given) -> Value {
    let medicine = &given.medicine;
    let amount = |text: &str| {
        json!({"value": number(text), "unit": medicine.unit,
            "system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUnitMERIT9Code"})
    };
    let mut dose = json!({"doseQuantity": amount(medicine.per_dose)});
    if let Some(per_day) = medicine.per_day {
        dose["rateRatio"] = json!({"numerator": amount(per_day),
            "denominator": {"value": 1, "unit": "日", "system": "http://unitsofmeasure.org", "code": "d"}});
    }
    let (system, code, display) = match medicine.usage.code {
        Some(code) => (
            "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription",
            code,
            medicine.usage.words,
        ),
        None => (
            "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_MedicationUsage_Uncoded_CS",
            "0X0XXXXXXXXX0000",
            "ダミー用法コード",
        ),
    };
    let mut prescription = entry(
        desk,
        "MedicationRequest",
        "JP_MedicationRequest_eCS",
        serial,
        json!({
            "status": "completed", "intent": "order",
            "identifier": [
                {"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber", "value": order.to_string()},
                {"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex", "value": "1"},
                {"system": INSTANCE, "value": format!("{}-{serial}", desk.facility.code)},
            ],
            "medicationCodeableConcept": {"coding": [
                {"system": "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", "code": medicine.yj, "display": medicine.name}
            ], "text": medicine.name},
            "authoredOn": desk.instant(),
            "requester": {"reference": "#doctor"},
            "dosageInstruction": [{
                "extension": [{"url": "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse",
                    "valuePeriod": {"start": desk.day.to_string()}}],
                "text": medicine.usage.words,
                "timing": {"code": {"coding": [{"system": system, "code": code, "display": display}],
                    "text": medicine.usage.words}},
                "doseAndRate": [dose],
            }],
        }),
    );
    if let Some((code, display)) = medicine.usage.only_on {
        prescription["dosageInstruction"][0]["additionalInstruction"] = json!([{"coding": [
            {"system": "http://jami.jp/CodeSystem/MedicationUsageAdditional", "code": code, "display": display}]}]);
    }
    if let Some(days) = given.days {
        prescription["dispenseRequest"] = json!({"expectedSupplyDuration":
            {"value": days, "unit": "日", "system": "http://unitsofmeasure.org", "code": "d"}});
    }
    prescription
}
