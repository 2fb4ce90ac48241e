//! Whatever a facility sends: no panic, and nothing that was accepted is lost on the way out.

use proptest::prelude::*;
use serde_json::{Value, json};
use shared::{
    disclosure::{hidden_terms, refers_to, strictest},
    fhir::{
        item::{Json, Stored, read as read_item},
        resource::read_resource,
        submission::{Content, Incoming, read as read_submission},
    },
    ids::{FacilityCode, ItemId, PatientId},
    record::{Entry, ItemKind, SectionEntry},
};

const FACILITY: &str = "1310000019";

fn clinical(kind: &str, serial: usize, extra: Value) -> Value {
    let mut resource = json!({
        "resourceType": kind,
        "id": format!("r{serial}"),
        "meta": {"lastUpdated": "2026-04-01T10:00:00+09:00"},
        "extension": [
            {"url": "http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber",
             "valueIdentifier": {"value": FACILITY}},
            {"url": "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department",
             "valueCodeableConcept": {"coding": [{"system": "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment",
                "code": "08"}], "text": "循環器科"}}
        ],
        "identifier": [{"system": "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier",
            "value": format!("id-{serial}")}],
        "subject": {"reference": "urn:uuid:p"},
        "note": [{"text": "メモ"}]
    });
    let fields = resource.as_object_mut().unwrap();
    fields.extend(extra.as_object().unwrap().clone());
    resource
}

fn conditions() -> Vec<Value> {
    (0..3)
        .map(|serial| {
            clinical(
                "Condition",
                serial,
                json!({
                    "code": {"text": format!("病名{serial}"), "coding": [{
                        "system": "http://medis.or.jp/CodeSystem/master-disease-keyNumber",
                        "code": format!("2000000{serial}"), "display": "病名"}]},
                    "verificationStatus": {"coding": [{"code": "confirmed"}]},
                    "clinicalStatus": {"coding": [{"code": "active"}]},
                    "category": [{"coding": [{"code": "encounter-diagnosis"}]}],
                    "onsetDateTime": "2026-01"
                }),
            )
        })
        .collect()
}

fn results() -> Vec<Value> {
    let value = [json!({"valueQuantity": {"value": 3.90, "unit": "g/dL"}}), json!({"valueString": "(±)"})];
    (0..2)
        .map(|serial| {
            let mut result = clinical(
                "Observation",
                10 + serial,
                json!({
                    "status": "final",
                    "code": {"text": "検査", "coding": [{
                        "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS",
                        "code": format!("L{serial}"), "display": "検査"}]},
                    "category": [{"coding": [{"code": "laboratory"}]}],
                    "effectiveDateTime": "2026-03-31T09:00:00+09:00",
                    "specimen": {"display": "血清"},
                    "interpretation": [{"coding": [{"code": "H"}]}],
                    "referenceRange": [{"low": {"value": 3.5}, "high": {"value": 5}}]
                }),
            );
            result.as_object_mut().unwrap().extend(value[serial].as_object().unwrap().clone());
            result
        })
        .collect()
}

