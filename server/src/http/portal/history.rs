//! Access history: as JSON that the browser verifies, as files to take away; the log's newest checkpoint and public
//! key.

use crate::{
    gate::{self, Actor, HistoryGrant},
    http::{
        AppState,
        plumbing::{compression::QueryChooses, pace, page_error, visitor::Visitor},
        sign_in::step_up,
    },
    store::{
        StoreError,
        log::{
            self,
            access::{self, Asked, Moment, OnePage},
            question, tail,
        },
    },
};
use app::{error::PageError, i18n::embedded, pages::history::table, ports::AccessHistory};
use async_trait::async_trait;
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use shared::{
    ids::PatientId,
    log::{
        History, audit_event, export,
        page::{self, Page},
    },
};

#[derive(Deserialize)]
pub struct Wanted {
    /// The size of the log that the reader remembers.
    #[serde(default)]
    since: u64,
    /// The number of the last entry of the page before.
    #[serde(default)]
    after: u64,
    /// How many entries at most.
    #[serde(default = "most")]
    most: u64,
    /// Of which moment: both or neither.
    until: Option<u64>,
    head: Option<u64>,
}

fn most() -> u64 {
    page::MOST
}

impl Wanted {
    /// `None`: nothing is guessed, and no page is larger than the largest.
    fn asked(self) -> Option<Asked> {
        let of = match (self.until, self.head) {
            (Some(until), Some(head)) => Some(Moment { until, head }),
            (None, None) => None,
            _ => return None,
        };
        let Self { since, after, most, .. } = self;
        (1..=page::MOST).contains(&most).then_some(Asked { since, after, most, of })
    }
}

