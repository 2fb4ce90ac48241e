//! Pages say to a browser what it needs at once: nothing where they stay as they are written.

use crate::portal::{HOST, Portal, example};
use app::lazy::{FirstPage, LazyPage, PAGES};
use axum::{
    body::Body,
    http::{Request, header},
};
use http_body_util::BodyExt;
use server::http::{AppState, FrontEnd, FrontEndError, router};
use std::{fs, sync::Arc};
use tempfile::TempDir;
use tower::ServiceExt;

const PARTS: &str = "app-0123456789abcdef";

/// A build as `pack` leaves it, as far as the server reads it.
fn built(groups: Option<&str>) -> TempDir {
    let folder = TempDir::new().unwrap();
    let script = format!("<script type=\"module\" src=\"/pkg/{PARTS}/app.js\"></script>");
    fs::write(folder.path().join("index.html"), script).unwrap();
    fs::create_dir(folder.path().join(PARTS)).unwrap();
    if let Some(groups) = groups {
        fs::write(folder.path().join(PARTS).join("groups.json"), groups).unwrap();
    }
    folder
}

#[test]
fn a_build_whose_groups_cannot_be_read_is_said_at_start() {
    for groups in [None, Some("{"), Some("{\"pages\": 1}")] {
        let folder = built(groups);
        match FrontEnd::open(folder.path()) {
            Err(error @ FrontEndError::NoGroups(_)) => {
                let said = error.to_string();
                assert!(said.contains("groups.json") && said.contains("cargo xtask web"), "{said}");
            }
            other => panic!("{groups:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn only_a_page_with_a_passkey_button_names_a_part_beside_the_main_one() {
    let folder = built(Some("{\"passkey\": [\"chunk_1\", \"split_passkey\"], \"pages\": [\"split_pages\"]}"));
    let portal = Portal::new().await;
    let front_end = Arc::new(FrontEnd::open(folder.path()).unwrap());
    let router = router(AppState { front_end, ..portal.state.clone() });
    let part = |name: &str| format!("<link rel=\"preload\" href=\"/pkg/{PARTS}/{name}.wasm\"");
    for (path, passkey) in [("/", false), ("/labs", false), ("/medicines/check", false), ("/signins", true)] {
        let asked = Request::get(path).header(header::HOST, HOST).header(header::COOKIE, portal.cookie());
        let answer = router.clone().oneshot(asked.body(Body::empty()).unwrap()).await.unwrap();
        let page = answer.into_body().collect().await.unwrap().to_bytes();
        let page = std::str::from_utf8(&page).unwrap();
        for name in ["app.js", "__wasm_split.js", "app_bg.wasm"] {
            assert!(page.contains(&format!("\"/pkg/{PARTS}/{name}\"")), "{path}: {name}: {page}");
        }
        // All others fetch the program once they are on screen.
        assert_eq!(page.contains(&part("app_bg")), passkey, "{path}");
        assert_eq!(page.contains("addEventListener(\"load\", painted)"), !passkey, "{path}");
        for name in ["chunk_1", "split_passkey"] {
            assert_eq!(page.contains(&part(name)), passkey, "{path}: {name}");
        }
        assert!(!page.contains("split_pages") && !page.contains(".ftl\" as"), "{path}");
    }
}

#[tokio::test]
async fn a_page_is_marked_as_the_table_of_pages_has_it() {
    let portal = Portal::new().await;
    let addresses = portal.addresses();
    let mut marks = [0, 0];
    for LazyPage { pattern, first, .. } in PAGES {
        let route = pattern.split('/').map(|part| match part.strip_prefix(':') {
            Some(name) => format!("{{{name}}}"),
            None => part.to_owned(),
        });
        let route = route.collect::<Vec<_>>().join("/");
        assert!(addresses.iter().any(|(address, _)| *address == route), "{pattern} is no address");
        let page = portal.read("ja", &example(&route, "").0, None).await;
        // Where it leads elsewhere, that one is marked.
        if !page.status.is_redirection() {
            let marked = page.text().contains("data-as-written");
            assert_eq!(marked, *first != FirstPage::Alive, "{pattern}");
            marks[usize::from(marked)] += 1;
        }
    }
    assert!(marks[0] > 3 && marks[1] > 8, "{marks:?}");
}
