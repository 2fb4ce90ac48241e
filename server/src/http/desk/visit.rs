use super::{
    filled::Filled,
    find,
    patient::as_shown,
    seat::{Otherwise, Seat, answered},
};
use crate::{
    auth::{Duty, VisitCode},
    gate::{AtTheDesk, Refused},
    http::plumbing::{form::Form, pace::What},
    treating,
};
use app::desk::{self, FindSaid, Place, VisitSaid};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::consent::Shown;

/// `GET /desk/patients/{patient}/visit`
pub async fn page(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show(&seat, &id).await)
}

async fn try_to_show(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::StateVisits)?;
    seat.must_be_fresh_to_begin(&address(id))?;
    let person = seat.patient(id).await?;
    Ok(form(seat, &person, None))
}

fn form(seat: &Seat, person: &AtTheDesk, said: Option<VisitSaid>) -> Response {
    let status = match said {
        None => StatusCode::OK,
        Some(VisitSaid::NothingShown) => StatusCode::BAD_REQUEST,
        Some(VisitSaid::NotHere) => StatusCode::FORBIDDEN,
    };
    let patient = as_shown(seat, person);
    let here = format!("{}/visit", patient.address());
    seat.show(status, Some(Place::Patients), here, || desk::visit_page(patient, said))
}

/// `POST /desk/patients/{patient}/visit`: the patient is here, by what they showed.
pub async fn state(seat: Seat, Path(id): Path<String>, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_state(&seat, &id, &filled.into()).await)
}

async fn try_to_state(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::StateVisits)?;
    seat.must_be_fresh_to_act(&address(id))?;
    let person = seat.patient(id).await?;
    let Some(shown) = Shown::from_name(filled.text("shown")) else {
        return Ok(form(seat, &person, Some(VisitSaid::NothingShown)));
    };
    seat.must_not_hurry(What::Visit)?;
    match seat.state_visit(&person, shown).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/patients/{}", person.patient())).into_response()),
        Err(Refused::NotPermitted) => Ok(form(seat, &person, Some(VisitSaid::NotHere))),
        Err(Refused::Store(error)) => Err(Box::new(seat.unavailable(&error))),
    }
}

/// `POST /desk/code`: the patient's one-time code, which says that this facility treats them.
pub async fn redeem(seat: Seat, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_redeem(&seat, &filled.into()).await)
}

async fn try_to_redeem(seat: &Seat, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::StateVisits)?;
    seat.must_be_fresh_to_act("/desk")?;
    let unknown = || find::form(seat, Some(FindSaid::NoSuchCode), &[]);
    let Some(code) = VisitCode::parse(filled.text("code")) else { return Ok(unknown()) };
    seat.must_not_hurry(What::Visit)?;
    let redeemed = treating::redeem(&seat.state.store, &seat.state.clock, &code, &seat.staff).await;
    match redeemed.map_err(|error| Box::new(seat.unavailable(&error)))? {
        Some(patient) => Ok(Redirect::to(&format!("/desk/patients/{patient}")).into_response()),
        None => Ok(unknown()),
    }
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/visit")
}
