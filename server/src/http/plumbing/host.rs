//! Host check against DNS rebinding: a request under another name than the public one gets a link to it, and no more.

use super::{
    headers::{plain_page, shows_pages},
    visitor::language,
};
use crate::http::AppState;
use app::{i18n::embedded, refused::other_address_page};
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Pages, and everything that a browser sends from them: under the public address alone.
pub async fn of_pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match all_are(&request, |host| state.public_url.is_of(host)) {
        Some(true) => next.run(request).await,
        Some(false) => elsewhere(&state, &request),
        None => no_host(),
    }
}

/// What facilities' systems ask, who may know this machine by a name of the internal network.
pub async fn of_machines(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let ours =
        |host: &str| state.public_url.is_of(host) || state.also_hosts.iter().any(|one| one.is_of(host));
    match all_are(&request, ours) {
        Some(true) => next.run(request).await,
        Some(false) => elsewhere(&state, &request),
        None => no_host(),
    }
}

/// Whether whatever the request names as its host is `ours`; `None` where it names none, or several.
fn all_are(request: &Request, ours: impl Fn(&str) -> bool) -> Option<bool> {
    let mut named = request.headers().get_all(header::HOST).iter();
    let (host, more) = (named.next(), named.next());
    let written = request.uri().authority().map(|authority| authority.as_str());
    if more.is_some() || (host.is_none() && written.is_none()) {
        return None;
    }
    let said = host.map(|host| host.to_str().unwrap_or_default());
    Some(said.into_iter().chain(written).all(ours))
}

fn no_host() -> Response {
    (StatusCode::BAD_REQUEST, "exactly one Host header expected\n").into_response()
}

fn elsewhere(state: &AppState, request: &Request) -> Response {
    let path = match *request.method() {
        Method::GET | Method::HEAD => request.uri().path_and_query().map_or("/", |path| path.as_str()),
        _ => "/",
    };
    let to = state.public_url.to(path);
    let locale = language(request.headers());
    if shows_pages(request.headers()) {
        let page = other_address_page(locale, state.front_end.stylesheets.clone(), to);
        return plain_page(StatusCode::MISDIRECTED_REQUEST, page);
    }
    let line = format!("{} {to}\n", embedded::words(locale).say("refused-other-address", &[]));
    (StatusCode::MISDIRECTED_REQUEST, [(header::CACHE_CONTROL, "no-store")], line).into_response()
}
