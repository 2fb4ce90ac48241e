//! Step-up authentication: before anything grave, people prove again that it is they.

use crate::{auth::Actor, http::plumbing::visitor::Visitor, store::account::session::Session};
use app::format::in_query;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Duration, Utc};

/// How fresh the proof must be when the form of something grave is shown.
pub const TO_SHOW: Duration = Duration::minutes(5);

/// And when it is sent: who was shown the form has time to fill it in.
pub const TO_SEND: Duration = Duration::minutes(15);

/// And when somebody takes a file of their own along: to read is one thing, to carry away another.
pub const TO_EXPORT: Duration = TO_SHOW;

/// And when infection tests are shown: an open page is read by whoever sits down at it.
pub const TO_READ_INFECTIONS: Duration = TO_SHOW;

/// Whether they proved who they are within this time. A proof from the future (the clock was set back) is none.
pub fn is_fresh(session: &Session, now: DateTime<Utc>, within: Duration) -> bool {
    let age = now - session.verified_at;
    age >= Duration::zero() && age <= within
}

/// To the page that asks for the proof, and from there to `return_to`, a path of ours.
pub fn to_verify(return_to: &str) -> Response {
    Redirect::to(&format!("/verify?return_to={}", in_query(return_to))).into_response()
}

/// Before a file leaves: the way to the proof and from there back to the `page` that offers the file, where the last
/// proof of whoever has their own record open is too old. Everybody else is answered by what they ask.
pub fn before_export(visitor: &Visitor, now: DateTime<Utc>, page: &str) -> Option<Response> {
    let Actor::Patient(_) = visitor.actor else { return None };
    let proved = visitor.session.as_ref().is_some_and(|session| is_fresh(session, now, TO_EXPORT));
    (!proved).then(|| to_verify(page))
}

/// Before `page` shows infection tests: the way to the proof and back, where the last proof of whoever has a record open,
/// their own or another's, is too old. Everybody else is answered by what they ask.
pub fn before_infections(visitor: &Visitor, now: DateTime<Utc>, page: &str) -> Option<Response> {
    let (Actor::Patient(_) | Actor::Caregiver(_)) = visitor.actor else { return None };
    let session = visitor.session.as_ref();
    let proved = session.is_some_and(|session| is_fresh(session, now, TO_READ_INFECTIONS));
    (!proved).then(|| to_verify(page))
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
