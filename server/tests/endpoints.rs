//! What every answer has, and what requests from elsewhere get. Who is answered what stands in `actors.txt`.

use crate::portal::{self, Portal, Who};
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn no_answer_leaves_without_its_headers() {
    let portal = Portal::new().await;
    for address in
        ["/", "/labs", "/api/record", "/nowhere", "/fhir/Bundle/x", "/healthz", "/pkg/nothing.js", "/desk"]
    {
        let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{address}");
    }
    let desk = portal.ask(Who::Patient, Method::GET, "/desk", "").await;
    assert_eq!(desk.header("cache-control"), "no-store");
    assert!(!desk.header("content-security-policy").contains("script-src"), "no script runs at the desk");
    for address in ["/", "/labs", "/record", "/summary", "/api/record", "/nowhere"] {
        let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
        assert_eq!(answer.header("cache-control"), "no-store", "{address}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self' 'nonce-") && policy.contains("'wasm-unsafe-eval'"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }
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
        let fetched = page.split("<link").filter(|link| link.contains("preload\""));
        let fetched: Vec<&str> = fetched.filter_map(|link| link.split('>').next()).collect();
        assert_eq!(fetched.len(), 3, "words, program and its loader: {fetched:?}");
        assert!(fetched.iter().all(|link| link.contains("crossorigin=\"anonymous\"")), "{fetched:?}");
    }
}

/// Programs that bring a key, no cookie.
const OF_MACHINES: [&str; 2] = ["/fhir", "/cds-services"];

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
