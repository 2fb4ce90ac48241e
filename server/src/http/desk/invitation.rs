//! Prints a patient's invitation, after their identity was checked.

use super::{
    form_fields::FormFields,
    paper,
    patient::{as_shown, sign_in},
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::Duty,
    enrolment::invite::{self, Checked, NotInvited},
    gate::AtTheDesk,
    http::{
        AppState,
        plumbing::{form::Form, pace::What},
    },
    store::account::invitation::Aim,
};
use app::desk::{self, InviteSaid, Place, Refusal, Whom};
use axum::{extract::Path, http::StatusCode, response::Response};
use shared::identity_paper::IdentityPaper;

/// `GET /desk/patients/{patient}/invitation`
pub async fn page(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id).await)
}

async fn try_to_show(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::InvitePatients)?;
    request.must_be_fresh_to_begin(&address(id))?;
    let person = request.patient(id).await?;
    form(request, &person, None).await
}

async fn form(
    request: &StaffRequest,
    person: &AtTheDesk,
    said: Option<InviteSaid>,
) -> Result<Response, Rejection> {
    let sign_in = sign_in(request, person).await.map_err(|error| Box::new(request.unavailable(&error)))?;
    let patient = as_shown(request, person);
    let here = address(&patient.id);
    let status = if said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok(request.show(status, Some(Place::Patients), here, || desk::invitation_page(patient, sign_in, said)))
}

/// `POST /desk/patients/{patient}/invitation`: the sheet, this once. An older invitation stops working.
pub async fn print(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_print(&request, &id, &fields.into()).await)
}

async fn try_to_print(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::InvitePatients)?;
    request.must_be_fresh_to_act(&address(id))?;
    let person = request.patient(id).await?;
    let paper = IdentityPaper::from_name(fields.text("seen")).filter(|_| fields.is_ticked("same"));
    let Some(paper) = paper else { return form(request, &person, Some(InviteSaid::Incomplete)).await };
    request.must_not_hurry(What::Invite)?;
    let AppState { store, clock, entropy, .. } = &request.state;
    let (patient, facility) = (person.patient(), &request.staff.facility);
    let checked = Checked { facility, by: Some(request.staff.account), paper: Some(paper) };
    match invite::to_own_record(store, clock, entropy, patient, checked).await {
        Ok(code) => {
            let aim = Aim::Patient { patient, facility: facility.clone(), paper: Some(paper) };
            let whom = Whom::Patient { name: person.demographics().name.clone() };
            let back = format!("/desk/patients/{patient}");
            Ok(paper::sheet(request, Place::Patients, whom, &code, clock.now() + aim.ttl(), back))
        }
        Err(NotInvited::TooYoung) => form(request, &person, Some(InviteSaid::TooYoung)).await,
        Err(NotInvited::Dead) => form(request, &person, Some(InviteSaid::Dead)).await,
        Err(NotInvited::Unknown) => Err(Box::new(request.refuse(Refusal::NotFound))),
        Err(NotInvited::Store(error)) => Err(Box::new(request.unavailable(&error))),
    }
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/invitation")
}
