//! What a sender sends along and nobody here knows: named to the sender every time, and the fact marked in every place.

use crate::common::{
    CLINIC, World,
    bundle::{diagnosis, hanako, result},
};
use crate::portal::Portal;
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::{
    ingest::ReceiveError,
    store::{DatabaseUrl, Store},
};
use shared::record::Severity;

const GOUT: &str = "痛風";
const GLUCOSE: &str = "血糖";

/// The first resource of a kind, changed.
fn shaped(mut bundle: Value, kind: &str, name: &str, value: Value) -> Value {
    let entries = bundle["entry"].as_array_mut().unwrap();
    let entry = entries.iter_mut().find(|entry| entry["resource"]["resourceType"] == kind).unwrap();
    entry["resource"][name] = value;
    bundle
}

async fn world(folder: &tempfile::TempDir) -> World {
    let url = DatabaseUrl(folder.path().join("doubts.db").to_str().unwrap().to_owned());
    World::new(Store::open(&url).await.unwrap()).await
}

fn modifier() -> Value {
    json!([{"url": "http://example.org/not-this-person", "valueBoolean": true}])
}

#[tokio::test]
async fn what_is_in_doubt_is_named_to_the_sender_and_marked_on_the_page() {
    let cases = [
        ("modifierExtension", modifier()),
        ("implicitRules", json!("http://example.org/rules")),
        ("bodySite", json!([{"text": "左足"}])),
        ("unheardOf", json!("x")),
    ];
    for (element, value) in cases {
        let folder = tempfile::tempdir().unwrap();
        let world = world(&folder).await;
        let conditions = hanako().conditions(CLINIC, "1", &[diagnosis("a", GOUT)]);
        let conditions = shaped(conditions, "Condition", element, value.clone());
        let results = hanako().results(CLINIC, "2", &[result("b", GLUCOSE, "98")]);
        let results = shaped(results, "Observation", element, value);
        // The same bytes once more are said to be unchanged, and the warning stands there again.
        for bundle in [&conditions, &results, &conditions] {
            let receipt = world.send(CLINIC, bundle).await;
            let named = receipt.warnings.iter().find(|issue| {
                issue.severity == Severity::Doubt && issue.path.ends_with(&format!("resource.{element}"))
            });
            assert!(named.is_some(), "{element} among {:?}", receipt.warnings);
        }
        let patient = world.only_person().await;
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, CLINIC).await;
        for (address, fact, kind) in [("/record", GOUT, "Condition"), ("/labs", GLUCOSE, "Observation")] {
            let answer = portal.read("ja", address, None).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            let page = answer.text().replace("<!>", "");
            let path = format!("{kind}.{element}");
            for said in [fact, "一部を読み取れませんでした", path.as_str()] {
                assert!(page.contains(said), "{said} on {address}");
            }
        }
    }
}

#[tokio::test]
async fn what_would_be_lost_with_the_bundle_around_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder).await;
    let mut bundle = hanako().conditions(CLINIC, "1", &[diagnosis("a", GOUT)]);
    bundle["implicitRules"] = json!("http://example.org/rules");
    bundle["entry"][1]["modifierExtension"] = modifier();
    let Err(ReceiveError::Refused(refused)) = world.try_send(CLINIC, &bundle).await else {
        panic!("a Bundle whose rules nobody knows")
    };
    let paths: Vec<&str> = refused.issues.iter().map(|issue| issue.path.as_str()).collect();
    for path in ["Bundle.implicitRules", "Bundle.entry[1].modifierExtension"] {
        assert!(paths.contains(&path), "{path} among {paths:?}");
    }
}

#[tokio::test]
async fn an_unlisted_extension_is_named_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder).await;
    let mut bundle = hanako().conditions(CLINIC, "1", &[diagnosis("a", GOUT)]);
    let extensions = bundle["entry"][1]["resource"]["extension"].as_array_mut().unwrap();
    extensions.push(json!({"url": "http://example.org/colour", "valueString": "blue"}));
    let at = extensions.len() - 1;
    let receipt = world.send(CLINIC, &bundle).await;
    let path = format!("Bundle.entry[1].resource.extension[{at}]");
    let named = receipt.warnings.iter().find(|issue| issue.path == path);
    assert_eq!(named.map(|issue| issue.severity), Some(Severity::Warning), "{:?}", receipt.warnings);
    let record = world.record(world.only_person().await).await;
    assert!(record.diagnoses[0].origin.unread_parts.is_empty());
}
