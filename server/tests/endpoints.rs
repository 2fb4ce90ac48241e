//! What every answer has, and what requests from elsewhere get. Who is answered what stands in `actors.txt`.

use crate::portal::{self, Answer, Portal, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use server::{
    auth::{DemoMode, Role},
    http::AppState,
    store::account::{Account, Kind, session},
};
use shared::ids::FacilityCode;
use std::collections::BTreeSet;

/// On every answer, whatever it is.
const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    ),
];

/// Nobody's data: what browsers and proxies may keep.
const OF_NOBODY: [&str; 13] = [
    "/pkg/",
    "/i18n/",
    "/knowledge/",
    "/healthz",
    "/log/",
    "/favicon.",
    "/robots.txt",
    "/push-worker.js",
    "/service-worker.js",
    "/manifest.webmanifest",
    "/offline",
    "/install/",
    "/.well-known/",
];

fn check_headers(what: &str, address: &str, answer: &Answer) {
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    if address != "/kept" && OF_NOBODY.iter().all(|start| !address.starts_with(start)) {
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    }
    // What is not found below it is the portal's own page: nobody's data.
    if (address == "/desk" || address.starts_with("/desk/")) && address != "/desk/nowhere" {
        assert!(!policy.contains("script-src"), "{what}: a script could run at the desk: {policy}");
    }
}

#[tokio::test]
async fn no_answer_leaves_without_its_headers() {
    let portal = Portal::new().await;
    let patient = portal.patient().to_string();
    let mut addresses = portal.addresses();
    addresses.extend(["/nowhere", "/desk/nowhere", "/fhir/Patient/1"].map(|path| (path.to_owned(), "GET")));
    let mut routes = 0;
    for (path, method) in addresses {
        let (address, body) = portal::example(&path, &patient);
        let method: Method = method.parse().unwrap();
        for (name, who) in [("nobody", Who::Nobody), ("patient", Who::Patient), ("key", Who::FacilityKey)] {
            let answer = portal.ask(who, method.clone(), &address, body).await;
            check_headers(&format!("{method} {address} for {name}: {}", answer.status), &address, &answer);
            // Some of them end it.
            portal.sign_in_again().await;
        }
        routes += 1;
    }
    assert!(routes > 100, "only {routes} routes");
    for address in ["/", "/labs", "/record", "/summary", "/api/record", "/nowhere"] {
        let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self' 'nonce-") && policy.contains("'wasm-unsafe-eval'"));
    }
}

/// One of the hospital's staff, signed in.
async fn staff(portal: &Portal, role: Role) -> String {
    let id = portal.employ(role).await;
    let kind = Kind::Staff(FacilityCode::try_from("1310000011").unwrap());
    let account = Account { id, name: "受付 二".to_owned(), kind };
    let demo = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
    let AppState { store, clock, entropy, .. } = &portal.state;
    session::create_for_demo_account(store, demo, &account, clock.now(), entropy).await.unwrap()
}

