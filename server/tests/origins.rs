//! From where a record was asked for: kept beside the access log, for the operator alone, and erased without a trace in
//! what is proven.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako},
    databases::on_each,
    facility,
};
use crate::portal::{Answer, Portal, example, log_key};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use serde_json::json;
use server::{
    auth::Role,
    gate::{self, Actor, Purpose},
    http::TrustedProxies,
    log::{
        audit,
        origins::{self, KEPT_FOR},
        sequencer::Sequencer,
    },
    store::{
        DatabaseUrl, Store, facility as facilities,
        log::{access, erasure, origin},
    },
};
use shared::{
    consent::FacilityKind,
    ids::PatientId,
    log::{Verdict, checkpoint::LogKey, verify_history},
};
use std::{
    net::{IpAddr, SocketAddr},
    process::Command,
};

const CLIENT: &str = "203.0.113.77";
const PROXY: &str = "10.20.30.40";

/// 見本 花子, of whom a hospital sent something, and a portal behind a proxy.
async fn portal(world: &World) -> (Portal, PatientId) {
    let hospital = facility(HOSPITAL);
    assert!(facilities::set_kind(&world.store, &hospital, Some(FacilityKind::Hospital)).await.unwrap());
    world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
    let patient = world.only_person().await;
    let behind = |state: server::http::AppState| {
        state.with_trusted_proxies(TrustedProxies::new([PROXY.parse::<IpAddr>().unwrap()]))
    };
    let portal = Portal::over_with(world.store.clone(), world.clock.clone(), patient, HOSPITAL, behind).await;
    (portal, patient)
}

/// Who asks.
enum By<'a> {
    Session(&'a str),
    Key(&'a str),
}

/// A request over a connection from `peer`, with `said` in `X-Forwarded-For`.
async fn ask(portal: &Portal, by: By<'_>, (peer, said): (&str, &str), what: (Method, &str, &str)) -> Answer {
    let (method, address, body) = what;
    let machine = address.starts_with("/cds-services") || address.starts_with("/auth");
    let kind = if machine { "application/json" } else { "application/x-www-form-urlencoded" };
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", said)
        .header(header::CONTENT_TYPE, kind)
        .extension(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 50_000)));
    let request = match by {
        By::Session(secret) => request.header(header::COOKIE, format!("__Host-mikata_session={secret}")),
        By::Key(key) => request.header(header::AUTHORIZATION, format!("Bearer {key}")),
    };
    portal.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn addresses(world: &World, patient: PatientId) -> Vec<(i64, String)> {
    let kept = origin::of_person(&world.store, patient).await.unwrap();
    kept.into_iter().map(|one| (one.seq, one.address)).collect()
}

#[tokio::test]
async fn whatever_is_entered_through_a_connection_says_from_where() {
    on_each(|world| async move {
        let (portal, patient) = portal(&world).await;
        let staff = [Role::Doctor, Role::Clerk, Role::Emergency];
        let staff = world.member(HOSPITAL, "職員 一", &staff).await;
        let before = access::log(&world.store, patient).await.unwrap().len();
        let id = patient.to_string();
        let mut shown = Vec::new();
        for (path, method) in portal.addresses() {
            let (address, body) = example(&path, &id);
            let method: Method = method.parse().unwrap();
            // Each has a session of their own: some of these end it.
            let sessions =
                [world.sign_in(patient, world.clock.now()).await, world.sign_in_staff(staff.account).await];
            for session in &sessions {
                let what = (method.clone(), address.as_str(), body);
                let answer = ask(&portal, By::Session(session), (PROXY, CLIENT), what).await;
                shown.push((address.clone(), answer));
            }
            world.clock.advance(chrono::Duration::seconds(5));
        }
        // In an emergency, and by a machine.
        let session = world.sign_in_staff(staff.account).await;
        let glass = format!("/desk/patients/{id}/emergency");
        let stated = (Method::POST, glass.as_str(), "reason=unconscious&note=&emergency=yes");
        let begun = ask(&portal, By::Session(&session), (PROXY, CLIENT), stated).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
        for end in ["", "/record", "/summary.pdf", "/summary.xml"] {
            let address = format!("{}{end}", begun.header("location"));
            let answer =
                ask(&portal, By::Session(&session), (PROXY, CLIENT), (Method::GET, &address, "")).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            shown.push((address, answer));
        }
        let key = portal.key_of(CLINIC).await;
        let body = question();
        let asked = (Method::POST, "/cds-services/mikata-order-sign", body.as_str());
        assert_eq!(ask(&portal, By::Key(&key), (PROXY, CLIENT), asked).await.status, StatusCode::OK);
        for file in ["history.json", "history.csv", "audit-events.json"] {
            let address = format!("/api/access-history/{file}");
            let own = world.sign_in(patient, world.clock.now()).await;
            let answer = ask(&portal, By::Session(&own), (PROXY, CLIENT), (Method::GET, &address, "")).await;
            assert_eq!(answer.status, StatusCode::OK);
            shown.push((address, answer));
        }

        let log = access::log(&world.store, patient).await.unwrap();
        let entered: Vec<(i64, String)> =
            log[before..].iter().map(|entry| (entry.seq, CLIENT.to_owned())).collect();
        let purposes: std::collections::BTreeSet<&str> =
            log[before..].iter().map(|entry| entry.purpose.as_str()).collect();
        let every = ["care", "desk", "emergency", "own-record", "safety-check"];
        assert_eq!(purposes.into_iter().collect::<Vec<_>>(), every, "all kinds of readings were made");
        assert_eq!(addresses(&world, patient).await, entered);
        // Nobody who uses the portal is told it, neither staff nor the patient.
        assert!(shown.len() > 150, "only {} answers", shown.len());
        for (address, answer) in shown {
            assert!(!answer.text().contains(CLIENT), "{address}");
        }
    })
    .await;
}

