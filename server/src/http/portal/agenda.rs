//! `/agenda`: what whoever reads a record wants to ask at the next visit, for themself alone.

use crate::{
    auth::{Actor, Caregiver},
    http::{
        AppState,
        plumbing::{
            form::Form,
            headers::plain_page,
            pace::{What, Who},
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
    },
    store::account::agenda::{self, Agenda, Change, Kept, Of},
};
use app::{
    agenda::{AgendaPage, PAGE, Point, Said, agenda_page},
    context::visit::OpenRecord,
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::{
    agenda::{LONGEST, Words, Wrong},
    private_use::with_stand_ins,
};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Asked {
    /// What was carried out before.
    #[serde(default)]
    said: String,
}

/// `GET /agenda`
pub async fn page(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(asked): Query<Asked>,
) -> Response {
    match whose(&visitor) {
        Ok((of, _)) => {
            let said = Said::from_name(&asked.said);
            written(&state, &visitor, of, said, String::new(), StatusCode::OK).await
        }
        Err(answer) => *answer,
    }
}

async fn written(
    state: &AppState,
    visitor: &Visitor,
    of: Of,
    said: Option<Said>,
    typed: String,
    status: StatusCode,
) -> Response {
    let Agenda { name, points } = match agenda::all(&state.store, of).await {
        Ok(found) => found,
        Err(error) => return refused::unavailable(visitor, &error),
    };
    let points = points.into_iter().map(|agenda::Point { id, words, kept_at, asked_at }| Point {
        id: id.to_string(),
        words,
        kept_at,
        asked_at,
    });
    let name = with_stand_ins(&name).into_owned();
    let page = AgendaPage { name, points: points.collect(), said, typed };
    plain_page(status, agenda_page(&visitor.visit, state.front_end.stylesheets.clone(), page))
}

#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    words: String,
    /// The record that the form was written for.
    #[serde(default)]
    patient: String,
}

/// `POST /agenda`: keeps a point. What cannot be kept is handed back as it was typed.
pub async fn keep(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(Typed { words, patient }): Form<Typed>,
) -> Response {
    let of = match writing(&state, &visitor, &patient, &words) {
        Ok(of) => of,
        Err(answer) => return *answer,
    };
    let said = match Words::read(&words) {
        Err(Wrong::Empty) => Said::Empty,
        Err(Wrong::TooLong(found)) => Said::TooLong(found),
        Err(Wrong::NotText) => Said::NotText,
        Ok(read) => match agenda::keep(&state.store, of, &read, state.clock.now(), &state.entropy).await {
            Ok(Kept::Kept | Kept::Before) => return to_page(Said::Kept),
            Ok(Kept::Full) => Said::Full,
            Err(error) => return refused::unavailable(&visitor, &error),
        },
    };
    // Twice what is allowed is enough to be shortened by hand.
    let typed = words.chars().take(2 * LONGEST).collect();
    written(&state, &visitor, of, Some(said), typed, StatusCode::UNPROCESSABLE_ENTITY).await
}

#[derive(Deserialize)]
pub struct Changed {
    #[serde(default)]
    change: String,
    /// The record that the form was written for.
    #[serde(default)]
    patient: String,
}

/// `POST /agenda/{point}`: it was asked, or is still to be, or goes.
pub async fn change(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(point): Path<String>,
    Form(Changed { change, patient }): Form<Changed>,
) -> Response {
    let of = match writing(&state, &visitor, &patient, "") {
        Ok(of) => of,
        Err(answer) => return *answer,
    };
    let (change, said) = match change.as_str() {
        "asked" => (Change::Asked, Said::Asked),
        "open" => (Change::Open, Said::Open),
        "delete" => (Change::Delete, Said::Deleted),
        _ => {
            let why = FormRefusal::of("refused-incomplete").field(Some("change")).back(PAGE);
            return why.refuse(&visitor, StatusCode::BAD_REQUEST);
        }
    };
    let Ok(id) = Uuid::parse_str(&point) else { return no_such_point(&visitor) };
    match agenda::change(&state.store, of, id, change, state.clock.now()).await {
        // Sent again, it is gone all the same.
        Ok(true) => to_page(said),
        Ok(false) if change == Change::Delete => to_page(said),
        Ok(false) => no_such_point(&visitor),
        Err(error) => refused::unavailable(&visitor, &error),
    }
}

/// Whose agenda a form is about: not of another record than it was written for, and not more often than anybody writes.
/// What was `typed` is handed back.
fn writing(state: &AppState, visitor: &Visitor, patient: &str, typed: &str) -> Result<Of, Box<Response>> {
    let (of, who) = whose(visitor)?;
    if !patient.is_empty() && patient != of.patient.to_string() {
        let why = FormRefusal::of("people-other-record").typed(typed).back(PAGE);
        return Err(Box::new(why.refuse(visitor, StatusCode::BAD_REQUEST)));
    }
    state.paces.take(What::OwnEntry, &who, state.clock.now()).map(|()| of).map_err(|too_soon| {
        let why = FormRefusal::of("refused-too-often-own").wait(too_soon.minutes()).typed(typed).back(PAGE);
        Box::new(too_soon.on(why.refuse(visitor, StatusCode::TOO_MANY_REQUESTS)))
    })
}

fn no_such_point(visitor: &Visitor) -> Response {
    FormRefusal::of("refused-not-there").back(PAGE).refuse(visitor, StatusCode::NOT_FOUND)
}

fn to_page(said: Said) -> Response {
    Redirect::to(&format!("{PAGE}?said={}", said.name())).into_response()
}

/// Of the account that is signed in, about the record that is open: one's own, or one that somebody may see.
fn whose(visitor: &Visitor) -> Result<(Of, Who), Box<Response>> {
    let Some(session) = &visitor.session else {
        return Err(Box::new(Redirect::to("/signin?return_to=/agenda").into_response()));
    };
    match (&visitor.actor, visitor.visit.record) {
        (Actor::Patient(own), OpenRecord::Own) => {
            Ok((Of { account: session.account, patient: *own }, Who::Patient(*own)))
        }
        (Actor::Caregiver(Caregiver { account, patient }), OpenRecord::Others) => {
            Ok((Of { account: *account, patient: *patient }, Who::Caregiver(*account)))
        }
        _ => Err(Box::new(
            FormRefusal::of("form-agenda-no-record").back("/").refuse(visitor, StatusCode::FORBIDDEN),
        )),
    }
}
