//! `/desk/sign-outs`: ends all of a patient's sign-ins.

use super::{
    find::by_own_number,
    form_fields::FormFields,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::{
        Duty,
        sign_out::{LONGEST_NOTE, NotStated, Stated},
    },
    gate::Refused,
    http::plumbing::{form::Form, pace::What},
};
use app::desk::{self, Place, SignOutForm, SignOutSaid};
use axum::{http::StatusCode, response::Response};
use chrono::NaiveDate;
use shared::sign_out::Reason;

const HERE: &str = "/desk/sign-outs";

/// `GET /desk/sign-outs`
pub async fn page(request: StaffRequest) -> Response {
    let allowed =
        request.must_be_allowed(Duty::EndSignIns).and_then(|()| request.must_be_fresh_to_begin(HERE));
    answered(allowed.map(|()| show(&request, SignOutForm::default())))
}

fn show(request: &StaffRequest, form: SignOutForm) -> Response {
    let status = match form.said {
        None | Some(SignOutSaid::Done) => StatusCode::OK,
        Some(SignOutSaid::Nobody) => StatusCode::NOT_FOUND,
        Some(_) => StatusCode::BAD_REQUEST,
    };
    request.show(status, Some(Place::SignOuts), HERE, || desk::sign_outs_page(form))
}

/// `POST /desk/sign-outs`: signs out everywhere whom the facility's number and the date of birth both mean. Nobody is
/// shown: an administrator finds no patients, and whether somebody signs in at all is not said either.
pub async fn end(request: StaffRequest, fields: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_end(&request, &fields.into()).await)
}

async fn try_to_end(request: &StaffRequest, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::EndSignIns)?;
    request.must_be_fresh_to_act(HERE)?;
    let again = |said| SignOutForm {
        number: fields.text("number").chars().take(LONGEST_NOTE).collect(),
        birth_date: fields.text("birth_date").chars().take(10).collect(),
        reason: Reason::from_name(fields.text("reason")),
        note: fields.text("note").chars().take(LONGEST_NOTE).collect(),
        said: Some(said),
    };
    let (born, stated) = match read(fields) {
        Ok(read) => read,
        Err(said) => return Ok(show(request, again(said))),
    };
    request.must_not_hurry(What::WaysIn)?;
    let found = by_own_number(request, fields.text("number")).await;
    let found = found.map_err(|error| Box::new(request.unavailable(&error)))?;
    let mut ended = 0;
    for patient in found {
        match request.sign_out(patient, born, &stated).await {
            Ok(()) => ended += 1,
            Err(Refused::NotPermitted) => {}
            Err(Refused::Store(error)) => return Err(Box::new(request.unavailable(&error))),
        }
    }
    Ok(match ended {
        0 => show(request, again(SignOutSaid::Nobody)),
        _ => show(request, SignOutForm { said: Some(SignOutSaid::Done), ..SignOutForm::default() }),
    })
}

fn read(fields: &FormFields) -> Result<(NaiveDate, Stated), SignOutSaid> {
    if fields.text("number").is_empty() {
        return Err(SignOutSaid::NoNumber);
    }
    let born = fields.day("birth_date").ok().flatten().ok_or(SignOutSaid::NoBirthDate)?;
    let reason = Reason::from_name(fields.text("reason")).ok_or(SignOutSaid::NoReason)?;
    let stated = Stated::new(reason, fields.text("note")).map_err(|why| match why {
        NotStated::NoNote => SignOutSaid::NoNote,
        NotStated::UnusableNote => SignOutSaid::UnusableNote,
    })?;
    if !fields.is_ticked("confirmed") {
        return Err(SignOutSaid::Unconfirmed);
    }
    Ok((born, stated))
}
