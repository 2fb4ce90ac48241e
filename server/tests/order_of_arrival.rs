//! Which of two messages stands: the sender's own order decides, whichever arrives last, and whoever sends too late
//! is told.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{Line, diagnosis, hanako, medicine, result},
    databases::{on_each, on_each_url, run},
    facility,
};
use crate::portal::{Portal, Who};
use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use server::{
    clock::Clock,
    ingest::{EntryStatus, Outcome, Receipt, ReceiveError},
    store::{DatabaseUrl, Store, facility as facilities},
};
use shared::record::{Record, Standing};
use std::path::{Path, PathBuf};

const GLUCOSE: &str = "血糖";
const WARFARIN: &str = "ワーファリン錠１ｍｇ";

/// What the page says where a late message took something back.
const DOUBTED: &str = "これは、まちがいだったかもしれません";

/// 7 July 2024, by the clock of the senders; the first of all messages arrives at noon.
fn hour(hour: u32) -> String {
    format!("2024-07-07T{hour:02}:00:00+09:00")
}

/// The same Bundle, put together and last changed at that moment, with what `change` does to its resources.
fn stated(mut bundle: Value, at: &str, change: impl Fn(&mut Value)) -> Value {
    (bundle["timestamp"], bundle["meta"]["lastUpdated"]) = (at.into(), at.into());
    for entry in bundle["entry"].as_array_mut().unwrap().iter_mut().skip(1) {
        entry["resource"]["meta"]["lastUpdated"] = at.into();
        change(&mut entry["resource"]);
    }
    bundle
}

/// One result under the identifier "r", last changed at `changed`.
fn one(serial: &str, value: &str, status: &str, changed: &str) -> Value {
    let bundle = hanako().results(HOSPITAL, serial, &[result("r", GLUCOSE, value)]);
    stated(bundle, changed, |resource| resource["status"] = status.into())
}

/// The same, taken at `taken`.
fn taken(serial: &str, value: &str, status: &str, changed: &str, taken: &str) -> Value {
    let mut bundle = one(serial, value, status, changed);
    bundle["entry"][1]["resource"]["effectiveDateTime"] = taken.into();
    bundle
}

/// The values of all results, sorted.
fn values(record: &Record) -> Vec<String> {
    let text = |value| serde_json::to_string(value).unwrap();
    let mut all: Vec<String> = record
        .observations
        .iter()
        .map(|one| {
            let said = text(&one.value);
            let number = said.split(|c: char| !c.is_ascii_digit() && c != '.').find(|part| !part.is_empty());
            number.unwrap_or_default().to_owned()
        })
        .collect();
    all.sort();
    all
}

fn warned(receipt: &Receipt, words: &str) -> bool {
    receipt.warnings.iter().any(|issue| issue.expected.contains(words))
}

const LATE: &str = "nothing older than what stands";
const TOOK_BACK: &str = "no withdrawal older than what it withdraws";

fn statuses(receipt: &Receipt) -> Vec<EntryStatus> {
    receipt.entries.iter().map(|entry| entry.status).collect()
}

/// Files of the reference folder; `None`, said loudly, where one is absent.
fn trouble(names: &[&str]) -> Option<Vec<Value>> {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let folder = reference.join("data/trouble");
    let read = |name: &&str| std::fs::read_to_string(folder.join(name)).ok();
    let texts: Option<Vec<String>> = names.iter().map(read).collect();
    match &texts {
        Some(texts) => println!("{} files of {} were sent", texts.len(), folder.display()),
        None => {
            println!("SKIPPED: not all of {names:?} are in {}; this case was not checked", folder.display())
        }
    }
    texts.map(|texts| texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect())
}

const SENDER_OF_TROUBLE: &str = "1310099990";

/// A store on 29 November 2026 that knows the sender of the reference folder's files.
async fn world_of_trouble(folder: &Path) -> World {
    let url = DatabaseUrl(folder.join("trouble.db").to_str().unwrap().to_owned());
    let noon: DateTime<Utc> = "2026-11-29T03:00:00Z".parse().unwrap();
    let world = World::over(Store::open(&url).await.unwrap(), Clock::standing_at(noon)).await;
    let (code, unit) = (facility(SENDER_OF_TROUBLE), facilities::ListUnit::Department);
    facilities::add(&world.store, &code, "試験", unit, noon).await.unwrap();
    world
}

