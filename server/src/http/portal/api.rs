//! `GET /api/record`: the record as the browser holds it.

use super::ports;
use crate::http::{
    AppState,
    plumbing::{page_error::refusal, visitor::Visitor},
};
use app::error::PageError;
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// `GET /api/record`: `{schema, as_of, version, record}`; the ETag is the version, a hash of what
/// this viewer may see and of nothing else.
pub async fn record(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Response {
    let view = match ports::read_record(&state.asked_from(visitor.address), &visitor.actor).await {
        Ok(view) => view,
        Err(error) => return refusal(error),
    };
    let tag = format!("\"{}\"", view.version);
    let Ok(tag_value) = HeaderValue::from_str(&tag) else {
        return refusal(PageError::Unavailable);
    };
    if is_known(&headers, &tag) {
        (StatusCode::NOT_MODIFIED, [(header::ETAG, tag_value)]).into_response()
    } else {
        ([(header::ETAG, tag_value)], Json(&*view)).into_response()
    }
}

/// Whether a browser holds it, in whichever coding: a tag that is weak is of the same record, sent compressed.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|held| held.to_str().ok());
    held.flat_map(|held| held.split(',')).any(|held| {
        let held = held.trim();
        held.strip_prefix("W/").unwrap_or(held) == tag
    })
}
