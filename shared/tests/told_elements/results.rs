//! 検査 and 感染症.

use super::*;

/// `value[x]` of a result and of a part of one.
fn of_values(element: [&'static str; 9], at: [&'static str; 9], base: &dyn Fn() -> Value) -> Vec<Case> {
    let low = |value: u8| json!({"low": {"value": value}, "high": {"value": 9}});
    let ratio = |value: u8| json!({"numerator": {"value": value}, "denominator": {"value": 9}});
    let values: [[Value; 2]; 9] = [
        [json!({"value": 1}), json!({"value": 2})],
        [words("甲"), words("乙")],
        [json!("甲"), json!("乙")],
        [json!(true), json!(false)],
        [json!(1), json!(2)],
        [low(1), low(2)],
        [ratio(1), ratio(2)],
        [json!("10:00:00"), json!("11:00:00")],
        [json!(DAY[0]), json!(DAY[1])],
    ];
    let cases = element.into_iter().zip(at).zip(values);
    cases.map(|((element, at), [a, b])| case(element, base(), at, a, b)).collect()
}

pub fn of_results() -> Vec<Case> {
    let bare = || {
        let mut base = observation();
        set(&mut base, "/valueQuantity", None);
        base
    };
    let part = || {
        let mut base = observation();
        base["component"] = json!([{"code": words("収縮期")}]);
        base
    };
    let ranged = || {
        let mut base = observation();
        base["referenceRange"] = json!([{"high": {"value": 9}}]);
        base
    };
    let range = |text: &str| json!([{"text": text}]);
    let specimen =
        |id: &str, words: &str| json!({"resourceType": "Specimen", "id": id, "type": {"text": words}});
    let found = |code: &str| json!([concept(code)]);
    let mut cases = vec![
        case("Observation.status", observation(), "/status", json!("final"), json!("preliminary")),
        case(
            "Observation.category",
            observation(),
            "/category",
            json!([concept("laboratory")]),
            json!([concept("vital-signs")]),
        ),
        said("Observation.code", observation(), "/code"),
        day("Observation.effectiveDateTime", observation(), "/effectiveDateTime"),
        day("Observation.effectiveInstant", observation(), "/effectiveInstant")
            .without(&["/effectiveDateTime"]),
        period("Observation.effectivePeriod", observation(), "/effectivePeriod")
            .without(&["/effectiveDateTime"]),
        case(
            "Observation.performer",
            observation(),
            "/performer",
            json!([{"display": "甲"}]),
            json!([{"display": "乙"}]),
        ),
        said("Observation.dataAbsentReason", bare(), "/dataAbsentReason"),
        case("Observation.interpretation", observation(), "/interpretation", found("H"), found("L")),
        each_said("Observation.note", observation(), "/note"),
        shown("Observation.specimen", observation(), "/specimen"),
        case("Observation.referenceRange", observation(), "/referenceRange", range("甲"), range("乙")),
        case(
            "Observation.component",
            observation(),
            "/component",
            json!([{"code": words("甲")}]),
            json!([{"code": words("乙")}]),
        ),
        case(
            "Observation.referenceRange.low",
            ranged(),
            "/referenceRange/0/low",
            json!({"value": 1}),
            json!({"value": 2}),
        ),
        case(
            "Observation.referenceRange.high",
            ranged(),
            "/referenceRange/0/high",
            json!({"value": 9}),
            json!({"value": 8}),
        ),
        each_said("Observation.referenceRange.appliesTo", ranged(), "/referenceRange/0/appliesTo"),
        text("Observation.referenceRange.text", ranged(), "/referenceRange/0/text"),
        said("Observation.component.code", part(), "/component/0/code"),
        said("Observation.component.dataAbsentReason", part(), "/component/0/dataAbsentReason"),
        case(
            "Observation.component.interpretation",
            part(),
            "/component/0/interpretation",
            found("H"),
            found("L"),
        ),
        case(
            "Observation.component.referenceRange",
            part(),
            "/component/0/referenceRange",
            range("甲"),
            range("乙"),
        ),
        case("Quantity.value", observation(), "/valueQuantity/value", json!(1), json!(2)),
        case("Quantity.comparator", observation(), "/valueQuantity/comparator", json!("<"), json!(">")),
        text("Quantity.unit", observation(), "/valueQuantity/unit"),
        text("Quantity.code", observation(), "/valueQuantity/code").without(&["/valueQuantity/unit"]),
        case("Range.low", bare(), "/valueRange/low", json!({"value": 1}), json!({"value": 2}))
            .with("/valueRange", json!({"high": {"value": 9}})),
        case("Range.high", bare(), "/valueRange/high", json!({"value": 9}), json!({"value": 8}))
            .with("/valueRange", json!({"low": {"value": 1}})),
        case("Ratio.numerator", bare(), "/valueRatio/numerator", json!({"value": 1}), json!({"value": 2}))
            .with("/valueRatio", json!({"denominator": {"value": 9}})),
        case(
            "Ratio.denominator",
            bare(),
            "/valueRatio/denominator",
            json!({"value": 9}),
            json!({"value": 8}),
        )
        .with("/valueRatio", json!({"numerator": {"value": 1}})),
        case("Reference.reference", observation(), "/specimen/reference", json!("#s"), json!("#t"))
            .with("/specimen", json!({}))
            .with("/contained", json!([specimen("s", "血清"), specimen("t", "尿")])),
        said("Specimen.type", observation(), "/contained/0/type")
            .with("/specimen", json!({"reference": "#s"}))
            .with("/contained", json!([specimen("s", "血清")])),
    ];
    cases.extend(of_values(
        [
            "Observation.valueQuantity",
            "Observation.valueCodeableConcept",
            "Observation.valueString",
            "Observation.valueBoolean",
            "Observation.valueInteger",
            "Observation.valueRange",
            "Observation.valueRatio",
            "Observation.valueTime",
            "Observation.valueDateTime",
        ],
        [
            "/valueQuantity",
            "/valueCodeableConcept",
            "/valueString",
            "/valueBoolean",
            "/valueInteger",
            "/valueRange",
            "/valueRatio",
            "/valueTime",
            "/valueDateTime",
        ],
        &bare,
    ));
    cases.extend(of_values(
        [
            "Observation.component.valueQuantity",
            "Observation.component.valueCodeableConcept",
            "Observation.component.valueString",
            "Observation.component.valueBoolean",
            "Observation.component.valueInteger",
            "Observation.component.valueRange",
            "Observation.component.valueRatio",
            "Observation.component.valueTime",
            "Observation.component.valueDateTime",
        ],
        [
            "/component/0/valueQuantity",
            "/component/0/valueCodeableConcept",
            "/component/0/valueString",
            "/component/0/valueBoolean",
            "/component/0/valueInteger",
            "/component/0/valueRange",
            "/component/0/valueRatio",
            "/component/0/valueTime",
            "/component/0/valueDateTime",
        ],
        &part,
    ));
    cases
}
