//! Representatives of a patient: attested, confirmed and suspended at a desk.

use super::{
    form_fields::FormFields,
    paper,
    patient::{as_shown, representatives},
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::Duty,
    gate::AtTheDesk,
    http::plumbing::{form::Form, pace::What},
    store::{
        account::recovery::NotStated,
        sharing::representation::{self, AttestError, Attestation},
        statement::Voice,
    },
};
use app::desk::{self, AttestForm, AttestSaid, Place, Refusal, Representative, State, Whom};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::{
    category::Category,
    delegation::{Action, Basis, Paper, Proposal},
    set::Member as _,
};
use uuid::Uuid;

/// `GET /desk/patients/{patient}/representatives`: the form for attesting one.
pub async fn page(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id).await)
}

async fn try_to_show(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::Attest)?;
    request.must_be_fresh_to_begin(&address(id))?;
    let person = request.patient(id).await?;
    Ok(form(request, &person, AttestForm::default()))
}

fn form(request: &StaffRequest, person: &AtTheDesk, form: AttestForm) -> Response {
    let status = if form.said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let patient = as_shown(request, person);
    let here = address(&patient.id);
    request.show(status, Some(Place::Patients), here, || desk::attest_page(patient, form))
}

/// `POST /desk/patients/{patient}/representatives`: attests, and shows the sheet for whoever is to act.
pub async fn attest(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_attest(&request, &id, &fields.into()).await)
}

async fn try_to_attest(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::Attest)?;
    request.must_be_fresh_to_act(&address(id))?;
    let person = request.patient(id).await?;
    let wrong = |said| Ok(form(request, &person, AttestForm { said: Some(said), ..as_filled(fields) }));
    let (proposal, label, paper) = match read(fields) {
        Ok(read) => read,
        Err(said) => return wrong(said),
    };
    let attestation =
        Attestation { patient: person.patient(), proposal, label: &label, paper, by: &request.staff };
    let clock = &request.state.clock;
    let attested = representation::attest(
        &request.state.store,
        &attestation,
        clock.now(),
        clock.today(),
        &request.state.entropy,
    );
    match attested.await {
        Ok(attested) => {
            let patient = person.demographics().name.clone();
            let whom = Whom::Representative { name: label, patient };
            let back = format!("/desk/patients/{}", person.patient());
            Ok(paper::sheet(request, Place::Patients, whom, &attested.code, attested.expires_at, back))
        }
        Err(AttestError::Unfounded(why)) => wrong(AttestSaid::Unfounded(why)),
        Err(AttestError::NotOursToGive) => wrong(AttestSaid::NoBasis),
        Err(AttestError::NotFound) => Err(Box::new(request.refuse(Refusal::NotFound))),
        Err(AttestError::Store(error)) => Err(Box::new(request.unavailable(&error))),
    }
}

fn read(fields: &FormFields) -> Result<(Proposal, String, Paper), AttestSaid> {
    let AttestForm { basis, categories, actions, paper, .. } = as_filled(fields);
    let basis = basis.ok_or(AttestSaid::NoBasis)?;
    let label = fields.name("label").ok_or(AttestSaid::BadName)?;
    let until = fields.day("until").map_err(|()| AttestSaid::BadDay)?;
    let paper = paper.ok_or(AttestSaid::NoPaper)?;
    if !fields.is_ticked("checked") {
        return Err(AttestSaid::NotChecked);
    }
    // What a ground never allows is not asked for, so that nobody wonders where it went.
    let actions = actions.and(basis.actions());
    Ok((Proposal { basis, categories, actions, until }, label, paper))
}

fn as_filled(fields: &FormFields) -> AttestForm {
    let actions = fields.every("actions");
    AttestForm {
        basis: Basis::from_name(fields.text("basis")).ok(),
        label: fields.text("label").to_owned(),
        paper: Paper::from_name(fields.text("paper")),
        until: fields.text("until").to_owned(),
        categories: fields.every("kinds").filter_map(Category::from_name).collect(),
        actions: actions
            .filter_map(|name| Action::ALL.into_iter().find(|action| action.as_str() == name))
            .chain([Action::See])
            .collect(),
        said: None,
    }
}

