//! Static files: the built front end, catalogues of words, medicine knowledge. No personal data.

use crate::{
    encoded::{Encoded, address_hash},
    http::{
        AppState,
        plumbing::{
            file_tag::by_tag,
            parts::{Part, has_hash, is_of_the_desk},
            routes::Routes,
        },
    },
};
use app::{
    i18n::{Locale, embedded},
    shell::{Assets, Program},
};
use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use leptos::config::LeptosOptions;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// What the browser build produced, by its hashed names.
#[derive(Clone, Debug)]
pub struct FrontEnd {
    pub folder: PathBuf,
    /// The build before, for browsers that still show its pages.
    before: Option<PathBuf>,
    pub options: LeptosOptions,
    /// Addresses, in the order of `index.html`.
    pub stylesheets: Vec<String>,
    /// Addresses of the files of each group of pages that travel together.
    groups: BTreeMap<String, Vec<String>>,
    /// Every file of the build that a patient's browser may come to need.
    pub parts: Vec<Part>,
    /// Address of each language's catalogue.
    catalogues: Vec<(Locale, String, Arc<Encoded>)>,
    /// The same of the pages that open links.
    viewer_catalogues: Vec<(Locale, String, Arc<Encoded>)>,
}

#[derive(Debug, thiserror::Error)]
pub enum FrontEndError {
    #[error("there is no built front end in {0}: build it with `cargo xtask web`")]
    Missing(PathBuf),
    #[error("{0} names no script: build the front end again with `cargo xtask web`")]
    NoScript(PathBuf),
    #[error("{0} cannot be read: build the front end again with `cargo xtask web`")]
    NoGroups(PathBuf),
    #[error("a file of the built front end in {0} cannot be read")]
    Unreadable(PathBuf, #[source] std::io::Error),
    #[error("there is no folder {0} with the build before: leave --assets-before out where there is none")]
    NothingBefore(PathBuf),
}

/// These files carry their hash in their name and never change.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// What is not there now may be there in a minute, when the other half of an update has arrived.
const NEVER: HeaderValue = HeaderValue::from_static("no-store");

/// What bears one name from build to build.
pub const ASKED_ANEW: HeaderValue = HeaderValue::from_static("no-cache");

/// Ours have about 60 letters; beyond 255 a file system fails instead of finding nothing.
const LONGEST_PATH: usize = 250;

impl FrontEnd {
    /// Reads the names that the build wrote into `index.html`.
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
        let groups = Self::groups(folder, &script)?;
        let mut parts =
            Part::of_folder(folder).map_err(|cause| FrontEndError::Unreadable(folder.into(), cause))?;
        let only_with_a_network = of_links_alone(&groups);
        parts.retain(|part| !only_with_a_network.contains(&part.address));
        Ok(Self { groups, parts, ..Self::named(folder, &script, stylesheets) })
    }

    /// The groups beside the script, by what `pack` wrote there.
    fn groups(folder: &FilePath, script: &str) -> Result<BTreeMap<String, Vec<String>>, FrontEndError> {
        let Some((parts, _)) = script.rsplit_once('/') else { return Ok(BTreeMap::new()) };
        let file = folder.join(parts).join("groups.json");
        let unreadable = || FrontEndError::NoGroups(file.clone());
        let text = std::fs::read(&file).map_err(|_| unreadable())?;
        let named: BTreeMap<String, Vec<String>> = serde_json::from_slice(&text).map_err(|_| unreadable())?;
        let address = |name: String| format!("/pkg/{parts}/{name}.wasm");
        Ok(named
            .into_iter()
            .map(|(group, names)| (group, names.into_iter().map(address).collect()))
            .collect())
    }

    /// What the portal's pages name of the build: no style of the desk or of the emergency sheet, which are documents of
    /// their own.
    pub fn assets(&self) -> Assets {
        let of_a_page = |name: &&String| !name.strip_prefix("/pkg/").is_some_and(is_of_the_desk);
        let stylesheets = self.stylesheets.iter().filter(of_a_page).cloned().collect();
        Assets { stylesheets, groups: self.groups.clone(), installing: Vec::new() }
    }

    /// The program, for a document that starts the group that opens links (`link`) or makes one (`make_link`).
    pub fn link_program(&self, group: &str) -> Program {
        let groups = [group, "words"];
        let files = groups.iter().filter_map(|group| self.groups.get(*group)).flatten();
        let first: BTreeSet<String> = files.cloned().collect();
        Program::of(&self.options).with(first.into_iter().collect())
    }

    /// Address of the words of a viewer, which are its own.
    pub fn viewer_catalogue(&self, locale: Locale) -> &str {
        self.viewer_catalogues
            .iter()
            .find(|(known, ..)| *known == locale)
            .map_or("", |(_, address, _)| address)
    }

