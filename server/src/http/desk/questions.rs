//! `/desk/questions`: patients' questions about entries of their access log, and the facility's answers.

use super::{
    form_fields::FormFields,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::Duty,
    http::plumbing::form::Form,
    store::log::question::{self, Received},
};
use app::desk::{self, NotKept, Place, Reply};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::log::question::text;
use uuid::Uuid;

const LIST: &str = "/desk/questions";

/// `GET /desk/questions`: what patients ask about this facility's entries in their access log.
pub async fn list(request: StaffRequest) -> Response {
    answered(try_to_list(&request, None).await)
}

async fn try_to_list(request: &StaffRequest, reply: Option<Reply>) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::AnswerQuestions)?;
    let found = received(request).await?.into_iter().map(shown).collect();
    let status = reply.as_ref().map_or(StatusCode::OK, |reply| match reply.why {
        NotKept::Text(_) => StatusCode::BAD_REQUEST,
        NotKept::Answered => StatusCode::CONFLICT,
        NotKept::Unproved => StatusCode::FORBIDDEN,
        NotKept::Gone => StatusCode::NOT_FOUND,
    });
    Ok(request.show(status, Some(Place::Questions), LIST, || desk::questions_page(found, reply)))
}

/// `POST /desk/questions/{question}`: the facility's answer; the first one stands.
pub async fn answer(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_answer(&request, &id, &fields.into()).await)
}

async fn try_to_answer(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::AnswerQuestions)?;
    match try_to_keep(request, id, fields.text("answer")).await? {
        Ok(()) => Ok(Redirect::to(LIST).into_response()),
        Err(why) => {
            let reply = Reply { id: id.to_owned(), typed: fields.text("answer").to_owned(), why };
            try_to_list(request, Some(reply)).await
        }
    }
}

/// Another facility's question, one that was taken back and none at all are one answer.
async fn try_to_keep(
    request: &StaffRequest,
    id: &str,
    typed: &str,
) -> Result<Result<(), NotKept>, Rejection> {
    // No redirect: what was typed would be gone.
    if !request.is_fresh_to_act() {
        return Ok(Err(NotKept::Unproved));
    }
    let Ok(id) = Uuid::parse_str(id) else { return Ok(Err(NotKept::Gone)) };
    let Some(known) = received(request).await?.into_iter().find(|one| one.id == id) else {
        return Ok(Err(NotKept::Gone));
    };
    if known.answer.is_some() {
        return Ok(Err(NotKept::Answered));
    }
    let text = match text(typed) {
        Ok(text) => text,
        Err(error) => return Ok(Err(NotKept::Text(error))),
    };
    let (staff, now) = (&request.staff, request.state.clock.now());
    match question::answer(&request.state.store, &staff.facility, id, staff.account, &text, now).await {
        Ok(true) => Ok(Ok(())),
        Ok(false) => Ok(Err(NotKept::Answered)),
        Err(error) => Err(Box::new(request.unavailable(&error))),
    }
}

async fn received(request: &StaffRequest) -> Result<Vec<Received>, Rejection> {
    let found = question::to_facility(&request.state.store, &request.staff.facility).await;
    found.map_err(|error| Box::new(request.unavailable(&error)))
}

fn shown(one: Received) -> desk::Question {
    desk::Question {
        id: one.id.to_string(),
        patient: one.patient,
        asked_at: one.asked_at,
        text: one.text,
        entry_at: one.entry.at,
        purpose: one.entry.purpose,
        permitted: one.entry.permitted,
        member: one.entry.member,
        answer: one.answer.map(|answer| (answer.at, answer.text)),
    }
}
