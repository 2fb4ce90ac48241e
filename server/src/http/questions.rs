//! What a person asks a facility about an entry of their access log: plain forms.

use super::{AppState, forms, portal, visitor::Visitor};
use crate::{
    auth::Actor,
    store::question::{self, Asked, QuestionError},
};
use app::{
    error::PageError,
    pages::history::{AskProblem, Returned},
};
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::{
    ids::PatientId,
    log::question::{LONGEST, text},
    time::{midnight, tokyo_day},
};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    text: String,
}

/// `POST /history/{entry}/question`
pub async fn ask(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(entry): Path<String>,
    Form(typed): Form<Typed>,
) -> Response {
    let patient = match whose(&visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    let Ok(seq) = entry.parse::<u64>() else { return StatusCode::NOT_FOUND.into_response() };
    let problem = match text(&typed.text) {
        Err(error) => AskProblem::Text(error),
        Ok(text) => {
            let now = state.clock.now();
            let asked = Asked { patient, seq, text: &text, now, midnight: midnight(tokyo_day(now)) };
            match question::ask(&state.store, asked, &state.entropy).await {
                Ok(()) => return to_entry(seq),
                Err(QuestionError::NoSuchEntry) => return StatusCode::NOT_FOUND.into_response(),
                Err(QuestionError::NoFacility) => AskProblem::NoFacility,
                Err(QuestionError::Waiting) => AskProblem::Waiting,
                Err(QuestionError::TooMany) => AskProblem::TooMany,
                Err(QuestionError::Store(error)) => return forms::unavailable(&visitor, &error),
            }
        }
    };
    // Twice what is allowed is enough to be shortened by hand.
    let typed = typed.text.chars().take(2 * LONGEST).collect();
    again(&state, &visitor, seq, Returned { typed, problem }).await
}

/// The entry's page with what was typed, to be written again. Where there is no such entry it says that.
async fn again(state: &AppState, visitor: &Visitor, seq: u64, returned: Returned) -> Response {
    let Ok(uri) = format!("/history/{seq}").parse::<Uri>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    portal::render(state, visitor, uri, returned, StatusCode::UNPROCESSABLE_ENTITY).await
}

#[derive(Deserialize)]
pub struct Named {
    question: Uuid,
}

/// `POST /history/{entry}/withdraw`: takes a question back before it is answered.
pub async fn withdraw(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(entry): Path<String>,
    Form(Named { question }): Form<Named>,
) -> Response {
    let patient = match whose(&visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    let Ok(seq) = entry.parse::<u64>() else { return StatusCode::NOT_FOUND.into_response() };
    match question::withdraw(&state.store, patient, question, state.clock.now()).await {
        Ok(true) => to_entry(seq),
        Ok(false) => forms::refused(&visitor, "entry-withdraw-too-late"),
        Err(error) => forms::unavailable(&visitor, &error),
    }
}

fn to_entry(seq: u64) -> Response {
    Redirect::to(&format!("/history/{seq}#questions")).into_response()
}

/// Only the person themself asks, as only they see who looked.
fn whose(visitor: &Visitor) -> Result<PatientId, Box<Response>> {
    match (&visitor.actor, &visitor.session) {
        (Actor::Patient(own), Some(_)) => Ok(*own),
        (_, None) => Err(Box::new(Redirect::to("/signin").into_response())),
        _ => Err(Box::new(super::api::refusal(PageError::NotOpen))),
    }
}
