//! Why a passkey ceremony was refused, as status and code for our own pages.

use crate::{
    auth::passkeys::NotAccepted,
    enrolment::NotEnrolled,
    http::plumbing::{sent_json::NotRead, visitor::Visitor},
    store::StoreError,
};
use app::i18n::embedded;
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::error::Error;

/// Why a step with a passkey ends here: `{"error": "expired", "message": "…"}`, the message in the visitor's
/// language.
#[derive(Debug)]
pub enum Refusal {
    /// The body is not what our pages send.
    Unreadable(String),
    /// Begun too long ago, or finished already, or never begun in this browser.
    Over,
    NotAccepted(NotAccepted),
    /// A good passkey, of somebody else than who is signed in.
    OtherAccount,
    /// Whoever is signed in has none.
    NoPasskey,
    /// A facility noted that the person it belongs to has died.
    Stopped,
    /// It opens an account already.
    AlreadyThere,
    NotSignedIn,
    NotVerified,
    /// What a name must not be: empty, too long, or with characters that do not show.
    Name,
    NotEnrolled(NotEnrolled),
    Store(StoreError),
}

impl Refusal {
    /// What programs go by; the words are `auth-error-…` of the catalogue.
    fn code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unreadable(_) => (StatusCode::BAD_REQUEST, "unreadable"),
            Self::Over => (StatusCode::CONFLICT, "expired"),
            Self::NotAccepted(NotAccepted::OtherOrigin) => (StatusCode::FORBIDDEN, "other-origin"),
            Self::NotAccepted(NotAccepted::OtherChallenge) => (StatusCode::CONFLICT, "other-tab"),
            Self::NotAccepted(NotAccepted::NotVerified) => (StatusCode::FORBIDDEN, "device-not-verified"),
            Self::NotAccepted(NotAccepted::Counter) => (StatusCode::FORBIDDEN, "counter"),
            Self::NotAccepted(NotAccepted::Unknown) => (StatusCode::FORBIDDEN, "unknown-passkey"),
            Self::NotAccepted(NotAccepted::Unfit(_)) => (StatusCode::FORBIDDEN, "not-accepted"),
            Self::OtherAccount => (StatusCode::FORBIDDEN, "other-account"),
            Self::NoPasskey => (StatusCode::CONFLICT, "no-passkey"),
            Self::Stopped => (StatusCode::FORBIDDEN, "stopped"),
            Self::AlreadyThere => (StatusCode::CONFLICT, "already-there"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not-signed-in"),
            Self::NotVerified => (StatusCode::FORBIDDEN, "verify-first"),
            Self::Name => (StatusCode::BAD_REQUEST, "name"),
            Self::NotEnrolled(NotEnrolled::TooYoung) => (StatusCode::FORBIDDEN, "too-young"),
            Self::NotEnrolled(NotEnrolled::Changed) => (StatusCode::CONFLICT, "expired"),
            Self::NotEnrolled(NotEnrolled::Gone | NotEnrolled::OwnRecord) => {
                (StatusCode::CONFLICT, "invitation-gone")
            }
            Self::NotEnrolled(NotEnrolled::Store(_)) | Self::Store(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            }
        }
    }

    /// The answer to this visitor.
    pub fn answer(&self, visitor: &Visitor) -> Response {
        let (status, code) = self.code();
        match self {
            Self::Store(error) | Self::NotEnrolled(NotEnrolled::Store(error)) => {
                tracing::error!(error = error as &dyn Error, "a passkey's step could not be carried out");
            }
            Self::NotAccepted(NotAccepted::Unfit(error)) => {
                tracing::warn!(error = error as &dyn Error, "a passkey was not accepted");
            }
            Self::Unreadable(why) => tracing::info!(why, "a passkey's answer could not be read"),
            _ => {}
        }
        let message = embedded::words(visitor.visit.locale).say(&format!("auth-error-{code}"), &[]);
        let body = Json(json!({ "error": code, "message": message }));
        match status {
            StatusCode::SERVICE_UNAVAILABLE => (status, [(header::RETRY_AFTER, "10")], body).into_response(),
            _ => (status, body).into_response(),
        }
    }
}

/// The answer, whichever it is.
pub fn answered<T: IntoResponse>(visitor: &Visitor, done: Result<T, Refusal>) -> Response {
    done.map_or_else(|refusal| refusal.answer(visitor), IntoResponse::into_response)
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<NotAccepted> for Refusal {
    fn from(error: NotAccepted) -> Self {
        Self::NotAccepted(error)
    }
}

impl From<NotEnrolled> for Refusal {
    fn from(error: NotEnrolled) -> Self {
        Self::NotEnrolled(error)
    }
}

impl From<NotRead> for Refusal {
    fn from(error: NotRead) -> Self {
        // Says where in the body, never what stands there.
        Self::Unreadable(error.to_string())
    }
}
