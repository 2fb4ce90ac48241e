//! Whether whoever is signed in has lately proved that it is still they, and where they go to do so.

use crate::store::session::Session;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Duration, Utc};
use url::form_urlencoded;

/// Whether the proof is not older than `within`.
pub fn is_fresh(session: &Session, now: DateTime<Utc>, within: Duration) -> bool {
    now - session.verified_at < within
}

/// Leads to the proof, and from there to `return_to`.
pub fn to_verify(return_to: &str) -> Response {
    let query: String =
        form_urlencoded::Serializer::new(String::new()).append_pair("return_to", return_to).finish();
    Redirect::to(&format!("/verify?{query}")).into_response()
}
