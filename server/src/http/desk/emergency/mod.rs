//! Emergencies: finding somebody who cannot be asked, and opening their record for a while.

mod form_fields;
pub mod log;
pub mod look;

use super::{
    form_fields::FormFields,
    patient::as_shown,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::Duty,
    gate::Refused,
    http::plumbing::{form::Form, pace::What},
    store::{
        StoreError,
        sharing::emergency::{self, Search, Stated},
    },
};
use app::desk::{self, EmergencyForm, EmergencyRunning, EmergencySaid, Place, Refusal};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use form_fields::{again, four_items, stated, which};
use shared::{
    emergency::{FourItems, Fruitless, Meant},
    ids::PatientId,
};
use uuid::Uuid;

const HERE: &str = "/desk/emergency";

/// `GET /desk/emergency`
pub async fn page(request: StaffRequest) -> Response {
    match may_begin(&request, HERE) {
        Ok(()) => form(&request, EmergencyForm::default(), StatusCode::OK).await,
        Err(otherwise) => *otherwise,
    }
}

/// What comes before a form: the role, a hospital, a fresh proof.
fn may_begin(request: &StaffRequest, here: &str) -> Result<(), Rejection> {
    may_at_all(request)?;
    request.must_be_fresh_to_begin(here)
}

fn may_at_all(request: &StaffRequest) -> Result<(), Rejection> {
    request.must_be_allowed(Duty::BreakGlass)?;
    request.must_be_a_hospital()
}

/// The form, below what is open to them already.
async fn form(request: &StaffRequest, form: EmergencyForm, status: StatusCode) -> Response {
    match running(request).await {
        Ok(running) => {
            request.show(status, Some(Place::Emergency), HERE, || desk::emergency_find_page(form, running))
        }
        Err(error) => refused(request, form, request.failed(&error)),
    }
}

async fn running(request: &StaffRequest) -> Result<Vec<EmergencyRunning>, StoreError> {
    let who = (request.staff.account, &request.staff.facility);
    let running = emergency::running_of(&request.state.store, who, request.state.clock.now()).await?;
    let shown = |one: emergency::Running| EmergencyRunning {
        address: format!("{HERE}/{}", one.id),
        name: one.name,
        until: one.until,
    };
    Ok(running.into_iter().map(shown).collect())
}

/// The form with what was typed, and why it came to nothing.
fn refused(request: &StaffRequest, form: EmergencyForm, why: Refusal) -> Response {
    let form = EmergencyForm { said: Some(EmergencySaid::Refused(why)), ..form };
    request.refuse_on(why, Some(Place::Emergency), HERE, || desk::emergency_find_page(form, Vec::new()))
}

/// `POST /desk/emergency`: whom the four items mean, all of them and exactly one, is opened. Of few whom nothing tells
/// apart it is said how many, and each is opened by its number (`which`) and the same four items. Else whether several
/// have them or nobody is all that is said, and nothing more is done. What was typed comes back with every other answer.
pub async fn find(request: StaffRequest, fields: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_find(&request, &fields.into()).await)
}

async fn try_to_find(request: &StaffRequest, fields: &FormFields) -> Result<Response, Rejection> {
    may_at_all(request)?;
    if !request.is_fresh_to_act() {
        return Ok(prove_first(request, fields));
    }
    let mut wanting = Vec::new();
    let stated = stated(fields, &mut wanting);
    let items = four_items(request, fields, &mut wanting);
    let (Some(stated), Some(items)) = (stated, items) else {
        return Ok(form(request, again(fields, wanting, None), StatusCode::BAD_REQUEST).await);
    };
    let said = match search(request, &items, stated, which(fields)).await {
        Ok(Searched::Opened(access)) => return Ok(to(access)),
        Ok(Searched::Nothing(outcome)) => EmergencySaid::Nothing(outcome),
        Ok(Searched::Alike(count)) => EmergencySaid::Alike(count),
        Err(why) => return Ok(refused(request, again(fields, Vec::new(), None), why)),
    };
    Ok(form(request, again(fields, Vec::new(), Some(said)), StatusCode::OK).await)
}

