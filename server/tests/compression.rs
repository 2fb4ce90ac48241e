//! What is made for one request travels compressed, except what may repeat text of that request: the size of such an
//! answer would tell what else stands in it (BREACH).

use crate::common::{
    HOSPITAL, World,
    bundle::{diagnosis, hanako},
};
use crate::portal::{Answer, Portal, example, page_token};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use server::{
    auth::Role,
    store::{DatabaseUrl, Store},
};
use std::collections::BTreeSet;

const CODINGS: [(&str, &str); 2] = [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip")];

/// Kinds of text that shrink.
const TEXT: [&str; 5] = ["text/html", "text/plain", "text/csv", "application/json", "application/fhir+json"];

/// What another look changes, because it stands there itself, or because ids are drawn in more than one place.
const CHANGES: [&str; 3] = ["/history", "/api/access-history", "/people/new"];

/// Routes that this is not about: a stream, files that were compressed before, and systems of facilities.
const OTHERS: [&str; 13] = [
    "/api/access-history/live",
    "/pkg/",
    "/i18n/",
    "/knowledge/",
    "/favicon.",
    "/robots.txt",
    "/push-worker.js",
    "/service-worker.js",
    "/install/",
    "/offline",
    "/kept",
    "/fhir",
    "/cds-services",
];

/// Text that stands in no page, made of letters that may stand in a path.
const CANARY: &str = "zq9canary7xj";

struct Asking<'a> {
    portal: &'a Portal,
    cookie: Option<String>,
}

impl Asking<'_> {
    async fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        let method: Method = method.parse().unwrap();
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::ACCEPT, "text/html,*/*;q=0.8")
            .header(header::ACCEPT_LANGUAGE, "ja");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.portal.send(request.body(Body::empty()).unwrap()).await
    }

    async fn get(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", address, headers).await
    }
}

fn is_others(path: &str) -> bool {
    OTHERS.iter().any(|start| path.starts_with(start))
}

fn is_text(answer: &Answer) -> bool {
    TEXT.iter().any(|kind| answer.header("content-type").starts_with(kind))
}

/// What it says, without what is drawn for each answer, the number of looks so far (each is one more) and the ids of
/// entries that forms offer to make.
fn settled(answer: &Answer) -> String {
    let mut text = answer.without_chance();
    for place in ["&quot;log&quot;:{&quot;end&quot;:", "name=\"id\" value=\""] {
        let mut parts = text.split(place);
        let first = parts.next().unwrap_or_default().to_owned();
        let rest =
            parts.map(|part| part.trim_start_matches(|one: char| one.is_ascii_hexdigit() || one == '-'));
        text = rest.fold(first, |before, part| before + place + part);
    }
    text
}

/// Every address of the table that is read, and what pages lead to where an address names one thing.
async fn addresses(asking: &Asking<'_>) -> BTreeSet<String> {
    let patient = asking.portal.patient().to_string();
    let mut all = BTreeSet::new();
    for (path, method) in asking.portal.addresses() {
        if method == "GET" && !is_others(&path) {
            all.insert(example(&path, &patient).0);
        }
    }
    for (page, below) in [
        ("/labs", "/labs/"),
        ("/documents", "/documents/"),
        ("/history", "/history/"),
        ("/record", "/record/sent/"),
    ] {
        let text = asking.get(page, &[]).await.text();
        let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let led = links.filter(|link| link.starts_with(below) && !link.contains(['?', '#'])).take(2);
        all.extend(led.map(str::to_owned));
    }
    all
}

/// Walks all of them, and says how many were compressed and how many were the same page to the byte.
async fn walk(asking: &Asking<'_>) -> (usize, usize) {
    let (mut compressed, mut same, mut other) = (0, 0, Vec::new());
    for address in addresses(asking).await {
        if address.starts_with("/desk/patients") {
            // One person is not looked at more often than a reception would.
            asking.portal.state.clock.advance(chrono::Duration::seconds(90));
        }
        let plain = asking.get(&address, &[]).await;
        assert_eq!(plain.header("content-encoding"), "", "{address}");
        let is_compressed = plain.status == StatusCode::OK && is_text(&plain) && plain.body.len() >= 512;
        for (accepted, coding) in CODINGS {
            let asked = [("accept-encoding", accepted), ("sec-fetch-site", "same-origin")];
            let answer = asking.get(&address, &asked).await;
            assert_eq!(answer.status, plain.status, "{address}");
            let expected = if is_compressed { coding } else { "" };
            assert_eq!(answer.header("content-encoding"), expected, "{address}");
            let (text, before) = (settled(&answer), settled(&plain));
            if CHANGES.iter().any(|start| address.starts_with(start)) {
                assert_eq!(text.chars().next(), before.chars().next(), "{address}");
            } else if text == before {
                same += usize::from(is_compressed);
            } else {
                let at = text.bytes().zip(before.bytes()).take_while(|(one, other)| one == other).count();
                let around = |text: &str| {
                    let (from, to) = (at.saturating_sub(80), (at + 80).min(text.len()));
                    String::from_utf8_lossy(&text.as_bytes()[from..to]).into_owned()
                };
                other.push(format!("{address} in {coding}: {} and {}", around(&text), around(&before)));
            }
            if !is_compressed {
                continue;
            }
            compressed += 1;
            assert!(answer.body.len() < plain.body.len(), "{address} in {coding}");
            assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{address}");
            for one in [&answer, &plain] {
                assert_eq!(one.header("vary"), "accept-encoding, sec-fetch-site", "{address}");
            }
            let head = asking.ask("HEAD", &address, &asked).await;
            assert!(head.body.is_empty(), "{address}");
            for name in ["content-encoding", "content-type", "vary", "etag", "cache-control"] {
                assert_eq!(head.header(name), answer.header(name), "HEAD {address}: {name}");
            }
            for site in ["cross-site", "same-site"] {
                let asked = [("accept-encoding", accepted), ("sec-fetch-site", site)];
                let answer = asking.get(&address, &asked).await;
                assert_eq!(answer.header("content-encoding"), "", "{address} for {site}");
                assert_eq!(answer.header("vary"), "accept-encoding, sec-fetch-site", "{address}");
            }
        }
    }
    assert!(other.is_empty(), "other pages:\n{}", other.join("\n"));
    (compressed, same)
}