/// Trouble T13.
#[tokio::test]
async fn t13_a_late_preliminary_result_replaces_no_corrected_one() {
    let Some(files) = trouble(&["T13-new.json", "T13-old.json"]) else { return };
    for order in [[0, 1], [1, 0]] {
        let folder = tempfile::tempdir().unwrap();
        let world = world_of_trouble(folder.path()).await;
        world.send_new(SENDER_OF_TROUBLE, &files[order[0]]).await;
        let second = world.send_new(SENDER_OF_TROUBLE, &files[order[1]]).await;
        assert_eq!(warned(&second, LATE), order == [0, 1], "{:?}", second.warnings);
        let patient = world.only_person().await;
        assert_eq!(values(&world.record(patient).await), ["4.0"]);
        let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, SENDER_OF_TROUBLE).await;
        let page = portal.read("ja", "/labs", None).await.text();
        assert!(page.contains("4.0") && !page.contains("9.9"), "{page}");
    }
}

/// Of the kind of T13, not in the folder: a queue that sends again, a tie, and another kind of entry.
#[tokio::test]
async fn what_is_later_for_its_sender_stands_whichever_arrives_last() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &one("1", "4.0", "corrected", &hour(11))).await;
        let patient = world.only_person().await;
        let old = one("2", "9.9", "preliminary", &hour(10));
        let late = world.send_new(HOSPITAL, &old).await;
        assert_eq!(statuses(&late), [EntryStatus::Late]);
        assert!(warned(&late, LATE), "{:?}", late.warnings);
        // The queue tries again: nothing more is kept, and it is told again.
        let again = world.send(HOSPITAL, &old).await;
        assert_eq!((again.outcome, again.transmission_id), (Outcome::Unchanged, late.transmission_id));
        assert!(warned(&again, LATE), "{:?}", again.warnings);
        // Of the same moment: the report's status, then arrival.
        let tie = world.send_new(HOSPITAL, &one("3", "9.8", "final", &hour(11))).await;
        assert!(warned(&tie, LATE), "{:?}", tie.warnings);
        assert_eq!(values(&world.record(patient).await), ["4.0"]);
        let tie = world.send_new(HOSPITAL, &one("4", "4.1", "corrected", &hour(11))).await;
        assert!(!warned(&tie, LATE), "{:?}", tie.warnings);
        assert_eq!(values(&world.record(patient).await), ["4.1"]);

        let order = |serial: &str, status: &str, changed: &str| {
            let bundle =
                hanako().prescriptions(HOSPITAL, serial, &[medicine("m", WARFARIN, "2024-07-01", 30)]);
            stated(bundle, changed, |resource| resource["status"] = status.into())
        };
        world.send_new(HOSPITAL, &order("5", "stopped", &hour(11))).await;
        let late = world.send_new(HOSPITAL, &order("6", "active", &hour(9))).await;
        assert!(warned(&late, LATE), "{:?}", late.warnings);
        let standing: Vec<Standing> =
            world.record(patient).await.prescriptions.iter().map(|one| one.standing).collect();
        assert_eq!(standing, [Standing::Stopped]);
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_after_it_arrived_counts_as_changed_then() {
    on_each(|world| async move {
        let ahead = world.send_new(HOSPITAL, &one("1", "1.0", "final", "2024-07-08T13:00:00+09:00")).await;
        assert!(warned(&ahead, "no more than a day after it arrived"), "{:?}", ahead.warnings);
        // Whose clock is right says it a moment later, and is not held back until next year.
        let now = "2024-07-07T12:00:02+09:00";
        let next = world.send_new(HOSPITAL, &one("2", "2.0", "final", now)).await;
        assert!(!warned(&next, LATE), "{:?}", next.warnings);
        assert_eq!(values(&world.record(world.only_person().await).await), ["2.0"]);
        let within = world.send_new(HOSPITAL, &one("3", "3.0", "final", "2024-07-08T11:00:00+09:00")).await;
        assert!(!warned(&within, "no more than a day"), "{:?}", within.warnings);
    })
    .await;
}