/// Not the way to the proof: it is an address, and what was typed names somebody and may stand in none. So it goes
/// back into the form, and the proof is made beside it. What is open to them waits for the proof.
fn prove_first(request: &StaffRequest, fields: &FormFields) -> Response {
    let form = again(fields, Vec::new(), Some(EmergencySaid::ProveAgain));
    let page = || desk::emergency_find_page(form, Vec::new());
    request.show(StatusCode::FORBIDDEN, Some(Place::Emergency), HERE, page)
}

/// What a search came to.
enum Searched {
    Opened(Uuid),
    Nothing(Fruitless),
    /// So many, whom nothing tells apart.
    Alike(usize),
}

/// Opens whom the four items mean, or `which` of those who are alike.
async fn search(
    request: &StaffRequest,
    items: &FourItems,
    stated: Stated,
    which: Option<usize>,
) -> Result<Searched, Refusal> {
    request.keeps_pace(What::EmergencySearch)?;
    let failed = |error: StoreError| request.failed(&error);
    let found = emergency::by_four_items(&request.state.store, items).await.map_err(failed)?;
    let chosen = match &found {
        Meant::One(one) => Some(*one),
        Meant::Alike(them) => which.and_then(|at| them.get(at)).copied(),
        Meant::Nobody | Meant::Several => None,
    };
    if let Some(one) = chosen {
        return open(request, one, stated).await.map(Searched::Opened);
    }
    let outcome = if found == Meant::Nobody { Fruitless::Nobody } else { Fruitless::Several };
    let search = Search {
        id: request.state.entropy.uuid(),
        account: request.staff.account,
        facility: &request.staff.facility,
        stated: &stated,
        outcome,
        at: request.state.clock.now(),
    };
    emergency::note_search(&request.state.store, &search).await.map_err(failed)?;
    Ok(match found {
        Meant::Alike(them) => Searched::Alike(them.len()),
        _ => Searched::Nothing(outcome),
    })
}

/// `GET /desk/patients/{patient}/emergency`: somebody whom the facility knows needs no four items.
pub async fn of_patient(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id, EmergencyForm::default(), StatusCode::OK).await)
}

async fn try_to_show(
    request: &StaffRequest,
    id: &str,
    form: EmergencyForm,
    status: StatusCode,
) -> Result<Response, Rejection> {
    let here = address(id);
    may_begin(request, &here)?;
    let person = request.patient(id).await?;
    let patient = as_shown(request, &person);
    Ok(request.show(status, Some(Place::Patients), here, || desk::emergency_open_page(patient, form)))
}

/// `POST /desk/patients/{patient}/emergency`
pub async fn open_of_patient(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_open(&request, &id, &fields.into()).await)
}

async fn try_to_open(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    may_at_all(request)?;
    request.must_be_fresh_to_act(&address(id))?;
    let mut wanting = Vec::new();
    let Some(stated) = stated(fields, &mut wanting) else {
        return try_to_show(request, id, again(fields, wanting, None), StatusCode::BAD_REQUEST).await;
    };
    // A search has been counted as one: counted again after it, the answer would tell whether somebody was found.
    request.must_not_hurry(What::BreakGlass)?;
    let person = request.patient(id).await?;
    match open(request, person.patient(), stated).await {
        Ok(access) => Ok(to(access)),
        Err(why) => Err(Box::new(request.refuse(why))),
    }
}

/// Breaks the glass: the id of the access.
async fn open(request: &StaffRequest, patient: PatientId, stated: Stated) -> Result<Uuid, Refusal> {
    request.break_glass(patient, stated).await.map_err(|refused| match refused {
        Refused::NotPermitted => Refusal::Overtaken,
        Refused::Store(error) => request.failed(&error),
    })
}

/// To what there is to see.
fn to(access: Uuid) -> Response {
    Redirect::to(&format!("{HERE}/{access}")).into_response()
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/emergency")
}
