//! The page "Who looked", what can be taken away from it, and what anybody may know of the log.

use crate::portal::{Portal, Who, log_key, now, today};
use axum::http::{Method, StatusCode};
use serde_json::Value;
use server::{
    auth::{DemoMode, Role, Staff},
    gate::{self, Actor, Purpose},
    log::sequencer::Sequencer,
    store::{account::session, facility},
};
use shared::{
    ids::{AccountId, FacilityCode},
    log::{
        History, Verdict,
        checkpoint::{Checkpoint, LogKey},
        page::{MOST, Page, Pages},
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
    every_page(portal, "/api/access-history").await
}

async fn page(portal: &Portal, address: &str) -> Page {
    serde_json::from_str(&get(portal, address).await).unwrap()
}

/// As a browser reads it: every page from this one on.
async fn every_page(portal: &Portal, from: &str) -> History {
    let mut pages = Pages::default();
    let mut next = Some(from.to_owned());
    while let Some(address) = next {
        next = pages.add(page(portal, &address).await);
    }
    assert!(!pages.are_torn());
    pages.into_history()
}

#[tokio::test]
async fn the_page_says_who_looked_and_its_visits_enter_nothing() {
    let portal = visited().await;
    for (language, wanted) in [
        (
            "ja",
            [
                "閲覧履歴",
                "開けませんでした（内容は見られていません）",
                "診療のため",
                "まだ確かめていません",
                "確かめても、分からないこと",
            ],
        ),
        (
            "en",
            ["Access history", "Refused", "for treatment", "Not verified yet", "What verifying cannot show"],
        ),
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
    let grown = every_page(&portal, &format!("/api/access-history?since={}", remember.size)).await;
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
async fn pages_are_of_one_moment_whatever_is_entered_meanwhile() {
    let portal = visited().await;
    for _ in 0..3 {
        get(&portal, "/api/record").await;
    }
    seal(&portal).await;
    let first = page(&portal, "/api/access-history?most=2").await;
    assert_eq!((first.history.entries.len(), first.until), (2, 5));
    let mut pages = Pages::default();
    let mut next = pages.add(first);
    let mut count = 1;
    while let Some(address) = next {
        // Somebody looks again before each page, and it is sealed.
        get(&portal, "/api/record").await;
        seal(&portal).await;
        let one = page(&portal, &address).await;
        assert!(one.history.entries.len() <= 2 && one.until == 5);
        count += 1;
        next = pages.add(one);
    }
    assert!(count == 3 && !pages.are_torn());
    let Verdict::Verified { entries: 5, remember, .. } = verify_history(&pages.into_history(), None) else {
        panic!("not verified")
    };
    // Read anew, there is what was entered meanwhile, and it continues what was read.
    let now = every_page(&portal, &format!("/api/access-history?most=3&since={}", remember.size)).await;
    let verdict = verify_history(&now, Some(&remember));
    assert!(matches!(verdict, Verdict::Verified { entries: 7, .. }), "{verdict:?}");
    assert_eq!(now.entries, history(&portal).await.entries, "however it is divided");
}

#[tokio::test]
async fn of_a_moment_before_anything_was_sealed_nothing_is() {
    let portal = visited().await;
    let first = page(&portal, "/api/access-history?most=1").await;
    let mut pages = Pages::default();
    let next = pages.add(first).expect("another page");
    seal(&portal).await;
    assert_eq!(pages.add(page(&portal, &next).await), None);
    assert!(!pages.are_torn());
    let verdict = verify_history(&pages.into_history(), None);
    assert!(matches!(verdict, Verdict::BeingSealed { entries: 2, waiting: 2, .. }), "{verdict:?}");
}

#[tokio::test]
async fn no_page_is_larger_than_the_largest_and_nothing_is_guessed() {
    let portal = visited().await;
    seal(&portal).await;
    let larger = format!("most={}", MOST + 1);
    for query in [
        larger.as_str(),
        "most=0",
        "most=-1",
        "most=x",
        "after=-1",
        "after=1.5",
        "until=2",
        "head=2",
        // There never was such a head.
        "after=1&until=2&head=1",
        "after=1&until=2&head=18446744073709551615",
    ] {
        let answer = portal.ask(Who::Patient, Method::GET, &format!("/api/access-history?{query}"), "").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
    let beyond = page(&portal, "/api/access-history?after=18446744073709551615").await;
    assert_eq!((beyond.history.entries.len(), beyond.until, beyond.next), (0, 2, None));
}

/// A flood is many pages, and each is small: the entry that it should hide is found on its own.
#[tokio::test]
async fn a_flood_makes_pages_no_larger_and_hides_no_entry() {
    let portal = visited().await;
    let own = Actor::Patient(portal.patient());
    let (store, clock) = (&portal.state.store, &portal.state.clock);
    for _ in 0..MOST {
        // Refused: nobody opens their own record for that.
        assert!(gate::open(store, clock, &own, portal.patient(), Purpose::Care).await.is_err());
    }
    seal(&portal).await;
    let first = page(&portal, "/api/access-history").await;
    let size = serde_json::to_vec(&first).unwrap().len();
    assert!(size < 1_000_000, "{size} bytes");
    assert_eq!(first.history.entries.len() as u64, MOST);
    let rest = page(&portal, &first.next.unwrap()).await;
    assert_eq!((rest.history.entries.len(), rest.next), (2, None));
    let second = page(&portal, "/api/access-history?after=1&most=1").await;
    assert_eq!(second.history.entries[0].leaf.seq, 2);
    assert!(matches!(verify_history(&history(&portal).await, None), Verdict::Verified { entries: 502, .. }));
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
    assert!(lines[2].contains("\"'=cmd|' /C calc'!A1"), "{}", lines[2]);
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
        // The rest of what AuditEvent and BALP require: shared/src/log/audit_event.rs.
        assert_eq!(event["resourceType"], "AuditEvent");
        assert_eq!(event["recorded"], "2024-08-01T01:00:00.000Z");
        assert_eq!(
            event["agent"].as_array().unwrap().iter().filter(|one| one["requestor"] == true).count(),
            1
        );
        assert!(event["source"]["observer"].is_object());
        assert!(event["entity"].as_array().unwrap().iter().any(|one| one["role"]["code"] == "1"));
    }
    assert_eq!((&events[0]["outcome"], &events[1]["outcome"]), (&"0".into(), &"8".into()));
    assert_eq!((&events[0]["type"]["code"], &events[1]["type"]["code"]), (&"rest".into(), &"110113".into()));
    assert_eq!(events[1]["agent"][2]["who"]["identifier"]["value"], HOSPITAL);
    assert!(!bundle.to_string().contains(&portal.patient().to_string()), "no id of our own goes out");
}

/// Every file that leaves, the page that offers it, and the words by which it would be known.
const EXPORTS: [(&str, &str, &str); 8] = [
    ("/api/access-history/history.csv", "/history", "診療のため"),
    ("/api/access-history/history.json", "/history", "checkpoint"),
    ("/api/access-history/audit-events.json", "/history", "AuditEvent"),
    ("/consent/fhir", "/consent", "Bundle"),
    ("/show/emergency.pdf", "/show", "%PDF-"),
    ("/show/summary.pdf", "/show", "%PDF-"),
    ("/show/summary.json", "/show", "Composition"),
    ("/show/summary.txt", "/show", "■"),
];

#[tokio::test]
async fn a_file_leaves_only_after_a_fresh_proof() {
    let portal = visited().await;
    let ask =
        |method, address: &'static str, body: &'static str| portal.ask(Who::Patient, method, address, body);
    portal.state.clock.advance(chrono::Duration::minutes(5));
    for (file, ..) in EXPORTS {
        assert_eq!(ask(Method::GET, file, "").await.status, StatusCode::OK, "{file}");
    }
    portal.state.clock.advance(chrono::Duration::milliseconds(1));
    for (file, page, words) in EXPORTS {
        let answer = ask(Method::GET, file, "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{file}");
        assert_eq!(answer.header("location"), format!("/verify?return_to={page}"), "{file}");
        assert_eq!(
            answer.header("content-disposition"),
            "",
            "what leads to the proof is not kept as the file"
        );
        assert!(!answer.text().contains(words), "{file}");
        // To read needs no new proof.
        assert_eq!(ask(Method::GET, page, "").await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(ask(Method::GET, "/api/access-history/all.txt", "").await.status, StatusCode::NOT_FOUND);
    let nobody = portal.ask(Who::Nobody, Method::GET, EXPORTS[0].0, "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "whoever is nobody is asked to sign in");

    let proved = ask(Method::POST, "/verify/demo", "return_to=/history").await;
    assert_eq!(proved.header("location"), "/history");
    for (file, _, words) in EXPORTS {
        let answer = ask(Method::GET, file, "").await;
        assert!(answer.header("content-disposition").starts_with("attachment; filename=\"mikata-"), "{file}");
        assert!(answer.text().contains(words), "{file}: {}", answer.text());
    }
}

fn staff(roles: &[Role]) -> Actor {
    let facility = FacilityCode::try_from(HOSPITAL).unwrap();
    Actor::Staff(Staff {
        account: AccountId(uuid::Uuid::from_u128(9)),
        facility,
        roles: roles.iter().copied().collect(),
    })
}

/// What the page says outside the data that its program takes over.
async fn main_of(portal: &Portal, address: &str) -> String {
    let page = portal.read("ja", address, None).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    let text = page.text();
    let (_, main) = text.split_once("<main").expect("a main");
    main.split_once("</main>").expect("its end").0.to_owned()
}

#[tokio::test]
async fn a_visit_is_one_card_and_the_list_is_narrowed_down_without_scripts() {
    let portal = Portal::new().await;
    let (store, clock) = (&portal.state.store, &portal.state.clock);
    let patient = portal.patient();
    let permit = gate::open_for_desk(store, clock, &staff(&[Role::Clerk]), patient).await.unwrap();
    permit.person().await.unwrap();
    let doctor = staff(&[Role::Doctor, Role::Administrator]);
    let refused = gate::open(store, clock, &doctor, patient, Purpose::Emergency).await;
    assert!(refused.is_err(), "no emergency role");
    assert!(gate::open(store, clock, &doctor, patient, Purpose::Care).await.is_err(), "no consent");
    get(&portal, "/api/record").await;

    let entries = history(&portal).await.entries;
    let said = |at: usize, name: &str| entries[at].field(name).map(str::to_owned);
    assert_eq!(said(0, "role").as_deref(), Some("clerk"));
    assert_eq!(said(2, "role").as_deref(), Some("doctor"), "in the role that it is for");
    assert_eq!((said(2, "kinds"), said(0, "kinds"), said(3, "role")), (None, None, None));

    let all = main_of(&portal, "/history").await;
    for words in
        ["記録の数：2件", "（うち断ったもの：1件）", "緊急", "医師、受付・事務", "あなたが開きました（1回）"]
    {
        assert!(all.contains(words), "{words}");
    }
    assert_eq!(all.matches("<h3").count(), 2, "the visit, and the emergency by itself");
    for (query, shown, hidden) in [
        ("?emergency=1", "全4件のうち1件", "受付で本人を確かめるため"),
        ("?who=facilities&refused=1", "全4件のうち2件", "あなたが開きました"),
        ("?who=machines", "当てはまるものはありません", "<h3"),
        ("?from=2024-08-02", "全4件のうち0件", "<h3"),
        ("?from=2024-08-01&until=2024-08-01", "全4件のうち4件", "当てはまるものはありません"),
        ("?from=tomorrow", "「いつから」が日付ではない", "全4件のうち"),
        ("?from=2024-08-02&until=2024-08-01", "「いつまで」が「いつから」より前", "<h3"),
        ("?page=2", "このページには何もありません", "<h3"),
    ] {
        let page = main_of(&portal, &format!("/history{query}")).await;
        assert!(page.contains(shown), "{query}: {shown}");
        assert!(!page.contains(hidden), "{query}: {hidden}");
    }
    let filtered = main_of(&portal, "/history?who=own").await;
    assert!(filtered.contains("いつも履歴の全部で確かめます"), "verifying is about all of it");
}

#[tokio::test]
async fn an_entry_stands_by_itself_and_nobody_elses_does() {
    let portal = visited().await;
    let page = main_of(&portal, "/history/2").await;
    assert!(
        page.contains("記録番号 2")
            && page.contains("開けませんでした（内容は見られていません）")
            && page.contains("<textarea")
    );
    let own = main_of(&portal, "/history/1").await;
    assert!(own.contains("質問を送る先がありません") && !own.contains("<textarea"));
    for none in ["/history/3", "/history/0", "/history/-1", "/history/x", "/history/18446744073709551616"] {
        assert_eq!(portal.read("ja", none, None).await.status, StatusCode::NOT_FOUND, "{none}");
    }
}

/// What five thousand entries take, said and not judged: `cargo test --workspace --test all history:: -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "measures, and takes minutes to write the entries"]
async fn five_thousand_entries_are_listed_in_pages() {
    let portal = Portal::new().await;
    let (store, clock) = (&portal.state.store, &portal.state.clock);
    let doctor = staff(&[Role::Doctor]);
    for number in 0..5000 {
        clock.advance(chrono::Duration::minutes(97));
        let own = Actor::Patient(portal.patient());
        let (actor, purpose) =
            if number % 3 == 0 { (&doctor, Purpose::Care) } else { (&own, Purpose::AccessHistory) };
        assert!(gate::open(store, clock, actor, portal.patient(), purpose).await.is_err());
    }
    seal(&portal).await;
    let demo = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
    let signed_in =
        session::create_for_demo(store, demo, portal.patient(), clock.now(), &portal.state.entropy);
    let secret = signed_in.await.unwrap();
    for address in ["/history", "/history?page=2", "/api/access-history"] {
        let start = std::time::Instant::now();
        let answer = portal.ask_in_session(Some(&secret), Method::GET, address, "").await;
        let took = start.elapsed();
        println!("{address}: {} ms, {} kB", took.as_millis(), answer.body.len() / 1024);
        assert_eq!(answer.status, StatusCode::OK);
        let small = answer.body.len() < 600 * 1024;
        assert!(small, "{address}: {} bytes", answer.body.len());
    }
    let all = history(&portal).await;
    let start = std::time::Instant::now();
    assert!(matches!(verify_history(&all, None), Verdict::Verified { entries: 5000, .. }));
    println!("verified in {} ms", start.elapsed().as_millis());
}
