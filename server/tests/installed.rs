//! The portal as an app: its manifest, what a service worker keeps of it, and what it shows without a network. All of it
//! is the same for everybody.

use crate::portal::{self, Answer, Portal, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http_body_util::BodyExt;
use serde_json::Value;
use server::http::{AppState, FrontEnd, router};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};
use tempfile::TempDir;
use tower::ServiceExt;

const HASH: &str = "0123456789abcdef";

fn of_the_workspace(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A portal with a build as `cargo xtask web` leaves it, parts in folders among it.
async fn built(styles: &str) -> (AppState, TempDir) {
    let folder = TempDir::new().unwrap();
    let write = |name: String, text: &str| {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write(format!("app-{HASH}.js"), "export default 1;");
    write(format!("app-{HASH}_bg.wasm"), "\0asm\u{1}\0\0\0");
    write(format!("app-{HASH}/labs.wasm"), "\0asm\u{1}\0\0\0 labs");
    write(format!("base-{HASH}.css"), styles);
    write(format!("desk-{HASH}.css"), "td {}");
    write("favicon.svg".to_owned(), "<svg/>");
    let names = ["base", "desk"].map(|name| format!("<link href=\"/pkg/{name}-{HASH}.css\">"));
    write(
        "index.html".to_owned(),
        &format!("<script src=\"/pkg/app-{HASH}.js\"></script>{}", names.concat()),
    );
    let front_end = FrontEnd::open(folder.path()).unwrap();
    (AppState { front_end: Arc::new(front_end), ..Portal::new().await.state }, folder)
}

async fn get(state: &AppState, address: &str) -> Answer {
    let request = Request::get(address).header(header::HOST, portal::HOST).body(Body::empty()).unwrap();
    let answer = router(state.clone()).oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
}

/// What stands in a script's first line, as JSON.
fn first_line(script: &str, name: &str) -> Value {
    let line = script.strip_prefix(&format!("const {name} = ")).expect(name).lines().next().unwrap();
    serde_json::from_str(line.trim_end_matches(';')).unwrap()
}

async fn set(state: &AppState) -> Value {
    let worker = get(state, "/service-worker.js").await;
    assert_eq!(worker.status, StatusCode::OK);
    first_line(&worker.text(), "SET")
}

fn files(set: &Value) -> Vec<[String; 3]> {
    serde_json::from_value(set["files"].clone()).unwrap()
}

#[tokio::test]
async fn what_the_worker_is_to_keep_is_all_there_with_these_bytes() {
    let (state, _folder) = built("p {}").await;
    let set = set(&state).await;
    let files = files(&set);
    for [address, integrity, kind] in &files {
        let answer = get(&state, address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.header("content-type").starts_with(kind.as_str()) && !kind.is_empty(), "{address}");
        let found = format!("sha256-{}", STANDARD.encode(Sha256::digest(&answer.body)));
        assert_eq!(&found, integrity, "{address}");
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
    let listed: BTreeSet<&str> = files.iter().map(|[address, ..]| address.as_str()).collect();
    let mut expected = vec![
        format!("/pkg/app-{HASH}.js"),
        format!("/pkg/app-{HASH}_bg.wasm"),
        format!("/pkg/app-{HASH}/labs.wasm"),
        format!("/pkg/base-{HASH}.css"),
        state.knowledge.rules.address.clone(),
        state.knowledge.names.address.clone(),
        "/offline".to_owned(),
    ];
    expected.extend(app::i18n::Locale::ALL.map(|locale| state.front_end.catalogue(locale).to_owned()));
    for address in &expected {
        assert!(listed.contains(address.as_str()), "{address} is not kept");
    }
    // Beside these the script of each language and what opens a snapshot, and nothing twice.
    let scripts: Vec<&&str> = listed.iter().filter(|address| address.starts_with("/install/")).collect();
    assert_eq!((scripts.len(), listed.len()), (3, expected.len() + 3), "{listed:?}");
    assert_eq!(files.len(), listed.len());
    assert_eq!(set["offline"], "/offline");
}

#[tokio::test]
async fn another_byte_anywhere_is_another_version() {
    let (before, _one) = built("p {}").await;
    let (same, _two) = built("p {}").await;
    let (after, _three) = built("p { margin: 0 }").await;
    let version = |set: Value| set["version"].as_str().unwrap().to_owned();
    let (before, same, after) =
        (version(set(&before).await), version(set(&same).await), version(set(&after).await));
    assert_eq!(before, same);
    assert_ne!(before, after);
}

#[tokio::test]
async fn the_worker_is_asked_for_anew_and_may_fetch_what_is_ours_and_no_more() {
    let (state, _folder) = built("p {}").await;
    for state in [state.clone(), state.with_service_worker(false)] {
        let worker = get(&state, "/service-worker.js").await;
        assert_eq!(worker.header("cache-control"), "no-cache");
        assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
        let policy = worker.header("content-security-policy");
        assert!(policy.contains("connect-src 'self'") && !policy.contains("script-src"), "{policy}");
        // What devices are told is a part of it.
        assert!(worker.text().contains("showNotification"));
    }
}

#[tokio::test]
async fn switched_off_the_worker_keeps_nothing_answers_nothing_and_leaves() {
    let (state, _folder) = built("p {}").await;
    let off = state.clone().with_service_worker(false);
    let worker = get(&off, "/service-worker.js").await.text();
    assert!(worker.contains("caches.delete") && worker.contains("unregister()"), "{worker}");
    for answering in ["'fetch'", "respondWith", "caches.open", "SET"] {
        assert!(!worker.contains(answering), "{answering}: {worker}");
    }
    for (state, expected) in [(state, true), (off, false)] {
        let script = script_of(&get(&state, "/signin").await.text());
        let registering = get(&state, &script).await;
        assert_eq!(registering.status, StatusCode::OK, "{script}");
        assert_eq!(first_line(&registering.text(), "PORTAL")["worker"], expected);
    }
}

/// The address of the script that registers the worker.
fn script_of(page: &str) -> String {
    let found = page.split("import(\"").filter_map(|rest| rest.split('"').next());
    found.filter(|address| address.starts_with("/install/")).collect()
}

#[tokio::test]
async fn pages_name_the_manifest_and_the_script_of_their_language() {
    let portal = Portal::new().await;
    for (language, other) in [("ja", "en"), ("en", "ja")] {
        let request = Request::get("/signin").header(header::ACCEPT_LANGUAGE, language);
        let page = portal.send(request.body(Body::empty()).unwrap()).await.text();
        assert!(page.contains(&format!("href=\"/manifest.webmanifest?lang={language}\"")), "{page}");
        let script = script_of(&page);
        assert!(script.starts_with(&format!("/install/{language}-")), "{script}");
        let answer = portal.ask(Who::Nobody, Method::GET, &script, "").await;
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        let said = first_line(&answer.text(), "PORTAL")["words"].clone();
        for (name, words) in said.as_object().unwrap() {
            let words = words.as_str().unwrap();
            assert!(!words.is_empty() && !words.contains("No localization"), "{name}: {words}");
            assert_eq!(words.is_ascii(), language == "en" && !words.contains('’'), "{name}: {words}");
        }
        let address = format!("/manifest.webmanifest?lang={other}");
        let manifest = portal.ask(Who::Nobody, Method::GET, &address, "").await;
        assert_eq!(serde_json::from_slice::<Value>(&manifest.body).unwrap()["lang"], other);
    }
}

#[tokio::test]
async fn the_manifest_is_whole_in_both_languages() {
    let portal = Portal::new().await;
    let mut ids = BTreeSet::new();
    for (language, name) in [("ja", "ミカタ"), ("en", "Mikata")] {
        let request = Request::get("/manifest.webmanifest").header(header::ACCEPT_LANGUAGE, language);
        let answer = portal.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-type"), "application/manifest+json");
        let manifest: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(manifest["name"], name);
        assert_eq!(manifest["lang"], language);
        assert_eq!(manifest["display"], "standalone");
        ids.insert(manifest["id"].as_str().unwrap().to_owned());
        assert!(!answer.text().contains("No localization"), "{}", answer.text());
        for shortcut in manifest["shortcuts"].as_array().unwrap() {
            let url = shortcut["url"].as_str().unwrap();
            assert_eq!(portal.ask(Who::Patient, Method::GET, url, "").await.status, StatusCode::OK, "{url}");
        }
        assert_eq!(manifest["shortcuts"].as_array().unwrap().len(), 3);
        let index = fs::read_to_string(of_the_workspace("index.html")).unwrap();
        for screenshot in manifest["screenshots"].as_array().unwrap() {
            let name = screenshot["src"].as_str().unwrap().rsplit('/').next().unwrap();
            assert!(index.contains(&format!("href=\"public/{name}\"")), "{name} is not copied");
        }
        check_icons(&manifest);
    }
    assert_eq!(ids.len(), 1, "one app, whatever its language");
}

/// Each picture is among the files of the build, and as large as is said.
fn check_icons(manifest: &Value) {
    let index = fs::read_to_string(of_the_workspace("index.html")).unwrap();
    let mut purposes = BTreeSet::new();
    for icon in manifest["icons"].as_array().unwrap() {
        let (src, sizes) = (icon["src"].as_str().unwrap(), icon["sizes"].as_str().unwrap());
        let file = format!("public/{}", src.rsplit('/').next().unwrap());
        assert!(index.contains(&format!("href=\"{file}\"")), "{file} is not copied");
        purposes.insert((icon["purpose"].as_str().unwrap(), sizes));
        if sizes != "any" {
            let bytes = fs::read(of_the_workspace(&file)).unwrap();
            // IHDR: width and height, four bytes each.
            let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
            assert_eq!(format!("{}x{}", number(16), number(20)), sizes, "{file}");
        }
    }
    for wanted in [("any", "192x192"), ("any", "512x512"), ("maskable", "512x512"), ("monochrome", "512x512")]
    {
        assert!(purposes.contains(&wanted), "{wanted:?} is missing");
    }
}

#[test]
fn colours_outside_the_page_are_those_within() {
    let tokens = fs::read_to_string(of_the_workspace("style/tokens.css")).unwrap();
    let (day, night) = tokens.split_once("prefers-color-scheme: dark").unwrap();
    let of = |part: &str, name: &str| {
        let rest = part.split_once(&format!("{name}: ")).unwrap().1;
        rest.split(';').next().unwrap().to_owned()
    };
    let named = |value: String| match value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) {
        Some(token) => of(day, token),
        None => value,
    };
    assert_eq!(named(of(day, "--mikata-surface")), app::shell::THEME_LIGHT);
    assert_eq!(named(of(night, "--mikata-surface")), app::shell::THEME_DARK);
    assert_eq!(named(of(day, "--mikata-paper")), app::shell::PAPER);
}

/// It is kept on a device, so it knows nobody.
#[tokio::test]
async fn the_document_for_no_network_is_the_same_for_everybody() {
    let portal = Portal::new().await;
    let mut documents = BTreeSet::new();
    for who in [Who::Nobody, Who::Patient, Who::FacilityKey] {
        let answer = portal.ask(who, Method::GET, "/offline", "").await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::OK, ""));
        documents.insert(answer.body);
    }
    for language in ["ja", "en", "fr"] {
        let request = Request::get("/offline").header(header::ACCEPT_LANGUAGE, language);
        let request =
            request.header(header::COOKIE, "__Host-mikata_text_size=large; __Host-mikata_language=en");
        documents.insert(portal.send(request.body(Body::empty()).unwrap()).await.body);
    }
    assert_eq!(documents.len(), 1);
    let document = String::from_utf8(documents.pop_first().unwrap().to_vec()).unwrap();
    assert!(document.contains("ポータルにつながりません") && document.contains("cannot be reached"));
    assert!(!document.contains("花子") && !document.contains("nonce"), "{document}");
    assert_eq!(document.matches("<script").count(), 1, "{document}");
}

#[tokio::test]
async fn no_style_of_the_desk_is_kept_on_a_patients_device() {
    let (state, _folder) = built("p {}").await;
    let offline = get(&state, "/offline").await.text();
    assert!(
        offline.contains(&format!("/pkg/base-{HASH}.css")) && !offline.contains("/pkg/desk-"),
        "{offline}"
    );
    let files = files(&set(&state).await);
    assert!(files.iter().all(|[address, ..]| !address.contains("/desk-")));
}