fn question() -> String {
    let mut patient = hanako().conditions(CLINIC, "x", &[])["entry"][0]["resource"].clone();
    patient["id"] = json!("1");
    let draft = json!({"resource": {"resourceType": "MedicationRequest", "id": "draft", "status": "draft",
        "intent": "order", "subject": {"reference": "Patient/1"},
        "medicationCodeableConcept": {"text": "カロナール錠５００"}}});
    json!({
        "hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/example", "patientId": "1",
            "draftOrders": {"resourceType": "Bundle", "type": "collection", "entry": [draft]}},
        "prefetch": {"patient": patient},
    })
    .to_string()
}

#[tokio::test]
async fn a_header_counts_where_a_named_proxy_says_it() {
    on_each(|world| async move {
        let (portal, patient) = portal(&world).await;
        let session = world.sign_in(patient, world.clock.now()).await;
        for (peer, said, expected) in [
            (PROXY, CLIENT, CLIENT),
            // Whoever is no proxy of ours may say what they like.
            ("198.51.100.5", CLIENT, "198.51.100.5"),
            (PROXY, "somewhere", PROXY),
            ("2001:db8::1", "", "2001:db8::1"),
        ] {
            let record = (Method::GET, "/api/record", "");
            let answer = ask(&portal, By::Session(&session), (peer, said), record).await;
            assert_eq!(answer.status, StatusCode::OK);
            let last = addresses(&world, patient).await.pop().unwrap();
            assert_eq!(last.1, expected, "{peer} said {said:?}");
        }
    })
    .await;
}

/// Reads her record from somewhere.
async fn read(world: &World, patient: PatientId, from: &str) {
    let store = world.store.asked_from(Some(from.parse().unwrap()));
    let actor = Actor::Patient(patient);
    let grant = gate::open(&store, &world.clock, &actor, patient, Purpose::OwnRecord).await.unwrap();
    let sealed = server::store::record::view(&grant, world.clock.today(), Default::default()).await.unwrap();
    grant.release(sealed).await.unwrap().read().unwrap();
}

