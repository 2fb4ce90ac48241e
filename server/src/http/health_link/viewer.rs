//! `/v`, `/v/other`: the viewer. It asks for no session and no cookie, sets none, and decrypts in the browser what the
//! address holds behind `#`, which never comes here.

use crate::http::{AppState, plumbing::visitor::language};
use app::{
    context::visit::Visit,
    health_link::{Viewer, viewer_page},
    i18n::Locale,
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    lang: String,
}

/// `GET /v`: opens links of this portal, and reaches nothing else.
pub async fn page(State(state): State<AppState>, Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    written(&state, &asked, &headers, Viewer::Own)
}

/// `GET /v/other`: opens links of other issuers as well: the one page that may reach other hosts.
pub async fn other(
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    written(&state, &asked, &headers, Viewer::Other)
}

fn written(state: &AppState, asked: &Asked, headers: &HeaderMap, viewer: Viewer) -> Response {
    let locale = Locale::from_tag(&asked.lang).unwrap_or_else(|| language(headers));
    let catalogue = state.front_end.viewer_catalogue(locale).to_owned();
    let visit = Visit { locale, catalogue, demo: state.demo.is_some(), ..Visit::default() };
    let nonce = state.entropy.secret();
    let stylesheets = state.front_end.assets().stylesheets;
    let html = viewer_page(&visit, stylesheets, &state.front_end.link_program("link"), &nonce, viewer);
    let reaches = match viewer {
        Viewer::Own => "'self'",
        Viewer::Other => "'self' https:",
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src {reaches}; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    );
    let mut answer = Html(html).into_response();
    let headers = answer.headers_mut();
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}
