//! The form check at registration, rule by rule: a bundle that passes, changed in one place.

use serde_json::{Value, json};
use shared::{
    disclosure::Disclosure,
    fhir::submission::{Content, Submission, read, read_on},
    ids::FacilityCode,
    record::{Issue, ItemKind, Severity},
};

const FACILITY: &str = "1310000019";
const INSTITUTION: &str =
    "http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber";

fn allergy(serial: u32) -> Value {
    json!({"fullUrl": format!("urn:uuid:a{serial}"), "resource": {
        "resourceType": "AllergyIntolerance",
        "meta": {"lastUpdated": "2026-04-01T10:00:00+09:00"},
        "extension": [{"url": INSTITUTION, "valueIdentifier": {"value": FACILITY}}],
        "identifier": [{"system": "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier",
            "value": format!("a-{serial}")}],
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "category": ["food"],
        "code": {"text": "サバ", "coding": [{"code": "J9FC11310000", "display": "さば",
            "system": "http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyFoodAllergen_CS"}]},
        "patient": {"reference": "urn:uuid:p"}
    }})
}

fn registration() -> Value {
    let form = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";
    json!({
        "resourceType": "Bundle", "type": "collection",
        "meta": {"profile": ["http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_CLINS|1"],
            "tag": [{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS",
                "code": "AllergyIntolerance"}]},
        "identifier": {"system": "http://jpfhir.jp/fhir/clins/bundle-identifier", "value": format!("{FACILITY}^2026^1")},
        "timestamp": "2026-04-01T10:00:00+09:00",
        "entry": [
            {"fullUrl": "urn:uuid:p", "resource": {
                "resourceType": "Patient", "id": "p", "meta": {"lastUpdated": "2026-04-01T10:00:00+09:00"},
                "identifier": [
                    {"system": format!("urn:oid:1.2.392.100495.20.3.51.1{FACILITY}"), "value": "000123"},
                    {"system": "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID",
                        "value": "06000000:１２:３:00"}],
                "name": [{"extension": [{"url": form, "valueCode": "IDE"}], "text": "見本 花子"},
                    {"extension": [{"url": form, "valueCode": "SYL"}], "text": "ミホン ハナコ"}],
                "gender": "female", "birthDate": "1944-03-05", "address": [{"text": "東京都"}]}},
            allergy(1), allergy(2)
        ]
    })
}

fn submit(bundle: &Value) -> Result<Submission, Vec<Issue>> {
    read(bundle.to_string().as_bytes(), &FacilityCode::try_from(FACILITY).unwrap())
        .map_err(|refused| refused.issues)
}

/// Sets what stands at `pointer` (nothing removes it); the transmission must then be refused with
/// exactly one error, at `path`.
fn refused(pointer: &str, value: Option<Value>, path: &str) {
    let mut bundle = registration();
    set(&mut bundle, pointer, value);
    let issues = submit(&bundle).expect_err(pointer);
    let errors: Vec<&str> =
        issues.iter().filter(|i| i.severity == Severity::Error).map(|issue| issue.path.as_str()).collect();
    assert_eq!(errors, [path], "{pointer}: {issues:#?}");
}

/// As [`refused`], but accepted, with a warning at `path`.
fn warned(pointer: &str, value: Option<Value>, path: &str) {
    let mut bundle = registration();
    set(&mut bundle, pointer, value);
    let submission = submit(&bundle).unwrap_or_else(|issues| panic!("{pointer}: {issues:#?}"));
    let paths: Vec<&str> = submission.warnings.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(paths, [path], "{pointer}: {:#?}", submission.warnings);
}

fn set(bundle: &mut Value, pointer: &str, value: Option<Value>) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = bundle.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(name.to_owned(), value)),
        (Value::Object(fields), None) => drop(fields.remove(name)),
        (Value::Array(items), Some(value)) => items[name.parse::<usize>().unwrap()] = value,
        (Value::Array(items), None) => drop(items.remove(name.parse().unwrap())),
        _ => panic!("{pointer}"),
    }
}

