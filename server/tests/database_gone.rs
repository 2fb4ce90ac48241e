//! With the database gone, whoever asks is told so in words, and soon.

use crate::portal::{Answer, Portal, Who};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

async fn as_a_browser(portal: &Portal, method: Method, address: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::COOKIE, portal.cookie())
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header("sec-fetch-site", "same-origin");
    portal.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_page_says_that_it_cannot_be_shown_now() {
    let portal = Portal::new().await;
    assert_eq!(as_a_browser(&portal, Method::GET, "/labs").await.status, StatusCode::OK);
    portal.state.store.close().await;
    for (method, address, back) in [
        (Method::GET, "/labs?test=core-hba1c", "href=\"/labs?test=core-hba1c\""),
        (Method::GET, "/desk", "href=\"/desk\""),
        (Method::GET, "/nowhere", "href=\"/nowhere\""),
        (Method::POST, "/consent/preset", "href=\"/\""),
    ] {
        let answer = as_a_browser(&portal, method, address).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{address}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{address}");
        assert_eq!(answer.header("cache-control"), "no-store", "{address}");
        assert_eq!(answer.header("retry-after"), "10", "{address}");
        assert!(answer.header("content-security-policy").contains("style-src 'self'"), "{address}");
        let page = answer.text();
        assert!(page.contains("<html lang=\"en\"") && page.contains("in a moment"), "{address}: {page}");
        assert!(page.contains(back), "{address}: {page}");
        assert!(!page.contains("見本"), "{address}");
    }
    let program = portal.ask(Who::Patient, Method::GET, "/api/record", "").await;
    assert_eq!(program.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!((program.text().lines().count(), program.header("cache-control")), (1, "no-store"));
    let health = portal.ask(Who::Nobody, Method::GET, "/healthz", "").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(health.text().contains("does not answer"), "{}", health.text());
}