/// Trouble T53.
#[tokio::test]
async fn t53_results_under_one_identifier_at_several_times_are_several() {
    let Some(files) = trouble(&["T53.json"]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let world = world_of_trouble(folder.path()).await;
    world.send_new(SENDER_OF_TROUBLE, &files[0]).await;
    let patient = world.only_person().await;
    let first = world.record(patient).await;
    assert_eq!(first.observations.len(), 3);
    assert_eq!(world.send(SENDER_OF_TROUBLE, &files[0]).await.outcome, Outcome::Unchanged);
    assert_eq!(world.record(patient).await, first);
}

/// Of the kind of T53, not in the folder: one message for each time, and a correction of one of them.
#[tokio::test]
async fn each_time_is_corrected_by_itself() {
    on_each(|world| async move {
        let [seven, twelve, eighteen] =
            ["07", "12", "18"].map(|hour| format!("2024-07-06T{hour}:00:00+09:00"));
        world.send_new(HOSPITAL, &taken("1", "7.0", "final", &hour(8), &seven)).await;
        let patient = world.only_person().await;
        let beside = world.send_new(HOSPITAL, &taken("2", "12.0", "final", &hour(8), &twelve)).await;
        assert!(warned(&beside, "an identifier of its own"), "{:?}", beside.warnings);
        world.send_new(HOSPITAL, &taken("3", "18.0", "final", &hour(8), &eighteen)).await;
        assert_eq!(values(&world.record(patient).await), ["12.0", "18.0", "7.0"]);
        let noon = "2024-07-06T03:00:00Z";
        world.send_new(HOSPITAL, &taken("4", "12.5", "corrected", &hour(9), noon)).await;
        assert_eq!(values(&world.record(patient).await), ["12.5", "18.0", "7.0"]);
        let late = world.send_new(HOSPITAL, &taken("5", "12.9", "final", &hour(7), &twelve)).await;
        assert!(warned(&late, LATE), "{:?}", late.warnings);
        assert_eq!(values(&world.record(patient).await), ["12.5", "18.0", "7.0"]);
        // All three again, in another order: nothing new but what is new.
        let mut report = taken("6", "18.0", "final", &hour(8), &eighteen);
        for (bundle, number) in [
            (taken("x", "7.5", "corrected", &hour(9), &seven), 101),
            (taken("x", "12.5", "corrected", &hour(9), noon), 102),
        ] {
            let mut entry = bundle["entry"][1].clone();
            entry["fullUrl"] = format!("urn:uuid:00000000-0000-4000-8000-{number:012}").into();
            report["entry"].as_array_mut().unwrap().push(entry);
        }
        let receipt = world.send_new(HOSPITAL, &report).await;
        assert_eq!(statuses(&receipt), [EntryStatus::Unchanged, EntryStatus::Stored, EntryStatus::Unchanged]);
        assert_eq!(values(&world.record(patient).await), ["12.5", "18.0", "7.5"]);
    })
    .await;
}

/// The time itself was wrong: one result, not two.
#[tokio::test]
async fn a_corrected_time_replaces_the_one_result_there_is() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &taken("1", "7.0", "final", &hour(8), "2024-07-06")).await;
        let patient = world.only_person().await;
        // An hour where there was a day.
        world.send_new(HOSPITAL, &taken("2", "7.0", "final", &hour(9), "2024-07-06T07:00:00+09:00")).await;
        assert_eq!(values(&world.record(patient).await), ["7.0"]);
        world
            .send_new(HOSPITAL, &taken("3", "7.0", "corrected", &hour(10), "2024-07-05T07:00:00+09:00"))
            .await;
        assert_eq!(values(&world.record(patient).await), ["7.0"]);
    })
    .await;
}

