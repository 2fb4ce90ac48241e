//! What makes an app of the portal: manifest, service worker, the document for when there is no network, and how it
//! comes to the home screen. The same for everybody: nobody's data is in it, and no session is asked for.

mod manifest;
mod scripts;

pub use scripts::InstallScripts;

use super::{
    AppState,
    plumbing::{
        assets::{ASKED_ANEW, forever},
        headers::{self, plain_page},
        routes::{Routes, get},
        visitor::language,
    },
};
use crate::encoded::Encoded;
use app::{context::visit::Visit, install_guide::install_guide};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

pub fn routes(scripts: Arc<InstallScripts>) -> Routes {
    Routes::default()
        .route("/manifest.webmanifest", get(manifest::manifest))
        .route("/service-worker.js", get(worker))
        .route("/offline", get(offline))
        .route("/kept", get(kept))
        .route("/install", get(guide))
        .route("/install/{file}", get(script))
        .layer(Extension(scripts))
}

/// `GET /service-worker.js`: at the root, because it may act for nothing above itself; asked for anew, because nothing
/// in its name changes. What it may fetch is what its own policy says, not a page's.
async fn worker(Extension(scripts): Extension<Arc<InstallScripts>>, headers: HeaderMap) -> Response {
    let mut answer = scripts.worker.answer(&headers, "text/javascript; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, headers::OF_THE_WORKER);
    asked_anew(answer)
}

/// `GET /offline`: what the service worker shows where the portal cannot be reached.
async fn offline(Extension(scripts): Extension<Arc<InstallScripts>>, headers: HeaderMap) -> Response {
    shell(&scripts.offline, &headers)
}

/// `GET /kept`: where a snapshot is opened (docs/offline.md). The same bytes for everybody, whoever is signed in.
async fn kept(Extension(scripts): Extension<Arc<InstallScripts>>, headers: HeaderMap) -> Response {
    shell(&scripts.kept, &headers)
}

fn shell(document: &Encoded, headers: &HeaderMap) -> Response {
    let mut answer = document.answer(headers, "text/html; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, headers::OFFLINE);
    asked_anew(answer)
}

/// `GET /install`: how the portal comes to the home screen.
async fn guide(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let visit = Visit { locale: language(&headers), ..Visit::default() };
    plain_page(StatusCode::OK, install_guide(&visit, state.front_end.stylesheets.clone()))
}

/// `GET /install/{name}-{hash}.js`
async fn script(
    Extension(scripts): Extension<Arc<InstallScripts>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let address = format!("/install/{file}");
    let registering = scripts.registering.iter().map(|(_, known, text)| (known, text));
    let starting = std::iter::once((&scripts.starting.0, &scripts.starting.1));
    match registering.chain(starting).find(|(known, _)| **known == address) {
        Some((_, text)) => forever(text.answer(&headers, "text/javascript; charset=utf-8")),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn asked_anew(mut answer: Response) -> Response {
    answer.headers_mut().insert(header::CACHE_CONTROL, ASKED_ANEW);
    answer
}
