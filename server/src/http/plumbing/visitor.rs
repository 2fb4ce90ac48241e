//! Visitor: actor, session, language and nonce of a request.

use crate::{
    auth::Actor,
    store::account::session::{Held, Session},
};
use app::{context::visit::Visit, i18n::Locale};
use axum::http::{HeaderMap, header};
use std::net::IpAddr;

pub const SESSION_COOKIE: &str = "__Host-mikata_session";
pub const LANGUAGE_COOKIE: &str = "__Host-mikata_language";
pub const TEXT_SIZE_COOKIE: &str = "__Host-mikata_text_size";

/// What is known about whoever asks, before any page or handler runs.
#[derive(Clone)]
pub struct Visitor {
    pub actor: Actor,
    /// The session they are in, if they are signed in and it opens anything.
    pub session: Option<Session>,
    /// A session that opens nothing, instead.
    pub held: Option<Held>,
    pub visit: Visit,
    pub nonce: String,
    /// From where they ask; `None`: over nothing that has an address.
    pub address: Option<IpAddr>,
    /// What they send waited on a device: it was decided by a record of before, and proves nothing.
    pub waited: bool,
}

/// Which language a browser asks for.
pub fn language(headers: &HeaderMap) -> Locale {
    cookie(headers, LANGUAGE_COOKIE).and_then(|tag| Locale::from_tag(&tag)).unwrap_or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Locale::from_accept_language(accepted.unwrap_or(""))
    })
}

/// The value of one cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.to_owned())
}
