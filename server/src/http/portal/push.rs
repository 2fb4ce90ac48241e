//! `/push/…`: push subscriptions of a device (docs/access-log.md, "On a device").

use crate::{
    auth::Actor,
    http::{
        AppState,
        plumbing::{
            page_error,
            sent_json::{NotRead, SentJson},
            visitor::Visitor,
        },
        sign_in::device::device,
    },
    push::{Endpoint, NotAnEndpoint, Push},
    store::{
        StoreError,
        account::{
            push::{self, Owner, Subscription},
            session::Session,
        },
    },
};
use app::error::PageError;
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use shared::ids::PatientId;
use web_push_native::p256::PublicKey;

/// What `PushSubscription.toJSON()` says.
#[derive(Deserialize)]
pub struct Described {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
pub struct Keys {
    p256dh: String,
    auth: String,
}

#[derive(Deserialize)]
pub struct Named {
    endpoint: String,
}

type Sent<T> = Result<SentJson<T>, NotRead>;

/// Why a device cannot be told.
#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("push messages are not switched on here")]
    Off,
    #[error("`endpoint`: {0}")]
    Endpoint(#[from] NotAnEndpoint),
    #[error("`keys.p256dh`: an uncompressed point of P-256 in base64url expected")]
    Point,
    #[error("`keys.auth`: 16 bytes in base64url expected")]
    Auth,
    #[error("a subscription as JSON expected: {0}")]
    Unreadable(#[from] NotRead),
    #[error("not now")]
    Page(PageError),
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "a device's subscription could not be kept"
        );
        Self::Page(PageError::Unavailable)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Page(error) => return page_error::refusal(error),
            Self::Off => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        };
        (status, self.to_string()).into_response()
    }
}

/// `GET /push/key`: the public key that a browser subscribes with.
pub async fn key(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    match asks(&state, &visitor) {
        Ok((push, ..)) => push.key.public().to_owned().into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// `POST /push/subscribe`: this device is told from now on.
pub async fn subscribe(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    sent: Sent<Described>,
) -> Response {
    answered(try_to_subscribe(&state, &visitor, &headers, sent).await)
}

async fn try_to_subscribe(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    sent: Sent<Described>,
) -> Result<(), Problem> {
    let (offered, session, patient) = asks(state, visitor)?;
    let SentJson(described) = sent?;
    Endpoint::parse(&described.endpoint, offered.reach)?;
    let p256dh = decoded(&described.keys.p256dh).ok_or(Problem::Point)?;
    if p256dh.len() != 65 || PublicKey::from_sec1_bytes(&p256dh).is_err() {
        return Err(Problem::Point);
    }
    let auth = decoded(&described.keys.auth).filter(|auth| auth.len() == 16).ok_or(Problem::Auth)?;
    let subscription = Subscription {
        id: state.entropy.uuid(),
        // As the browser calls it, who later asks by that.
        endpoint: described.endpoint,
        p256dh,
        auth,
        language: visitor.visit.locale.tag().to_owned(),
    };
    let device = device(headers);
    let owner = Owner { account: session.account, patient, device: &device };
    Ok(push::subscribe(&state.store, owner, &subscription, state.clock.now()).await?)
}

/// `POST /push/unsubscribe`: this device is told nothing any more.
pub async fn unsubscribe(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    sent: Sent<Named>,
) -> Response {
    let remove = async {
        let (_, session, _) = asks(&state, &visitor)?;
        let SentJson(Named { endpoint }) = sent?;
        Ok(push::unsubscribe(&state.store, session.account, &endpoint).await?)
    };
    answered(remove.await)
}

/// `POST /push/known`: 204 where this device is told, 404 where it is not, whatever its browser remembers.
pub async fn known(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    sent: Sent<Named>,
) -> Response {
    let look = async {
        let (_, session, _) = asks(&state, &visitor)?;
        let SentJson(Named { endpoint }) = sent?;
        match push::is_subscribed(&state.store, session.account, &endpoint).await? {
            true => Ok(()),
            false => Err(Problem::Page(PageError::NotFound)),
        }
    };
    answered(look.await)
}

/// Whoever signs in for themself or for others, with their own record if they have one. Staff are told nothing.
fn asks<'a>(
    state: &'a AppState,
    visitor: &'a Visitor,
) -> Result<(&'a Push, &'a Session, Option<PatientId>), Problem> {
    match (&visitor.session, &visitor.actor) {
        (Some(session), Actor::Patient(_) | Actor::Person(_) | Actor::Caregiver(_)) => {
            Ok((state.push.as_ref().ok_or(Problem::Off)?, session, session.own))
        }
        (Some(_), _) => Err(Problem::Page(PageError::NotOpen)),
        (None, _) => Err(Problem::Page(PageError::SignInFirst)),
    }
}

fn answered(done: Result<(), Problem>) -> Response {
    match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// Browsers leave the padding out.
fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}