async fn read(portal: &Portal, secret: Option<&str>, language: &str, address: &str) -> Answer {
    let mut request = Request::get(address).header(header::ACCEPT_LANGUAGE, language);
    request = request.header(header::ACCEPT, "text/html");
    if let Some(secret) = secret {
        request = request.header(header::COOKIE, format!("__Host-mikata_session={secret}"));
    }
    portal.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_page_has_a_heading_and_all_its_words_in_both_languages() {
    let portal = Portal::new().await;
    let patient = portal.patient().to_string();
    let own = portal.cookie().split_once('=').unwrap().1.to_owned();
    let (administrator, doctor) =
        (staff(&portal, Role::Administrator).await, staff(&portal, Role::Doctor).await);
    let browsers = [None, Some(own), Some(administrator), Some(doctor)];
    let (mut shown, mut routes) = (0, 0);
    for (path, method) in portal.addresses() {
        if method != "GET" {
            continue;
        }
        let (address, _) = portal::example(&path, &patient);
        let mut is_a_page = false;
        for secret in &browsers {
            let mut statuses = BTreeSet::new();
            for language in ["ja", "en"] {
                let answer = read(&portal, secret.as_deref(), language, &address).await;
                statuses.insert(answer.status);
                if !answer.header("content-type").starts_with("text/html") {
                    continue;
                }
                let page = answer.text();
                assert!(!page.contains("No localization"), "{address} in {language}:\n{page}");
                assert!(page.contains("<h1"), "{address} in {language}:\n{page}");
                assert!(page.contains(&format!(" lang=\"{language}\"")), "{address} in {language}:\n{page}");
                assert!(!page.contains(" style="), "{address} in {language}:\n{page}");
                shown += usize::from(answer.status == StatusCode::OK);
                is_a_page = true;
            }
            assert_eq!(statuses.len(), 1, "{address} answers each language differently: {statuses:?}");
        }
        routes += usize::from(is_a_page);
    }
    println!("{shown} answers with a page at {routes} routes");
    assert!(routes > 40 && shown > 80, "{shown} pages at {routes} routes");
}

/// Browsers hide a nonce that stands in `nonce` from whatever else could read the page, and only there.
#[tokio::test]
async fn the_nonce_stands_where_browsers_hide_it_and_nowhere_else() {
    let portal = Portal::new().await;
    for address in ["/", "/labs", "/record", "/settings"] {
        let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
        let policy = answer.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
        let page = answer.text();
        let hidden = page.matches(&format!("nonce=\"{nonce}\"")).count();
        assert!(hidden >= 1 && page.matches(nonce).count() == hidden, "{address}: {page}");
        assert!(page.contains("<script type=\"module\" nonce="), "{address}");
        let fetched = page.split("<link").filter(|link| link.contains("preload\"")).count();
        assert_eq!(fetched, 0, "{address}: the program comes once the page is on screen");
    }
}

/// Programs that bring a key, and viewers that somebody gave a link: no cookie.
const OF_MACHINES: [&str; 3] = ["/fhir", "/cds-services", "/link/"];

/// What a browser says of a request that another site made it send, and what none says.
fn from_elsewhere() -> Vec<Vec<(&'static str, &'static str)>> {
    let mut all = vec![
        Vec::new(),
        vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
        vec![("sec-fetch-site", "cross-site"), ("origin", "http://localhost:3000")],
    ];
    all.extend(["cross-site", "same-site", "none"].map(|site| vec![("sec-fetch-site", site)]));
    let origins = [
        "null",
        "https://evil.example",
        "https://localhost:3000",
        "http://localhost",
        "http://localhost:3001",
        "http://127.0.0.1:3000",
        "http://www.localhost:3000",
        "http://localhost:3000.evil.example",
        "http://localhost:3000@evil.example",
        "http://user@localhost:3000",
        "localhost:3000",
    ];
    all.extend(origins.map(|origin| vec![("origin", origin)]));
    all
}

#[tokio::test]
async fn posts_from_other_sites_are_refused() {
    let portal = Portal::new().await;
    let patient = portal.patient().to_string();
    let (mut routes, mut posts) = (0, 0);
    for (path, method) in portal.addresses() {
        if method != "POST" || OF_MACHINES.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        routes += 1;
        let (address, body) = portal::example(&path, &patient);
        for said in from_elsewhere() {
            let answer = portal.post_saying(&said, &address, body).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} with {said:?}");
            posts += 1;
        }
    }
    assert!(routes > 40, "only {routes} routes take a form");
    println!("{posts} posts to {routes} routes refused");
    let still_signed_in = portal.ask(Who::Patient, Method::GET, "/api/record", "").await;
    assert_eq!(still_signed_in.status, StatusCode::OK);
    let own = [("origin", "http://localhost:3000")];
    let answer = portal.post_saying(&own, "/settings/language", "language=en&return_to=%2Flabs").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "an older browser, on our own page");
}

#[tokio::test]
async fn a_record_that_has_not_changed_is_not_sent_again() {
    let portal = Portal::new().await;
    let first = portal.ask(Who::Patient, Method::GET, "/api/record", "").await;
    let tag = first.header("etag").to_owned();
    let second = portal.ask_if_changed("/api/record", &tag).await;
    assert_eq!(second.status, StatusCode::NOT_MODIFIED);
    assert!(second.body.is_empty());
}

#[tokio::test]
async fn demo_mode_off_offers_nobody_and_signs_nobody_in() {
    let portal = Portal::without_demo().await;
    let page = portal.ask(Who::Nobody, Method::GET, "/signin", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("/signin/demo"), "the demonstration's form is offered");
    let body = format!("person={}", portal.patient());
    let answer = portal.ask(Who::Nobody, Method::POST, "/signin/demo", &body).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
