//! 処方 and 用法・用量.

use super::*;

pub fn of_prescriptions() -> Vec<Case> {
    let number = |value: &str| json!([{"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber", "value": value}]);
    let amount = |value: u8| json!({"value": value, "unit": "錠"});
    let days = |value: u8| json!({"value": value, "code": "d"});
    let supplied = || {
        let mut base = prescription();
        base["dispenseRequest"] = json!({});
        base
    };
    let contained = || {
        let mut base = prescription();
        set(&mut base, "/medicationCodeableConcept", None);
        base["medicationReference"] = json!({"reference": "#m"});
        base["contained"] = json!([{"resourceType": "Medication", "id": "m", "code": words("丙")}]);
        base
    };
    vec![
        case("MedicationRequest.identifier", prescription(), "/identifier", number("1"), number("2")),
        text("Identifier.value", prescription(), "/identifier/0/value").with("/identifier", number("1")),
        case(
            "Identifier.system",
            prescription(),
            "/identifier/0/system",
            number("1")[0]["system"].clone(),
            json!("http://example.org/other"),
        )
        .with("/identifier", number("1")),
        case("MedicationRequest.status", prescription(), "/status", json!("completed"), json!("stopped")),
        said("MedicationRequest.statusReason", prescription(), "/statusReason")
            .with("/status", json!("stopped")),
        case("MedicationRequest.intent", prescription(), "/intent", json!("order"), json!("proposal"))
            .repeats(),
        each_said("MedicationRequest.category", prescription(), "/category"),
        case("MedicationRequest.doNotPerform", prescription(), "/doNotPerform", json!(false), json!(true))
            .by_doubt()
            .repeats(),
        said("MedicationRequest.medicationCodeableConcept", prescription(), "/medicationCodeableConcept"),
        shown("MedicationRequest.medicationReference", prescription(), "/medicationReference")
            .without(&["/medicationCodeableConcept"]),
        said("Medication.code", contained(), "/contained/0/code"),
        day("MedicationRequest.authoredOn", prescription(), "/authoredOn"),
        shown("MedicationRequest.requester", prescription(), "/requester"),
        shown("MedicationRequest.recorder", prescription(), "/recorder"),
        each_said("MedicationRequest.note", prescription(), "/note"),
        each_said("MedicationRequest.dosageInstruction", prescription(), "/dosageInstruction"),
        case(
            "MedicationRequest.dispenseRequest",
            prescription(),
            "/dispenseRequest",
            json!({"quantity": amount(1)}),
            json!({"quantity": amount(2)}),
        ),
        case(
            "MedicationRequest.dispenseRequest.quantity",
            supplied(),
            "/dispenseRequest/quantity",
            amount(1),
            amount(2),
        ),
        case(
            "MedicationRequest.dispenseRequest.expectedSupplyDuration",
            supplied(),
            "/dispenseRequest/expectedSupplyDuration",
            days(7),
            days(14),
        ),
    ]
}

