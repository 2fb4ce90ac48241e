//! What a browser with an empty cache fetches before a page is alive: the page and everything that it names, as the
//! portal sends them to a browser that takes Brotli.

mod support;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, header},
};
use http_body_util::BodyExt;
use server::http::{FrontEnd, FrontEndError};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use support::{portal::Portal, say};
use tower::ServiceExt;

/// Pages by the name of their figure, of which `signin` is asked for by a newcomer.
const PAGES: [(&str, &str); 19] = [
    ("home", "/"),
    ("signin", "/signin"),
    ("medicines", "/medicines"),
    ("show", "/medicines/show"),
    ("check", "/medicines/check"),
    ("labs", "/labs"),
    ("record", "/record"),
    ("summary", "/summary"),
    ("hand-out", "/show"),
    ("documents", "/documents"),
    ("history", "/history"),
    ("consent", "/consent"),
    ("people", "/people"),
    ("settings", "/settings"),
    ("signins", "/signins"),
    ("glossary", "/glossary"),
    ("invitation", "/invitation"),
    ("make-link", "/show/link/new"),
    ("viewer", "/v"),
];

#[tokio::main]
async fn main() {
    let exactly = support::in_full() || std::env::args().any(|argument| argument == "--exactly");
    let built = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/dist"));
    let front_end = match FrontEnd::open(built) {
        Err(FrontEndError::Missing(_)) if !exactly => {
            println!("SKIPPED: there is no front end to weigh");
            return;
        }
        front_end => front_end.expect("a built front end"),
    };
    let portal = Portal::with(1, 1, front_end).await;
    for (name, path) in PAGES {
        let signed_in = name != "signin";
        let html = get(&portal, path, signed_in, None).await;
        let html = String::from_utf8(html.to_vec()).expect("a page is text");
        let mut parts = vec![("page", get(&portal, path, signed_in, Some("br")).await.len())];
        for address in addresses(&html) {
            let kind = address.rsplit('.').next().unwrap_or_default();
            let bytes = get(&portal, address, signed_in, Some("br")).await.len();
            match parts.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, sum)) => *sum += bytes,
                None => parts.push((kind, bytes)),
            }
        }
        let of = |wanted: &str| parts.iter().find(|(kind, _)| *kind == wanted).map_or(0, |(_, bytes)| *bytes);
        for kind in ["page", "css", "js", "wasm", "ftl"] {
            say(&format!("first-load-{name}-{kind}"), of(kind) as f64);
        }
        assert!(of("css") > 0 && of("js") > 0 && of("wasm") > 0, "{path} names one of each: {parts:?}");
        say(&format!("first-load-{name}"), parts.iter().map(|(_, bytes)| *bytes as f64).sum());
    }
    say("wasm-in-all", wasm_in_all(built) as f64);
    // Fetched behind a page that is readable already.
    for (name, address) in [("record", "/api/record"), ("icon", "/favicon.svg")] {
        say(&format!("behind-{name}"), get(&portal, address, true, Some("br")).await.len() as f64);
    }
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

async fn get(portal: &Portal, address: &str, signed_in: bool, coding: Option<&str>) -> Bytes {
    let mut request =
        Request::get(address).header(header::HOST, "localhost:3000").header(header::ACCEPT_LANGUAGE, "ja");
    if signed_in {
        request = request.header(header::COOKIE, format!("__Host-mikata_session={}", portal.sessions[0]));
    }
    if let Some(coding) = coding {
        request = request.header(header::ACCEPT_ENCODING, coding);
    }
    let router: Router = portal.router.clone();
    let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert!(answer.status().is_success(), "{address}: {}", answer.status());
    answer.into_body().collect().await.unwrap().to_bytes()
}

/// Every part of the program that a page of the portal may come to need, as it travels. What only pages need that make links
/// or open them is weighed with those.
fn wasm_in_all(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("the built front end").flatten();
    let parts = entries.map(|entry| entry.path()).find(|path| path.is_dir()).expect("the program's parts");
    let text = std::fs::read_to_string(parts.join("groups.json")).expect("what each group is made of");
    let groups: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).expect("groups and their files");
    let of_pages = groups.into_iter().filter(|(group, _)| !["link", "make_link"].contains(&group.as_str()));
    let mut names: BTreeSet<String> = of_pages.flat_map(|(_, names)| names).collect();
    names.insert("app_bg".to_owned());
    let weigh =
        |name: &String| std::fs::metadata(parts.join(format!("{name}.wasm.br"))).map_or(0, |file| file.len());
    let sum = names.iter().map(weigh).sum();
    assert!(sum > 0, "{names:?}");
    sum
}
