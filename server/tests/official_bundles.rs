//! The official examples through HTTP, read from the reference folder that stands beside the
//! checkout (or where `MIKATA_REFERENCE` points). None of them is copied into the project.

use crate::common::{World, day, facility, noon};
use crate::portal::Portal;
use axum::http::StatusCode;
use serde_json::Value;
use server::{
    clock::Clock,
    store::{DatabaseUrl, Store, facility::ListUnit},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The facility of every official example.
const SENDER: &str = "1318814790";

struct File {
    name: String,
    bytes: Vec<u8>,
}

/// The files of the folders, or nothing, loudly, where the reference folder is absent.
fn files(folders: &[&str]) -> Option<Vec<File>> {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let data = reference.join("data");
    if !data.is_dir() {
        println!("SKIPPED: no reference folder at {}; no official example was checked", data.display());
        return None;
    }
    let mut files = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(data.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            files.push(File { name, bytes: fs::read(entry.path()).unwrap() });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Some(files)
}

fn is_bundle(file: &File) -> bool {
    file.name.contains("/Bundle-")
}

/// A portal over an empty store in which the facility of the examples is registered, once something
/// made its first person known.
struct Service {
    world: World,
    _folder: tempfile::TempDir,
}

impl Service {
    async fn new(today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl(folder.path().join("mikata.db").to_str().unwrap().to_owned());
        let mut world = World::new(Store::open(&url).await.unwrap()).await;
        let name = "例示病院";
        server::store::facility::add(&world.store, &facility(SENDER), name, ListUnit::Department, noon())
            .await
            .unwrap();
        world.clock = Clock::standing_at(noon()).with_today(day(today));
        Self { world, _folder: folder }
    }

    /// Signed in is whoever `first` is about.
    async fn portal_after(&self, first: &File) -> Portal {
        let bundle: Value = serde_json::from_slice(&first.bytes).unwrap();
        self.world.send_new(SENDER, &bundle).await;
        let patient = self.world.only_person().await;
        Portal::over(self.world.store.clone(), self.world.clock.clone(), patient, SENDER).await
    }
}

fn patient_summary(files: &[File]) -> &File {
    files.iter().find(|file| file.name.contains("Bundle-CLINS-PCS")).expect("the folder has the ePCS example")
}

#[tokio::test]
async fn complete_bundles_are_taken_and_come_back_byte_for_byte() {
    let Some(files) = files(&["jp-clins", "checkup"]) else { return };
    let service = Service::new("2024-08-01").await;
    let portal = service.portal_after(patient_summary(&files)).await;
    let mut taken = 0;
    for file in files.iter().filter(|file| is_bundle(file)) {
        let answer = portal.transmit(portal.key(), file.bytes.clone()).await;
        assert!(
            matches!(answer.status, StatusCode::CREATED | StatusCode::ACCEPTED),
            "{}: {} {}",
            file.name,
            answer.status,
            answer.text()
        );
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(
            (&body["resourceType"], &body["type"]),
            (&"Bundle".into(), &"transaction-response".into())
        );
        let location = answer.header("location").to_owned();
        let back = portal.fetch(portal.key(), &location).await;
        assert_eq!(back.status, StatusCode::OK, "{}", file.name);
        assert!(back.body == file.bytes, "{} came back changed", file.name);
        let again = portal.transmit(portal.key(), file.bytes.clone()).await;
        println!("{}: {}, again: {}", file.name, answer.status, again.status);
        assert!(!again.status.is_client_error() && again.header("location") == location, "{}", file.name);
        taken += 1;
    }
    assert!(taken >= 4, "the reference folder has four complete Bundles, found {taken}");
    for address in ["/", "/record", "/labs", "/medicines", "/summary", "/documents", "/api/record"] {
        for language in ["ja", "en"] {
            let page = portal.read(language, address, None).await;
            assert_eq!(page.status, StatusCode::OK, "{address} in {language}: {}", page.text());
        }
    }
    // Summary and letter share one Composition.identifier; neither replaces the other.
    let record: Value = serde_json::from_slice(&portal.read("ja", "/api/record", None).await.body).unwrap();
    let documents = record["record"]["documents"].as_array().unwrap();
    let kinds: Vec<_> = documents.iter().map(|document| document["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["PatientSummary", "Referral"]);
    println!("{taken} complete Bundles checked");
}

#[tokio::test]
async fn fragments_are_refused_naming_what_is_missing() {
    let Some(files) = files(&["jp-clins", "checkup"]) else { return };
    let service = Service::new("2024-08-01").await;
    let portal = service.portal_after(patient_summary(&files)).await;
    let before = portal.read("ja", "/api/record", None).await.body;
    let mut refused = 0;
    for file in files.iter().filter(|file| !is_bundle(file)) {
        let answer = portal.transmit(portal.key(), file.bytes.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}: {}", file.name, answer.text());
        let outcome: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(outcome["resourceType"], "OperationOutcome", "{}", file.name);
        let why = outcome["issue"][0]["diagnostics"].as_str().unwrap();
        let fragment: Value = serde_json::from_slice(&file.bytes).unwrap();
        let found = fragment["resourceType"].as_str().unwrap();
        assert!(
            why.contains("expected Bundle, with the Patient") && why.contains(found),
            "{}: {why}",
            file.name
        );
        assert_eq!(why.contains("no Patient"), found != "Patient", "{}: {why}", file.name);
        refused += 1;
    }
    assert!(refused >= 40, "the reference folder has more fragments than {refused}");
    assert_eq!(portal.read("ja", "/api/record", None).await.body, before);
    println!("{refused} fragments checked");
}

const DIAGNOSES: [&str; 2] = ["狭心症", "高血圧"];
const ADVICE: [&str; 2] = ["高血圧について内服を継続してください。", "1日30分でも軽い運動を継続しましょう。"];

#[tokio::test]
async fn the_patient_summary_is_readable_for_six_months() {
    let Some(files) = files(&["jp-clins"]) else { return };
    // Six months from 2024-07-07, the day of the example.
    for (today, is_shown) in
        [("2024-08-01", true), ("2025-01-06", true), ("2025-01-08", false), ("2026-11-21", false)]
    {
        let service = Service::new(today).await;
        let portal = service.portal_after(patient_summary(&files)).await;
        for language in ["ja", "en"] {
            let page = portal.read(language, "/summary", None).await;
            assert_eq!(page.status, StatusCode::OK);
            let html = page.text();
            assert!(html.contains("牧野 爛漫"), "{today} {language}");
            for word in DIAGNOSES.iter().chain(&ADVICE) {
                assert_eq!(html.contains(word), is_shown, "{today} {language}: {word}");
            }
        }
        let record = portal.read("ja", "/api/record", None).await.text();
        assert_eq!(record.contains("狭心症"), is_shown, "{today}");
    }
    println!("1 patient summary checked on 4 days, in 2 languages");
}
