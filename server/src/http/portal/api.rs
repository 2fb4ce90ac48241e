//! The record as the browser holds it.

use super::ports;
use crate::http::{
    AppState,
    plumbing::{pace::TooSoon, visitor::Visitor},
};
use app::error::PageError;
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::time::Duration;

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
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    if known {
        (StatusCode::NOT_MODIFIED, [(header::ETAG, tag_value)]).into_response()
    } else {
        ([(header::ETAG, tag_value)], Json(&*view)).into_response()
    }
}

pub(in crate::http) fn refusal(error: PageError) -> Response {
    let status = match error {
        PageError::SignInFirst => StatusCode::UNAUTHORIZED,
        PageError::NotOpen | PageError::OnlyThemself => StatusCode::FORBIDDEN,
        PageError::NotFound => StatusCode::NOT_FOUND,
        PageError::TooOften { seconds } => {
            return TooSoon { seconds }.on((StatusCode::TOO_MANY_REQUESTS, Json(error)).into_response());
        }
        PageError::Unavailable | PageError::Outdated => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(error)).into_response()
}

/// What watches the service asks every few seconds, and takes no answer for an answer of its own.
const HEALTH_WITHIN: Duration = Duration::from_millis(1_500);

/// `GET /healthz`: whether the database answers, for whatever watches the service.
pub async fn health(State(state): State<AppState>) -> Response {
    let silent = match tokio::time::timeout(HEALTH_WITHIN, state.store.ping()).await {
        Ok(Ok(())) => return "ok\n".into_response(),
        Ok(Err(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the database does not answer");
            "the database does not answer\n"
        }
        Err(_) => {
            tracing::error!("the database did not answer within {HEALTH_WITHIN:?}");
            "the database does not answer in time\n"
        }
    };
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")], silent).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::Clock,
        entropy::Entropy,
        http::FrontEnd,
        store::{DatabaseUrl, Store},
    };
    use std::path::Path;

    #[tokio::test]
    async fn a_database_that_says_nothing_is_reported_within_two_seconds() {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl(folder.path().join("mikata.db").to_str().unwrap().to_owned());
        let store = Store::open(&url).await.unwrap();
        let front_end = FrontEnd::named(Path::new("."), "app-test", Vec::new());
        let clock = Clock::standing_at(chrono::DateTime::UNIX_EPOCH);
        let state = AppState::new(store.clone(), clock, Entropy::seeded(1), None, front_end);
        assert_eq!(health(State(state.clone())).await.status(), StatusCode::OK);
        // Every connection is taken, and none comes back.
        let mut taken = Vec::new();
        while let Ok(Ok(tx)) = tokio::time::timeout(Duration::from_millis(200), store.read()).await {
            taken.push(tx);
        }
        let answer = tokio::time::timeout(Duration::from_secs(2), health(State(state.clone()))).await;
        assert_eq!(answer.expect("an answer in time").status(), StatusCode::SERVICE_UNAVAILABLE);
        drop(taken);
        assert_eq!(health(State(state)).await.status(), StatusCode::OK);
    }
}
