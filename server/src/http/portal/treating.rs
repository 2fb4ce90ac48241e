//! Treating facilities: the patient's answers, and the one-time code for a desk.

use super::sharing;
use crate::{
    auth::{Actor, Caregiver},
    http::{
        AppState,
        plumbing::{
            form::Form,
            page_error,
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
        sign_in::step_up,
    },
    sharing::Unfulfilled,
    store::{StoreError, account::session::Session, sharing::mandate},
    treating::{self, Answer},
};
use app::{
    error::PageError,
    visit_code::{Made, visit_code_page},
};
use axum::{
    Extension, Json,
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::{
    consent::Treating,
    ids::{FacilityCode, PatientId},
};
use std::sync::Arc;

/// In whose place whoever asks answers: the person themself, or of a child the parents.
async fn answers_for(state: &AppState, actor: &Actor) -> Result<Option<PatientId>, StoreError> {
    Ok(match actor {
        Actor::Patient(own) => Some(*own),
        Actor::Caregiver(Caregiver { account, patient }) => {
            let today = state.clock.today();
            mandate::answers_for(&state.store, *account, *patient, today).await?.then_some(*patient)
        }
        _ => None,
    })
}

/// For home: nothing, to whoever does not answer.
pub async fn read(state: &AppState, actor: &Actor) -> Result<Arc<Treating>, PageError> {
    let asked = async {
        match answers_for(state, actor).await? {
            Some(patient) => {
                let reader = match actor {
                    Actor::Caregiver(caregiver) => Some(caregiver.account),
                    _ => None,
                };
                treating::asked(&state.store, &state.clock, patient, reader).await
            }
            None => Ok(Treating::default()),
        }
    };
    asked.await.map(Arc::new).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "reading who treats somebody failed");
        PageError::Unavailable
    })
}

/// `GET /api/treating`
pub async fn as_json(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    let answer = match &visitor.actor {
        Actor::Patient(_) | Actor::Caregiver(_) => read(&state, &visitor.actor).await,
        Actor::Person(_) | Actor::Staff(_) | Actor::Waiting(_) | Actor::Frozen(_) => Err(PageError::NotOpen),
        Actor::Visitor | Actor::Facility(_) | Actor::Operator => Err(PageError::SignInFirst),
    };
    match answer {
        Ok(treating) => Json(&*treating).into_response(),
        Err(error) => page_error::refusal(error),
    }
}

/// A form about one facility; it says for whose record it was written.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    patient: String,
    #[serde(default)]
    facility: String,
    #[serde(default)]
    answer: String,
    /// `home`, or else the page about sharing.
    #[serde(default)]
    back: String,
}

/// `POST /consent/treating`: yes, no, or the newest answer taken back.
pub async fn answer(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(said): Form<Said>,
) -> Response {
    let (patient, session) = match whoever_answers(&state, &visitor).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let back = if said.back == "home" { "/#treating" } else { "/consent?open=treating#treating" };
    let refuse = |why| FormRefusal::of(why).back(back).refuse(&visitor, StatusCode::BAD_REQUEST);
    if said.patient != patient.to_string() {
        return refuse("people-other-record");
    }
    let wanted = FacilityCode::try_from(said.facility.as_str()).ok().zip(Answer::from_name(&said.answer));
    let Some((code, answer)) = wanted else { return refuse("form-consent-unknown") };
    let who = (patient, session.account, sharing::proved(&state, session));
    match treating::answer(&state.store, &state.clock, who, (&code, answer)).await {
        Ok(()) => Redirect::to(back).into_response(),
        Err(Unfulfilled::ProveFirst) => step_up::to_verify(back),
        Err(Unfulfilled::Store(error)) => refused::unavailable(&visitor, &error),
        Err(Unfulfilled::ClosedByAnother(_)) => Redirect::to(sharing::CLOSED_BY_ANOTHER).into_response(),
        Err(Unfulfilled::NothingThere | Unfulfilled::Blocked(_)) => refuse("form-consent-unknown"),
    }
}

/// `GET /consent/code`: what the code is for, and the button that makes one.
pub async fn code_page(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    match whoever_answers(&state, &visitor).await {
        Ok((patient, _)) => page(&state, &visitor, patient, None),
        Err(answer) => *answer,
    }
}

/// For whom a code is to be made.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    patient: String,
    /// The ten digits of the only facility that may redeem it, if one was named.
    #[serde(default)]
    facility: String,
}

/// `POST /consent/code`: makes a code and shows it, once.
pub async fn make_code(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(wanted): Form<Wanted>,
) -> Response {
    const HERE: &str = "/consent/code";
    let (patient, session) = match whoever_answers(&state, &visitor).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let refuse = |why| FormRefusal::of(why).back(HERE).refuse(&visitor, StatusCode::BAD_REQUEST);
    if wanted.patient != patient.to_string() {
        return refuse("people-other-record");
    }
    let facility = match wanted.facility.trim() {
        "" => None,
        digits => match FacilityCode::try_from(digits) {
            Ok(code) => Some(code),
            Err(_) => return refuse("form-consent-whom"),
        },
    };
    let who = (patient, session.account, sharing::proved(&state, session));
    match treating::make_code(&state.store, &state.clock, &state.entropy, who, facility).await {
        Ok((code, until)) => {
            let code = code.to_string();
            page(
                &state,
                &visitor,
                patient,
                Some(Made { qr: app::components::qr_code::modules(&code), code, until }),
            )
        }
        Err(Unfulfilled::ProveFirst) => step_up::to_verify(HERE),
        Err(Unfulfilled::Store(error)) => refused::unavailable(&visitor, &error),
        Err(Unfulfilled::NothingThere | Unfulfilled::Blocked(_) | Unfulfilled::ClosedByAnother(_)) => {
            refuse("form-consent-whom")
        }
    }
}

fn page(state: &AppState, visitor: &Visitor, patient: PatientId, made: Option<Made>) -> Response {
    let stylesheets = state.front_end.stylesheets.clone();
    Html(visit_code_page(&visitor.visit, stylesheets, patient, made)).into_response()
}

/// The record about which whoever asks answers, and their session.
async fn whoever_answers<'a>(
    state: &AppState,
    visitor: &'a Visitor,
) -> Result<(PatientId, &'a Session), Box<Response>> {
    let Some(session) = &visitor.session else { return Err(Redirect::to("/signin").into_response().into()) };
    match answers_for(state, &visitor.actor).await {
        Ok(Some(patient)) => Ok((patient, session)),
        Ok(None) => {
            let because = FormRefusal::of("form-consent-oneself").back("/");
            Err(because.refuse(visitor, StatusCode::FORBIDDEN).into())
        }
        Err(error) => Err(refused::unavailable(visitor, &error).into()),
    }
}
