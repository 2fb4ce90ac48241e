//! `/link/{secret}`: the manifest of a SMART Health Link, and its encrypted files. What is not in force is not there,
//! whatever the reason.

use crate::{
    gate::HandedFile,
    http::{
        AppState,
        plumbing::pace::{What, Who},
    },
    links::{Opened, Opener},
    store::{
        StoreError,
        sharing::health_link::{LinkId, take_location},
    },
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use shared::health_link::{File, FileContent, FileStatus, Manifest, ManifestRequest, WrongPasscode};

/// Letters of a file that an answer holds itself where whoever asks names no bound.
const EMBEDDED: u64 = 64 * 1024;

/// `POST /link/{secret}`
pub async fn manifest(
    State(state): State<AppState>,
    Path(secret): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    asked(&state, &secret, &headers, &body).await
}

async fn asked(state: &AppState, secret: &str, headers: &HeaderMap, body: &Bytes) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return said(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type application/json expected");
    }
    let request = std::str::from_utf8(body).map_err(|_| "text in UTF-8 expected".to_owned());
    let request = request.and_then(|text| ManifestRequest::read(text).map_err(|why| why.to_string()));
    let request = match request {
        Ok(request) => request,
        Err(why) => return said(StatusCode::BAD_REQUEST, &why),
    };
    let AppState { store, clock, entropy, paces, .. } = state.clone();
    let at = clock.now();
    let take = Box::new(move |link: LinkId| {
        let taken = paces.take(What::OpenLink, &Who::Link(link.0), at);
        taken.map_err(|too_soon| too_soon.seconds)
    });
    let opener = Opener { store, clock, entropy, take, most_embedded: EMBEDDED };
    match opener.open(secret.to_owned(), request).await {
        Ok(Opened::Files(files)) => Json(manifest_of(state, files)).into_response(),
        Ok(Opened::WrongPasscode(remaining_attempts)) => {
            (StatusCode::UNAUTHORIZED, Json(WrongPasscode { remaining_attempts })).into_response()
        }
        Ok(Opened::NotActive) => not_there(),
        Ok(Opened::TooSoon { seconds }) => {
            let mut answer = said(StatusCode::TOO_MANY_REQUESTS, "it was opened too often just now");
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            answer
        }
        Err(error) => unavailable(&error),
    }
}

fn manifest_of(state: &AppState, files: Vec<HandedFile>) -> Manifest {
    let file = |file| {
        let (content_type, content) = match file {
            HandedFile::Embedded(file) => (file.content_type, FileContent::Embedded(file.jwe)),
            HandedFile::At { content_type, secret } => {
                let address = state.public_url.to(&format!("/link/file/{secret}"));
                (content_type, FileContent::Location(address))
            }
        };
        let status = Some(FileStatus::Finalized);
        File { content_type, content, last_updated: None, status, fhir_version: Some("4.0.1".to_owned()) }
    };
    Manifest { files: files.into_iter().map(file).collect(), unread: Vec::new() }
}

/// `GET /link/file/{secret}`
pub async fn file(State(state): State<AppState>, Path(secret): Path<String>, method: Method) -> Response {
    // Whoever only looks whether it is there takes nothing.
    if method == Method::HEAD {
        return said(StatusCode::METHOD_NOT_ALLOWED, "only GET is answered here");
    }
    match take_location(&state.store, &secret, state.clock.now()).await {
        Ok(Some(jwe)) => ([(header::CONTENT_TYPE, "application/jose")], jwe).into_response(),
        Ok(None) => not_there(),
        Err(error) => unavailable(&error),
    }
}

/// Any other method at a manifest: browsers ask before they post from another page.
pub async fn only_post(method: Method) -> Response {
    other(
        &method,
        "POST, OPTIONS",
        "this is a SMART Health Link: open it in a viewer, which posts to this address",
    )
}

/// Any other method at a file.
pub async fn only_get(method: Method) -> Response {
    other(&method, "GET, OPTIONS", "only GET is answered here")
}

fn other(method: &Method, allowed: &'static str, why: &str) -> Response {
    let mut answer = match *method {
        Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
        _ => said(StatusCode::METHOD_NOT_ALLOWED, why),
    };
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    answer
}

/// Pages of any origin may read it, errors as well; with a session or a cookie it has nothing to do.
pub async fn for_anybody(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn not_there() -> Response {
    said(StatusCode::NOT_FOUND, "there is no such link, or it is over")
}

fn unavailable(error: &StoreError) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "a link could not be opened");
    said(StatusCode::SERVICE_UNAVAILABLE, "try again later")
}

fn said(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
}
