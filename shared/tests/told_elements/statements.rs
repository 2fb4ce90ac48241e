//! 傷病名, アレルギー, 手術・処置 and 予防接種.

use super::*;

pub fn of_conditions() -> Vec<Case> {
    let note = || Case::with(said("", condition(), "/x"), "/note", json!([{"time": "2026"}])).base;
    let tag = |code: &str| json!([{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication", "code": code}]);
    vec![
        case(
            "Condition.clinicalStatus",
            condition(),
            "/clinicalStatus",
            concept("active"),
            concept("resolved"),
        ),
        case(
            "Condition.verificationStatus",
            condition(),
            "/verificationStatus",
            concept("confirmed"),
            concept("refuted"),
        ),
        said("Condition.code", condition(), "/code"),
        day("Condition.onsetDateTime", condition(), "/onsetDateTime"),
        period("Condition.onsetPeriod", condition(), "/onsetPeriod").without(&["/onsetDateTime"]),
        day("Condition.abatementDateTime", condition(), "/abatementDateTime"),
        period("Condition.abatementPeriod", condition(), "/abatementPeriod"),
        day("Condition.recordedDate", condition(), "/recordedDate"),
        shown("Condition.recorder", condition(), "/recorder"),
        shown("Condition.asserter", condition(), "/asserter"),
        each_said("Condition.note", condition(), "/note"),
        case("CodeableConcept.text", condition(), "/code/text", json!("甲"), json!("乙")),
        case(
            "CodeableConcept.coding",
            condition(),
            "/code/coding",
            json!([{"system": "a", "code": "1"}]),
            json!([{"system": "a", "code": "2"}]),
        ),
        case(
            "Coding.system",
            condition(),
            "/code/coding/0/system",
            json!("http://hl7.org/fhir/sid/icd-10"),
            json!("http://medis.or.jp/CodeSystem/master-disease-exCode"),
        ),
        text("Coding.code", condition(), "/code/coding/0/code"),
        text("Coding.display", condition(), "/code/coding/0/display"),
        text("Annotation.text", note(), "/note/0/text"),
        text("Reference.display", condition(), "/recorder/display").with("/recorder", json!({"type": "x"})),
        day("Period.start", condition(), "/onsetPeriod/start")
            .without(&["/onsetDateTime"])
            .with("/onsetPeriod", json!({})),
        day("Period.end", condition(), "/abatementPeriod/end").with("/abatementPeriod", json!({})),
        case(
            "Meta.lastUpdated",
            condition(),
            "/meta/lastUpdated",
            json!("2026-02-03T01:00:00+09:00"),
            json!("2026-02-04T01:00:00+09:00"),
        )
        .with("/meta", json!({})),
        case("Meta.tag", condition(), "/meta/tag", tag("LTS"), tag("X")).with("/meta", json!({})),
        extended("JP_eCS_Department", condition(), "/extension", ["甲", "乙"].map(valued)),
        extended(
            "Condition.JP_eCS_DiagnosisType",
            condition(),
            "/extension",
            ["principal", "other"].map(|code| json!({"valueCodeableConcept": concept(code)})),
        ),
        extended(
            "Condition.code.JP_Condition_DiseasePrefixModifier",
            condition(),
            "/code/extension",
            ["急性", "慢性"].map(valued),
        ),
        extended(
            "Condition.code.JP_Condition_DiseasePostfixModifier",
            condition(),
            "/code/extension",
            ["後遺症", "術後"].map(valued),
        ),
    ]
}

pub fn of_allergies() -> Vec<Case> {
    let reaction = || {
        let mut base = allergy();
        base["reaction"] = json!([{"onset": "2026"}]);
        base
    };
    vec![
        case(
            "AllergyIntolerance.clinicalStatus",
            allergy(),
            "/clinicalStatus",
            concept("active"),
            concept("resolved"),
        ),
        case(
            "AllergyIntolerance.verificationStatus",
            allergy(),
            "/verificationStatus",
            concept("confirmed"),
            concept("refuted"),
        ),
        case("AllergyIntolerance.category", allergy(), "/category", json!(["food"]), json!(["medication"])),
        case("AllergyIntolerance.criticality", allergy(), "/criticality", json!("low"), json!("high")),
        said("AllergyIntolerance.code", allergy(), "/code"),
        day("AllergyIntolerance.onsetDateTime", allergy(), "/onsetDateTime"),
        period("AllergyIntolerance.onsetPeriod", allergy(), "/onsetPeriod").without(&["/onsetDateTime"]),
        day("AllergyIntolerance.recordedDate", allergy(), "/recordedDate"),
        each_said("AllergyIntolerance.note", allergy(), "/note"),
        case(
            "AllergyIntolerance.reaction",
            allergy(),
            "/reaction",
            json!([{"description": "甲"}]),
            json!([{"description": "乙"}]),
        ),
        each_said("AllergyIntolerance.reaction.manifestation", reaction(), "/reaction/0/manifestation"),
        text("AllergyIntolerance.reaction.description", reaction(), "/reaction/0/description"),
        each_said("AllergyIntolerance.reaction.note", reaction(), "/reaction/0/note"),
    ]
}

pub fn of_procedures() -> Vec<Case> {
    vec![
        case("Procedure.status", procedure(), "/status", json!("completed"), json!("not-done")),
        said("Procedure.code", procedure(), "/code"),
        day("Procedure.performedDateTime", procedure(), "/performedDateTime"),
        period("Procedure.performedPeriod", procedure(), "/performedPeriod").without(&["/performedDateTime"]),
        each_said("Procedure.note", procedure(), "/note"),
        case("Immunization.status", immunization(), "/status", json!("completed"), json!("not-done")),
        said("Immunization.vaccineCode", immunization(), "/vaccineCode"),
        day("Immunization.occurrenceDateTime", immunization(), "/occurrenceDateTime"),
        each_said("Immunization.note", immunization(), "/note"),
    ]
}

fn valued(text: &str) -> Value {
    json!({"valueCodeableConcept": words(text)})
}
