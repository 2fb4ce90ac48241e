//! The cookies the portal sets. Each is bound to this host, sent over HTTPS (or to localhost) only, and out of
//! reach of scripts.

use super::visitor::{SESSION_COOKIE, cookie};
use crate::store::account::ceremony::Kind;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Signs the browser in until it is closed; the server ends the session earlier.
pub fn session(secret: &str) -> String {
    format!("{SESSION_COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax")
}

/// Tells a browser in which an account was before from one in which it never was. It opens nothing.
pub const DEVICE: &str = "__Host-mikata_device";

/// Kept for a year.
pub fn device(secret: &str) -> String {
    format!("{DEVICE}={secret}; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax")
}

pub fn no_session() -> String {
    format!("{}; Max-Age=0", session(""))
}

/// Keeps the secret of something begun, one cookie for each kind: signing in in one tab does not end what an
/// invitation began in another.
pub fn ceremony(kind: Kind, secret: &str) -> String {
    let seconds = kind.ttl().num_seconds();
    format!("{}={secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}", name(kind))
}

pub fn no_ceremony(kind: Kind) -> String {
    format!("{}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0", name(kind))
}

/// The secret of something begun in this browser.
pub fn begun(headers: &HeaderMap, kind: Kind) -> Option<String> {
    cookie(headers, name(kind))
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::SignIn => "__Host-mikata_ceremony_sign_in",
        Kind::Verify => "__Host-mikata_ceremony_verify",
        Kind::Register => "__Host-mikata_ceremony_register",
        Kind::Enrol => "__Host-mikata_ceremony_enrol",
        Kind::Oidc => "__Host-mikata_ceremony_outside",
    }
}

/// The same answer, with a cookie.
pub fn with_cookie(mut response: Response, cookie: &str) -> Response {
    match HeaderValue::from_str(cookie) {
        Ok(value) => {
            response.headers_mut().append(header::SET_COOKIE, value);
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
