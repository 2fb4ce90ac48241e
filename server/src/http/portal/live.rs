//! `GET /api/access-history/live`: server-sent events about new entries of one's own access log.

use super::history::{open_history, whose_history};
use crate::{
    http::{
        AppState,
        plumbing::{
            page_error,
            visitor::{SESSION_COOKIE, cookie},
        },
    },
    live::stream::{self, Listening},
    store::{
        account::session::{self, Handle},
        log::tail,
    },
};
use app::error::PageError;
use axum::{
    Extension,
    extract::{ConnectInfo, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, StatusCode},
    response::{
        IntoResponse, Response,
        sse::{KeepAlive, Sse},
    },
};
use serde::Deserialize;
use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

/// What a browser names that comes back.
const LAST_EVENT_ID: &str = "last-event-id";

/// Shorter than what proxies wait for.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// nginx would gather what must arrive at once.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

#[derive(Deserialize)]
pub struct After {
    /// The number of the newest entry that the page shows.
    after: Option<i64>,
}

/// Asks for the session itself: a page that listens is nobody who is there, so it keeps no session alive.
pub async fn listen(
    State(state): State<AppState>,
    headers: HeaderMap,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    after: Result<Query<After>, QueryRejection>,
) -> Response {
    let Some(after) = after.ok().and_then(|Query(after)| asked_for(&headers, after)) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let address = peer.map(|Extension(ConnectInfo(peer))| state.trusted_proxies.client(peer.ip(), &headers));
    match begin(&state.asked_from(address), &headers, address, after.after).await {
        Ok(response) => response,
        Err(error) => page_error::refusal(error),
    }
}

/// From which number on; the browser's own memory goes before the address that it was given. `None`: no number.
fn asked_for(headers: &HeaderMap, query: After) -> Option<After> {
    let Some(id) = headers.get(LAST_EVENT_ID) else { return Some(query) };
    Some(After { after: Some(id.to_str().ok()?.parse().ok()?) })
}

async fn begin(
    state: &AppState,
    headers: &HeaderMap,
    address: Option<IpAddr>,
    after: Option<i64>,
) -> Result<Response, PageError> {
    let unavailable = |error: crate::store::StoreError| {
        tracing::error!(error = &error as &dyn std::error::Error, "a stream could not be opened");
        PageError::Unavailable
    };
    let secret = cookie(headers, SESSION_COOKIE).ok_or(PageError::SignInFirst)?;
    let session = Handle::of(&secret);
    let found = session::glance(&state.store, &session, state.clock.now()).await.map_err(unavailable)?;
    let actor = found.ok_or(PageError::SignInFirst)?;
    let patient = whose_history(&actor)?;
    let grant = open_history(state, &actor, patient).await?;
    let end = tail::end(grant).await.map_err(unavailable)?;
    // Nobody was told of what is not written yet.
    let told = after.map_or(end, |after| after.clamp(0, end));
    let (store, clock) = (state.store.clone(), state.clock.clone());
    let listening = Listening { patient, session, address, store, clock };
    let news = stream::open(&state.live, listening, told).ok_or(PageError::Unavailable)?;
    let events = Sse::new(news).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([UNBUFFERED], events).into_response())
}
