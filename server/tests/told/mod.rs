//! What the tests of one kind of told thing share: a world of two facilities, a hospital that is shown everything, an
//! emergency that was begun, and words looked for in a page.
#![allow(dead_code, reason = "each test file uses a part")]

use crate::{
    common::{CLINIC, HOSPITAL, World, facility, noon},
    portal::Portal,
};
use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use server::{
    auth::Role,
    clock::Clock,
    sharing::{self, Wish},
    store::{DatabaseUrl, Store, account::session, facility as facilities},
};
use shared::{
    category::Categories,
    consent::{FacilityKind, Term, Whom},
    ids::PatientId,
};
use std::{io::Write, process::Command};
use tempfile::TempDir;

/// The four items by which an emergency physician finds somebody.
pub struct FoundBy {
    pub name: &'static str,
    pub born: &'static str,
    pub address: &'static str,
}

pub const HANAKO: FoundBy =
    FoundBy { name: "見本花子", born: "1950-02-03", address: "架空区見本町１丁目２番３号" };

/// A hospital and a clinic, in a database of its own.
pub async fn world() -> (World, TempDir) {
    world_at(noon()).await
}

/// The same at another time.
pub async fn world_at(now: DateTime<Utc>) -> (World, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("told.db").to_str().unwrap().to_owned());
    let world = World::over(Store::open(&url).await.unwrap(), Clock::standing_at(now)).await;
    for (code, kind) in [(HOSPITAL, FacilityKind::Hospital), (CLINIC, FacilityKind::Clinic)] {
        assert!(facilities::set_kind(&world.store, &facility(code), Some(kind)).await.unwrap());
    }
    (world, folder)
}

/// The patient shows this hospital every kind.
pub async fn shows_everything(world: &World, patient: PatientId, hospital: &str) {
    shows(world, patient, hospital, Categories::ALL).await;
}

/// The patient shows this hospital these kinds and no others.
pub async fn shows(world: &World, patient: PatientId, hospital: &str, kinds: Categories) {
    let secret = world.sign_in(patient, world.clock.now()).await;
    let by = session::find(&world.store, &secret, world.clock.now()).await.unwrap().unwrap().account;
    let whom = Whom::Facility(facility(hospital));
    let wish = Wish::shown_for_care(whom, kinds, Term::Standing);
    let (store, clock, entropy) = (&world.store, &world.clock, &world.entropy);
    sharing::change(store, clock, entropy, (patient, by, true), &wish).await.unwrap();
}

/// An emergency physician of this hospital, and the address of the emergency that they began.
pub async fn in_an_emergency(
    world: &World,
    portal: &Portal,
    hospital: &str,
    who: &FoundBy,
) -> (String, String) {
    let physician = world.member(hospital, "救急 一", &[Role::Emergency]).await.cookie;
    let fields = [
        ("name", who.name),
        ("birth_date", who.born),
        ("sex", "female"),
        ("prefecture", "13"),
        ("address", who.address),
        ("reason", "unconscious"),
        ("note", ""),
        ("emergency", "yes"),
    ];
    let value = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let form: Vec<String> = fields.iter().map(|(name, text)| format!("{name}={}", value(text))).collect();
    let begun =
        portal.ask_in_session(Some(&physician), Method::POST, "/desk/emergency", &form.join("&")).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    (physician, begun.header("location").to_owned())
}

/// A page of the patient's, as it is read.
pub async fn page(portal: &Portal, language: &str, address: &str) -> String {
    let answer = portal.read(language, address, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    as_read(&answer.text())
}

/// What somebody of a facility gets from an address.
pub async fn desk(portal: &Portal, cookie: &str, address: &str) -> Vec<u8> {
    let answer = portal.ask_in_session(Some(cookie), Method::GET, address, "").await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.body.to_vec()
}

/// The letters of a PDF; `None`, said loudly: nothing here reads one.
pub fn letters_of_pdf(bytes: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let ran = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file.path()).arg("-").output();
    let Ok(ran) = ran else {
        eprintln!("SKIPPED: pdftotext is not installed, so nobody looked into the PDF");
        return None;
    };
    Some(letters(&String::from_utf8_lossy(&ran.stdout)))
}

pub fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// A page without marks within its sentences: those between texts, and those of the language of single words.
pub fn as_read(page: &str) -> String {
    let page = page.replace("<!>", "");
    let mut read = String::new();
    let mut rest = page.as_str();
    while let Some((before, marked)) = rest.split_once("<span lang=\"ja\">") {
        let (words, after) = marked.split_once("</span>").unwrap();
        read.extend([before, words]);
        rest = after;
    }
    read + rest
}

/// From the first `from` to the next of `to`.
pub fn part<'a>(page: &'a str, from: &str, to: &[&str]) -> &'a str {
    let Some(at) = page.find(from) else { return "" };
    let rest = &page[at + from.len()..];
    let end = to.iter().filter_map(|ending| rest.find(ending)).min().unwrap_or(rest.len());
    &rest[..end]
}

/// Lists as they are read before anything is opened: of each medicine its line alone.
pub fn unopened(page: &str) -> String {
    let mut lines = page.split("class=\"folded-rest\"");
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |all, opened| all + opened.split_once("</details></li>").map_or("", |(_, rest)| rest))
}

pub fn has(place: &str, text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{place} should say {word:?}:\n{text}");
    }
}

pub fn lacks(place: &str, text: &str, word: &str) {
    assert!(!text.contains(word), "{place} should not say {word:?}:\n{text}");
}