/// Stored all the same: who sends them may mean something by them, and nothing is lost.
#[test]
fn dates_that_cannot_be_and_unknown_profiles_are_warned_about() {
    let facility = FacilityCode::try_from(FACILITY).unwrap();
    let today = "2026-04-01".parse().unwrap();
    let warnings = |pointer: &str, value: Value| -> Vec<String> {
        let mut bundle = registration();
        set(&mut bundle, pointer, Some(value));
        let read = read_on(bundle.to_string().as_bytes(), &facility, today).unwrap();
        read.warnings.iter().map(|issue| format!("{}: {}", issue.path, issue.expected)).collect()
    };
    assert_eq!(
        warnings("/timestamp", json!("2026-04-02T23:59:59+09:00")),
        [""; 0],
        "a clock may go a day ahead"
    );
    let late = ": no later than 2026-04-02: it cannot have been yet";
    assert_eq!(
        warnings("/timestamp", json!("2026-04-03T00:00:00+09:00")),
        [format!("Bundle.timestamp{late}")]
    );
    assert_eq!(
        warnings("/timestamp", json!("2099-01-01T00:00:00+09:00")),
        [format!("Bundle.timestamp{late}")]
    );
    let updated = "/entry/1/resource/meta/lastUpdated";
    let path = "Bundle.entry[1].resource.meta.lastUpdated";
    assert_eq!(warnings(updated, json!("2099-01-01T00:00:00Z")), [format!("{path}{late}")]);
    assert_eq!(warnings(updated, json!("1800-01-01T00:00:00Z")), [format!("{path}: 1900 or later")]);
    assert_eq!(warnings("/entry/1/resource/onsetDateTime", json!("1899")).len(), 1);
    assert_eq!(warnings("/entry/1/resource/onsetDateTime", json!("1900")), [""; 0]);
    for (element, said) in [
        ("onsetDateTime", json!("2030")),
        ("onsetPeriod", json!({"start": "2030-01-01"})),
        ("recordedDate", json!("2030-01-01")),
        ("lastOccurrence", json!("2030-01-01")),
        ("reaction", json!([{"onset": "2030-01-01", "manifestation": [{"text": "発疹"}]}])),
    ] {
        let found = warnings(&format!("/entry/1/resource/{element}"), said);
        assert!(
            matches!(&found[..], [one] if one.contains(element) && one.ends_with(late)),
            "{element}: {found:?}"
        );
    }
    let profiles = json!([
        "http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_AllergyIntolerance_eCS",
        "http://example.org/x"
    ]);
    assert_eq!(
        warnings("/entry/1/resource/meta/profile", profiles),
        ["Bundle.entry[1].resource.meta.profile[1]: a profile of JP Core, JP-CLINS or HL7"]
    );
    let mut bundle = registration();
    set(&mut bundle, "/meta/profile", Some(json!(["x"])));
    let found: Vec<String> = submit(&bundle).unwrap().warnings.into_iter().map(|issue| issue.found).collect();
    assert_eq!(found, [r#"["x"]"#], "as it was sent");
}

#[test]
fn a_number_is_no_date_whatever_its_digits() {
    for date in [json!(20260101), json!(true), json!(["2026-01-01", 2026]), json!("2026/01/01"), json!("")] {
        let mut bundle = registration();
        set(&mut bundle, "/entry/1/resource/onsetDateTime", Some(date.clone()));
        let issues = submit(&bundle).expect_err("a date");
        let is_named = |issue: &Issue| {
            issue.severity == Severity::Error
                && issue.path.starts_with("Bundle.entry[1].resource.onsetDateTime")
        };
        assert!(issues.iter().any(is_named), "{date}: {issues:#?}");
    }
}

/// A report of one result: what the given elements say of it, and the warnings of them.
fn warned_of_a_result(more: Value) -> Vec<String> {
    let mut bundle = registration();
    set(&mut bundle, "/meta/tag/0/code", Some(json!("Observation")));
    set(&mut bundle, "/entry/2", None);
    let department = "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department";
    let mut result = json!({
        "resourceType": "Observation", "status": "final",
        "meta": {"lastUpdated": "2026-04-01T10:00:00+09:00"},
        "extension": [{"url": INSTITUTION, "valueIdentifier": {"value": FACILITY}},
            {"url": department, "valueCodeableConcept": {"text": "内科",
                "coding": [{"code": "01", "system": "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment"}]}}],
        "identifier": [{"system": "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier", "value": "o"}],
        "category": [{"coding": [{"code": "laboratory",
            "system": "http://terminology.hl7.org/CodeSystem/observation-category"}]}],
        "code": {"text": "血色素量", "coding": [{"code": "1", "display": "血色素量",
            "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS"}]},
        "subject": {"reference": "urn:uuid:p"}, "effectiveDateTime": "2026-04-01", "specimen": {"display": "血液"},
        "valueQuantity": {"value": 5, "unit": "g/dL"}
    });
    result.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    set(&mut bundle, "/entry/1/resource", Some(result));
    let submission = submit(&bundle).unwrap_or_else(|issues| panic!("{more}: {issues:#?}"));
    let names = ["referenceRange", "value", "dataAbsentReason", "interpretation", "component"];
    let of_it = |issue: &Issue| names.iter().any(|name| issue.path.contains(&format!("resource.{name}")));
    submission.warnings.iter().filter(|issue| of_it(issue)).map(|issue| issue.path.clone()).collect()
}

/// Told as "not compared" or in doubt, with 201: its sender hears of it.
#[test]
fn whoever_sends_a_result_that_contradicts_itself_hears_of_it() {
    let limit = |value: Value| json!({"value": value, "unit": "g/dL"});
    let range = |low: Value, high: Value| json!({"referenceRange": [{"low": low, "high": high}]});
    assert_eq!(warned_of_a_result(range(limit(json!(3)), limit(json!(9)))), [""; 0]);
    for (what, more, path) in [
        ("reversed", range(limit(json!(9)), limit(json!(1))), "referenceRange[0]"),
        ("half", range(limit(json!(3)), json!([6])), "referenceRange[0].high"),
        (
            "a text of its own",
            json!({"referenceRange": [{"low": limit(json!(3)), "high": limit(json!(9)), "text": "13-17"}]}),
            "referenceRange",
        ),
        (
            "two units",
            json!({"valueQuantity": {"value": 5, "unit": "mg/dL", "code": "g/dL"}}),
            "valueQuantity.code",
        ),
        ("no value", json!({"dataAbsentReason": {"text": "測定エラー"}}), "dataAbsentReason"),
        ("two values", json!({"valueString": "陰性"}), "valueString"),
        (
            "two judgements",
            json!({"interpretation": [{"coding": [{"code": "HH"}]}, {"coding": [{"code": "L"}]}]}),
            "interpretation[1]",
        ),
        (
            "a part",
            json!({"component": [{"code": {"text": "甲"},
                "valueQuantity": {"value": 5, "unit": "mg/dL", "code": "g/dL"}}]}),
            "component[0].valueQuantity.code",
        ),
    ] {
        let found = warned_of_a_result(more);
        let path = format!("Bundle.entry[1].resource.{path}");
        assert!(found.contains(&path), "{what}: {found:?}");
    }
}

/// Whoever means something by a label hears that it does nothing here.
#[test]
fn a_label_that_hides_nothing_is_said_to() {
    let label = |code: &str| json!([{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": code}]);
    for code in ["V", "R", "NODSCLCD", "HTEST", ""] {
        let path = "Bundle.entry[1].resource.meta.security[0]";
        warned("/entry/1/resource/meta/security", Some(label(code)), path);
    }
    for code in ["N", "U"] {
        let mut bundle = registration();
        set(&mut bundle, "/entry/1/resource/meta/security", Some(label(code)));
        assert_eq!(submit(&bundle).unwrap().warnings, [], "{code}");
    }
}

#[test]
fn a_text_has_an_end() {
    let long = |letters: usize| Some(json!("あ".repeat(letters)));
    let name = "/entry/1/resource/code/text";
    refused(name, long(1_001), "Bundle.entry[1].resource.code.text");
    let mut bundle = registration();
    set(&mut bundle, name, long(1_000));
    assert!(submit(&bundle).is_ok());
    let display = "/entry/1/resource/code/coding/0/display";
    refused(display, long(1_001), "Bundle.entry[1].resource.code.coding[0].display");
    let note = |letters: usize| Some(json!([{"text": "あ".repeat(letters)}]));
    refused("/entry/1/resource/note", note(1_048_577), "Bundle.entry[1].resource.note[0].text");
    set(&mut bundle, "/entry/1/resource/note", note(1_048_576));
    assert!(submit(&bundle).is_ok());
}

/// No identifier that it could write would be taken: that is what it is told.
#[test]
fn a_pharmacy_is_told_that_its_collections_are_not_taken() {
    let pharmacy = "1340000011";
    let mut bundle = registration();
    set(&mut bundle, "/identifier/value", Some(json!(format!("{pharmacy}^2026^1"))));
    let sender = FacilityCode::try_from(pharmacy).unwrap();
    let issues = read(bundle.to_string().as_bytes(), &sender).expect_err("a pharmacy").issues;
    let said: Vec<&Issue> = issues.iter().filter(|issue| issue.path == "Bundle.identifier.value").collect();
    assert!(matches!(&said[..], [one] if one.expected.contains("third digit is 1 to 3")), "{said:?}");
}

#[test]
fn a_right_registration_passes_without_a_warning() {
    let submission = submit(&registration()).unwrap();
    assert_eq!(submission.warnings, []);
    let Content::List { kind, items } = submission.content else { panic!("a list") };
    assert_eq!((kind, items.len()), (ItemKind::AllergyIntolerance, 2));
    assert_eq!(
        items[0].code_key,
        "http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyFoodAllergen_CS|J9FC11310000 サバ"
    );
    assert_eq!(items[0].disclosure, Disclosure::Open);
    assert_eq!(submission.claim.local_number.unwrap().1, "000123");
    assert_eq!(submission.claim.insured_id.value, "06000000:12:3:00");
}

#[test]
fn the_envelope_is_checked() {
    refused("/type", Some(json!("batch")), "Bundle.type");
    refused("/timestamp", None, "Bundle.timestamp");
    refused("/timestamp", Some(json!("2026-02-30")), "Bundle.timestamp");
    refused("/identifier", None, "Bundle.identifier");
    refused("/identifier/value", Some(json!("1310000027^2026^1")), "Bundle.identifier.value");
    refused("/identifier/value", Some(json!("1310000019^2026^日")), "Bundle.identifier.value");
    refused("/identifier/system", Some(json!("http://example.org")), "Bundle.identifier.system");
    refused("/meta/tag", None, "Bundle.meta.tag");
    refused("/meta/tag/0/code", Some(json!("Composition")), "Bundle.meta.tag[0].code");
}

#[test]
fn the_person_is_checked() {
    let patient = "Bundle.entry[0].resource";
    let at = |field: &str| format!("{patient}.{field}");
    refused("/entry/0/resource/birthDate", Some(json!("1944-03")), &at("birthDate"));
    refused("/entry/0/resource/gender", Some(json!("F")), &at("gender"));
    refused("/entry/0/resource/name/0/text", None, &at("name[0].text"));
    refused("/entry/0/resource/identifier/1", None, &at("identifier"));
    refused("/entry/0/resource/identifier/1/value", Some(json!("6000000:1:2:")), &at("identifier[1].value"));
    warned("/entry/0/resource/name/1", None, &at("name"));
    warned("/entry/0/resource/address", None, &at("address.text"));
}

#[test]
fn every_entry_is_checked() {
    let entry = "Bundle.entry[2].resource";
    let at = |field: &str| format!("{entry}.{field}");
    refused("/entry/2/resource/patient/reference", Some(json!("urn:uuid:other")), &at("patient"));
    refused("/entry/2/resource/patient", None, &at("patient"));
    refused("/entry/2/resource/meta/lastUpdated", None, &at("meta.lastUpdated"));
    refused("/entry/2/resource/identifier", None, &at("identifier"));
    refused("/entry/2/resource/identifier/0/value", Some(json!("a-1")), &at("identifier"));
    refused("/entry/2/resource/code/text", None, &at("code.text"));
    refused("/entry/2/resource/extension", None, &at("extension('JP_eCS_InstitutionNumber')"));
    let other = at("extension[0].valueIdentifier.value");
    refused("/entry/2/resource/extension/0/valueIdentifier/value", Some(json!("1310000027")), &other);
    refused("/entry/2/resource/onsetDateTime", Some(json!("2024-13-40")), &at("onsetDateTime"));
    refused("/entry/2/fullUrl", Some(json!("urn:uuid:a1")), "Bundle.entry[2].fullUrl");
    refused("/entry/2/resource", None, "Bundle.entry[2].resource");
    warned("/entry/2/resource/category", Some(json!(["medication"])), &at("criticality"));
    warned("/entry/2/resource/category", Some(json!(["insects"])), &at("category[0]"));
    let system = "http://example.org/codes";
    warned("/entry/2/resource/code/coding/0/system", Some(json!(system)), &at("code.coding[0].system"));
    refused("/entry/2/resource/resourceType", Some(json!("Condtion")), &at("resourceType"));
}

#[test]
fn an_entry_may_name_its_patient_in_three_ways() {
    let system = "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID";
    for patient in [
        json!({"reference": "Patient/p"}),
        json!({"identifier": {"system": system, "value": "06000000:12:3:00"}}),
        json!({"reference": "urn:uuid:p", "identifier": {"system": system, "value": "06000000:１２:３:00"}}),
    ] {
        let mut bundle = registration();
        set(&mut bundle, "/entry/2/resource/patient", Some(patient));
        assert!(submit(&bundle).is_ok());
    }
    let other = json!({"identifier": {"system": system, "value": "06000000:12:4:00"}});
    refused("/entry/2/resource/patient", Some(other), "Bundle.entry[2].resource.patient");
}

#[test]
fn a_patient_alone_with_a_tag_withdraws() {
    let mut bundle = registration();
    bundle["entry"].as_array_mut().unwrap().truncate(1);
    let content = submit(&bundle).unwrap().content;
    assert!(matches!(content, Content::Withdrawal { kind: ItemKind::AllergyIntolerance }), "{content:?}");
    bundle["meta"]["tag"] = json!([]);
    assert!(submit(&bundle).is_err());
}

#[test]
fn a_transaction_needs_its_methods() {
    let mut bundle = registration();
    bundle["type"] = json!("transaction");
    for entry in bundle["entry"].as_array_mut().unwrap() {
        entry["request"] = json!({"method": "PUT", "url": "x"});
    }
    assert!(matches!(submit(&bundle).unwrap().content, Content::Report { items } if items.len() == 2));
    bundle["entry"][2]["request"]["method"] = json!("DELETE");
    let issues = submit(&bundle).unwrap_err();
    assert!(issues.iter().any(|issue| issue.path == "Bundle.entry[2].request.method"));
}

#[test]
fn a_flag_anywhere_is_carried_along() {
    let mut bundle = registration();
    bundle["entry"][1]["resource"]["contained"] = json!([{"meta": {"tag": [{"code": "Undelivered"}]}}]);
    let Content::List { items, .. } = submit(&bundle).unwrap().content else { panic!("a list") };
    assert_eq!(items[0].disclosure, Disclosure::Undelivered);
    assert_eq!(items[1].disclosure, Disclosure::Open);
}

#[test]
fn many_problems_are_counted_beyond_a_hundred() {
    let mut bundle = registration();
    let entries = bundle["entry"].as_array_mut().unwrap();
    entries.extend((3..1_503).map(|serial| {
        let mut entry = allergy(serial);
        entry["resource"]["code"] = json!({});
        entry
    }));
    let issues = submit(&bundle).unwrap_err();
    assert_eq!(issues.len(), 101);
    let last = &issues[100].found;
    assert!(last.starts_with("and ") && last.ends_with(" more"), "{last}");
}