#[tokio::test]
async fn a_late_withdrawal_makes_an_entry_doubtful_until_it_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("doubt.db").to_str().unwrap().to_owned());
    let world = World::new(Store::open(&url).await.unwrap()).await;
    world.send_new(HOSPITAL, &one("1", "4.0", "final", &hour(11))).await;
    let patient = world.only_person().await;
    let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
    let page = async || portal.read("ja", "/labs", None).await.text();
    assert!(!page().await.contains(DOUBTED));
    let withdrawal = one("2", "4.0", "entered-in-error", &hour(10));
    let late = world.send_new(HOSPITAL, &withdrawal).await;
    assert!(warned(&late, TOOK_BACK), "{:?}", late.warnings);
    let record = world.record(patient).await;
    assert_eq!(values(&record), ["4.0"]);
    assert!(record.observations[0].origin.doubted);
    let doubtful = page().await;
    assert!(doubtful.contains("4.0") && doubtful.contains(DOUBTED), "{doubtful}");
    // The withdrawal again says nothing new.
    assert_eq!(world.send(HOSPITAL, &withdrawal).await.outcome, Outcome::Unchanged);
    // The very same result again: it holds.
    let again = world.send_new(HOSPITAL, &one("1", "4.0", "final", &hour(11))).await;
    assert_eq!(statuses(&again), [EntryStatus::Stored]);
    assert!(!world.record(patient).await.observations[0].origin.doubted);
    assert!(!page().await.contains(DOUBTED));
    // A withdrawal that is not late withdraws.
    world.send_new(HOSPITAL, &one("3", "4.0", "entered-in-error", &hour(12))).await;
    assert!(!page().await.contains("4.0"));
}

