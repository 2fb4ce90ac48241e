//! What infection tests are and what came of them is shown after a fresh proof, on one page, and stands in nothing else
//! that a browser gets.

use crate::common::{HOSPITAL, World, databases::on_each};
use crate::portal::{Answer, Portal, example};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use server::demo;
use shared::record::{Record, RecordView};

const PAGE: &str = "/record/infections";

/// The demonstration's first person, whose record has infection tests, and all that stands in it.
async fn sent(world: &World) -> (Portal, Record) {
    let today = world.clock.today();
    demo::register_facilities(&world.store, today).await.unwrap();
    let person = demo::named(today).next().unwrap();
    demo::Sender::new(&world.store, &world.entropy).send(&person).await.unwrap();
    let patient = world.only_person().await;
    let full = world.view(patient).await.record;
    (Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await, full)
}

/// By what infection tests would be known, where no document says the same: names, codes, remarks.
fn words_of(full: &Record) -> Vec<String> {
    let mut words = Vec::new();
    for one in full.infections() {
        words.push(one.name.clone());
        words.extend(one.codes.iter().map(|coding| coding.code.clone()));
        words.extend(one.notes.iter().cloned());
    }
    let in_documents = serde_json::to_string(&full.documents).unwrap();
    words.retain(|word| !in_documents.contains(word.as_str()));
    assert!(words.len() >= 2, "{words:?}");
    words
}

async fn get(portal: &Portal, session: &str, address: &str) -> Answer {
    portal.ask_in_session(Some(session), Method::GET, address, "").await
}

#[tokio::test]
async fn infection_tests_are_shown_after_a_fresh_proof_alone() {
    on_each(|world| async move {
        let (portal, full) = sent(&world).await;
        let session = world.sign_in(portal.patient(), world.clock.now()).await;
        world.clock.advance(Duration::minutes(5));
        let page = get(&portal, &session, PAGE).await;
        assert_eq!(page.status, StatusCode::OK, "five minutes");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(!page.header("content-security-policy").contains("script-src"), "no program holds it");
        let said = page.text();
        for one in full.infections() {
            assert!(said.contains(&one.name), "{}", one.name);
        }
        world.clock.advance(Duration::milliseconds(1));
        let later = get(&portal, &session, PAGE).await;
        assert_eq!(later.status, StatusCode::SEE_OTHER);
        assert_eq!(later.header("location"), "/verify?return_to=/record/infections");
        let said = later.text();
        assert!(words_of(&full).iter().all(|word| !said.contains(word.as_str())), "{said}");
        let back = format!("return_to={PAGE}");
        let proof = portal.ask_in_session(Some(&session), Method::POST, "/verify/demo", &back).await;
        assert_eq!(proof.header("location"), PAGE);
        assert_eq!(get(&portal, &session, PAGE).await.status, StatusCode::OK);
    })
    .await;
}

/// Not even while the proof is fresh: a page stays open, and a tab keeps what it holds.
#[tokio::test]
async fn nothing_else_that_a_browser_gets_says_what_they_are() {
    on_each(|world| async move {
        let (portal, full) = sent(&world).await;
        let session = world.sign_in(portal.patient(), world.clock.now()).await;
        let words = words_of(&full);
        let id = portal.patient().to_string();
        let gets = portal.addresses().into_iter().filter(|(_, method)| *method == "GET");
        let mut addresses: Vec<String> = gets.map(|(path, _)| example(&path, &id).0).collect();
        addresses.push("/consent?to=care+anyone&items=infections".to_owned());
        addresses.retain(|address| {
            let same_for_all = ["/pkg", "/i18n", "/knowledge", "/glossary"];
            address != PAGE && !same_for_all.iter().any(|start| address.starts_with(start))
        });
        let mut asked = 0;
        for address in addresses {
            let answer = get(&portal, &session, &address).await;
            let said = answer.text();
            for word in &words {
                assert!(!said.contains(word.as_str()), "{address}: {word}");
            }
            asked += 1;
        }
        assert!(asked > 40, "only {asked} addresses");
        let record = get(&portal, &session, "/record").await.text();
        let count = full.infections().count();
        assert!(
            count > 0 && record.contains(&format!("感染症の検査の記録が、{count}件あります")),
            "{record}"
        );
        assert!(record.contains(&format!("href=\"{PAGE}\"")), "{record}");
        let held = get(&portal, &session, "/api/record").await.text();
        let held: RecordView = serde_json::from_str(&held).unwrap();
        assert_eq!(held.record.infections().count(), count, "that there are some");
        assert!(record.contains(&held.version), "the page is of what the browser fetches");
        let listed = get(&portal, &session, "/consent?items=infections").await.text();
        assert!(listed.contains("感染症の検査（1）"), "chosen by its number: {listed}");
    })
    .await;
}
