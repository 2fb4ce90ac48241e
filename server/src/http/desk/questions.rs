use super::{
    filled::Filled,
    seat::{Otherwise, Seat, answered},
};
use crate::{
    auth::Duty,
    store::question::{self, Received},
};
use app::desk::{self, Place, Refusal, Reply};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::log::question::text;
use uuid::Uuid;

const LIST: &str = "/desk/questions";

/// `GET /desk/questions`: what patients ask about this facility's entries in their access log.
pub async fn list(seat: Seat) -> Response {
    answered(try_to_list(&seat, None).await)
}

async fn try_to_list(seat: &Seat, reply: Option<Reply>) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::AnswerQuestions)?;
    let found = received(seat).await?.into_iter().map(shown).collect();
    let status = if reply.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok(seat.show(status, Some(Place::Questions), LIST, || desk::questions_page(found, reply)))
}

/// `POST /desk/questions/{question}`: the facility's answer; the first one stands.
pub async fn answer(seat: Seat, Path(id): Path<String>, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_answer(&seat, &id, &filled.into()).await)
}

async fn try_to_answer(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::AnswerQuestions)?;
    let not_found = || Box::new(seat.refuse(Refusal::NotFound));
    let id = Uuid::parse_str(id).map_err(|_| not_found())?;
    let known = received(seat).await?.into_iter().find(|one| one.id == id).ok_or_else(not_found)?;
    if known.answer.is_some() {
        return Err(Box::new(seat.refuse(Refusal::Overtaken)));
    }
    let text = match text(filled.text("answer")) {
        Ok(text) => text,
        Err(problem) => {
            let reply = Reply { id: id.to_string(), typed: filled.text("answer").to_owned(), problem };
            return try_to_list(seat, Some(reply)).await;
        }
    };
    let (staff, now) = (&seat.staff, seat.state.clock.now());
    match question::answer(&seat.state.store, &staff.facility, id, staff.account, &text, now).await {
        Ok(true) => Ok(Redirect::to(LIST).into_response()),
        Ok(false) => Err(Box::new(seat.refuse(Refusal::Overtaken))),
        Err(error) => Err(Box::new(seat.unavailable(&error))),
    }
}

async fn received(seat: &Seat) -> Result<Vec<Received>, Otherwise> {
    let found = question::to_facility(&seat.state.store, &seat.staff.facility).await;
    found.map_err(|error| Box::new(seat.unavailable(&error)))
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
