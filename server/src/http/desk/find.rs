//! `/desk`: finds a patient by the facility's own number, or by an insured id.

use super::{
    form_fields::FormFields,
    patient::as_shown,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::Duty,
    demo,
    gate::{self, AtTheDesk, Correction},
    http::plumbing::{form::Form, pace::What},
    store::{StoreError, facility::desk as look, identity::person},
};
use app::desk::{self, Corrected, FindSaid, FindTyped, Place};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::{fhir::insured_id_of_card, ids::PatientId};
use std::time::Duration;
use tokio::time::Instant;
use unicode_normalization::UnicodeNormalization;

/// `GET /desk`: the first place that the roles open.
pub async fn page(request: StaffRequest) -> Response {
    match request.places().first() {
        Some(Place::Patients) => {
            match gate::corrections(&request.state.store, &request.state.clock, &request.staff).await {
                Ok(corrections) => form(&request, None, FindTyped::default(), &corrections),
                Err(error) => request.unavailable(&error),
            }
        }
        Some(Place::Emergency) => Redirect::to("/desk/emergency").into_response(),
        Some(Place::EmergencyLog) => Redirect::to("/desk/emergency/log").into_response(),
        Some(Place::Staff) => Redirect::to("/desk/staff").into_response(),
        Some(Place::Keys) => Redirect::to("/desk/keys").into_response(),
        Some(Place::SignOuts) => Redirect::to("/desk/sign-outs").into_response(),
        Some(Place::Questions) => Redirect::to("/desk/questions").into_response(),
        None => request.show(StatusCode::OK, None, "/desk", desk::home_page),
    }
}

pub(super) fn form(
    request: &StaffRequest,
    said: Option<FindSaid>,
    typed: FindTyped,
    corrections: &[Correction],
) -> Response {
    let corrected =
        corrections.iter().map(|one| Corrected { numbers: one.numbers.clone(), kinds: one.kinds });
    let corrected = corrected.collect();
    let hint = request.state.demo.is_some().then_some(demo::HANAKO_NUMBER);
    let status = match said {
        None => StatusCode::OK,
        Some(FindSaid::NotFound) => StatusCode::NOT_FOUND,
        Some(_) => StatusCode::BAD_REQUEST,
    };
    request.show(status, Some(Place::Patients), "/desk", || desk::find_page(said, typed, hint, corrected))
}

/// `POST /desk/find`: by the facility's own number, or by an insured id. Everybody it may mean is asked
/// for at the gate, which also enters what it refuses. That takes longer than to find nobody, and must not tell that
/// somebody is known elsewhere: who is not found is not found after a while that is the same for both.
pub async fn find(request: StaffRequest, fields: Form<Vec<(String, String)>>) -> Response {
    let begun = Instant::now();
    let answer = answered(try_to_find(&request, &fields.into()).await);
    if answer.status() == StatusCode::NOT_FOUND {
        tokio::time::sleep_until(next_step(begun, Instant::now())).await;
    }
    answer
}

/// Far more than an entry in the log takes, and nothing to somebody at a desk.
const STEP: Duration = Duration::from_millis(150);

/// The first whole number of steps after `begun` that has not passed by `now`.
fn next_step(begun: Instant, now: Instant) -> Instant {
    let steps = (now - begun).as_millis() / STEP.as_millis() + 1;
    begun + STEP * u32::try_from(steps).unwrap_or(u32::MAX)
}

async fn try_to_find(request: &StaffRequest, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::FindPatients)?;
    let unavailable = |error: StoreError| Box::new(request.unavailable(&error));
    let again = |said| form(request, Some(said), typed(fields), &[]);
    let candidates = match fields.text("by") {
        "insured-id" => {
            let part = |name| fields.text(name);
            let card = [part("insurer"), part("symbol"), part("insured"), part("branch")];
            let Some(insured) = insured_id_of_card(card) else {
                return Ok(again(FindSaid::MalformedInsuredId));
            };
            request.must_not_hurry(What::LookUp)?;
            look::by_insured_id(&request.state.store, &insured).await.map_err(unavailable)?
        }
        _ => {
            let number = fields.text("number");
            if number.is_empty() {
                return Ok(again(FindSaid::NoNumber));
            }
            request.must_not_hurry(What::LookUp)?;
            by_own_number(request, number).await.map_err(unavailable)?
        }
    };
    let mut found: Vec<AtTheDesk> = Vec::new();
    for candidate in candidates {
        found.extend(request.look_up(candidate).await.map_err(unavailable)?);
    }
    Ok(match found.as_slice() {
        [] => again(FindSaid::NotFound),
        [one] => Redirect::to(&format!("/desk/patients/{}", one.patient())).into_response(),
        _ => {
            let people = found.iter().map(|one| as_shown(request, one)).collect();
            request.show(StatusCode::OK, Some(Place::Patients), "/desk", || desk::several_page(people))
        }
    })
}

fn typed(fields: &FormFields) -> FindTyped {
    let text = |name| fields.text(name).to_owned();
    FindTyped {
        by_insured_id: fields.text("by") == "insured-id",
        number: text("number"),
        card: [text("insurer"), text("symbol"), text("insured"), text("branch")],
    }
}

/// As it was typed; else with wide letters and digits made narrow, as keyboards here write them unasked.
pub(super) async fn by_own_number(
    request: &StaffRequest,
    number: &str,
) -> Result<Vec<PatientId>, StoreError> {
    let facility = &request.staff.facility;
    let found = person::by_own_number(&request.state.store, facility, number).await?;
    let narrow: String = number.nfkc().collect();
    if found.is_empty() && narrow != number {
        return person::by_own_number(&request.state.store, facility, &narrow).await;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_a_little_longer_is_answered_at_the_same_time() {
        let begun = Instant::now();
        let after = |millis| (next_step(begun, begun + Duration::from_millis(millis)) - begun).as_millis();
        assert_eq!([after(0), after(1), after(149)], [150, 150, 150]);
        assert_eq!([after(150), after(151), after(460)], [300, 300, 600]);
    }
}
