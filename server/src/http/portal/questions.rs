//! Questions to a facility about an entry of one's access log: plain forms.

use super::ports;
use crate::{
    auth::Actor,
    http::{
        AppState,
        plumbing::{
            form::Form,
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
    },
    store::log::question::{self, Asked, QuestionError},
};
use app::pages::history::{AskProblem, Returned};
use axum::{
    Extension,
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

#[derive(Default, Deserialize)]
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
    let Ok(seq) = entry.parse::<u64>() else { return no_such_entry(&visitor, &typed) };
    let problem = match text(&typed.text) {
        Err(error) => AskProblem::Text(error),
        Ok(text) => {
            let now = state.clock.now();
            let asked = Asked { patient, seq, text: &text, now, midnight: midnight(tokyo_day(now)) };
            match question::ask(&state.store, asked, &state.entropy).await {
                Ok(()) => return to_entry(seq),
                Err(QuestionError::NoSuchEntry) => return no_such_entry(&visitor, &typed),
                Err(QuestionError::NoFacility) => AskProblem::NoFacility,
                Err(QuestionError::Waiting) => AskProblem::Waiting,
                Err(QuestionError::TooMany) => AskProblem::TooMany,
                Err(QuestionError::Store(error)) => return refused::unavailable(&visitor, &error),
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
    ports::render(state, visitor, uri, returned, StatusCode::UNPROCESSABLE_ENTITY).await
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
    let Ok(seq) = entry.parse::<u64>() else { return no_such_entry(&visitor, &Typed::default()) };
    match question::withdraw(&state.store, patient, question, state.clock.now()).await {
        Ok(true) => to_entry(seq),
        Ok(false) => FormRefusal::of("entry-withdraw-too-late")
            .back(&format!("/history/{seq}#questions"))
            .refuse(&visitor, StatusCode::BAD_REQUEST),
        Err(error) => refused::unavailable(&visitor, &error),
    }
}

fn to_entry(seq: u64) -> Response {
    Redirect::to(&format!("/history/{seq}#questions")).into_response()
}

/// What was written is not lost with the entry.
fn no_such_entry(visitor: &Visitor, typed: &Typed) -> Response {
    FormRefusal::of("refused-not-there")
        .typed(&typed.text)
        .back("/history")
        .refuse(visitor, StatusCode::NOT_FOUND)
}

/// Only the person themself asks, as only they see who looked.
fn whose(visitor: &Visitor) -> Result<PatientId, Box<Response>> {
    match (&visitor.actor, &visitor.session) {
        (Actor::Patient(own), Some(_)) => Ok(*own),
        (_, None) => Err(Box::new(Redirect::to("/signin").into_response())),
        _ => {
            let because = FormRefusal::of("form-history-oneself").back("/");
            Err(Box::new(because.refuse(visitor, StatusCode::FORBIDDEN)))
        }
    }
}
