//! Whether the service works, for what watches it.

use crate::http::AppState;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::time::Duration;

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
