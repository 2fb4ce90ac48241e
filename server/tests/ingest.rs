//! Bad input: each has a clear answer, nothing is half stored, and the program keeps running.

use crate::common::{
    self, CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, result, taro},
    databases::on_each,
    facility,
};
use serde_json::{Value, json};
use server::ingest::{self, Outcome, ReceiveError};

async fn receive(world: &World, bytes: &[u8]) -> Result<ingest::Receipt, ReceiveError> {
    ingest::receive(&world.store, &world.clock, &world.entropy, &facility(HOSPITAL), bytes).await
}

/// Everything refused for a reason, and nothing kept.
async fn check_refused(world: &World, bytes: &[u8]) -> Vec<String> {
    match receive(world, bytes).await {
        Err(ReceiveError::Refused(refused)) => {
            assert!(!refused.issues.is_empty(), "a refusal says why");
            assert!(world.people().await.is_empty(), "nobody is registered by what was refused");
            refused.issues.iter().map(ToString::to_string).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_bundle_is_refused_with_a_reason() {
    on_each(|world| async move {
        let good = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]).to_string();
        check_refused(&world, b"").await;
        check_refused(&world, b"{").await;
        check_refused(&world, b"null").await;
        check_refused(&world, &good.as_bytes()[..good.len() / 2]).await;
        check_refused(&world, b"\x8d\x82\x8c\x8c\x88\xb3").await;
        check_refused(&world, "[".repeat(200_000).as_bytes()).await;
        check_refused(&world, br#"{"resourceType":"Condition"}"#).await;
        let with_nul = good.replace("高血圧症", "高\\u0000血圧症");
        let issues = check_refused(&world, with_nul.as_bytes()).await;
        assert!(issues.iter().any(|issue| issue.contains("U+0000")), "{issues:?}");
        assert_eq!(receive(&world, good.as_bytes()).await.unwrap().outcome, Outcome::Created);
    })
    .await;
}

#[tokio::test]
async fn a_patient_who_contradicts_the_entries_is_refused() {
    on_each(|world| async move {
        let mut bundle = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        bundle["entry"][1]["resource"]["subject"] = json!({"reference": "urn:uuid:somebody-else"});
        check_refused(&world, bundle.to_string().as_bytes()).await;
    })
    .await;
}

#[tokio::test]
async fn another_facilitys_number_is_refused() {
    on_each(|world| async move {
        let bundle = hanako().conditions(CLINIC, "1", &[diagnosis("a", "高血圧症")]);
        let issues = check_refused(&world, bundle.to_string().as_bytes()).await;
        assert!(issues.iter().any(|issue| issue.contains(CLINIC)), "{issues:?}");
    })
    .await;
}

#[tokio::test]
async fn a_bad_date_names_its_element() {
    on_each(|world| async move {
        let mut bundle = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")]);
        bundle["entry"][0]["resource"]["birthDate"] = Value::from("2024-13-40");
        let issues = check_refused(&world, bundle.to_string().as_bytes()).await;
        assert!(issues.iter().any(|issue| issue.contains("birthDate")), "{issues:?}");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_needs_its_tag() {
    on_each(|world| async move {
        let mut bundle = hanako().conditions(HOSPITAL, "1", &[]);
        bundle["meta"]["tag"] = json!([]);
        check_refused(&world, bundle.to_string().as_bytes()).await;
    })
    .await;
}

#[tokio::test]
async fn two_facilities_sending_one_person_make_one_record() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
        world.send_new(CLINIC, &hanako().results(CLINIC, "1", &[result("r", "ALT", "21")])).await;
        world.send_new(CLINIC, &taro().conditions(CLINIC, "2", &[diagnosis("b", "痛風")])).await;
        let people = world.people().await;
        assert_eq!(people.len(), 2);
        let record = world.record(people[0]).await;
        assert_eq!((record.diagnoses.len(), record.observations.len(), record.facilities.len()), (1, 1, 2));
    })
    .await;
}

/// A clock that goes back must not lose or mix anything.
#[tokio::test]
async fn a_clock_that_goes_back_loses_nothing() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "1", &[result("r1", "ALT", "21")])).await;
        world.clock.advance(-chrono::Duration::days(1));
        world.send_new(HOSPITAL, &hanako().results(HOSPITAL, "2", &[result("r2", "AST", "20")])).await;
        assert_eq!(world.record(world.only_person().await).await.observations.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_refused_bundle_is_stored() {
    on_each(|world| async move {
        let mut bundle =
            hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症"), diagnosis("b", "胃炎")]);
        bundle["entry"][2]["resource"]["code"] = json!({});
        check_refused(&world, bundle.to_string().as_bytes()).await;
    })
    .await;
}

/// A full disk: SQLite is told how many pages it may have.
#[tokio::test]
async fn a_full_disk_is_answered_and_forgotten_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.db").to_str().unwrap().to_owned();
    let world =
        World::new(server::store::Store::open(&server::store::DatabaseUrl(file)).await.unwrap()).await;
    world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
    let patient = world.only_person().await;
    let before = world.record(patient).await;
    world.store.limit_pages(1).await;
    let long = "長".repeat(200_000);
    let bundle = hanako().results(HOSPITAL, "2", &[result("r", "ALT", &long)]);
    match world.try_send(HOSPITAL, &bundle).await {
        Err(ReceiveError::Store(error)) => assert!(common::is_unavailable(&error), "{error:?}"),
        other => panic!("{other:?}"),
    }
    world.store.limit_pages(1_000_000).await;
    assert_eq!(world.record(patient).await, before);
    world.send_new(HOSPITAL, &bundle).await;
}