pub fn of_dosages() -> Vec<Case> {
    let amount = |value: u8| json!({"value": value, "unit": "錠"});
    let days = |value: u8| json!({"value": value, "code": "d"});
    let most = |value: u8| json!({"numerator": amount(value), "denominator": days(1)});
    let dosed = || {
        let mut base = prescription();
        base["dosageInstruction"][0]["doseAndRate"] = json!([{}]);
        base
    };
    let repeating = |repeat: Value| {
        let mut base = prescription();
        base["dosageInstruction"][0] = json!({"text": "朝", "timing": {"repeat": repeat}});
        base
    };
    let daily = || repeating(json!({"frequency": 1, "period": 1, "periodUnit": "d"}));
    let weekly = || repeating(json!({"frequency": 1, "period": 1, "periodUnit": "wk"}));
    let counted = || {
        let mut base = repeating(json!({"frequency": 2, "period": 1, "periodUnit": "d"}));
        base["dispenseRequest"] = json!({"expectedSupplyDuration": days(14)});
        base
    };
    vec![
        // Numbers in another order than the instructions stand are in doubt.
        case("Dosage.sequence", prescription(), "/dosageInstruction/1/sequence", json!(2), json!(1))
            .with("/dosageInstruction", json!([{"text": "朝", "sequence": 2}, {"text": "夕"}]))
            .by_doubt()
            .repeats(),
        text("Dosage.text", prescription(), "/dosageInstruction/0/text"),
        each_said("Dosage.additionalInstruction", prescription(), "/dosageInstruction/0/additionalInstruction"),
        text("Dosage.patientInstruction", prescription(), "/dosageInstruction/0/patientInstruction"),
        case(
            "Dosage.timing",
            prescription(),
            "/dosageInstruction/0/timing",
            json!({"code": words("甲")}),
            json!({"code": words("乙")}),
        ),
        case("Dosage.asNeededBoolean", prescription(), "/dosageInstruction/0/asNeededBoolean", json!(true), json!(false)),
        said("Dosage.asNeededCodeableConcept", prescription(), "/dosageInstruction/0/asNeededCodeableConcept"),
        said("Dosage.site", prescription(), "/dosageInstruction/0/site"),
        said("Dosage.route", prescription(), "/dosageInstruction/0/route"),
        said("Dosage.method", prescription(), "/dosageInstruction/0/method"),
        case(
            "Dosage.doseAndRate",
            prescription(),
            "/dosageInstruction/0/doseAndRate",
            json!([{"doseQuantity": amount(1)}]),
            json!([{"doseQuantity": amount(2)}]),
        ),
        case("Dosage.maxDosePerPeriod", prescription(), "/dosageInstruction/0/maxDosePerPeriod", most(1), most(2)),
        case("Dosage.maxDosePerAdministration", prescription(), "/dosageInstruction/0/maxDosePerAdministration", amount(1), amount(2)),
        case("Dosage.maxDosePerLifetime", prescription(), "/dosageInstruction/0/maxDosePerLifetime", amount(1), amount(2)),
        case("Dosage.doseAndRate.type", dosed(), "/dosageInstruction/0/doseAndRate/0/type", concept("2"), concept("1"))
            .with(
                "/dosageInstruction/0/doseAndRate",
                json!([{"doseQuantity": {"value": 500, "unit": "mg"}}, {"type": concept("1"), "doseQuantity": amount(1)}]),
            )
            .by_doubt(),
        case("Dosage.doseAndRate.doseQuantity", dosed(), "/dosageInstruction/0/doseAndRate/0/doseQuantity", amount(1), amount(2)),
        case("Dosage.doseAndRate.rateRatio", dosed(), "/dosageInstruction/0/doseAndRate/0/rateRatio", most(1), most(2)),
        case("Timing.event", repeating(json!({})), "/dosageInstruction/0/timing/event", json!([DAY[0]]), json!([DAY[1]])),
        case(
            "Timing.repeat",
            prescription(),
            "/dosageInstruction/0/timing/repeat",
            json!({"boundsDuration": days(7)}),
            json!({"boundsDuration": days(14)}),
        )
        .with("/dosageInstruction/0/timing", json!({})),
        said("Timing.code", repeating(json!({})), "/dosageInstruction/0/timing/code"),
        case("Timing.repeat.boundsDuration", repeating(json!({})), "/dosageInstruction/0/timing/repeat/boundsDuration", days(7), days(14)),
        case(
            "Timing.repeat.boundsPeriod",
            repeating(json!({})),
            "/dosageInstruction/0/timing/repeat/boundsPeriod",
            json!({"start": DAY[0], "end": "2026-03-01"}),
            json!({"start": DAY[1], "end": "2026-03-02"}),
        ),
        case("Timing.repeat.count", counted(), "/dosageInstruction/0/timing/repeat/count", json!(28), json!(29))
            .by_doubt()
            .repeats(),
        case("Timing.repeat.frequency", weekly(), "/dosageInstruction/0/timing/repeat/frequency", json!(2), json!(1)),
        case("Timing.repeat.period", daily(), "/dosageInstruction/0/timing/repeat/period", json!(2), json!(1)),
        case("Timing.repeat.periodUnit", daily(), "/dosageInstruction/0/timing/repeat/periodUnit", json!("wk"), json!("d")),
        case(
            "Timing.repeat.dayOfWeek",
            weekly(),
            "/dosageInstruction/0/timing/repeat/dayOfWeek",
            json!(["tue"]),
            json!(["fri"]),
        ),
        extended("Dosage.JP_MedicationDosage_PeriodOfUse", prescription(), "/dosageInstruction/0/extension", period_of_use()),
        extended(
            "Dosage.JP_MedicationRequest_DosageInstruction_PeriodOfUse",
            prescription(),
            "/dosageInstruction/0/extension",
            period_of_use(),
        ),
        extended("Dosage.JP_MedicationDosage_UsageDuration", prescription(), "/dosageInstruction/0/extension", usage_duration()),
        extended(
            "Dosage.JP_MedicationRequest_DosageInstruction_UsageDuration",
            prescription(),
            "/dosageInstruction/0/extension",
            usage_duration(),
        ),
    ]
}

fn period_of_use() -> [Value; 2] {
    DAY.map(|day| json!({"valuePeriod": {"start": day}}))
}

fn usage_duration() -> [Value; 2] {
    [7, 14].map(|days| json!({"valueDuration": {"value": days, "code": "d"}}))
}
