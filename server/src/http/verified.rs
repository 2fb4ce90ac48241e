//! Whether somebody proved lately enough that it is still they, and the way to prove it.

use crate::store::session::Session;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Duration, Utc};

/// Whether they proved it within this time.
pub fn is_fresh(session: &Session, now: DateTime<Utc>, within: Duration) -> bool {
    now - session.verified_at <= within
}

/// To the page where it is proved, and from there back to a path of ours.
pub fn to_verify(return_to: &str) -> Response {
    let query: String = url::form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
    Redirect::to(&format!("/verify?return_to={query}")).into_response()
}
