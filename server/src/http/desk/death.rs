//! `/desk/patients/{patient}/death`: two members of staff state that a patient died.

use super::{
    form_fields::FormFields,
    patient::as_shown,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::{Duty, recovery::NotSecond},
    gate::AtTheDesk,
    http::plumbing::{form::Form, pace::What},
    store::{
        account::recovery::{NotStated, Stated},
        identity::death,
        statement::Voice,
    },
};
use app::desk::{self, DeathForm, DeathSaid, Place, Refusal};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use shared::death_paper::DeathPaper;

/// `GET /desk/patients/{patient}/death`
pub async fn page(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id).await)
}

async fn try_to_show(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::NoteDeaths)?;
    request.must_be_fresh_to_begin(&address(id))?;
    let person = request.patient(id).await?;
    let died_on = person.died_on().map(|day| day.to_string()).unwrap_or_default();
    form(request, &person, died_on, None).await
}

async fn form(
    request: &StaffRequest,
    person: &AtTheDesk,
    died_on: String,
    said: Option<DeathSaid>,
) -> Result<Response, Rejection> {
    let status = match said {
        None | Some(DeathSaid::OneMore) => StatusCode::OK,
        Some(DeathSaid::BadDay | DeathSaid::NoPaper | DeathSaid::Unconfirmed) => StatusCode::BAD_REQUEST,
        Some(DeathSaid::SamePerson) => StatusCode::CONFLICT,
    };
    let stated = death::stated(&request.state.store, person.patient()).await;
    let stated = stated.map_err(|error| Box::new(request.unavailable(&error)))?;
    let patient = as_shown(request, person);
    let (here, form) = (address(&patient.id), DeathForm { died_on, stated, said });
    Ok(request.show(status, Some(Place::Patients), here, || desk::death_page(patient, form)))
}

/// `POST /desk/patients/{patient}/death`: states it by a paper, which two people do, or undoes what was a mistake.
pub async fn note(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_note(&request, &id, &fields.into()).await)
}

async fn try_to_note(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::NoteDeaths)?;
    request.must_be_fresh_to_act(&address(id))?;
    let person = request.patient(id).await?;
    let typed = fields.text("died_on").to_owned();
    let say = |said| form(request, &person, typed, Some(said));
    if !fields.is_ticked("confirmed") {
        return say(DeathSaid::Unconfirmed).await;
    }
    let (by, now) = (voice(request), request.state.clock.now());
    let back = format!("/desk/patients/{}", person.patient());
    if fields.text("what") == "undo" {
        let undone = death::undo(&request.state.store, person.patient(), by, now).await;
        undone.map_err(|error| Box::new(request.unavailable(&error)))?;
        return Ok(Redirect::to(&back).into_response());
    }
    let day = match fields.day("died_on") {
        Ok(Some(day)) if is_possible(request, &person, day) => day,
        _ => return say(DeathSaid::BadDay).await,
    };
    let Some(paper) = DeathPaper::from_name(fields.text("paper")) else {
        return say(DeathSaid::NoPaper).await;
    };
    request.must_not_hurry(What::WaysIn)?;
    match death::state(&request.state.store, person.patient(), (day, paper), by, now).await {
        Ok(Stated::Decided) => Ok(Redirect::to(&back).into_response()),
        Ok(Stated::OneMore) => say(DeathSaid::OneMore).await,
        Err(NotStated::NotSecond(NotSecond::Same | NotSecond::OneMaker)) => say(DeathSaid::SamePerson).await,
        Err(NotStated::Gone) => Err(Box::new(request.refuse(Refusal::NotFound))),
        Err(NotStated::Store(error)) => Err(Box::new(request.unavailable(&error))),
    }
}

fn voice(request: &StaffRequest) -> Voice<'_> {
    Voice::Staff { account: request.staff.account, facility: &request.staff.facility }
}

/// Between birth and today.
fn is_possible(request: &StaffRequest, person: &AtTheDesk, day: NaiveDate) -> bool {
    (person.demographics().birth_date..=request.state.clock.today()).contains(&day)
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/death")
}
