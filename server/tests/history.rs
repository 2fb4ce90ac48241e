//! The page "Who looked", what can be taken away from it, and what anybody may know of the log.

mod portal;

use axum::http::{Method, StatusCode};
use portal::{Portal, Who, log_key, now, today};
use serde_json::Value;
use server::{
    gate::{self, Actor, Purpose},
    log::sequencer::Sequencer,
    store::facility,
};
use shared::{
    ids::FacilityCode,
    log::{
        History, Verdict,
        checkpoint::{Checkpoint, LogKey},
        verify_history,
    },
};

const HOSPITAL: &str = "1310000011";
/// What a spreadsheet would take for a formula.
const FORMULA: &str = "=cmd|' /C calc'!A1";

/// She read her record; a hospital with a dangerous name tried to, and was refused.
async fn visited() -> Portal {
    let portal = Portal::new().await;
    let store = &portal.state.store;
    let code = FacilityCode::try_from(HOSPITAL).unwrap();
    facility::add(store, &code, FORMULA, facility::ListUnit::Department, now()).await.unwrap();
    assert_eq!(portal.ask(Who::Patient, Method::GET, "/api/record", "").await.status, StatusCode::OK);
    let refused =
        gate::open(store, &portal.state.clock, &Actor::Facility(code), portal.patient(), Purpose::Care).await;
    assert!(refused.is_err());
    portal
}

async fn seal(portal: &Portal) {
    let (store, clock) = (portal.state.store.clone(), portal.state.clock.clone());
    Sequencer::new(store, clock, log_key(), None).unwrap().seal().await.unwrap();
}

async fn get(portal: &Portal, address: &str) -> String {
    let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    answer.text()
}

async fn history(portal: &Portal) -> History {
    serde_json::from_str(&get(portal, "/api/access-history").await).unwrap()
}

#[tokio::test]
async fn the_page_says_who_looked_and_its_visits_enter_nothing() {
    let portal = visited().await;
    for (language, wanted) in [
        (
            "ja",
            [
                "アクセス履歴",
                "断りました",
                "診療のため",
                "まだ確かめていません",
                "確かめても、わからないこと",
            ],
        ),
        ("en", ["Who looked", "Refused", "for treatment", "Not verified yet", "What verifying cannot show"]),
    ] {
        let page = portal.read(language, "/history", None).await.text();
        for words in wanted {
            assert!(page.contains(words), "{words}");
        }
        assert!(page.contains("=cmd|"), "the facility by its name");
        assert!(page.contains("見本 花子"), "whose it is");
        assert!(!page.contains("No localization"));
    }
    assert_eq!(history(&portal).await.entries.len(), 2);
}

#[tokio::test]
async fn what_the_browser_fetches_is_being_sealed_and_then_verified() {
    let portal = visited().await;
    let verdict = verify_history(&history(&portal).await, None);
    assert!(
        matches!(verdict, Verdict::BeingSealed { entries: 2, waiting: 2, as_of: None, .. }),
        "{verdict:?}"
    );
    seal(&portal).await;
    let Verdict::Verified { entries: 2, as_of, remember } = verify_history(&history(&portal).await, None)
    else {
        panic!("not verified")
    };
    assert_eq!(as_of, now());
    get(&portal, "/api/record").await;
    seal(&portal).await;
    let grown: History =
        serde_json::from_str(&get(&portal, &format!("/api/access-history?since={}", remember.size)).await)
            .unwrap();
    let verdict = verify_history(&grown, Some(&remember));
    assert!(matches!(verdict, Verdict::Verified { entries: 3, .. }), "{verdict:?}");
    for since in ["since=-1", "since=x", "since=1.5"] {
        let answer = portal.ask(Who::Patient, Method::GET, &format!("/api/access-history?{since}"), "").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{since}");
    }
    // A tree larger than there is: no proof, and the reader finds it.
    assert_eq!(history(&portal).await.consistency, None);
    get(&portal, "/api/access-history?since=18446744073709551615").await;
}

#[tokio::test]
async fn anybody_may_know_the_newest_head_and_the_key() {
    let portal = visited().await;
    seal(&portal).await;
    let key = portal.ask(Who::Nobody, Method::GET, "/log/key", "").await.text();
    let note = portal.ask(Who::Nobody, Method::GET, "/log/checkpoint", "").await.text();
    let head = Checkpoint::verify(&note, &LogKey::read(key.trim()).unwrap()).unwrap();
    assert_eq!(head.size, 2);
}

#[tokio::test]
async fn no_cell_of_the_table_is_a_formula() {
    let portal = visited().await;
    let answer = portal.ask(Who::Patient, Method::GET, "/api/access-history/history.csv", "").await;
    assert!(answer.header("content-disposition").starts_with("attachment;"));
    let text = answer.text();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[2].contains("\"'=cmd|' /C calc'!A1\""), "{}", lines[2]);
    assert!(lines[1].contains(&format!("\"{}T10:00:00+09:00\"", today())), "{}", lines[1]);
    for cell in lines.iter().flat_map(|line| line.split("\",\"")) {
        let cell = cell.trim_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[tokio::test]
async fn other_systems_read_it_as_audit_events() {
    let portal = visited().await;
    let bundle: Value =
        serde_json::from_str(&get(&portal, "/api/access-history/audit-events.json").await).unwrap();
    let events: Vec<&Value> =
        bundle["entry"].as_array().unwrap().iter().map(|one| &one["resource"]).collect();
    assert_eq!(events.len(), 2);
    for event in &events {
        // What AuditEvent requires, and BALP's PatientRead beside it.
        assert_eq!(event["resourceType"], "AuditEvent");
        assert_eq!((&event["type"]["code"], &event["action"]), (&"rest".into(), &"R".into()));
        assert_eq!(event["recorded"], "2024-08-01T01:00:00.000Z");
        assert_eq!(
            event["agent"].as_array().unwrap().iter().filter(|one| one["requestor"] == true).count(),
            1
        );
        assert!(event["source"]["observer"].is_object());
        assert!(event["entity"].as_array().unwrap().iter().any(|one| one["role"]["code"] == "1"));
    }
    assert_eq!((&events[0]["outcome"], &events[1]["outcome"]), (&"0".into(), &"4".into()));
    assert_eq!(events[1]["agent"][2]["who"]["identifier"]["value"], HOSPITAL);
    assert!(!bundle.to_string().contains(&portal.patient().to_string()), "no id of our own goes out");
}
