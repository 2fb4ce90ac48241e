//! States that a patient is at the desk, by a code or by what they show.

use super::{
    find,
    form_fields::FormFields,
    patient::as_shown,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::{Duty, VisitCode},
    gate::{AtTheDesk, Refused},
    http::plumbing::{form::Form, pace::What},
    treating,
};
use app::desk::{self, FindSaid, FindTyped, Place, VisitSaid};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::consent::Shown;

/// `GET /desk/patients/{patient}/visit`
pub async fn page(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id).await)
}

async fn try_to_show(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::StateVisits)?;
    request.must_be_fresh_to_begin(&address(id))?;
    let person = request.patient(id).await?;
    Ok(form(request, &person, None))
}

fn form(request: &StaffRequest, person: &AtTheDesk, said: Option<VisitSaid>) -> Response {
    let status = match said {
        None => StatusCode::OK,
        Some(VisitSaid::NothingShown) => StatusCode::BAD_REQUEST,
        Some(VisitSaid::NotHere) => StatusCode::FORBIDDEN,
    };
    let patient = as_shown(request, person);
    let here = format!("{}/visit", patient.address());
    request.show(status, Some(Place::Patients), here, || desk::visit_page(patient, said))
}

/// `POST /desk/patients/{patient}/visit`: the patient is here, by what they showed.
pub async fn state(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_state(&request, &id, &fields.into()).await)
}

async fn try_to_state(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::StateVisits)?;
    request.must_be_fresh_to_act(&address(id))?;
    let person = request.patient(id).await?;
    let Some(shown) = Shown::from_name(fields.text("shown")) else {
        return Ok(form(request, &person, Some(VisitSaid::NothingShown)));
    };
    request.must_not_hurry(What::Visit)?;
    match request.state_visit(&person, shown).await {
        Ok(()) => Ok(Redirect::to(&format!("/desk/patients/{}", person.patient())).into_response()),
        Err(Refused::NotPermitted) => Ok(form(request, &person, Some(VisitSaid::NotHere))),
        Err(Refused::Store(error)) => Err(Box::new(request.unavailable(&error))),
    }
}

/// `POST /desk/code`: the patient's one-time code, which says that this facility treats them.
pub async fn redeem(request: StaffRequest, fields: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_redeem(&request, &fields.into()).await)
}

async fn try_to_redeem(request: &StaffRequest, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::StateVisits)?;
    request.must_be_fresh_to_act("/desk")?;
    let unknown = || find::form(request, Some(FindSaid::NoSuchCode), FindTyped::default(), &[]);
    let Some(code) = VisitCode::parse(fields.text("code")) else { return Ok(unknown()) };
    request.must_not_hurry(What::Visit)?;
    let redeemed = treating::redeem(&request.state.store, &request.state.clock, &code, &request.staff).await;
    match redeemed.map_err(|error| Box::new(request.unavailable(&error)))? {
        Some(patient) => Ok(Redirect::to(&format!("/desk/patients/{patient}")).into_response()),
        None => Ok(unknown()),
    }
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/visit")
}
