mod attacks;
mod law;
mod wide;

use super::*;
use crate::ips::{
    SectionCode,
    tests::{full, whole},
};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use wide::wide;

fn read(bundle: &Value) -> Document {
    Document::read(&bundle.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn section(document: &Document, title: &str) -> Section {
    document.sections.iter().find(|one| one.title.as_deref() == Some(title)).expect(title).clone()
}

fn told(facts: &[Fact]) -> Vec<(Label, &str)> {
    facts.iter().map(|fact| (fact.label, fact.value.as_str())).collect()
}

fn value_of(facts: &[Fact], label: Label) -> Option<&str> {
    facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.as_str())
}

fn name(entry: &Entry) -> &str {
    entry.name.as_ref().map_or("", |name| &name.text)
}

#[wasm_bindgen_test(unsupported = test)]
fn every_leaf_is_told() {
    for bundle in [wide(), whole(&full()).bundle] {
        assert_eq!(law::untold(&bundle), Vec::<String>::new());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_leaf_is_told_of_documents_that_are_wrong() {
    for bundle in [wide(), whole(&full()).bundle] {
        for mutant in law::mutants(&bundle, 5) {
            assert_eq!(law::untold(&mutant), Vec::<String>::new());
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_modifier_extension_stands_beside_the_name() {
    let mut bundle = wide();
    let count = bundle["entry"].as_array().unwrap().len();
    for place in 1..count {
        let modifier = json!([{"url": "http://e.test/not", "valueString": format!("turned-{place}")}]);
        bundle["entry"][place]["resource"]["modifierExtension"] = modifier;
    }
    let told = format!("{:?}", read(&bundle));
    for place in 1..count {
        assert!(told.contains(&format!("label: ModifierExtension, value: \"modifierExtension(http://e.test/not).valueString = turned-{place}\"")));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_envelope_is_told() {
    let document = read(&wide());
    assert_eq!(document.title.as_deref(), Some("Résumé"));
    assert_eq!(document.language.as_deref(), Some("fr"));
    assert_eq!(document.status.as_deref(), Some("final"));
    assert_eq!(document.written_at.as_deref(), Some("2026-01-02"));
    assert_eq!(document.authors, ["Ada Arzt", "somebody else"]);
    assert_eq!(document.composition.narrative, [Block::Paragraph("whole narrative".to_owned())]);
    assert_eq!(document.attachments[0].bytes, Some(3));
    let subject = document.subject.unwrap();
    let names: Vec<_> =
        subject.names.iter().map(|one| (one.text.as_str(), one.form, one.used_as.as_deref())).collect();
    assert_eq!(
        names,
        [
            ("見本 花子", Some(NameForm::Ideographic), Some("official")),
            ("Hanna Eva Muster", None, Some("maiden"))
        ]
    );
    assert_eq!(subject.birth_date.as_deref(), Some("1950-02-03"));
    assert_eq!(subject.deceased.as_deref(), Some("2025-12-31"));
    assert_eq!(subject.identifiers[0].value, "ID-7");
    assert_eq!(told(&subject.entry.qualified), [(Label::Active, "false")]);
}

#[wasm_bindgen_test(unsupported = test)]
fn sections_know_what_they_are_and_what_is_missing() {
    let document = read(&wide());
    let kinds: Vec<SectionKind> = document.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds[0], SectionKind::Ips(SectionCode::Problems));
    assert_eq!(
        kinds[6..9],
        [SectionKind::MedicalDevices, SectionKind::AdvanceDirectives, SectionKind::Alerts]
    );
    assert_eq!(kinds[10], SectionKind::Other);
    assert_eq!(document.sections[0].missing, ["urn:uuid:nobody"]);
    let outer = section(&document, "outer");
    assert_eq!(outer.empty_reason.unwrap().text, "nothing here");
    assert_eq!(outer.sections[0].kind, SectionKind::VitalSigns);
    assert_eq!(outer.rest, [Leaf { path: "mode".to_owned(), value: "changes".to_owned() }]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_negation_never_looks_like_the_thing_itself() {
    let document = read(&wide());
    let entries = |title| section(&document, title).entries;
    let problems = entries("problems");
    assert_eq!(told(&problems[0].qualified), [(Label::ImplicitRules, "http://rules.test")]);
    assert_eq!(
        told(&problems[1].qualified),
        [(Label::Subject, "Another Person"), (Label::Certainty, "refuted"), (Label::Ended, "2025")]
    );
    let medicines = entries("medications");
    assert_eq!(
        told(&medicines[0].qualified)[..2],
        [(Label::Status, "not-taken"), (Label::StatusReason, "side effects")]
    );
    assert_eq!(medicines[0].qualified[2].label, Label::ModifierExtension);
    assert_eq!(told(&medicines[1].qualified), [(Label::DoNotPerform, "doNotPerform = true")]);
    assert_eq!(told(&entries("immunizations")[1].qualified), [(Label::Status, "not-done")]);
    assert_eq!(told(&entries("procedures")[0].qualified), [(Label::Status, "not-done")]);
    assert_eq!(told(&entries("directives")[0].qualified), [(Label::Decision, "deny")]);
    assert_eq!(told(&entries("alerts")[0].qualified), [(Label::Status, "inactive")]);
    let activity = &entries("plan")[0].groups[0];
    assert_eq!(told(&activity.qualified), [(Label::DoNotPerform, "true"), (Label::Status, "cancelled")]);
    let unknown = json!({"resourceType": "Procedure", "status": "Completed?", "code": {"text": "x"}});
    let mut bundle = wide();
    bundle["entry"][4]["resource"] = unknown;
    let document = read(&bundle);
    let entry = &section(&document, "problems").entries[0];
    assert_eq!(told(&entry.qualified), [(Label::Status, "Completed?")]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_status_of_no_known_form_stands_beside_the_name() {
    let mut bundle = wide();
    bundle["entry"][0]["resource"]["status"] = json!(["entered-in-error"]);
    bundle["entry"][4]["resource"]["verificationStatus"] = json!({"coding": {"deeper": "refuted"}});
    let document = read(&bundle);
    assert_eq!(told(&document.composition.qualified), [(Label::Status, "entered-in-error")]);
    let qualified = section(&document, "problems").entries[0].qualified.clone();
    let refuted = (Label::Certainty, "verificationStatus.coding.deeper = refuted");
    assert_eq!(told(&qualified), [(Label::ImplicitRules, "http://rules.test"), refuted]);
    assert_eq!(law::untold(&bundle), Vec::<String>::new());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_suffix_of_a_diagnosis_stands_beside_it() {
    let mut bundle = wide();
    let suffix = json!([{"url": "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Condition_DiseasePostfixModifier",
        "valueCodeableConcept": {"coding": [{"code": "8002", "display": "の疑い"}]}}]);
    bundle["entry"][4]["resource"]["code"]["extension"] = suffix;
    let document = read(&bundle);
    let qualified = &section(&document, "problems").entries[0].qualified;
    assert_eq!(value_of(qualified, Label::NameExtension), Some("の疑い"));
    assert_eq!(law::untold(&bundle), Vec::<String>::new());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_medication_is_told_where_it_is_taken() {
    let document = read(&wide());
    let medicines = section(&document, "medications").entries;
    let statement = &medicines[0];
    assert_eq!(name(statement), "warfarin");
    let medication = &statement.related[0];
    assert_eq!((medication.label, medication.display.as_deref()), (Label::Medication, Some("own words")));
    let ingredient = &medication.entry.groups[0];
    assert_eq!(ingredient.name.as_ref().unwrap().text, "warfarin sodium");
    assert_eq!(value_of(&ingredient.facts, Label::Strength), Some("1 mg / 1 tablet"));
    assert_eq!(statement.related[1].label, Label::Contained);
    let dosage = &statement.groups[0];
    assert_eq!(
        told(&dosage.facts),
        [
            (Label::Dosage, "1 tablet"),
            (Label::Dose, "1.50 tablet"),
            (Label::Period, "2026-01-01 –"),
            (Label::TimeOfDay, "MORN"),
            (Label::Route, "oral"),
            (Label::Timing, "3 / 1 d"),
        ]
    );
    assert_eq!((name(&medicines[1]), name(&medicines[1].related[0].entry)), ("insulin", "insulin"));
    assert_eq!(value_of(&medicines[1].facts, Label::Amount), Some("28 tablet"));
}

#[wasm_bindgen_test(unsupported = test)]
fn results_keep_their_comparators_units_and_members() {
    let document = read(&wide());
    let results = section(&document, "results").entries;
    let panel = &results[0];
    assert_eq!(panel.missing, ["urn:uuid:lost"]);
    let member = &panel.related[0].entry;
    assert_eq!((name(member), member.telling), ("CRP", Telling::InFull));
    assert_eq!(value_of(&member.facts, Label::Value), Some("<0.30 mg/dL"));
    assert_eq!(told(&member.qualified), [(Label::Status, "preliminary")]);
    assert_eq!(
        told(&member.groups[0].facts),
        [(Label::Range, "0.0 mg/dL – 0.5 mg/dL"), (Label::RangeText, "adults")]
    );
    assert!(member.rest.iter().any(|leaf| leaf.path == "valueSampledData.data" && leaf.value == "1 2 3"));
    assert_eq!(
        told(&panel.groups[0].facts),
        [(Label::Value, "120 mm[Hg]"), (Label::Interpretation, "normal")]
    );
    assert_eq!(told(&panel.groups[1].qualified), [(Label::AbsentReason, "not asked")]);
    let report = &results[1];
    assert_eq!((name(report), report.attachments[0].bytes), ("chest X-ray", Some(4)));
    assert_eq!(report.related[0].entry.telling, Telling::Again);
    assert_eq!((name(&results[2]), results[2].telling), ("CRP", Telling::Again));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_no_section_tells_stands_beside() {
    let document = read(&wide());
    let beside: Vec<(&str, &str)> =
        document.beside.iter().map(|one| (one.resource_type.as_str(), name(one))).collect();
    assert_eq!(
        beside,
        [
            ("PractitionerRole", ""),
            ("Practitioner", "Ada Arzt"),
            ("Patient", "Another Person"),
            ("Specimen", "serum")
        ]
    );
    let collector = Leaf { path: "collection.collector".to_owned(), value: "Ada Arzt".to_owned() };
    assert_eq!(document.beside[3].rest, [collector]);
}

#[wasm_bindgen_test(unsupported = test)]
fn our_own_summary_is_told_with_labels() {
    let document = read(&whole(&full()).bundle);
    assert_eq!(document.authors, ["[author]"]);
    let medicine = &document.sections[2].entries[0];
    assert_eq!(document.sections[2].kind, SectionKind::Ips(SectionCode::Medications));
    assert_eq!(name(medicine), "ワーファリン錠１ｍｇ");
    assert_eq!(medicine.groups[0].facts[0].value, "１日１回朝食後");
    assert!(
        document.sections.iter().all(|section| section.missing.is_empty() && !section.narrative.is_empty())
    );
    let names: Vec<&str> =
        document.subject.as_ref().unwrap().names.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(names, ["見本 花子", "ミホン ハナコ"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_document_is_refused_with_what_was_wrong() {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut bundle = wide();
        change(&mut bundle);
        Document::read(&bundle.to_string()).unwrap_err()
    };
    assert!(matches!(Document::read("{").unwrap_err(), InvalidDocument::Json(_)));
    assert!(matches!(Document::read("").unwrap_err(), InvalidDocument::Json(_)));
    let found = |found: &str| found.to_owned();
    assert_eq!(
        with(&|it| it["resourceType"] = json!("List")),
        InvalidDocument::NotABundle { found: found("\"List\"") }
    );
    assert_eq!(with(&|it| it["type"] = json!(7)), InvalidDocument::NotADocument { found: found("7") });
    assert_eq!(
        with(&|it| it["entry"] = json!([])),
        InvalidDocument::NoComposition { found: found("nothing") }
    );
    let patient = with(&|it| it["entry"][0] = it["entry"][1].clone());
    assert_eq!(patient, InvalidDocument::NoComposition { found: found("\"Patient\"") });
    let many = with(&|it| {
        let entries = it["entry"].as_array_mut().unwrap();
        entries.resize(MAX_ENTRIES + 1, json!({"fullUrl": "urn:uuid:an-entry-of-little-to-say"}));
    });
    assert_eq!(many, InvalidDocument::TooManyEntries { found: MAX_ENTRIES + 1, limit: MAX_ENTRIES });
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(Document::read(&deep).unwrap_err().to_string().contains("nesting deeper than 64"));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_not_stated_is_nothing() {
    let bundle = json!({"resourceType": "Bundle", "type": "document",
        "entry": [{"resource": {"resourceType": "Composition"}}]});
    let document = read(&bundle);
    assert_eq!((document.title, document.written_at, document.subject), (None, None, None));
    assert!(document.sections.is_empty() && document.beside.is_empty() && document.rest.is_empty());
}
