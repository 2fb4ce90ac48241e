//! One line per request: what kind, how it ended, how long it took. Never an address's own text, a
//! name, a cookie or a body.

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

pub async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(other)".to_owned(), |path| path.as_str().to_owned());
    let started = Instant::now();
    let response = next.run(request).await;
    let milliseconds = started.elapsed().as_millis() as u64;
    tracing::info!(%method, route, status = response.status().as_u16(), milliseconds, "answered");
    response
}
