//! Who makes this request, in which language, and the nonce of the page they will get.

use super::AppState;
use crate::{
    auth::Actor,
    store::{
        StoreError,
        session::{self, Session},
        watch,
    },
};
use app::{
    context::visit::{KnowledgeAddresses, OpenRecord, TextSize, Visit},
    i18n::Locale,
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use shared::{log::news::SoFar, time::tokyo_day};

pub const SESSION_COOKIE: &str = "__Host-mikata_session";
pub const LANGUAGE_COOKIE: &str = "__Host-mikata_language";
pub const TEXT_SIZE_COOKIE: &str = "__Host-mikata_text_size";

/// What is known about whoever asks, before any page or handler runs.
#[derive(Clone)]
pub struct Visitor {
    pub actor: Actor,
    /// The session they are in, if they are signed in.
    pub session: Option<Session>,
    pub visit: Visit,
    pub nonce: String,
}

pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let session = match cookie(request.headers(), SESSION_COOKIE) {
        None => None,
        Some(secret) => match session::find(&state.store, &secret, state.clock.now()).await {
            Ok(found) => found,
            // Not "signed out": the person is, we just cannot see it now.
            Err(error) => return unavailable(&error),
        },
    };
    let actor = session.as_ref().map_or(Actor::Visitor, |session| session.actor.clone());
    let log = match actor {
        Actor::Patient(own) => match watch::so_far(&state.store, own).await {
            Ok(so_far) => so_far,
            Err(error) => return unavailable(&error),
        },
        _ => SoFar::default(),
    };
    let locale = language(request.headers());
    let text_size = cookie(request.headers(), TEXT_SIZE_COOKIE).and_then(|size| TextSize::from_tag(&size));
    let visit = Visit {
        locale,
        demo: state.demo.is_some(),
        signed_in: session.is_some(),
        desk: matches!(actor, Actor::Staff(_)),
        record: match actor {
            Actor::Patient(_) => OpenRecord::Own,
            Actor::Caregiver(_) => OpenRecord::Others,
            _ => OpenRecord::None,
        },
        whose: actor.open_record(),
        reader: match (&actor, &session) {
            (Actor::Caregiver(_), Some(session)) => Some(session.name.clone()),
            _ => None,
        },
        previous_visit: session.as_ref().and_then(|session| session.previous_visit),
        knowledge: state.patients_check.then(|| KnowledgeAddresses {
            rules: state.knowledge.rules.address.clone(),
            names: state.knowledge.names.address.clone(),
        }),
        written_on: tokyo_day(state.clock.now()),
        log,
        text_size: text_size.unwrap_or_default(),
        catalogue: state.front_end.catalogue(locale).to_owned(),
    };
    let nonce = STANDARD.encode(state.entropy.bytes::<16>());
    request.extensions_mut().insert(Visitor { actor, session, visit, nonce });
    next.run(request).await
}

fn unavailable(error: &StoreError) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "looking up a session failed");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")]).into_response()
}

fn language(headers: &HeaderMap) -> Locale {
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
