//! The files of the browser's build: compressed for whoever takes that, kept for good where they were found, and not at
//! all where they were not; with the build before, for pages that were opened before an update.

use crate::portal::{Answer, Portal};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use server::http::{AppState, FrontEnd, router};
use std::{collections::BTreeSet, fs, io::Read, path::Path, sync::Arc};
use tempfile::TempDir;
use tower::ServiceExt;

const WASM: &str = "app-0123456789abcdef_bg.wasm";
const OLD_WASM: &str = "app-fedcba9876543210_bg.wasm";
const FOREVER: &str = "public, max-age=31536000, immutable";

/// A portal with a build as `cargo xtask web` leaves it, and the one before.
struct Served {
    state: AppState,
    bytes: Vec<u8>,
    _folders: [TempDir; 2],
}

impl Served {
    async fn new() -> Self {
        let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
        let bytes: Vec<u8> = "\0asm\u{1}\0\0\0 見本".repeat(500).into_bytes();
        let write = |folder: &TempDir, name: &str| fs::write(folder.path().join(name), &bytes).unwrap();
        write(&folders[0], WASM);
        write(&folders[0], "index.html");
        write(&folders[1], OLD_WASM);
        for folder in &folders {
            assert!(compress::beside_each(folder.path(), compress::QUICK).unwrap() > 0);
        }
        let front_end = FrontEnd::named(folders[0].path(), "app-0123456789abcdef", Vec::new())
            .with_before(Some(folders[1].path().to_owned()))
            .unwrap();
        let state = AppState { front_end: Arc::new(front_end), ..Portal::new().await.state };
        Self { state, bytes, _folders: folders }
    }

    async fn get(&self, address: &str, more: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(address);
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let answer = router(self.state.clone()).oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }
}

fn decoded(answer: &Answer) -> Vec<u8> {
    let mut found = Vec::new();
    match answer.header("content-encoding") {
        "br" => brotli::Decompressor::new(&*answer.body, 4096).read_to_end(&mut found).unwrap(),
        "gzip" => flate2::read::GzDecoder::new(&*answer.body).read_to_end(&mut found).unwrap(),
        "" => answer.body.as_ref().read_to_end(&mut found).unwrap(),
        other => panic!("{other} was not asked for"),
    };
    found
}

