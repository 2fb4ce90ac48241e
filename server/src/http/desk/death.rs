use super::{
    filled::Filled,
    patient::as_shown,
    seat::{Otherwise, Seat, answered},
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
pub async fn page(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show(&seat, &id).await)
}

async fn try_to_show(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::NoteDeaths)?;
    seat.must_be_fresh_to_begin(&address(id))?;
    let person = seat.patient(id).await?;
    let died_on = person.died_on().map(|day| day.to_string()).unwrap_or_default();
    form(seat, &person, died_on, None).await
}

async fn form(
    seat: &Seat,
    person: &AtTheDesk,
    died_on: String,
    said: Option<DeathSaid>,
) -> Result<Response, Otherwise> {
    let status = match said {
        None | Some(DeathSaid::OneMore) => StatusCode::OK,
        Some(DeathSaid::BadDay | DeathSaid::NoPaper | DeathSaid::Unconfirmed) => StatusCode::BAD_REQUEST,
        Some(DeathSaid::SamePerson) => StatusCode::CONFLICT,
    };
    let stated = death::stated(&seat.state.store, person.patient()).await;
    let stated = stated.map_err(|error| Box::new(seat.unavailable(&error)))?;
    let patient = as_shown(seat, person);
    let (here, form) = (address(&patient.id), DeathForm { died_on, stated, said });
    Ok(seat.show(status, Some(Place::Patients), here, || desk::death_page(patient, form)))
}

/// `POST /desk/patients/{patient}/death`: states it by a paper, which two people do, or undoes what was a mistake.
pub async fn note(seat: Seat, Path(id): Path<String>, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_note(&seat, &id, &filled.into()).await)
}

async fn try_to_note(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::NoteDeaths)?;
    seat.must_be_fresh_to_act(&address(id))?;
    let person = seat.patient(id).await?;
    let typed = filled.text("died_on").to_owned();
    let say = |said| form(seat, &person, typed, Some(said));
    if !filled.is_ticked("confirmed") {
        return say(DeathSaid::Unconfirmed).await;
    }
    let (by, now) = (voice(seat), seat.state.clock.now());
    let back = format!("/desk/patients/{}", person.patient());
    if filled.text("what") == "undo" {
        let undone = death::undo(&seat.state.store, person.patient(), by, now).await;
        undone.map_err(|error| Box::new(seat.unavailable(&error)))?;
        return Ok(Redirect::to(&back).into_response());
    }
    let day = match filled.day("died_on") {
        Ok(Some(day)) if is_possible(seat, &person, day) => day,
        _ => return say(DeathSaid::BadDay).await,
    };
    let Some(paper) = DeathPaper::from_name(filled.text("paper")) else {
        return say(DeathSaid::NoPaper).await;
    };
    seat.must_not_hurry(What::WaysIn)?;
    match death::state(&seat.state.store, person.patient(), (day, paper), by, now).await {
        Ok(Stated::Decided) => Ok(Redirect::to(&back).into_response()),
        Ok(Stated::OneMore) => say(DeathSaid::OneMore).await,
        Err(NotStated::NotSecond(NotSecond::Same | NotSecond::OneMaker)) => say(DeathSaid::SamePerson).await,
        Err(NotStated::Gone) => Err(Box::new(seat.refuse(Refusal::NotFound))),
        Err(NotStated::Store(error)) => Err(Box::new(seat.unavailable(&error))),
    }
}

fn voice(seat: &Seat) -> Voice<'_> {
    Voice::Staff { account: seat.staff.account, facility: &seat.staff.facility }
}

/// Between birth and today.
fn is_possible(seat: &Seat, person: &AtTheDesk, day: NaiveDate) -> bool {
    (person.demographics().birth_date..=seat.state.clock.today()).contains(&day)
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/death")
}