#[tokio::test]
async fn what_a_patient_reads_travels_compressed_and_is_the_same_page() {
    let portal = Portal::new().await;
    let patient = Asking { portal: &portal, cookie: Some(portal.cookie()) };
    let (compressed, same) = walk(&patient).await;
    assert!(same > 40, "only {same} of {compressed} were compared");
    let (of_nobody, _) = walk(&Asking { portal: &portal, cookie: None }).await;
    assert!(of_nobody > 5, "only {of_nobody} were compressed for nobody");
    println!(
        "{compressed} answers compressed for a patient, {same} of them compared; {of_nobody} for nobody"
    );
}

#[tokio::test]
async fn what_a_desk_reads_travels_compressed_and_is_the_same_page() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl(folder.path().join("mikata.db").to_str().unwrap().to_owned());
    let world = World::new(Store::open(&url).await.unwrap()).await;
    world.send_new(HOSPITAL, &hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症")])).await;
    let patient = world.only_person().await;
    let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
    let mut all = 0;
    for role in [Role::Administrator, Role::Clerk] {
        let member = world.member(HOSPITAL, "架空 職員", &[role]).await;
        let cookie = Some(format!("__Host-mikata_session={}", member.cookie));
        all += walk(&Asking { portal: &portal, cookie }).await.0;
    }
    assert!(all > 20, "only {all} were compressed");
    println!("{all} answers compressed for two of the staff");
}