/// `GET /desk/patients/{patient}/representatives/{mandate}`: before they are stopped, or let act again.
pub async fn one(request: StaffRequest, Path((id, mandate)): Path<(String, String)>) -> Response {
    answered(try_to_show_one(&request, &id, &mandate).await)
}

async fn try_to_show_one(request: &StaffRequest, id: &str, mandate: &str) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::Suspend)?;
    let here = format!("{}/{mandate}", address(id));
    request.must_be_fresh_to_begin(&here)?;
    let person = request.patient(id).await?;
    let found = find(request, &person, mandate).await?;
    match found.state {
        State::SuspendedElsewhere => return Err(Box::new(request.refuse(Refusal::Overtaken))),
        State::SuspendedHere => request.must_be_allowed(Duty::LiftSuspension)?,
        State::InForce | State::Closed(_) => {}
    }
    let (patient, may_attest) = (as_shown(request, &person), request.staff.may(Duty::Attest));
    Ok(request.show(StatusCode::OK, Some(Place::Patients), here, || {
        desk::suspension_page(patient, found, may_attest)
    }))
}

async fn find(
    request: &StaffRequest,
    person: &AtTheDesk,
    mandate: &str,
) -> Result<Representative, Rejection> {
    let all =
        representatives(request, person).await.map_err(|error| Box::new(request.unavailable(&error)))?;
    let found = all.into_iter().find(|one| one.id == mandate);
    found.ok_or_else(|| Box::new(request.refuse(Refusal::NotFound)))
}

/// `POST /desk/patients/{patient}/representatives/{mandate}`: stops them at once, or lets them act again.
pub async fn decide(
    request: StaffRequest,
    Path((id, mandate)): Path<(String, String)>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_decide(&request, &id, &mandate, &fields.into()).await)
}

async fn try_to_decide(
    request: &StaffRequest,
    id: &str,
    mandate: &str,
    fields: &FormFields,
) -> Result<Response, Rejection> {
    let lifts = fields.text("what") == "lift";
    request.must_be_allowed(match fields.text("what") {
        "lift" => Duty::LiftSuspension,
        "confirm" => Duty::Attest,
        _ => Duty::Suspend,
    })?;
    request.must_be_fresh_to_act(&format!("{}/{mandate}", address(id)))?;
    let person = request.patient(id).await?;
    let Ok(mandate) = Uuid::parse_str(mandate) else {
        return Err(Box::new(request.refuse(Refusal::NotFound)));
    };
    let (store, patient) = (&request.state.store, person.patient());
    if fields.text("what") == "confirm" {
        return confirm(request, &person, mandate).await;
    }
    let now = request.state.clock.now();
    let changed = match lifts {
        true => representation::lift(store, patient, mandate, &request.staff, now).await,
        false => representation::suspend(store, patient, mandate, &request.staff, now).await,
    };
    match changed {
        Ok(true) => Ok(Redirect::to(&format!("/desk/patients/{patient}")).into_response()),
        Ok(false) => Err(Box::new(request.refuse(Refusal::Overtaken))),
        Err(error) => Err(Box::new(request.unavailable(&error))),
    }
}

/// Somebody else attests the same: whoever is to act sees something from now on.
async fn confirm(request: &StaffRequest, person: &AtTheDesk, mandate: Uuid) -> Result<Response, Rejection> {
    // Of this patient's, or none.
    find(request, person, &mandate.to_string()).await?;
    request.must_not_hurry(What::WaysIn)?;
    let by = Voice::Staff { account: request.staff.account, facility: &request.staff.facility };
    let refusal =
        match representation::confirm(&request.state.store, mandate, by, request.state.clock.now()).await {
            Ok(_) => {
                let back = format!("/desk/patients/{}", person.patient());
                return Ok(Redirect::to(&back).into_response());
            }
            Err(NotStated::Gone) => Refusal::Overtaken,
            Err(NotStated::NotSecond(_)) => Refusal::NotSecond,
            Err(NotStated::Store(error)) => return Err(Box::new(request.unavailable(&error))),
        };
    Err(Box::new(request.refuse(refusal)))
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/representatives")
}