    /// A front end with these names; the files themselves need not exist (tests).
    pub fn named(folder: &FilePath, script: &str, stylesheets: Vec<String>) -> Self {
        let options = LeptosOptions::builder()
            .output_name(script.to_owned())
            .site_pkg_dir("pkg")
            .site_root(folder.to_string_lossy().into_owned())
            .build();
        let catalogue = |locale| {
            let words = Encoded::new(embedded::text(locale).as_bytes());
            (locale, catalogue_address(locale), Arc::new(words))
        };
        let viewer_catalogue = |locale: Locale| {
            let text = embedded::viewer_text(locale);
            let address = format!("/i18n/viewer-{}-{}.ftl", locale.tag(), address_hash(text.as_bytes()));
            (locale, address, Arc::new(Encoded::new(text.as_bytes())))
        };
        let catalogues = Locale::ALL.map(catalogue).to_vec();
        let viewer_catalogues = Locale::ALL.map(viewer_catalogue).to_vec();
        let (folder, parts, groups) = (folder.to_owned(), Vec::new(), BTreeMap::new());
        Self { folder, before: None, options, stylesheets, parts, groups, catalogues, viewer_catalogues }
    }

    /// With the files of the build before, for those that this one has not.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn with_before(self, before: Option<PathBuf>) -> Result<Self, FrontEndError> {
        match before {
            Some(folder) if !folder.is_dir() => Err(FrontEndError::NothingBefore(folder)),
            before => Ok(Self { before, ..self }),
        }
    }

    /// Every language's catalogue, by its address.
    pub fn catalogues(&self) -> impl Iterator<Item = (&str, &Encoded)> {
        self.catalogues.iter().map(|(_, address, words)| (address.as_str(), &**words))
    }

    pub fn catalogue(&self, locale: Locale) -> &str {
        self.catalogues.iter().find(|(known, ..)| *known == locale).map_or("", |(_, address, _)| address)
    }
}

/// Files that only pages need that make links or open them: no device keeps these, as there is no link without a network.
fn of_links_alone(groups: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    let is_of_links = |group: &str| ["link", "make_link"].contains(&group);
    let files = |of_links| {
        let groups = groups.iter().filter(move |(group, _)| is_of_links(group) == of_links);
        groups.flat_map(|(_, files)| files.iter().cloned()).collect::<BTreeSet<String>>()
    };
    &files(true) - &files(false)
}

/// Everything between quotes in that page.
fn quoted(html: &str) -> impl Iterator<Item = &str> {
    html.split(['"', '\'']).map(str::trim)
}

fn catalogue_address(locale: Locale) -> String {
    format!("/i18n/{}-{}.ftl", locale.tag(), address_hash(embedded::text(locale).as_bytes()))
}

/// `GET /i18n/{language}-{hash}.ftl`
pub async fn catalogue(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let address = format!("/i18n/{file}");
    let FrontEnd { catalogues, viewer_catalogues, .. } = &*state.front_end;
    match catalogues.iter().chain(viewer_catalogues).find(|(_, known, _)| *known == address) {
        Some((.., words)) => forever(words.answer(&headers, "text/plain; charset=utf-8")),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /knowledge/{rules|names}-{hash}.bin`: what is known about medicines, for the check in the browser.
pub async fn knowledge(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let address = format!("/knowledge/{file}");
    let known = [&state.knowledge.rules, &state.knowledge.names];
    match known.into_iter().find(|asset| asset.address == address) {
        Some(asset) => forever(asset.bytes.answer(&headers, "application/octet-stream")),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub fn forever(mut answer: Response) -> Response {
    answer.headers_mut().insert(header::CACHE_CONTROL, FOREVER);
    answer
}

/// `/pkg/…` and the few files that browsers ask for by name.
pub fn files(front_end: &FrontEnd) -> Routes {
    let file = |name: &str| ServeFile::new(front_end.folder.join(name));
    let build = |folder: &FilePath| {
        ServeDir::new(folder).append_index_html_on_directories(false).precompressed_br().precompressed_gzip()
    };
    let before = front_end.before.as_deref().unwrap_or(&front_end.folder);
    let package = build(&front_end.folder).fallback(build(before));
    Routes::default()
        .folder("/pkg", package)
        .layer(middleware::from_fn(by_tag))
        .layer(middleware::from_fn(kept_if_found))
        .file("/favicon.svg", file("favicon.svg"))
        .file("/favicon.ico", file("favicon.ico"))
        .file("/robots.txt", file("robots.txt"))
        // At the root, because it may act for nothing above itself; asked for anew, because nothing in its name changes.
        .file(
            "/push-worker.js",
            tower::ServiceBuilder::new()
                .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, ASKED_ANEW))
                .service(file("push-worker.js")),
        )
}

/// Browsers and proxies keep what was found under a name with a hash, and nothing that went wrong.
async fn kept_if_found(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let hashed = has_hash(path);
    let mut answer = match path.len() > LONGEST_PATH {
        true => StatusCode::NOT_FOUND.into_response(),
        false => next.run(request).await,
    };
    let found = answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED;
    let keep = match (found, hashed) {
        (true, true) => FOREVER,
        (true, false) => ASKED_ANEW,
        (false, _) => NEVER,
    };
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, keep);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    answer
}