/// `GET /api/access-history?since=SIZE`: the person's own entries with their proofs, in pages, oldest first. Each
/// names the address of the next, which is of the same moment, whatever is entered meanwhile.
pub async fn answer(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Some(asked) = wanted.ok().and_then(|Query(wanted)| wanted.asked()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match read_page(&state.asked_from(visitor.address), &visitor.actor, asked).await {
        // It is made of numbers, and what stands there of them was read as numbers.
        Ok(Some(page)) => (Extension(QueryChooses), Json(page)).into_response(),
        Ok(None) => StatusCode::BAD_REQUEST.into_response(),
        Err(error) => page_error::refusal(error),
    }
}

/// `None`: there never was such a moment. With the last page, what is new was seen.
async fn read_page(state: &AppState, actor: &Actor, asked: Asked) -> Result<Option<Page>, PageError> {
    let (grant, key) = open_with_key(state, actor).await?;
    let Some(page) = access::page(grant, key, asked).await.map_err(unreadable)? else { return Ok(None) };
    let OnePage { history, moment: Moment { until, head }, next_after } = page;
    let most = asked.most;
    let next = next_after
        .map(|after| format!("/api/access-history?after={after}&most={most}&until={until}&head={head}"));
    if next.is_none() {
        saw(state, actor, &history).await;
    }
    Ok(Some(Page { history, until, next }))
}

/// `GET /api/access-history/{file}`: the same to keep, as a table, as a proof, as FHIR; after a fresh proof.
pub async fn file(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(file): Path<String>,
) -> Response {
    let content_type = match file.as_str() {
        "history.csv" => "text/csv; charset=utf-8",
        "history.json" => "application/json",
        "audit-events.json" => "application/fhir+json",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    if let Some(to_verify) = step_up::before_export(&visitor, state.clock.now(), "/history") {
        return to_verify;
    }
    if let Err(too_soon) = pace::take_files(&state, &visitor.actor) {
        return too_soon.refuse(visitor.visit.locale, "refused-too-often-files");
    }
    let history = match read_history(&state.asked_from(visitor.address), &visitor.actor).await {
        Ok(history) => history,
        Err(error) => return page_error::refusal(error),
    };
    let body = match file.as_str() {
        "history.csv" => table::csv(&history, &embedded::words(visitor.visit.locale), visitor.visit),
        "history.json" => export::proof_document(&history).to_string(),
        _ => audit_event::audit_events(&history).to_string(),
    };
    let disposition = format!("attachment; filename=\"mikata-access-{file}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    (headers, body).into_response()
}

/// `GET /log/checkpoint`: the newest signed head (C2SP tlog-checkpoint), for witnesses.
pub async fn checkpoint(State(state): State<AppState>) -> Response {
    match log::newest_head(&state.store).await {
        Ok(Some(head)) => plain(head.note),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the log's head could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// `GET /log/key`: the log's public key, as a signed note's verifier key.
pub async fn key(State(state): State<AppState>) -> Response {
    match &state.log_key {
        Some(key) => plain(format!("{key}\n")),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn plain(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        // A head that is handed out late looks like one that hides something.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text).into_response()
}

/// Reads the access history of the person who asks, through the gate.
async fn read_history(state: &AppState, actor: &Actor) -> Result<History, PageError> {
    let (grant, key) = open_with_key(state, actor).await?;
    access::history(grant, key, 0).await.map_err(unreadable)
}

async fn open_with_key<'a>(state: &'a AppState, actor: &Actor) -> Result<(HistoryGrant, &'a str), PageError> {
    let patient = whose_history(actor)?;
    let Some(key) = state.log_key.as_deref() else {
        tracing::error!("the access log has no key, so no history can be proven");
        return Err(PageError::Unavailable);
    };
    Ok((open_history(state, actor, patient).await?, key))
}

/// What is on their screen was seen.
async fn saw(state: &AppState, actor: &Actor, history: &History) {
    if let (Some(last), Actor::Patient(patient)) = (history.entries.last(), actor)
        && let Err(error) = tail::saw(&state.store, *patient, last.leaf.seq).await
    {
        // They are told of it once more, that is all.
        tracing::warn!(error = &error as &dyn std::error::Error, "what was seen could not be noted");
    }
}

/// The person whose history this actor may ask for.
pub fn whose_history(actor: &Actor) -> Result<PatientId, PageError> {
    match actor {
        Actor::Patient(own) => Ok(*own),
        // Whoever acts for somebody does not see who looked; that they tried is entered.
        Actor::Caregiver(caregiver) => Ok(caregiver.patient),
        Actor::Person(_) | Actor::Staff(_) | Actor::Waiting(_) | Actor::Frozen(_) => Err(PageError::NotOpen),
        Actor::Visitor | Actor::Facility(_) | Actor::Operator => Err(PageError::SignInFirst),
    }
}

pub async fn open_history(
    state: &AppState,
    actor: &Actor,
    patient: PatientId,
) -> Result<HistoryGrant, PageError> {
    pace::take_on_behalf(state, actor)?;
    let opened = gate::open_history(&state.store, &state.clock, actor, patient).await;
    opened.map_err(|refused| match refused {
        gate::Refused::NotPermitted if matches!(actor, Actor::Caregiver(_)) => PageError::OnlyThemself,
        gate::Refused::NotPermitted => PageError::NotOpen,
        gate::Refused::Store(error) => unreadable(error),
    })
}

fn unreadable(error: StoreError) -> PageError {
    tracing::error!(error = &error as &dyn std::error::Error, "reading an access history failed");
    PageError::Unavailable
}

/// The app's [`AccessHistory`] for whoever makes a request.
pub struct RequestHistory {
    pub state: AppState,
    pub actor: Actor,
}

#[async_trait]
impl AccessHistory for RequestHistory {
    async fn access_history(&self) -> Result<History, PageError> {
        let history = read_history(&self.state, &self.actor).await?;
        saw(&self.state, &self.actor, &history).await;
        Ok(history)
    }

    async fn opened(&self, seq: u64) {
        let Actor::Patient(patient) = self.actor else { return };
        let (store, now) = (&self.state.store, self.state.clock.now());
        if let Err(error) = question::saw_answers(store, patient, seq, now).await {
            // They are told of it once more, that is all.
            tracing::warn!(error = &error as &dyn std::error::Error, "what was opened could not be noted");
        }
    }
}
