//! Recovery at a desk: freezes a patient's sign-ins, decides about a waiting one.

use super::{
    form_fields::FormFields,
    patient::as_shown,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::{
        Duty,
        recovery::{NotSecond, Why},
    },
    gate::AtTheDesk,
    http::{
        AppState,
        plumbing::{form::Form, pace::What},
        sign_in::held::opens,
    },
    store::{
        StoreError,
        account::{
            freeze,
            recovery::{self, NotStated, Stated},
        },
        facility::desk as look,
        statement::Voice,
    },
};
use app::desk::{self, FrozenHere, Place, WaitsHere, WayIn, WayInSaid};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::identity_paper::IdentityPaper;

/// `GET /desk/patients/{patient}/way-in`
pub async fn page(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id).await)
}

async fn try_to_show(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::DecideWaysIn)?;
    request.must_be_fresh_to_begin(&address(id))?;
    let person = request.patient(id).await?;
    show(request, &person, None).await
}

async fn show(
    request: &StaffRequest,
    person: &AtTheDesk,
    said: Option<WayInSaid>,
) -> Result<Response, Rejection> {
    let way_in = standing(request, person).await.map_err(|error| Box::new(request.unavailable(&error)))?;
    let patient = as_shown(request, person);
    let here = address(&patient.id);
    let status = match said {
        None | Some(WayInSaid::OneMore) => StatusCode::OK,
        Some(WayInSaid::Incomplete | WayInSaid::NoPhotograph) => StatusCode::BAD_REQUEST,
        Some(WayInSaid::SamePerson | WayInSaid::OneMaker | WayInSaid::Nothing) => StatusCode::CONFLICT,
    };
    let glass = request.may_break_glass();
    Ok(request.show(status, Some(Place::Patients), here, || desk::way_in_page(patient, way_in, glass, said)))
}

/// How somebody's sign-in stands, for whoever looks after them.
pub async fn standing(request: &StaffRequest, person: &AtTheDesk) -> Result<WayIn, StoreError> {
    let AppState { store, clock, .. } = &request.state;
    let patient = person.patient();
    let ways_in = look::ways_in(store, patient, clock.now()).await?;
    let opened = match ways_in.account {
        Some(account) if ways_in.can_sign_in => recovery::opened(store, account).await?,
        _ => None,
    };
    let waits = match recovery::of_patient(store, patient).await? {
        Some(waits) => Some(WaitsHere {
            opens: opens(&mut store.read().await?, &waits).await?,
            recovers: waits.kind == recovery::Kind::Recovery,
            facility: waits.facility_name,
            began_at: waits.began_at,
        }),
        None => None,
    };
    let frozen = freeze::of_patient(store, patient).await?.map(|freeze| FrozenHere {
        misused: freeze.is_hidden(),
        facility: freeze.facility_name,
        at: freeze.at,
    });
    Ok(WayIn { can_sign_in: ways_in.can_sign_in, opened, waits, frozen })
}

/// `POST /desk/patients/{patient}/way-in`: states something that two people decide, or freezes at once.
pub async fn decide(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_decide(&request, &id, &fields.into()).await)
}

async fn try_to_decide(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::DecideWaysIn)?;
    request.must_be_fresh_to_act(&address(id))?;
    let person = request.patient(id).await?;
    let paper = IdentityPaper::from_name(fields.text("seen")).filter(|_| fields.is_ticked("same"));
    let Some(paper) = paper else { return show(request, &person, Some(WayInSaid::Incomplete)).await };
    request.must_not_hurry(What::WaysIn)?;
    let done = match fields.text("what") {
        "confirm" => state(request, &person, true, paper).await,
        "refuse" => state(request, &person, false, paper).await,
        "unfreeze" => unfreeze(request, &person, paper).await,
        "lost" => freeze(request, &person, Why::Lost).await,
        "misused" if !paper.has_a_photograph() => {
            return show(request, &person, Some(WayInSaid::NoPhotograph)).await;
        }
        "misused" => freeze(request, &person, Why::Misused).await,
        _ => return show(request, &person, Some(WayInSaid::Incomplete)).await,
    };
    let said = match done {
        Ok(Stated::Decided) => {
            let back = format!("/desk/patients/{}", person.patient());
            return Ok(Redirect::to(&back).into_response());
        }
        Ok(Stated::OneMore) => WayInSaid::OneMore,
        Err(NotStated::Gone) => WayInSaid::Nothing,
        Err(NotStated::NotSecond(NotSecond::Same)) => WayInSaid::SamePerson,
        Err(NotStated::NotSecond(NotSecond::OneMaker)) => WayInSaid::OneMaker,
        Err(NotStated::Store(error)) => return Err(Box::new(request.unavailable(&error))),
    };
    show(request, &person, Some(said)).await
}

fn voice(request: &StaffRequest) -> Voice<'_> {
    Voice::Staff { account: request.staff.account, facility: &request.staff.facility }
}

async fn state(
    request: &StaffRequest,
    person: &AtTheDesk,
    own: bool,
    paper: IdentityPaper,
) -> Result<Stated, NotStated> {
    let AppState { store, clock, .. } = &request.state;
    let waits = recovery::of_patient(store, person.patient()).await?.ok_or(NotStated::Gone)?;
    recovery::state(store, waits.account, voice(request), own, Some(paper), clock.now()).await
}

async fn unfreeze(
    request: &StaffRequest,
    person: &AtTheDesk,
    paper: IdentityPaper,
) -> Result<Stated, NotStated> {
    let AppState { store, clock, .. } = &request.state;
    let frozen = freeze::of_patient(store, person.patient()).await?.ok_or(NotStated::Gone)?;
    freeze::unfreeze(store, frozen.account, voice(request), Some(paper), clock.now()).await
}

async fn freeze(request: &StaffRequest, person: &AtTheDesk, why: Why) -> Result<Stated, NotStated> {
    let AppState { store, clock, entropy, .. } = &request.state;
    match freeze::freeze(store, person.patient(), why, voice(request), clock.now(), entropy).await? {
        true => Ok(Stated::Decided),
        false => Err(NotStated::Gone),
    }
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/way-in")
}