#[tokio::test]
async fn a_record_that_is_held_compressed_is_not_sent_again() {
    let portal = Portal::new().await;
    let patient = Asking { portal: &portal, cookie: Some(portal.cookie()) };
    let plain = patient.get("/api/record", &[]).await;
    let compressed = patient.get("/api/record", &[("accept-encoding", "br")]).await;
    assert_eq!(compressed.decoded(), plain.text());
    let weak = format!("W/{}", plain.header("etag"));
    assert_eq!(compressed.header("etag"), weak, "other bytes of the same record");
    for held in [weak.as_str(), plain.header("etag")] {
        for accepted in ["br", "identity"] {
            let asked = [("if-none-match", held), ("accept-encoding", accepted)];
            let answer = patient.get("/api/record", &asked).await;
            assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{held} as {accepted}");
            assert!(answer.body.is_empty() && answer.header("content-encoding").is_empty());
            let expected = if accepted == "br" { weak.as_str() } else { plain.header("etag") };
            assert_eq!(answer.header("etag"), expected, "as the answer with the record would say it");
        }
    }
    let other = [("if-none-match", "W/\"x\""), ("accept-encoding", "br")];
    assert_eq!(patient.get("/api/record", &other).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_history_is_compressed_although_its_address_has_numbers() {
    let portal = Portal::new().await;
    let patient = Asking { portal: &portal, cookie: Some(portal.cookie()) };
    let asked = [("accept-encoding", "br"), ("sec-fetch-site", "same-origin")];
    for _ in 0..5 {
        assert_eq!(patient.get("/api/record", &[]).await.status, StatusCode::OK);
    }
    let page = patient.get("/api/access-history?since=0&after=0&most=100", &asked).await;
    assert_eq!((page.status, page.header("content-encoding")), (StatusCode::OK, "br"));
    let unread = patient.get(&format!("/api/access-history?since={CANARY}"), &asked).await;
    assert_eq!((unread.status, unread.header("content-encoding")), (StatusCode::BAD_REQUEST, ""));
}

/// What is drawn for each answer is of one length, and its letters move the size by a few bytes. Without it the same page
/// has one size, so that the size tells no more than the page.
#[tokio::test]
async fn the_same_page_has_one_size_but_for_what_is_drawn() {
    let portal = Portal::new().await;
    let patient = Asking { portal: &portal, cookie: Some(portal.cookie()) };
    for address in ["/", "/settings", "/consent"] {
        for (accepted, coding) in CODINGS {
            let (mut sizes, mut without, mut plain) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
            for _ in 0..40 {
                let answer = patient.get(address, &[("accept-encoding", accepted)]).await;
                let text = settled(&answer);
                sizes.push(answer.body.len());
                plain.insert(text.len());
                without.insert(compress::brotli(text.as_bytes(), compress::QUICK).len());
            }
            sizes.sort_unstable();
            assert_eq!((plain.len(), without.len()), (1, 1), "{address} in {coding}");
            let (least, most) = (sizes[0], sizes[sizes.len() - 1]);
            println!("{address} in {coding}: {least} to {most} bytes of {plain:?}, {without:?} without");
            // A mask of 86 letters for each form, and a nonce of 22 for each script.
            assert!(most - least < 64, "{address} in {coding}: {sizes:?}");
        }
    }
}

/// Puts a text wherever a request has room for one, and asks every route of the table with it.
#[tokio::test]
async fn no_compressed_answer_repeats_text_of_its_request() {
    let portal = Portal::new().await;
    let names = ["q", "to", "code", "also", "items", "return_to", "page", "after", "for", "day", "x"];
    let query: Vec<String> = names.iter().map(|name| format!("{name}={CANARY}")).collect();
    let query = query.join("&");
    let (mut repeated, mut compressed, mut asked) = (0, 0, 0);
    let mut addresses = portal.addresses();
    addresses.extend(["/nowhere", "/desk/nowhere"].map(|path| (format!("{path}/{CANARY}"), "GET")));
    for (path, method) in addresses {
        if path == "/api/access-history/live" {
            continue;
        }
        let (known, body) = example(&path, &portal.patient().to_string());
        let mut named = String::new();
        for (at, part) in path.split('{').enumerate() {
            let rest = if at == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) };
            named += if at == 0 { "" } else { CANARY };
            named += rest;
        }
        let body =
            format!("{body}&text={CANARY}&q={CANARY}&name={CANARY}&form_typed=text&return_to=/{CANARY}");
        for address in [known.clone(), format!("{known}?{query}"), named.clone(), format!("{named}?{query}")]
        {
            for cookie in [None, Some(portal.cookie())] {
                let mut request = Request::builder()
                    .method(method)
                    .uri(&address)
                    .header(header::ACCEPT, "text/html,*/*;q=0.8")
                    .header(header::ACCEPT_LANGUAGE, format!("ja, {CANARY};q=0.5"))
                    .header(header::USER_AGENT, CANARY)
                    .header(header::REFERER, format!("http://localhost:3000/{CANARY}"))
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin")
                    .header(header::ACCEPT_ENCODING, "gzip, deflate, br");
                if let Some(cookie) = cookie {
                    request = request.header(header::COOKIE, cookie);
                }
                let answer = portal.send(request.body(Body::from(body.clone())).unwrap()).await;
                let repeats = answer.decoded().contains(CANARY);
                let is_compressed = !answer.header("content-encoding").is_empty();
                assert!(!(repeats && is_compressed), "{method} {address}: {}", answer.decoded());
                repeated += usize::from(repeats);
                compressed += usize::from(is_compressed);
                asked += 1;
                // Some of them end it.
                portal.sign_in_again().await;
            }
        }
    }
    println!("{asked} asked, {compressed} compressed, {repeated} repeat what was asked");
    assert!(compressed > 30, "only {compressed} of {asked} were compressed");
    assert!(repeated > 30, "only {repeated} of {asked} repeat anything");
}

/// The attack itself: somebody makes her browser search for what they guess, and sees how large the answers are.
#[tokio::test]
async fn guessing_her_token_through_a_search_tells_nothing() {
    let portal = Portal::new().await;
    let patient = Asking { portal: &portal, cookie: Some(portal.cookie()) };
    let search = async |guess: &str| {
        let asked = [("accept-encoding", "gzip, deflate, br"), ("sec-fetch-site", "same-origin")];
        patient.get(&format!("/medicines/check?q={guess}"), &asked).await
    };
    // What a token was in an answer before, and what it never was.
    let before = page_token(&search("x").await.text()).unwrap().to_owned();
    let never: String = before.chars().rev().collect();
    let (right, wrong) = (search(&before).await, search(&never).await);
    for (answer, guess) in [(&right, &before), (&wrong, &never)] {
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-encoding"), "", "it repeats {guess}");
        assert!(answer.text().contains(guess.as_str()), "the search says what was searched for");
    }
    assert_eq!(right.body.len(), wrong.body.len(), "equally long guesses, equally long answers");
    // The same attack on an answer that were compressed and had a token that stays: it would see each right guess.
    let size = |text: &str| compress::brotli(text.as_bytes(), compress::QUICK).len();
    let text = right.text();
    let token = page_token(&text).unwrap().to_owned();
    assert_ne!(token, before, "it is another one in each answer");
    let told = size(&text.replace(&before, &token));
    assert!(told + 30 < size(&text), "{told} and {}: the attack is one", size(&text));
}