fn prescription() -> Value {
    clinical(
        "MedicationRequest",
        20,
        json!({
            "status": "completed", "intent": "order", "authoredOn": "2026-04-01",
            "medicationCodeableConcept": {"text": "薬", "coding": [{
                "system": "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", "code": "2233002F1280"}]},
            "dosageInstruction": [{"text": "1日3回", "timing": {"code": {"coding": [{
                "system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription",
                "code": "1013044400000000"}]}, "event": ["2026-04-01"]},
                "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "錠"}}]}],
            "dispenseRequest": {"expectedSupplyDuration": {"value": 7, "code": "d"}}
        }),
    )
}

fn patient() -> Value {
    let form = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";
    json!({
        "resourceType": "Patient", "id": "p",
        "identifier": [{"system": "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID",
            "value": "06000000:１２:３:00"}],
        "name": [
            {"extension": [{"url": form, "valueCode": "IDE"}], "text": "見本 花子"},
            {"extension": [{"url": form, "valueCode": "SYL"}], "text": "ミホン ハナコ"}
        ],
        "gender": "female", "birthDate": "1944-03-05"
    })
}

fn bundle(kind: &str, tag: Option<&str>, resources: Vec<Value>) -> Value {
    let entries: Vec<Value> = resources
        .into_iter()
        .map(|resource| json!({"fullUrl": format!("urn:uuid:{}", resource["id"].as_str().unwrap()), "resource": resource}))
        .collect();
    let system = "http://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS";
    let tags: Vec<Value> = tag.into_iter().map(|tag| json!({"system": system, "code": tag})).collect();
    json!({
        "resourceType": "Bundle", "type": kind, "meta": {"tag": tags},
        "identifier": {"system": "http://jpfhir.jp/fhir/clins/bundle-identifier", "value": format!("{FACILITY}^2026^1")},
        "timestamp": "2026-04-01T10:00:00+09:00",
        "entry": entries
    })
}

fn list() -> Value {
    let mut resources = vec![patient()];
    resources.extend(conditions());
    bundle("collection", Some("Condition"), resources)
}

fn report() -> Value {
    let mut resources = vec![patient()];
    resources.extend(results());
    bundle("collection", Some("Observation"), resources)
}

/// A letter that names two of its entries in sections, leaves the others to be found, and carries
/// a Bundle of its own.
fn letter() -> Value {
    let attached = bundle(
        "document",
        None,
        vec![
            json!({"resourceType": "Composition", "id": "c2", "title": "添付", "section": []}),
            json!({"resourceType": "CarePlan", "id": "plan", "description": "方針"}),
        ],
    );
    let mut attached = attached;
    attached["id"] = json!("attached");
    let composition = json!({
        "resourceType": "Composition", "id": "c", "status": "final", "title": "診療情報提供書",
        "date": "2026-04-01", "type": {"coding": [{"code": "57133-1"}]},
        "identifier": {"system": "urn:x", "value": "1"},
        "section": [
            {"title": "傷病名", "text": {"div": "<div>本文<br/>二行</div>"},
             "entry": [{"reference": "urn:uuid:r0"}, {"reference": "urn:uuid:r1"}]},
            {"title": "投薬", "entry": [{"reference": "urn:uuid:r20"}, {"reference": "urn:uuid:r0"}],
             "section": [{"title": "添付", "entry": [{"reference": "urn:uuid:attached"}]}]}
        ]
    });
    let mut resources = vec![composition, patient()];
    resources.extend(conditions());
    resources.extend(results());
    resources.extend([prescription(), attached]);
    bundle("document", None, resources)
}

fn stored(kind: ItemKind, json: &str) -> Entry {
    let patient = PatientId(uuid::Uuid::from_u128(7));
    read_item(&Stored {
        patient,
        item: ItemId::derive(patient, &["item"]),
        source: FacilityCode::try_from(FACILITY).unwrap().into(),
        kind,
        received: "2026-04-02T00:00:00Z".parse().unwrap(),
        doubted: false,
        json: &Json::of(json),
    })
}

fn is_clinical(resource_type: &str) -> bool {
    ItemKind::from_name(resource_type).is_some() || ["CarePlan", "DocumentReference"].contains(&resource_type)
}

/// Clinical entries of a Bundle, those of Bundles inside it included.
fn entries_in(bundle: &Value) -> usize {
    let entries = bundle["entry"].as_array().map_or(&[][..], Vec::as_slice);
    entries
        .iter()
        .map(|entry| match entry["resource"]["resourceType"].as_str() {
            Some("Bundle") => entries_in(&entry["resource"]),
            Some(kind) => usize::from(is_clinical(kind)),
            None => 0,
        })
        .sum()
}

fn entries_out(item: &Entry) -> usize {
    let Entry::Document(document) = item else { return 1 };
    let of_other_types = |kind: &str| !is_clinical(kind) && kind != "Bundle";
    document
        .entries()
        .into_iter()
        .filter(|entry| match entry {
            SectionEntry::Words(_) => false,
            SectionEntry::Entry(Entry::Unreadable(unreadable)) => !of_other_types(&unreadable.resource_type),
            _ => true,
        })
        .count()
}

fn items(content: &Content) -> Vec<&Incoming> {
    match content {
        Content::List { items, .. } | Content::Report { items } => items.iter().collect(),
        Content::Withdrawal { .. } | Content::Removal { .. } => Vec::new(),
        Content::Document { item, .. } => vec![item],
    }
}

/// Submits the bytes; whatever is accepted must come out again, entry by entry.
fn check(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let text = String::from_utf8_lossy(bytes);
    read_resource(bytes);
    for kind in [ItemKind::Document, ItemKind::Condition, ItemKind::Observation, ItemKind::MedicationRequest]
    {
        stored(kind, &text);
    }
    strictest(&text);
    refers_to(&text, &hidden_terms(&text));
    let Ok(submission) = read_submission(bytes, &FacilityCode::try_from(FACILITY).unwrap()) else {
        return Ok(false);
    };
    let sent: Value = serde_json::from_slice(bytes).unwrap();
    let read: usize =
        items(&submission.content).iter().map(|item| entries_out(&stored(item.kind, &item.json))).sum();
    prop_assert_eq!(read, entries_in(&sent), "{}", sent);
    Ok(true)
}

#[test]
fn the_unchanged_bundles_are_accepted_whole() {
    for bundle in [list(), report(), letter()] {
        let facility = FacilityCode::try_from(FACILITY).unwrap();
        let bytes = bundle.to_string().into_bytes();
        if let Err(refused) = read_submission(&bytes, &facility) {
            panic!("{:#?}", refused.issues);
        }
        assert!(check(&bytes).unwrap(), "{bundle}");
    }
}

#[test]
fn an_entry_has_the_same_id_with_and_without_its_neighbours() {
    let ids = |bundle: &Value| match stored(ItemKind::Document, &bundle.to_string()) {
        Entry::Document(document) => {
            document.diagnoses().map(|diagnosis| diagnosis.origin.item.clone()).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let whole = letter();
    let mut without = letter();
    without["entry"].as_array_mut().unwrap().remove(2);
    assert_eq!(ids(&whole)[1..], ids(&without)[..]);
}

/// Every place in a JSON tree.
fn pointers(value: &Value, at: String, into: &mut Vec<String>) {
    into.push(at.clone());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, inner)| pointers(inner, format!("{at}/{name}"), into));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, inner)| pointers(inner, format!("{at}/{index}"), into));
        }
        _ => {}
    }
}

