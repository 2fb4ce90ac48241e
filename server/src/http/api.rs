//! The record as the browser holds it.

use super::{AppState, portal, visitor::Visitor};
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
    let view = match portal::read_record(&state, &visitor.actor).await {
        Ok(view) => view,
        Err(error) => return refusal(error),
    };
    let tag = format!("\"{}\"", view.version);
    let Ok(tag_value) = HeaderValue::from_str(&tag) else {
        return refusal(PageError::Unavailable);
    };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    if known {
        (StatusCode::NOT_MODIFIED, [(header::ETAG, tag_value)]).into_response()
    } else {
        ([(header::ETAG, tag_value)], Json(&*view)).into_response()
    }
}

pub(super) fn refusal(error: PageError) -> Response {
    let status = match error {
        PageError::SignInFirst => StatusCode::UNAUTHORIZED,
        PageError::NotOpen | PageError::OnlyThemself => StatusCode::FORBIDDEN,
        PageError::NotFound => StatusCode::NOT_FOUND,
        PageError::Unavailable | PageError::Outdated => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(error)).into_response()
}

/// `GET /healthz`: whether the database answers, for whatever watches the service.
pub async fn health(State(state): State<AppState>) -> Response {
    match state.store.ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
