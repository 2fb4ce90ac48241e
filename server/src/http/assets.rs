//! The built front end and the catalogues of words: files without anybody's data in them.

use super::{AppState, routes::Routes};
use app::i18n::{Locale, embedded};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::config::LeptosOptions;
use sha2::{Digest, Sha256};
use std::path::{Path as FilePath, PathBuf};
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// What the browser build produced, by its hashed names.
#[derive(Clone, Debug)]
pub struct FrontEnd {
    pub folder: PathBuf,
    pub options: LeptosOptions,
    /// Addresses, in the order of `index.html`.
    pub stylesheets: Vec<String>,
    /// Address of each language's catalogue.
    catalogues: Vec<(Locale, String)>,
}

#[derive(Debug, thiserror::Error)]
pub enum FrontEndError {
    #[error("there is no built front end in {0}: build it with `cargo xtask web`")]
    Missing(PathBuf),
    #[error("{0} names no script: build the front end again with `cargo xtask web`")]
    NoScript(PathBuf),
}

/// These files carry their hash in their name and never change.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

impl FrontEnd {
    /// Reads the names that Trunk wrote into `index.html`.
    pub fn open(folder: &FilePath) -> Result<Self, FrontEndError> {
        let index = folder.join("index.html");
        let html = std::fs::read_to_string(&index).map_err(|_| FrontEndError::Missing(folder.to_owned()))?;
        let script = quoted(&html)
            .filter_map(|text| text.strip_prefix("/pkg/")?.strip_suffix(".js"))
            .find(|name| name.starts_with("app-"))
            .ok_or(FrontEndError::NoScript(index))?
            .to_owned();
        let mut stylesheets: Vec<String> = Vec::new();
        for name in quoted(&html).filter(|text| text.starts_with("/pkg/") && text.ends_with(".css")) {
            if !stylesheets.iter().any(|known| known == name) {
                stylesheets.push(name.to_owned());
            }
        }
        Ok(Self::named(folder, &script, stylesheets))
    }

    /// A front end with these names; the files themselves need not exist (tests).
    pub fn named(folder: &FilePath, script: &str, stylesheets: Vec<String>) -> Self {
        let options = LeptosOptions::builder()
            .output_name(script.to_owned())
            .site_pkg_dir("pkg")
            .site_root(folder.to_string_lossy().into_owned())
            .build();
        let catalogues = Locale::ALL.map(|locale| (locale, catalogue_address(locale))).to_vec();
        Self { folder: folder.to_owned(), options, stylesheets, catalogues }
    }

    pub fn catalogue(&self, locale: Locale) -> &str {
        self.catalogues.iter().find(|(known, _)| *known == locale).map_or("", |(_, address)| address)
    }
}

/// Everything between quotes in a page that Trunk wrote.
fn quoted(html: &str) -> impl Iterator<Item = &str> {
    html.split(['"', '\'']).map(str::trim)
}

fn catalogue_address(locale: Locale) -> String {
    let hash = Sha256::digest(embedded::text(locale).as_bytes());
    let short: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("/i18n/{}-{short}.ftl", locale.tag())
}

/// `GET /i18n/{language}-{hash}.ftl`
pub async fn catalogue(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let address = format!("/i18n/{file}");
    let found = state.front_end.catalogues.iter().find(|(_, known)| *known == address);
    match found {
        Some((locale, _)) => (
            [
                (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
                (header::CACHE_CONTROL, FOREVER),
            ],
            embedded::text(*locale),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /knowledge/{rules|names}-{hash}.bin`: what is known about medicines, for the check in the browser.
pub async fn knowledge(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let address = format!("/knowledge/{file}");
    let known = [&state.knowledge.rules, &state.knowledge.names];
    match known.into_iter().find(|asset| asset.address == address) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
                (header::CACHE_CONTROL, FOREVER),
            ],
            asset.bytes.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `/pkg/…` and the few files that browsers ask for by name.
pub fn files(front_end: &FrontEnd) -> Routes {
    let file = |name: &str| ServeFile::new(front_end.folder.join(name));
    let package = ServeDir::new(&front_end.folder).append_index_html_on_directories(false);
    Routes::default()
        .folder(
            "/pkg",
            tower::ServiceBuilder::new()
                .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, FOREVER))
                .service(package),
        )
        .file("/favicon.svg", file("favicon.svg"))
        .file("/favicon.ico", file("favicon.ico"))
        .file("/robots.txt", file("robots.txt"))
        // At the root, because it may act for nothing above itself; asked for anew, because nothing in its name changes.
        .file(
            "/push-worker.js",
            tower::ServiceBuilder::new()
                .layer(SetResponseHeaderLayer::overriding(
                    header::CACHE_CONTROL,
                    HeaderValue::from_static("no-cache"),
                ))
                .service(file("push-worker.js")),
        )
}
