//! Under which names the portal answers: whoever lets a name of their own point here gets no page of ours under it.

use crate::portal::{self, Answer, HOST, Portal};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use server::{
    http::{AppState, router},
    public_url::{AlsoHost, PublicUrl},
};
use tower::ServiceExt;

/// Names that are not the portal's, among them what looks like it.
const OTHERS: [&str; 8] = [
    "evil.example",
    "127.0.0.1:3000",
    "[::1]:3000",
    "localhost",
    "localhost:3001",
    "localhost:3000.evil.example",
    "evil.example:3000",
    "",
];

/// Where nobody's data is, under any name.
const UNDER_ANY_NAME: [&str; 14] = [
    "/healthz",
    "/log/",
    "/i18n/",
    "/knowledge/",
    "/pkg/",
    "/favicon",
    "/robots.txt",
    "/push-worker.js",
    "/service-worker.js",
    "/manifest.webmanifest",
    "/offline",
    "/install",
    // Machines have names of their own, tested below.
    "/fhir",
    "/cds-services",
];

async fn ask(state: &AppState, request: Request<Body>) -> Answer {
    let answer = router(state.clone()).oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
}

fn request(portal: &Portal, host: &str, method: &str, address: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, host)
        .header(header::COOKIE, portal.cookie())
        .header("sec-fetch-site", "same-origin")
        .header("origin", format!("http://{host}"))
        .header(header::ACCEPT, "text/html")
        .header(header::ACCEPT_LANGUAGE, "en")
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn under_another_name_there_is_the_way_to_the_right_one_and_no_more() {
    let portal = Portal::new().await;
    let patient = portal.patient().to_string();
    let mut asked = 0;
    for (path, method) in portal.addresses().into_iter().chain([("/nowhere".to_owned(), "GET")]) {
        if path == "/kept" || UNDER_ANY_NAME.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        let (address, _) = portal::example(&path, &patient);
        for host in OTHERS {
            let answer = ask(&portal.state, request(&portal, host, method, &address)).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{method} {address} under {host:?}");
            assert_eq!(answer.header("set-cookie"), "", "{address}");
            assert_eq!(answer.header("cache-control"), "no-store", "{address}");
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{address}");
            let to = format!("href=\"http://{HOST}{}\"", if method == "GET" { &address } else { "/" });
            assert!(answer.text().contains(&to), "{address}: {}", answer.text());
            assert!(!answer.text().contains("data-record"), "{address}");
            asked += 1;
        }
    }
    assert!(asked > 700, "only {asked} requests");
}

/// T42: a passkey is bound to a name. Who types the number of the machine is told so, in words, before anything fails.
#[tokio::test]
async fn t42_at_an_address_that_passkeys_are_not_bound_to_the_way_to_the_right_one_is_said() {
    let portal = Portal::new().await;
    for (language, words) in [("ja", "アドレス"), ("en", "address")] {
        for host in ["127.0.0.1:3000", "192.168.1.20:3000"] {
            let mut request = request(&portal, host, "GET", "/signin");
            request.headers_mut().insert(header::ACCEPT_LANGUAGE, language.parse().unwrap());
            let answer = ask(&portal.state, request).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
            let page = answer.text();
            assert!(
                page.contains(&format!("href=\"http://{HOST}/signin\"")) && page.contains(words),
                "{page}"
            );
            assert!(
                !page.contains("<button") && !page.contains("<script"),
                "nothing to press that would fail"
            );
        }
    }
}

#[tokio::test]
async fn the_portals_own_name_is_written_in_several_ways() {
    let portal = Portal::new().await;
    for host in [HOST, "LOCALHOST:3000"] {
        assert_eq!(
            ask(&portal.state, request(&portal, host, "GET", "/")).await.status,
            StatusCode::OK,
            "{host}"
        );
    }
    let url = PublicUrl::try_from("https://portal.example.jp").unwrap();
    let public = portal.state.clone().with_public_url(url);
    for host in ["portal.example.jp", "portal.example.jp:443"] {
        assert_eq!(ask(&public, request(&portal, host, "GET", "/")).await.status, StatusCode::OK, "{host}");
    }
    let other = ask(&public, request(&portal, HOST, "GET", "/labs?x=1")).await;
    assert_eq!(other.status, StatusCode::MISDIRECTED_REQUEST);
    assert!(other.text().contains("href=\"https://portal.example.jp/labs?x=1\""), "{}", other.text());
    // A program gets a line.
    let program = Request::get("/api/record").header(header::HOST, HOST).body(Body::empty()).unwrap();
    let line = ask(&public, program).await.text();
    assert!(line.ends_with(" https://portal.example.jp/api/record\n") && line.lines().count() == 1, "{line}");
}

#[tokio::test]
async fn a_request_names_one_host() {
    let portal = Portal::new().await;
    let none = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(ask(&portal.state, none).await.status, StatusCode::BAD_REQUEST);
    let two = Request::get("/").header(header::HOST, HOST).header(header::HOST, "evil.example");
    assert_eq!(ask(&portal.state, two.body(Body::empty()).unwrap()).await.status, StatusCode::BAD_REQUEST);
    for (written, host, expected) in [
        ("http://localhost:3000/signin", HOST, StatusCode::OK),
        ("http://evil.example/signin", HOST, StatusCode::MISDIRECTED_REQUEST),
        ("http://localhost:3000/signin", "evil.example", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let whole = Request::get(written).header(header::HOST, host).body(Body::empty()).unwrap();
        assert_eq!(ask(&portal.state, whole).await.status, expected, "{written} under {host}");
    }
}

#[tokio::test]
async fn machines_may_know_another_name() {
    let portal = Portal::new().await;
    let also = ["mikata.internal", "10.0.0.7:8080"].map(|name| AlsoHost::try_from(name).unwrap());
    let state = portal.state.clone().with_also_hosts(also.to_vec());
    let machine = |method: Method, host: &str, address: &str| {
        Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, host)
            .header(header::AUTHORIZATION, format!("Bearer {}", portal.key()))
            .header(header::CONTENT_TYPE, "application/fhir+json")
            .body(Body::from("{}"))
            .unwrap()
    };
    for (host, known) in [
        (HOST, true),
        ("mikata.internal", true),
        ("mikata.internal:3000", true),
        ("10.0.0.7:8080", true),
        ("10.0.0.7", false),
        ("evil.example", false),
    ] {
        for (method, address) in [(Method::POST, "/fhir"), (Method::GET, "/cds-services")] {
            let status = ask(&state, machine(method, host, address)).await.status;
            assert_eq!(status != StatusCode::MISDIRECTED_REQUEST, known, "{address} under {host}: {status}");
        }
        let page = ask(&state, request(&portal, host, "GET", "/")).await.status;
        assert_eq!(page == StatusCode::OK, host == HOST, "a page under {host}: {page}");
        assert_eq!(ask(&state, request(&portal, host, "GET", "/healthz")).await.status, StatusCode::OK);
    }
}
