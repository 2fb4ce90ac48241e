//! What the portal knows of snapshots of records on devices (docs/offline.md). They are made and read in the browser and
//! never come here.

use crate::{
    auth::Actor,
    gate::{self, Refused},
    http::{
        AppState,
        plumbing::{
            page_error,
            sent_json::{NotRead, SentJson},
            visitor::{SESSION_COOKIE, Visitor, cookie},
        },
    },
    store::{
        StoreError,
        account::{
            kept::{self, Before, OfOthers, Since},
            session::{self, Handle},
        },
    },
};
use app::{
    error::PageError,
    keeping::{KeptTerms, SNAPSHOT_HEADER},
};
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{Days, Duration};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::{
    ids::AccountId,
    snapshot::lifetime::{Lifetime, OTHERS_DAYS},
    time::tokyo_day,
};

/// A snapshot that is kept again within this time is no new entry in the log.
const ENTERED_EVERY: Duration = Duration::hours(1);

/// What a device says that keeps one already.
#[derive(Deserialize)]
pub struct Known {
    token: Option<String>,
}

/// `POST /kept/terms`: the record's owner, or a caregiver, keeps it on this device from now on, or keeps it anew. Entered in
/// the log of whose it is.
pub async fn keep(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    sent: Result<SentJson<Known>, NotRead>,
) -> Response {
    let (account, patient) = match (&visitor.session, &visitor.actor) {
        (Some(session), Actor::Patient(patient)) => (session.account, *patient),
        (Some(session), Actor::Caregiver(caregiver)) => (session.account, caregiver.patient),
        (Some(_), _) => return page_error::refusal(PageError::OnlyThemself),
        (None, _) => return page_error::refusal(PageError::SignInFirst),
    };
    let SentJson(Known { token: known }) = match sent {
        Ok(sent) => sent,
        Err(problem) => return problem.into_response(),
    };
    if state.keep_days == 0 {
        return page_error::refusal(PageError::NotFound);
    }
    let done = async {
        let now = state.clock.now();
        let whose = (account, patient);
        let of_others = match visitor.actor {
            Actor::Caregiver(_) => kept::of_others(&state.store, whose, state.clock.today()).await?,
            _ => None,
        };
        let lifetime = match of_others {
            None => Lifetime::of_own(now, state.keep_days),
            Some(OfOthers { days, .. }) => {
                let last_day = tokyo_day(now).checked_add_days(Days::new(days.into()));
                Lifetime::of_others(now, state.keep_days, last_day)
            }
        };
        let seconds = (lifetime.expires_at - now).num_seconds();
        let shown = of_others.map(|of_others| of_others.shown);
        let terms = |token: String| KeptTerms {
            token,
            viewer: viewer(account),
            seconds,
            whose: patient,
            shown: shown.map(|shown| shown.seen.to_string()).unwrap_or_default(),
        };
        let noted = match &known {
            Some(known) => kept::noted(&state.store, whose, known).await?,
            None => None,
        };
        let again =
            noted.as_ref().is_some_and(|noted| noted.at > now - ENTERED_EVERY && noted.shown == shown);
        // One that is kept anew keeps its name: if that fails, the one before still stays. Not where that has more than may be
        // seen by now.
        let covers = |noted: &Before| match (shown, noted.shown) {
            (None, None) => true,
            (Some(shown), Some(before)) => shown.covers(&before),
            _ => false,
        };
        let token = known.filter(|_| noted.as_ref().is_some_and(covers));
        let token = token.unwrap_or_else(|| state.entropy.secret());
        if again {
            return Ok(terms(token));
        }
        let asked = state.asked_from(visitor.address);
        let permit = gate::open_keeping(&asked.store, &asked.clock, &visitor.actor, patient).await?;
        if of_others.is_none() && matches!(visitor.actor, Actor::Caregiver(_)) {
            // Given just now: what they see is asked for anew.
            return Err(Refused::NotPermitted);
        }
        kept::note(&mut *permit.tx().await, whose, &token, shown, now).await?;
        permit.done().await?;
        Ok::<_, Refused>(terms(token))
    };
    match done.await {
        Ok(terms) => Json(terms).into_response(),
        Err(Refused::NotPermitted) => page_error::refusal(PageError::NotOpen),
        Err(Refused::Store(error)) => page_error::refusal(unavailable(&error)),
    }
}

/// `GET /kept/stays`: 204 where the snapshot that the header names may stay, 410 where it must go. Any other answer is
/// from somebody else, and says nothing.
///
/// Asks for the session itself: a device that asks is nobody who is there, so it keeps no session alive.
pub async fn stays(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let token = headers.get(SNAPSHOT_HEADER).and_then(|value| value.to_str().ok()).unwrap_or("");
    let now = state.clock.now();
    // What was kept for longer days than are offered now is over, too.
    let before = |days: u16| now - Duration::days(days.into());
    let since = Since { own: before(state.keep_days), others: before(state.keep_days.min(OTHERS_DAYS)) };
    let stays = async {
        let signed_in = match cookie(&headers, SESSION_COOKIE) {
            Some(secret) => session::glance(&state.store, &Handle::of(&secret), now).await?,
            None => None,
        };
        let signed_in = signed_in.unwrap_or(Actor::Visitor);
        kept::may_stay(&state.store, token, &signed_in, since, state.clock.today()).await
    };
    match stays.await {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => StatusCode::GONE.into_response(),
        Err(error) => page_error::refusal(unavailable(&error)),
    }
}

/// An account as its own device knows it again, and nobody else.
fn viewer(account: AccountId) -> String {
    let hash =
        Sha256::new_with_prefix(b"mikata snapshot viewer\0").chain_update(account.0.as_bytes()).finalize();
    URL_SAFE_NO_PAD.encode(&hash[..16])
}

fn unavailable(error: &StoreError) -> PageError {
    tracing::error!(
        error = error as &dyn std::error::Error,
        "a kept snapshot could not be noted or looked up"
    );
    PageError::Unavailable
}
