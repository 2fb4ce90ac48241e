//! Signing in at another provider: the way there and the way back. Both are plain navigations, so they work
//! without scripts.

use super::{
    AppState,
    cookies::{self, with_cookie},
    forms::{local_path, unavailable},
    verified,
    visitor::{Visitor, cookie},
};
use crate::{
    auth::outside::{Aim, Begun, Held, OutsideError, Provider, Returned},
    store::{
        StoreError, account, ceremony,
        ceremony::Kind,
        outside,
        session::{self, Method, Session},
    },
};
use app::pages::elsewhere::Problem;
use axum::{
    Extension,
    extract::{OriginalUri, Path, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

/// Holds the secret of the sign-in that was begun. `Lax`, because the provider's site sends the browser back.
const COOKIE: &str = "__Host-mikata_outside";

#[derive(Deserialize)]
pub struct Asked {
    /// Present: whoever is signed in proves that it is still they.
    verify: Option<String>,
    /// Present: whoever is signed in adds this way in.
    link: Option<String>,
    #[serde(default)]
    return_to: String,
}

/// What a provider sends back in the address (OpenID Connect Core 3.1.2.5 and 3.1.2.6, RFC 9207).
#[derive(Deserialize)]
pub struct Answer {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// Why somebody who came back is not let in.
enum Stopped {
    Because(Problem),
    Outside(OutsideError),
    Store(StoreError),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<OutsideError> for Stopped {
    fn from(error: OutsideError) -> Self {
        Self::Outside(error)
    }
}

/// `GET /signin/outside/{name}`: sends the browser to the provider.
pub async fn begin(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(name): Path<String>,
    OriginalUri(here): OriginalUri,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(provider) = state.outside.find(&name) else { return to(Problem::UnknownProvider) };
    let return_to = local_path(&asked.return_to).to_owned();
    let aim = match (asked.verify.is_some(), asked.link.is_some(), &visitor.session) {
        (false, false, _) => Aim::SignIn,
        (_, _, None) => return Redirect::to("/signin").into_response(),
        (true, _, Some(session)) => Aim::Verify { session: session.id, return_to },
        (false, true, Some(session)) => {
            if !verified::is_fresh(session, state.clock.now(), verified::TO_SHOW) {
                return verified::to_verify(&here.to_string());
            }
            Aim::Link { session: session.id, return_to }
        }
    };
    match send_away(&state, &visitor, provider, aim).await {
        Ok(response) => response,
        Err(stopped) => explain(&visitor, provider, stopped),
    }
}

/// `GET /signin/outside/{name}/back`: the browser is here again.
pub async fn finish(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(name): Path<String>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let Some(provider) = state.outside.find(&name) else { return to(Problem::UnknownProvider) };
    let held = cookie(&headers, COOKIE).map(Held::new).filter(|held| held.is_answered_by(&answer.state));
    // Somebody else's answer, or none: what this browser has begun stays begun.
    let Some(held) = held else { return to(Problem::BeginAgain) };
    let response = match come_back(&state, &visitor, provider, &held, answer).await {
        Ok(response) => response,
        Err(stopped) => explain(&visitor, provider, stopped),
    };
    with_cookie(response, &outside_cookie("", 0))
}

async fn send_away(
    state: &AppState,
    visitor: &Visitor,
    provider: &Provider,
    aim: Aim,
) -> Result<Response, Stopped> {
    let now = state.clock.now();
    let begun = Begun { provider: provider.settings.name.clone(), at: now, aim };
    let mut tx = state.store.write().await?;
    let secret = ceremony::begin(&mut tx, Kind::Outside, &begun, now, &state.entropy).await?;
    tx.commit().await?;
    let held = Held::new(secret);
    let locale = visitor.visit.locale;
    let address = provider.sign_in_address(&held, &back_to(state, provider), locale, now).await?;
    let patience = Kind::Outside.patience().num_seconds();
    Ok(with_cookie(Redirect::to(address.as_str()).into_response(), &outside_cookie(held.secret(), patience)))
}

async fn come_back(
    state: &AppState,
    visitor: &Visitor,
    provider: &Provider,
    held: &Held,
    answer: Answer,
) -> Result<Response, Stopped> {
    let now = state.clock.now();
    let begun: Option<Begun> = ceremony::finish(&state.store, Kind::Outside, held.secret(), now).await?;
    let begun = begun
        .filter(|begun| begun.provider == provider.settings.name)
        .ok_or(Stopped::Because(Problem::BeginAgain))?;
    if answer.iss.is_some_and(|issuer| issuer != *provider.settings.issuer.as_str()) {
        return Err(OutsideError::NotAccepted("the way back is another issuer's").into());
    }
    let code = match (answer.error.as_deref(), answer.code) {
        (Some("access_denied"), _) => return Err(Stopped::Because(Problem::Denied)),
        (Some(_), _) => return Err(OutsideError::Refused("it sent the browser back with an error").into()),
        (None, Some(code)) => code,
        (None, None) => {
            return Err(OutsideError::Refused("it sent the browser back without a code").into());
        }
    };
    let back_to = back_to(state, provider);
    let returned = Returned { code, held, begun_at: begun.at, back_to: &back_to };
    let subject = provider.subject(returned, now).await?;
    match begun.aim {
        Aim::SignIn => sign_in(state, visitor, provider, &subject).await,
        Aim::Verify { session, return_to } => {
            verify(state, provider, &subject, the_same(visitor, session)?).await?;
            Ok(Redirect::to(local_path(&return_to)).into_response())
        }
        Aim::Link { session, return_to } => {
            link(state, provider, &subject, the_same(visitor, session)?).await?;
            Ok(Redirect::to(local_path(&return_to)).into_response())
        }
    }
}

/// The session in which it was begun, if the browser is still in it.
fn the_same(visitor: &Visitor, session: Uuid) -> Result<&Session, Stopped> {
    let ours = visitor.session.as_ref().filter(|known| known.id == session);
    ours.ok_or(Stopped::Because(Problem::BeginAgain))
}

async fn sign_in(
    state: &AppState,
    visitor: &Visitor,
    provider: &Provider,
    subject: &str,
) -> Result<Response, Stopped> {
    let now = state.clock.now();
    let issuer = provider.settings.issuer.as_str();
    let mut tx = state.store.write().await?;
    let account = outside::account_of(&mut tx, issuer, subject)
        .await?
        .filter(|account| provider.settings.whom.admits(&account.kind))
        .ok_or(Stopped::Because(Problem::NotLinked))?;
    outside::used(&mut tx, issuer, subject, now).await?;
    let secret = session::create(&mut tx, &account, Method::Outside, "", now, &state.entropy).await?;
    tx.commit().await?;
    if let Some(old) = &visitor.session {
        session::end(&state.store, old.id).await?;
    }
    let place = match account.kind {
        account::Kind::Person(_) => "/",
        account::Kind::Staff(_) => "/desk",
    };
    Ok(with_cookie(Redirect::to(place).into_response(), &cookies::session(&secret)))
}

/// Whoever is signed in proved at the provider that it is still they.
async fn verify(state: &AppState, provider: &Provider, subject: &str, ours: &Session) -> Result<(), Stopped> {
    let now = state.clock.now();
    let issuer = provider.settings.issuer.as_str();
    let mut tx = state.store.write().await?;
    outside::account_of(&mut tx, issuer, subject)
        .await?
        .filter(|account| account.id == ours.account && provider.settings.whom.admits(&account.kind))
        .ok_or(Stopped::Because(Problem::SomebodyElse))?;
    outside::used(&mut tx, issuer, subject, now).await?;
    session::verified(&mut tx, ours.id, now).await?;
    Ok(tx.commit().await?)
}

/// From now on this sign-in over there opens the account of whoever is signed in here.
async fn link(state: &AppState, provider: &Provider, subject: &str, ours: &Session) -> Result<(), Stopped> {
    let now = state.clock.now();
    if !verified::is_fresh(ours, now, verified::TO_SEND) {
        return Err(Stopped::Because(Problem::BeginAgain));
    }
    let mut tx = state.store.write().await?;
    account::find_in(&mut tx, ours.account)
        .await?
        .filter(|account| provider.settings.whom.admits(&account.kind))
        .ok_or(Stopped::Because(Problem::UnknownProvider))?;
    let issuer = provider.settings.issuer.as_str();
    if !outside::link(&mut tx, ours.account, issuer, subject, now).await? {
        return Err(Stopped::Because(Problem::Taken));
    }
    Ok(tx.commit().await?)
}

/// Where the provider sends the browser back to: registered there, letter by letter.
fn back_to(state: &AppState, provider: &Provider) -> String {
    state.public_url.to(&format!("/signin/outside/{}/back", provider.settings.name))
}

fn to(problem: Problem) -> Response {
    Redirect::to(&problem.address()).into_response()
}

fn explain(visitor: &Visitor, provider: &Provider, stopped: Stopped) -> Response {
    let error = match stopped {
        Stopped::Because(problem) => return to(problem),
        Stopped::Store(error) => return unavailable(visitor, &error),
        Stopped::Outside(error) => error,
    };
    let provider = provider.settings.name.as_str();
    tracing::warn!(provider, error = &error as &dyn std::error::Error, "a sign-in elsewhere failed");
    to(match error {
        OutsideError::CodeRefused => Problem::BeginAgain,
        OutsideError::Description(_) | OutsideError::LeftAlone | OutsideError::Token(_) => {
            Problem::Unreachable
        }
        OutsideError::NoEndpoint(_) | OutsideError::Refused(_) | OutsideError::NotAccepted(_) => {
            Problem::NotTrusted
        }
    })
}

fn outside_cookie(secret: &str, max_age: i64) -> String {
    format!("{COOKIE}={secret}; Path=/; Max-Age={max_age}; Secure; HttpOnly; SameSite=Lax")
}
