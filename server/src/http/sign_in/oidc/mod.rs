//! `/signin/outside/{name}`: sign-in at an OpenID Connect provider. Plain navigations, so it works without scripts.

mod arrive;
mod offered;

pub use offered::offered_providers;

use super::step_up;
use crate::{
    auth::oidc::{Aim, Begun, Held, OidcError, Provider, Returned},
    enrolment::{self, Enrolment, NotEnrolled},
    http::{
        AppState,
        plumbing::{
            cookies::{self, with_cookie},
            local_path::local_path,
            refused::unavailable,
            visitor::{Visitor, cookie},
        },
    },
    store::{
        StoreError,
        account::ceremony::{self, Kind},
    },
};
use app::pages::oidc_problem::Problem;
use arrive::Arrival;
use axum::{
    Extension,
    extract::{OriginalUri, Path, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

/// Holds the secret of the sign-in that was begun. `Lax`, because the provider's site sends the browser back.
const COOKIE: &str = "__Host-mikata_outside";

#[derive(Deserialize)]
pub struct Asked {
    /// Present: whoever is signed in proves that it is still they.
    verify: Option<String>,
    /// Present: whoever is signed in adds this way in.
    link: Option<String>,
    /// Present: whoever opened an invitation in this browser comes in this way.
    enrol: Option<String>,
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
    NotEnrolled(NotEnrolled),
    Oidc(OidcError),
    Store(StoreError),
}

impl From<NotEnrolled> for Stopped {
    fn from(why: NotEnrolled) -> Self {
        match why {
            NotEnrolled::Store(error) => Self::Store(error),
            why => Self::NotEnrolled(why),
        }
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<OidcError> for Stopped {
    fn from(error: OidcError) -> Self {
        Self::Oidc(error)
    }
}

/// `GET /signin/outside/{name}`: sends the browser to the provider.
pub async fn begin(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(name): Path<String>,
    OriginalUri(here): OriginalUri,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(provider) = state.oidc.find(&name) else { return to(Problem::UnknownProvider) };
    if asked.enrol.is_some() {
        return match begin_enrolment(&state, &visitor, &headers, provider).await {
            Ok(response) => response,
            Err(stopped) => explain(&visitor, provider, stopped, true),
        };
    }
    let return_to = local_path(&asked.return_to).to_owned();
    let aim = match (asked.verify.is_some(), asked.link.is_some(), &visitor.session) {
        (false, false, _) => Aim::SignIn,
        (_, _, None) => return Redirect::to("/signin").into_response(),
        (true, _, Some(session)) => Aim::Verify { session: session.id, return_to },
        (false, true, Some(session)) => {
            if !step_up::is_fresh(session, state.clock.now(), step_up::TO_SHOW) {
                return step_up::to_verify(&here.to_string());
            }
            Aim::Link { session: session.id, return_to }
        }
    };
    match send_away(&state, &visitor, provider, aim).await {
        Ok(response) => response,
        Err(stopped) => explain(&visitor, provider, stopped, false),
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
    let Some(provider) = state.oidc.find(&name) else { return to(Problem::UnknownProvider) };
    let held = cookie(&headers, COOKIE).map(Held::new).filter(|held| held.is_answered_by(&answer.state));
    // Somebody else's answer, or none: what this browser has begun stays begun.
    let Some(held) = held else { return to(Problem::BeginAgain) };
    let response = match take_up(&state, provider, &held).await {
        Err(stopped) => explain(&visitor, provider, stopped, false),
        Ok(begun) => {
            let enrols = matches!(begun.aim, Aim::Enrol { .. });
            let arrival = Arrival { state: &state, visitor: &visitor, headers: &headers, provider };
            match come_back(&arrival, &held, begun, answer).await {
                Ok(response) => response,
                Err(stopped) => explain(&visitor, provider, stopped, enrols),
            }
        }
    };
    with_cookie(response, &oidc_cookie("", 0))
}

/// Whoever opened an invitation in this browser goes to the provider instead of making a passkey. The cookie
/// that says so does not come back with them from another site, so what it stands for goes along.
async fn begin_enrolment(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    provider: &Provider,
) -> Result<Response, Stopped> {
    let begun: Option<Enrolment> = match cookies::begun(headers, Kind::Enrol) {
        Some(secret) => ceremony::peek(&state.store, Kind::Enrol, &secret, state.clock.now()).await?,
        None => None,
    };
    // The page says that no invitation is open here.
    let Some(begun) = begun else { return Ok(Redirect::to("/invitation/passkey").into_response()) };
    let guest = enrolment::guest(&mut state.store.read().await?, begun.invitation, &state.clock).await?;
    if !provider.settings.whom.admits(guest.kind().employer()) {
        return Err(Stopped::Because(Problem::UnknownProvider));
    }
    let Some(name) = guest.name.or(begun.own_name) else {
        // Somebody has to be called something.
        return Ok(Redirect::to("/invitation/passkey?problem=name").into_response());
    };
    send_away(state, visitor, provider, Aim::Enrol { invitation: begun.invitation, name }).await
}

async fn send_away(
    state: &AppState,
    visitor: &Visitor,
    provider: &Provider,
    aim: Aim,
) -> Result<Response, Stopped> {
    let now = state.clock.now();
    // Of what leads nowhere nothing is kept.
    provider.answers(now).await?;
    let begun = Begun { provider: provider.settings.name.clone(), at: now, aim };
    let mut tx = state.store.write().await?;
    let secret = ceremony::begin(&mut tx, Kind::Oidc, &begun, now, &state.entropy).await?;
    tx.commit().await?;
    let held = Held::new(secret);
    let locale = visitor.visit.locale;
    let address = provider.sign_in_address(&held, &back_to(state, provider), locale, now).await?;
    let ttl = Kind::Oidc.ttl().num_seconds();
    Ok(with_cookie(Redirect::to(address.as_str()).into_response(), &oidc_cookie(held.secret(), ttl)))
}

/// What was begun with this secret; it is used up from here on.
async fn take_up(state: &AppState, provider: &Provider, held: &Held) -> Result<Begun, Stopped> {
    let now = state.clock.now();
    let begun: Option<Begun> = ceremony::finish(&state.store, Kind::Oidc, held.secret(), now).await?;
    begun
        .filter(|begun| begun.provider == provider.settings.name)
        .ok_or(Stopped::Because(Problem::BeginAgain))
}

async fn come_back(
    arrival: &Arrival<'_>,
    held: &Held,
    begun: Begun,
    answer: Answer,
) -> Result<Response, Stopped> {
    let Arrival { state, provider, .. } = arrival;
    if answer.iss.is_some_and(|issuer| issuer != *provider.settings.issuer.as_str()) {
        return Err(OidcError::NotAccepted("the way back is another issuer's").into());
    }
    let code = match (answer.error.as_deref(), answer.code) {
        (Some("access_denied"), _) => return Err(Stopped::Because(Problem::Denied)),
        (Some(_), _) => return Err(OidcError::Refused("it sent the browser back with an error").into()),
        (None, Some(code)) => code,
        (None, None) => {
            return Err(OidcError::Refused("it sent the browser back without a code").into());
        }
    };
    let back_to = back_to(state, provider);
    let returned = Returned { code, held, begun_at: begun.at, back_to: &back_to };
    let subject = provider.subject(returned, state.clock.now()).await?;
    match begun.aim {
        Aim::SignIn => arrival.sign_in(&subject).await,
        Aim::Verify { session, return_to } => {
            arrival.verify(&subject, session).await?;
            Ok(Redirect::to(local_path(&return_to)).into_response())
        }
        Aim::Link { session, return_to } => {
            arrival.link(&subject, session).await?;
            Ok(Redirect::to(local_path(&return_to)).into_response())
        }
        Aim::Enrol { invitation, name } => arrival.enrol(&subject, invitation, &name).await,
    }
}

/// Where the provider sends the browser back to: registered there, letter by letter.
fn back_to(state: &AppState, provider: &Provider) -> String {
    state.public_url.to(&format!("/signin/outside/{}/back", provider.settings.name))
}

fn to(problem: Problem) -> Response {
    Redirect::to(&problem.address()).into_response()
}

/// Says why, on a page that leads back to where it was begun: `enrols` is with an invitation.
fn explain(visitor: &Visitor, provider: &Provider, stopped: Stopped, enrols: bool) -> Response {
    let to = |problem: Problem| match enrols {
        true => Redirect::to(&problem.address_with_invitation()).into_response(),
        false => to(problem),
    };
    let error = match stopped {
        Stopped::Because(problem) => return to(problem),
        Stopped::NotEnrolled(why) => {
            let problem = match why {
                NotEnrolled::TooYoung => "young",
                NotEnrolled::OwnRecord => "own-record",
                _ => "gone",
            };
            return Redirect::to(&format!("/invitation?problem={problem}")).into_response();
        }
        Stopped::Store(error) => return unavailable(visitor, &error),
        Stopped::Oidc(error) => error,
    };
    let provider = provider.settings.name.as_str();
    tracing::warn!(provider, error = &error as &dyn std::error::Error, "a sign-in elsewhere failed");
    to(match error {
        OidcError::CodeRefused => Problem::BeginAgain,
        OidcError::Description(_) | OidcError::LeftAlone | OidcError::Token(_) => Problem::Unreachable,
        OidcError::NoEndpoint(_) | OidcError::Refused(_) | OidcError::NotAccepted(_) => Problem::NotTrusted,
    })
}

fn oidc_cookie(secret: &str, max_age: i64) -> String {
    format!("{COOKIE}={secret}; Path=/; Max-Age={max_age}; Secure; HttpOnly; SameSite=Lax")
}