#[tokio::test]
async fn erasing_it_changes_nothing_of_what_is_proven() {
    on_each(|world| async move {
        let (_portal, patient) = portal(&world).await;
        for _ in 0..5 {
            read(&world, patient, CLIENT).await;
            world.clock.advance(chrono::Duration::hours(7));
        }
        let (store, clock) = (world.store.clone(), world.clock.clone());
        let sequencer = Sequencer::new(store.clone(), clock.clone(), log_key(), None).unwrap();
        sequencer.seal().await.unwrap();
        let verifier = log_key().verifier().to_owned();
        let audited = async || audit::verify(&store, &LogKey::read(&verifier).unwrap(), None).await.unwrap();
        let history = async || {
            let actor = Actor::Patient(patient);
            let grant = gate::open_history(&store, &clock, &actor, patient).await.unwrap();
            access::history(grant, &verifier, 0).await.unwrap()
        };
        let (report, shown) = (audited().await, history().await);
        assert_eq!((report.leaves, report.findings.len()), (5, 0));
        assert_eq!(addresses(&world, patient).await.len(), 5);

        // Of five readings, the newest two are younger than fifteen hours.
        let before = clock.now() - chrono::Duration::hours(15);
        assert_eq!(origin::erase_before(&store, before).await.unwrap(), 3);
        let left: Vec<i64> = addresses(&world, patient).await.into_iter().map(|(seq, _)| seq).collect();
        assert_eq!(left, [4, 5]);
        assert_eq!(origin::erase_before(&store, clock.now()).await.unwrap(), 2);
        assert_eq!(origin::erase_before(&store, clock.now()).await.unwrap(), 0);
        assert_eq!((audited().await, history().await), (report, shown));
        assert!(matches!(verify_history(&history().await, None), Verdict::Verified { entries: 5, .. }));
        assert_eq!(access::log(&store, patient).await.unwrap().len(), 5, "the entries stay");
    })
    .await;
}

#[tokio::test]
async fn after_a_year_it_is_erased_without_being_asked() {
    on_each(|world| async move {
        let (_portal, patient) = portal(&world).await;
        read(&world, patient, CLIENT).await;
        world.clock.advance(KEPT_FOR);
        read(&world, patient, CLIENT).await;
        assert_eq!(origins::erase_old(&world.store, &world.clock).await.unwrap(), 0, "on the day itself");
        world.clock.advance(chrono::Duration::seconds(1));
        origins::start(world.store.clone(), world.clock.clone()).stop().await;
        assert_eq!(addresses(&world, patient).await, [(2, CLIENT.to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn what_is_erased_by_law_says_no_more_from_where() {
    on_each(|world| async move {
        let (_portal, patient) = portal(&world).await;
        read(&world, patient, CLIENT).await;
        let World { store, clock, entropy } = &world;
        erasure::erase(store, patient, "試験", clock.now(), entropy).await.unwrap().unwrap();
        // The entry that says so has the erased one's number: nothing of the old one may stand beside it.
        assert_eq!(access::log(store, patient).await.unwrap().len(), 1);
        assert_eq!(addresses(&world, patient).await, []);
    })
    .await;
}

#[tokio::test]
async fn the_operator_lists_it_and_erases_it_at_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mikata.db").to_str().unwrap().to_owned();
    let world = World::new(Store::open(&DatabaseUrl(file.clone())).await.unwrap()).await;
    let (_portal, patient) = portal(&world).await;
    read(&world, patient, CLIENT).await;
    world.store.close().await;
    let person = patient.to_string();
    let origins = |rest: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mikata"));
        let run = command.args(["log", "origins"]).args(rest).args(["--database", &file]).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    };
    let list = || origins(&["list", "--person", &person]);
    let line = list();
    let said: Vec<&str> = line.trim_end().split('\t').collect();
    assert_eq!((said[0], said[2], said[5], said[7]), ("1", "patient", "own-record", CLIENT), "{line}");
    let entered = async || {
        let store = Store::open(&DatabaseUrl(file.clone())).await.unwrap();
        let log = access::log(&store, patient).await.unwrap();
        store.close().await;
        let said = |entry: &access::Written| {
            (entry.actor_kind.clone(), entry.purpose.clone(), entry.outcome.clone())
        };
        log.iter().skip(1).map(said).collect::<Vec<_>>()
    };
    let looked = ["operator", "access-history", "granted"].map(str::to_owned);
    let looked = (looked[0].clone(), looked[1].clone(), looked[2].clone());
    assert_eq!(entered().await, std::slice::from_ref(&looked), "that the operator looked stands in her log");
    // Noon of that day in Japan is not before that day.
    assert!(origins(&["erase", "--before", "2024-07-07"]).starts_with("erased\t0 "));
    assert_eq!(list(), line);
    assert_eq!(entered().await, [looked.clone(), looked], "each time, and erasing is no look");
    assert!(origins(&["erase", "--before", "2024-07-08"]).starts_with("erased\t1 "));
    assert_eq!(list(), "");
}
