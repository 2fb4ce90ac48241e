//! Response headers: security policy and caching.

use super::visitor::Visitor;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

/// On every answer, also files and errors.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: forms would then send `Origin: null` and be refused as cross-site.
    (header::REFERRER_POLICY, "same-origin"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    ),
];

pub async fn every_answer(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(NOTHING_AT_ALL));
    }
    response
}

/// Pages that bring no script: what somebody may have slipped in does not run either.
pub async fn without_scripts(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(NO_SCRIPTS));
    response
}

/// A page that stands alone, from where no other layer gives it headers.
pub fn plain_page(status: StatusCode, html: String) -> Response {
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::CONTENT_SECURITY_POLICY, NO_SCRIPTS)];
    (status, headers, Html(html)).into_response()
}

/// Whether whoever asks shows pages.
pub fn shows_pages(headers: &HeaderMap) -> bool {
    let mut kinds = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    kinds.any(|kind| kind.contains("text/html"))
}

const NO_SCRIPTS: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
    base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// The service worker fetches what it keeps, and does nothing else.
pub const OF_THE_WORKER: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; connect-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'; \
     frame-ancestors 'none'",
);

/// The document that is kept for when there is no network: the same for everybody, so without a nonce; scripts are files
/// of ours alone.
pub const OFFLINE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
     frame-ancestors 'none'",
);

/// For answers that are not pages.
const NOTHING_AT_ALL: &str =
    "default-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// Answers with somebody's data: never kept by a browser or a proxy; scripts only ours, by nonce. There are no fonts,
/// no frames and no pictures in the page itself, so nothing lets any in; forms go nowhere but here
/// (`form-action` and `base-uri` are what `default-src` does not cover).
/// (`strict-dynamic` is avoided on purpose: iOS refuses WebAssembly under it.)
pub async fn clinical(request: Request, next: Next) -> Response {
    let nonce = request.extensions().get::<Visitor>().map(|visitor| visitor.nonce.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A page without scripts says so itself.
    if let Some(nonce) = nonce.filter(|_| !headers.contains_key(header::CONTENT_SECURITY_POLICY)) {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
             base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
        );
        if let Ok(policy) = HeaderValue::try_from(policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    response
}
