use super::{
    filled::Filled,
    patient::as_shown,
    seat::{Otherwise, Seat, answered},
};
use crate::{auth::Duty, gate::AtTheDesk, http::form::Form, store::desk as look};
use app::desk::{self, DeathForm, DeathSaid, Place};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;

/// `GET /desk/patients/{patient}/death`
pub async fn page(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show(&seat, &id).await)
}

async fn try_to_show(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::NoteDeaths)?;
    seat.must_be_fresh_to_begin(&address(id))?;
    let person = seat.patient(id).await?;
    let died_on = person.died_on().map(|day| day.to_string()).unwrap_or_default();
    Ok(form(seat, &person, DeathForm { died_on, said: None }))
}

fn form(seat: &Seat, person: &AtTheDesk, form: DeathForm) -> Response {
    let status = if form.said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let patient = as_shown(seat, person);
    let here = address(&patient.id);
    seat.show(status, Some(Place::Patients), here, || desk::death_page(patient, form))
}

/// `POST /desk/patients/{patient}/death`: notes it, or undoes what was noted by mistake.
pub async fn note(seat: Seat, Path(id): Path<String>, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_note(&seat, &id, &filled.into()).await)
}

async fn try_to_note(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::NoteDeaths)?;
    seat.must_be_fresh_to_act(&address(id))?;
    let person = seat.patient(id).await?;
    let wrong = |said| {
        Ok(form(seat, &person, DeathForm { died_on: filled.text("died_on").to_owned(), said: Some(said) }))
    };
    if !filled.is_ticked("confirmed") {
        return wrong(DeathSaid::Unconfirmed);
    }
    let died_on = match (filled.text("what"), filled.day("died_on")) {
        ("undo", _) => None,
        (_, Ok(Some(day))) if is_possible(seat, &person, day) => Some(day),
        _ => return wrong(DeathSaid::BadDay),
    };
    let (by, now) = (seat.facility_name(), seat.state.clock.now());
    look::note_death(&seat.state.store, person.patient(), died_on, by, now)
        .await
        .map_err(|error| Box::new(seat.unavailable(&error)))?;
    Ok(Redirect::to(&format!("/desk/patients/{}", person.patient())).into_response())
}

/// Between birth and today.
fn is_possible(seat: &Seat, person: &AtTheDesk, day: NaiveDate) -> bool {
    (person.demographics().birth_date..=seat.state.clock.today()).contains(&day)
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/death")
}
