//! Before anything grave, people prove again that it is they.

use crate::store::session::Session;
use app::format::in_query;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Duration, Utc};

/// How fresh the proof must be when the form of something grave is shown.
pub const TO_SHOW: Duration = Duration::minutes(5);

/// And when it is sent: who was shown the form has time to fill it in.
pub const TO_SEND: Duration = Duration::minutes(15);

/// Whether they proved who they are within this time. A proof from the future (the clock was set back) is none.
pub fn is_fresh(session: &Session, now: DateTime<Utc>, within: Duration) -> bool {
    let age = now - session.verified_at;
    age >= Duration::zero() && age <= within
}

/// To the page that asks for the proof, and from there to `return_to`, a path of ours.
pub fn to_verify(return_to: &str) -> Response {
    Redirect::to(&format!("/verify?return_to={}", in_query(return_to))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn the_way_back_is_kept_whole() {
        let answer = to_verify("/people/new?for=a b&x=1");
        assert_eq!(answer.headers()[header::LOCATION], "/verify?return_to=/people/new%3Ffor%3Da%20b%26x%3D1");
    }
}
