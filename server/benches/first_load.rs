//! What a browser with an empty cache fetches before a person's home page is alive: the page and everything that
//! the page names, as the portal itself answers, each compressed by brotli.
//!
//! With `--exactly` (and under `cargo bench`) at quality 11, as a proxy would store it; otherwise it only proves
//! that it runs.

mod support;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, header},
};
use http_body_util::BodyExt;
use server::http::{FrontEnd, FrontEndError};
use std::path::Path;
use support::{portal::Portal, say};
use tower::ServiceExt;

#[tokio::main]
async fn main() {
    let exactly = support::in_full() || std::env::args().any(|argument| argument == "--exactly");
    let quality = if exactly { 11 } else { 1 };
    let built = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/dist"));
    let front_end = match FrontEnd::open(built) {
        Err(FrontEndError::Missing(_)) if !exactly => {
            println!("SKIPPED: there is no front end to weigh");
            return;
        }
        front_end => front_end.expect("a built front end"),
    };
    let portal = Portal::with(1, 1, front_end).await;
    let home = get(&portal, "/").await;
    let html = String::from_utf8(home.to_vec()).expect("a page is text");

    let mut sum = weigh("page", &home, quality);
    let mut kinds: Vec<(&str, Vec<Bytes>)> = Vec::new();
    for address in addresses(&html) {
        let body = get(&portal, address).await;
        let kind = address.rsplit('.').next().unwrap_or_default();
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, bodies)) => bodies.push(body),
            None => kinds.push((kind, vec![body])),
        }
    }
    for wanted in ["css", "js", "wasm", "ftl"] {
        let (_, bodies) = kinds.iter().find(|(kind, _)| *kind == wanted).expect("the page names one of each");
        sum += weigh_all(wanted, bodies, quality);
    }
    say("first-load-bytes", sum as f64);
    // Fetched behind a page that is readable already.
    weigh("record-behind-the-page", &get(&portal, "/api/record").await, quality);
    weigh("icon-behind-the-page", &get(&portal, "/favicon.svg").await, quality);
}

/// The addresses of this portal that the page has a browser load.
fn addresses(html: &str) -> Vec<&str> {
    let mut found: Vec<&str> = html
        .split(['"', '\''])
        .filter(|text| text.starts_with("/pkg/") || text.starts_with("/i18n/"))
        .collect();
    found.sort();
    found.dedup();
    found
}

async fn get(portal: &Portal, address: &str) -> Bytes {
    let cookie = format!("__Host-mikata_session={}", portal.sessions[0]);
    let request = Request::get(address)
        .header(header::HOST, "localhost:3000")
        .header(header::COOKIE, cookie)
        .header(header::ACCEPT_LANGUAGE, "ja");
    let router: Router = portal.router.clone();
    let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert!(answer.status().is_success(), "{address}: {}", answer.status());
    answer.into_body().collect().await.unwrap().to_bytes()
}

fn weigh(name: &str, body: &[u8], quality: u32) -> usize {
    weigh_all(name, &[Bytes::copy_from_slice(body)], quality)
}

/// Files of one kind travel one by one, and are compressed one by one.
fn weigh_all(name: &str, bodies: &[Bytes], quality: u32) -> usize {
    let raw: usize = bodies.iter().map(Bytes::len).sum();
    let compressed = bodies.iter().map(|body| compressed(body, quality)).sum();
    say(&format!("{name}-raw"), raw as f64);
    say(&format!("{name}-brotli"), compressed as f64);
    compressed
}

fn compressed(body: &[u8], quality: u32) -> usize {
    use std::io::Write;
    const BUFFER: usize = 1 << 16;
    /// Browsers understand windows of up to 2²⁴ bytes.
    const WINDOW: u32 = 22;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, quality, WINDOW);
    writer.write_all(body).expect("memory can be written");
    writer.into_inner().len()
}