#[tokio::test]
async fn files_of_the_build_travel_compressed() {
    let served = Served::new().await;
    let catalogue = served.state.front_end.catalogue(app::i18n::Locale::ALL[0]).to_owned();
    let rules = served.state.knowledge.rules.address.clone();
    for (address, kind) in [
        (format!("/pkg/{WASM}"), "application/wasm"),
        (format!("/pkg/{OLD_WASM}"), "application/wasm"),
        (catalogue, "text/plain; charset=utf-8"),
        (rules, "application/octet-stream"),
    ] {
        let whole = served.get(&address, &[]).await;
        assert_eq!(whole.status, StatusCode::OK, "{address}");
        for (accepted, expected) in
            [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", ""), ("br;q=0", "")]
        {
            let answer = served.get(&address, &[("accept-encoding", accepted)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert_eq!(answer.header("content-encoding"), expected, "{address} for {accepted}");
            assert_eq!(answer.header("content-type"), kind, "{address}");
            assert_eq!(answer.header("vary"), "accept-encoding", "{address}");
            assert_eq!(answer.header("cache-control"), FOREVER, "{address}");
            assert!(expected.is_empty() || answer.body.len() < whole.body.len(), "{address} in {expected}");
            assert_eq!(decoded(&answer), whole.body.to_vec(), "{address} in {expected}");
        }
        assert_eq!(
            (whole.header("content-encoding"), whole.header("vary")),
            ("", "accept-encoding"),
            "{address}"
        );
    }
    assert_eq!(served.get(&format!("/pkg/{WASM}"), &[]).await.body.to_vec(), served.bytes);
}

#[tokio::test]
async fn each_coding_of_a_file_has_its_tag_and_is_asked_for_by_it() {
    let served = Served::new().await;
    for name in [WASM, OLD_WASM] {
        let address = format!("/pkg/{name}");
        let mut tags = BTreeSet::new();
        for accepted in ["br", "gzip", "identity"] {
            let whole = served.get(&address, &[("accept-encoding", accepted)]).await;
            let tag = whole.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.ends_with('"'), "strong: {tag}");
            let head = Request::head(&address).header("accept-encoding", accepted);
            let head = served.send(head.body(Body::empty()).unwrap()).await;
            for name in ["etag", "content-encoding", "content-length", "vary", "content-type"] {
                assert_eq!(head.header(name), whole.header(name), "{name} of {accepted}");
            }
            assert!(head.body.is_empty());
            for (held, expected) in [
                (tag.as_str(), StatusCode::NOT_MODIFIED),
                (format!("\"x\", W/{tag}").as_str(), StatusCode::NOT_MODIFIED),
                ("\"x\"", StatusCode::OK),
            ] {
                // The date alone would say that nothing changed, also of another coding.
                let dated = ("if-modified-since", whole.header("last-modified"));
                let asked = [("accept-encoding", accepted), ("if-none-match", held), dated];
                let answer = served.get(&address, &asked).await;
                assert_eq!(answer.status, expected, "{accepted} for {held}");
                assert_eq!(answer.header("etag"), tag);
                assert_eq!(answer.header("vary"), "accept-encoding");
                assert_eq!(answer.header("cache-control"), FOREVER);
                let empty = expected == StatusCode::NOT_MODIFIED;
                assert_eq!(answer.body.is_empty(), empty, "{accepted} for {held}");
                assert_eq!(answer.header("content-encoding").is_empty(), empty || accepted == "identity");
            }
            tags.insert(tag);
        }
        assert_eq!(tags.len(), 3, "one for each: {tags:?}");
    }
}

#[tokio::test]
async fn ranges_of_one_coding_make_its_whole_and_none_goes_on_from_another() {
    let served = Served::new().await;
    for name in [WASM, OLD_WASM] {
        let address = format!("/pkg/{name}");
        let tag_of = async |accepted: &str| {
            served.get(&address, &[("accept-encoding", accepted)]).await.header("etag").to_owned()
        };
        for accepted in ["br", "gzip", "identity"] {
            let whole = served.get(&address, &[("accept-encoding", accepted)]).await;
            let (length, middle) = (whole.body.len(), whole.body.len() / 2);
            let (tag, date) = (tag_of(accepted).await, whole.header("last-modified").to_owned());
            let first = format!("bytes=0-{}", middle - 1);
            let first = served.get(&address, &[("accept-encoding", accepted), ("range", &first)]).await;
            let rest = format!("bytes={middle}-");
            for begun in [None, Some(&tag)] {
                let mut asked = vec![("accept-encoding", accepted), ("range", rest.as_str())];
                asked.extend(begun.map(|begun| ("if-range", begun.as_str())));
                let second = served.get(&address, &asked).await;
                for part in [&first, &second] {
                    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT, "{accepted}");
                    assert_eq!(part.header("content-encoding"), whole.header("content-encoding"));
                    assert_eq!((part.header("etag"), part.header("vary")), (tag.as_str(), "accept-encoding"));
                }
                let of = format!("bytes {middle}-{}/{length}", length - 1);
                assert_eq!(second.header("content-range"), of, "of what is sent, not of the file");
                let body = [first.body.as_ref(), second.body.as_ref()].concat();
                let joined = Answer { body: body.into(), headers: second.headers.clone(), ..second };
                assert_eq!(decoded(&joined), served.bytes, "{accepted}");
            }
            let other = if accepted == "br" { "gzip" } else { "br" };
            let another = tag_of(other).await;
            for begun in [another.as_str(), &format!("W/{tag}"), "\"of a build before\"", &date] {
                let asked = [("accept-encoding", accepted), ("range", rest.as_str()), ("if-range", begun)];
                let answer = served.get(&address, &asked).await;
                assert_eq!(answer.status, StatusCode::OK, "{accepted} for {begun}");
                assert_eq!(answer.body, whole.body, "{accepted} for {begun}");
            }
        }
    }
}

#[tokio::test]
async fn what_went_wrong_is_not_kept() {
    let served = Served::new().await;
    let name = |letters: usize| format!("/pkg/app-0123456789abcdef{}.js", "x".repeat(letters));
    let (long, longer) = (name(224), name(5_000));
    for (address, expected) in [
        ("/pkg/app-00112233445566778.js", StatusCode::NOT_FOUND),
        (&long, StatusCode::NOT_FOUND),
        (&longer, StatusCode::NOT_FOUND),
        ("/pkg/", StatusCode::NOT_FOUND),
        ("/pkg/app-0123456789abcdef/../../etc/passwd", StatusCode::NOT_FOUND),
        ("/pkg/app-0123456789abcdef%00.js", StatusCode::NOT_FOUND),
    ] {
        let answer = served.get(address, &[("accept-encoding", "br")]).await;
        assert_eq!(answer.status, expected, "{address}");
        assert_eq!(answer.header("cache-control"), "no-store", "{address}");
    }
    let beyond = served.get(&format!("/pkg/{WASM}"), &[("range", "bytes=999999-")]).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.header("cache-control"), "no-store");
    let post = Request::post(format!("/pkg/{WASM}")).body(Body::empty()).unwrap();
    let answer = served.send(post).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("cache-control"), "no-store");
    for missing in ["/i18n/ja-0000000000000000.ftl", "/knowledge/rules-0000000000000000.bin"] {
        let answer = served.get(missing, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
        assert!(!answer.header("cache-control").contains("immutable"), "{missing}");
    }
    let index = served.get("/pkg/index.html", &[]).await;
    assert_eq!((index.status, index.header("cache-control")), (StatusCode::OK, "no-cache"));
}

#[tokio::test]
async fn files_of_the_build_before_are_still_there() {
    let served = Served::new().await;
    let old = served.get(&format!("/pkg/{OLD_WASM}"), &[]).await;
    assert_eq!((old.status, old.header("cache-control")), (StatusCode::OK, FOREVER));
    assert_eq!(old.body.to_vec(), served.bytes);
    let known =
        served.get(&format!("/pkg/{OLD_WASM}"), &[("if-modified-since", old.header("last-modified"))]).await;
    assert_eq!((known.status, known.header("cache-control")), (StatusCode::NOT_MODIFIED, FOREVER));
    // Without it they are gone.
    let front_end = FrontEnd::named(&served.state.front_end.folder, "app-0123456789abcdef", Vec::new());
    let alone = AppState { front_end: Arc::new(front_end), ..served.state.clone() };
    let request =
        Request::get(format!("/pkg/{OLD_WASM}")).header(header::HOST, "x").body(Body::empty()).unwrap();
    assert_eq!(router(alone).oneshot(request).await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[test]
fn a_missing_build_before_is_said_at_start() {
    let named = FrontEnd::named(Path::new("."), "app-0123456789abcdef", Vec::new());
    let said = named.with_before(Some("/nowhere/at/all".into())).unwrap_err().to_string();
    assert!(said.contains("/nowhere/at/all") && said.contains("--assets-before"), "{said}");
}