/// What is hidden casts no doubt on what is shown, and keeps nothing back.
#[tokio::test]
async fn a_late_hidden_message_changes_no_byte() {
    let seen = async |hidden: &[Value]| {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl(folder.path().join("hidden.db").to_str().unwrap().to_owned());
        let world = World::new(Store::open(&url).await.unwrap()).await;
        world.send_new(HOSPITAL, &one("1", "4.0", "final", &hour(11))).await;
        let first = [diagnosis("a", "高血圧症").of("01"), diagnosis("b", "胃炎").of("02")];
        let list = |serial: &str, at: &str, lines: &[Line]| {
            stated(hanako().conditions(HOSPITAL, serial, lines), at, |_| ())
        };
        world.send_new(HOSPITAL, &list("2", &hour(8), &first)).await;
        let newer = [diagnosis("c", "高血圧症").of("01")];
        let with_hidden = [newer[0].clone(), diagnosis("h", "秘密病").of("02").flagged("UNINFORMED")];
        let newer = if hidden.is_empty() { &newer[..] } else { &with_hidden[..] };
        world.send_new(HOSPITAL, &list("3", &hour(10), newer)).await;
        // Too late for the first department, and in time for the second, whatever is hidden there.
        let late = [diagnosis("a", "高血圧症").of("01"), diagnosis("d", "胃潰瘍").of("02")];
        world.send_new(HOSPITAL, &list("4", &hour(9), &late[1..])).await;
        for bundle in hidden {
            world.send(HOSPITAL, bundle).await;
        }
        let patient = world.only_person().await;
        (world.diagnoses(patient).await, serde_json::to_string(&world.view(patient).await).unwrap())
    };
    let flagged = |mut bundle: Value| {
        bundle["entry"][1]["resource"]["meta"]["tag"] = json!([{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication", "code": "UNINFORMED"}]);
        bundle
    };
    let (names, without) = seen(&[]).await;
    assert_eq!(names, ["胃潰瘍", "高血圧症"]);
    let (_, with) = seen(&[flagged(one("9", "4.0", "entered-in-error", &hour(10)))]).await;
    // The times of arrival are those of what is visible: it arrived at the same seconds.
    assert_eq!(with, without);
}

#[tokio::test]
async fn a_late_list_is_kept_and_changes_nothing() {
    on_each(|world| async move {
        let list = |serial: &str, at: &str, lines: &[Line]| {
            stated(hanako().conditions(HOSPITAL, serial, lines), at, |_| ())
        };
        world.send_new(HOSPITAL, &list("1", &hour(11), &[diagnosis("a", "高血圧症")])).await;
        let patient = world.only_person().await;
        let old = list("2", &hour(10), &[diagnosis("a", "高血圧症の疑い"), diagnosis("b", "胃炎")]);
        let late = world.send_new(HOSPITAL, &old).await;
        assert_eq!(statuses(&late), [EntryStatus::Late, EntryStatus::Late]);
        assert!(warned(&late, LATE), "{:?}", late.warnings);
        assert_eq!(world.diagnoses(patient).await, ["高血圧症"]);
        // Also one that has nothing in it.
        let late = world.send_new(HOSPITAL, &list("3", &hour(10), &[])).await;
        assert!(warned(&late, LATE), "{:?}", late.warnings);
        assert_eq!(world.diagnoses(patient).await, ["高血圧症"]);
        // What its sender put together later replaces it, though another list came between.
        world.send_new(HOSPITAL, &list("4", &hour(12), &[diagnosis("c", "胃潰瘍")])).await;
        assert_eq!(world.diagnoses(patient).await, ["胃潰瘍"]);
        // Another facility's order is its own.
        let other = stated(hanako().conditions(CLINIC, "5", &[diagnosis("a", "喘息")]), &hour(1), |_| ());
        let receipt = world.send_new(CLINIC, &other).await;
        assert!(!warned(&receipt, LATE), "{:?}", receipt.warnings);
        assert_eq!(world.diagnoses(patient).await, ["喘息", "胃潰瘍"]);
    })
    .await;
}

/// What everything was withdrawn after does not come back by a report that was put together before; what is put together
/// afterwards does, however old it is.
#[tokio::test]
async fn a_late_report_brings_nothing_back_that_was_withdrawn() {
    on_each(|world| async move {
        world.send_new(HOSPITAL, &one("1", "4.0", "final", &hour(8))).await;
        let patient = world.only_person().await;
        let all = stated(hanako().results(HOSPITAL, "2", &[]), &hour(10), |_| ());
        world.send_new(HOSPITAL, &all).await;
        let late = world.send_new(HOSPITAL, &one("3", "4.1", "final", &hour(9))).await;
        assert!(warned(&late, LATE), "{:?}", late.warnings);
        assert!(values(&world.record(patient).await).is_empty());
        let mut again = one("4", "4.2", "final", &hour(7));
        again["timestamp"] = hour(11).into();
        let receipt = world.send_new(HOSPITAL, &again).await;
        assert!(!warned(&receipt, LATE), "{:?}", receipt.warnings);
        assert_eq!(values(&world.record(patient).await), ["4.2"]);
    })
    .await;
}

/// A byte order mark before a known Bundle makes no new message of it.
#[tokio::test]
async fn a_byte_order_mark_makes_no_new_message() {
    let portal = Portal::new().await;
    let bundle = hanako().conditions("1310000011", "bom", &[diagnosis("a", "高血圧症")]).to_string();
    assert_eq!(portal.transmit(portal.key(), bundle.clone()).await.status, StatusCode::CREATED);
    let again = portal.transmit(portal.key(), format!("\u{feff}{bundle}")).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text());
    assert!(again.text().contains("200 OK") && !again.text().contains("201"), "{}", again.text());
}

/// Whoever asks the door for facilities is answered as FHIR answers, whatever the address and method.
#[tokio::test]
async fn every_address_below_fhir_answers_as_fhir_does() {
    let portal = Portal::new().await;
    for (method, address, status) in [
        (Method::GET, "/fhir", StatusCode::METHOD_NOT_ALLOWED),
        (Method::PUT, "/fhir", StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, "/fhir/", StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "/fhir/", StatusCode::UNAUTHORIZED),
        (Method::GET, "/fhir/Bundle", StatusCode::NOT_FOUND),
        (Method::POST, "/fhir/Bundle", StatusCode::NOT_FOUND),
        (Method::DELETE, "/fhir/Bundle/x", StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "/fhir/metadata", StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, "/fhir/Patient", StatusCode::NOT_FOUND),
        (Method::GET, "/fhir/Patient/1/_history/2", StatusCode::NOT_FOUND),
        (Method::POST, "/fhir/Patient/_search", StatusCode::NOT_FOUND),
    ] {
        let answer = portal.ask(Who::Nobody, method.clone(), address, "").await;
        assert_eq!(answer.status, status, "{method} {address}");
        assert!(answer.header("content-type").starts_with("application/fhir+json"), "{method} {address}");
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(body["resourceType"], "OperationOutcome", "{method} {address}");
    }
    let answer = portal.ask(Who::Nobody, Method::GET, "/fhir/metadata", "").await;
    assert_eq!(answer.status, StatusCode::OK);
    let statement: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        (&statement["resourceType"], &statement["fhirVersion"]),
        (&"CapabilityStatement".into(), &"4.0.1".into())
    );
    // What it says exists is there, and takes a Bundle.
    let base = statement["implementation"]["url"].as_str().unwrap();
    assert!(base.ends_with("/fhir"), "{base}");
    let bundle = hanako().conditions("1310000011", "slash", &[diagnosis("a", "高血圧症")]).to_string();
    assert_eq!(portal.transmit(portal.key(), bundle).await.status, StatusCode::CREATED);
}

/// What an older version of the program let stand because it arrived last follows its sender's order.
#[tokio::test]
async fn rows_of_before_follow_their_senders_order() {
    on_each_url(|url| async move {
        let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
        world.send_new(HOSPITAL, &one("1", "4.0", "corrected", &hour(11))).await;
        world.send_new(HOSPITAL, &one("2", "9.9", "preliminary", &hour(10))).await;
        let patient = world.only_person().await;
        // As it was written before: what arrives replaces what stands, and no order is known.
        let migration = if url.is_postgres() { AS_BEFORE_POSTGRES } else { AS_BEFORE_SQLITE };
        run(&url, migration).await.unwrap();
        run(&url, "UPDATE item SET updated_at = NULL, version_number = NULL, stage = NULL, occasion = NULL")
            .await
            .unwrap();
        let swap = "UPDATE item SET superseded_at = (SELECT MAX(received_at) FROM item), superseded_own_at =
            (SELECT MAX(received_at) FROM item) WHERE json LIKE '%corrected%';
            UPDATE item SET superseded_at = NULL, superseded_own_at = NULL WHERE json LIKE '%preliminary%'";
        run(&url, swap).await.unwrap();
        assert_eq!(values(&world.record(patient).await), ["9.9"]);
        let text = include_str!("../migrations/sqlite/0021_order_of_arrival.sql");
        let whose = text.split_once("INSERT INTO item_unsettled").unwrap().1.split_once(';').unwrap().0;
        run(&url, &format!("INSERT INTO item_unsettled {whose}")).await.unwrap();
        world.store.close().await;
        let store = Store::migrate(&url, None).await.unwrap();
        let world = World { store, ..world };
        assert_eq!(values(&world.record(patient).await), ["4.0"]);
        // Their order is read from their words, also by what comes next.
        let late = world.send_new(HOSPITAL, &one("3", "9.8", "final", &hour(10))).await;
        assert!(warned(&late, LATE), "{:?}", late.warnings);
        assert_eq!(values(&world.record(patient).await), ["4.0"]);
        world.store.close().await;
    })
    .await;
}

const AS_BEFORE_SQLITE: &str = "DROP TRIGGER item_order_is_never_changed";
const AS_BEFORE_POSTGRES: &str = "DROP TRIGGER item_order_is_never_changed ON item";

/// Nothing that is sent is taken with success and passed over without a word.
#[tokio::test]
async fn what_is_not_understood_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("said.db").to_str().unwrap().to_owned());
    let world = World::new(Store::open(&url).await.unwrap()).await;
    let result = |serial: &str| one(serial, "4.0", "final", &hour(11));
    let order =
        |serial: &str| hanako().prescriptions(HOSPITAL, serial, &[medicine("m", WARFARIN, "2024-07-01", 30)]);
    let condition = |serial: &str| hanako().conditions(HOSPITAL, serial, &[diagnosis("a", "高血圧症")]);
    let nonsense = json!({"coding": [{"code": "nonsense"}]});
    let cases: [(Value, &str, Value, &str); 8] = [
        (result("1"), "status", "nonsense".into(), "status"),
        (order("2"), "status", "nonsense".into(), "status"),
        (order("3"), "intent", "nonsense".into(), "intent"),
        (condition("4"), "clinicalStatus", nonsense.clone(), "clinicalStatus"),
        (condition("5"), "verificationStatus", nonsense, "verificationStatus"),
        (result("6"), "effectiveDateTime", "2024-07-06T07:00:00".into(), "an offset after the time"),
        (result("7"), "issued", "2024-07-06T07:00:00".into(), "an offset after the time"),
        (order("8"), "authoredOn", "2024-07-06T07:00".into(), "authoredOn"),
    ];
    for (mut bundle, field, value, word) in cases {
        bundle["entry"][1]["resource"][field] = value;
        let said = match world.try_send(HOSPITAL, &bundle).await {
            Ok(receipt) => receipt.warnings,
            Err(ReceiveError::Refused(refused)) => refused.issues,
            Err(error) => panic!("{error:?}"),
        };
        let said: Vec<String> = said.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|issue| issue.contains(word)), "{field}: {said:?}");
    }
}