fn replacement() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!({})),
        Just(json!([])),
        Just(json!([[], null, 1, "x"])),
        Just(json!(true)),
        Just(json!("")),
        Just(json!("2024-13-40")),
        Just(json!("#r0")),
        Just(json!("Condition")),
        Just(json!("Bundle")),
        Just(json!("entered-in-error")),
        Just(json!("<p>&#0;</p><script>")),
        any::<String>().prop_map(Value::String),
        any::<i64>().prop_map(Value::from),
        Just(serde_json::from_str("1e999").unwrap()),
        Just(serde_json::from_str("-0.000").unwrap()),
    ]
}

/// Removes or replaces what stands at `pointer`.
fn changed(tree: &mut Value, pointer: &str, by: Option<Value>) {
    if let Some(by) = by {
        if let Some(place) = tree.pointer_mut(pointer) {
            *place = by;
        }
        return;
    }
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    match tree.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.remove(name);
        }
        Some(Value::Array(items)) => {
            let index: usize = name.parse().unwrap();
            if index < items.len() {
                items.remove(index);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes(which in 0..3_usize, flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<Option<prop::sample::Index>>()) {
        let mut bytes = [list(), report(), letter()][which].to_string().into_bytes();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        check(&bytes)?;
    }

    #[test]
    fn changed_elements(which in 0..3_usize, changes in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(replacement())), 1..5)) {
        let mut tree = [list(), report(), letter()][which].clone();
        for (at, by) in changes {
            let mut all = Vec::new();
            pointers(&tree, String::new(), &mut all);
            changed(&mut tree, &all[at.index(all.len())].clone(), by);
        }
        check(tree.to_string().as_bytes())?;
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes)?;
    }
}
