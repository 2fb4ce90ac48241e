//! A person's access history: for their browser, which verifies it, and to take away. And what anybody
//! may know of the log: its newest signed head and its public key.

use super::{AppState, verified, visitor::Visitor};
use crate::{
    gate::{self, Actor, HistoryGrant},
    store::{StoreError, access, log, question, watch},
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
    log::{History, audit_event, export},
};

#[derive(Deserialize)]
pub struct Since {
    /// The size of the log that the reader remembers.
    #[serde(default)]
    since: u64,
}

/// `GET /api/access-history?since=SIZE`: the person's own entries with their proofs.
pub async fn answer(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    since: Result<Query<Since>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Ok(Query(Since { since })) = since else { return StatusCode::BAD_REQUEST.into_response() };
    match show_history(&state, &visitor.actor, since).await {
        Ok(history) => Json(history).into_response(),
        Err(error) => super::api::refusal(error),
    }
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
    if let Some(to_verify) = verified::before_export(&visitor, state.clock.now(), "/history") {
        return to_verify;
    }
    let history = match read_history(&state, &visitor.actor, 0).await {
        Ok(history) => history,
        Err(error) => return super::api::refusal(error),
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

/// Who looked at the record of the person who asks, through the gate.
pub async fn read_history(state: &AppState, actor: &Actor, since: u64) -> Result<History, PageError> {
    let patient = whose_history(actor)?;
    let Some(key) = &state.log_key else {
        tracing::error!("the access log has no key, so no history can be proven");
        return Err(PageError::Unavailable);
    };
    let grant = open_history(state, actor, patient).await?;
    access::history(grant, key, since).await.map_err(unreadable)
}

/// The same for their screen: what is new in it was then seen.
async fn show_history(state: &AppState, actor: &Actor, since: u64) -> Result<History, PageError> {
    let history = read_history(state, actor, since).await?;
    if let (Some(last), Actor::Patient(patient)) = (history.entries.last(), actor)
        && let Err(error) = watch::saw(&state.store, *patient, last.leaf.seq).await
    {
        // They are told of it once more, that is all.
        tracing::warn!(error = &error as &dyn std::error::Error, "what was seen could not be noted");
    }
    Ok(history)
}

/// Whose history this actor may ask for.
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
        show_history(&self.state, &self.actor, 0).await
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
