//! Emergencies: finding somebody who cannot be asked, and opening their record for a while.

pub mod log;
pub mod look;
mod typed;

use super::{
    filled::Filled,
    patient::as_shown,
    seat::{Otherwise, Seat, answered},
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
use shared::{
    emergency::{FourItems, Fruitless, Meant},
    ids::PatientId,
};
use typed::{again, four_items, stated, which};
use uuid::Uuid;

const HERE: &str = "/desk/emergency";

/// `GET /desk/emergency`
pub async fn page(seat: Seat) -> Response {
    match may_begin(&seat, HERE) {
        Ok(()) => form(&seat, EmergencyForm::default(), StatusCode::OK).await,
        Err(otherwise) => *otherwise,
    }
}

/// What comes before a form: the role, a hospital, a fresh proof.
fn may_begin(seat: &Seat, here: &str) -> Result<(), Otherwise> {
    may_at_all(seat)?;
    seat.must_be_fresh_to_begin(here)
}

fn may_at_all(seat: &Seat) -> Result<(), Otherwise> {
    seat.must_be_allowed(Duty::BreakGlass)?;
    seat.must_be_a_hospital()
}

/// The form, below what is open to them already.
async fn form(seat: &Seat, form: EmergencyForm, status: StatusCode) -> Response {
    match running(seat).await {
        Ok(running) => {
            seat.show(status, Some(Place::Emergency), HERE, || desk::emergency_find_page(form, running))
        }
        Err(error) => refused(seat, form, seat.failed(&error)),
    }
}

async fn running(seat: &Seat) -> Result<Vec<EmergencyRunning>, StoreError> {
    let who = (seat.staff.account, &seat.staff.facility);
    let running = emergency::running_of(&seat.state.store, who, seat.state.clock.now()).await?;
    let shown = |one: emergency::Running| EmergencyRunning {
        address: format!("{HERE}/{}", one.id),
        name: one.name,
        until: one.until,
    };
    Ok(running.into_iter().map(shown).collect())
}

/// The form with what was typed, and why it came to nothing.
fn refused(seat: &Seat, form: EmergencyForm, why: Refusal) -> Response {
    let form = EmergencyForm { said: Some(EmergencySaid::Refused(why)), ..form };
    seat.refuse_on(why, Some(Place::Emergency), HERE, || desk::emergency_find_page(form, Vec::new()))
}

/// `POST /desk/emergency`: whom the four items mean, all of them and exactly one, is opened. Of few whom nothing tells
/// apart it is said how many, and each is opened by its number (`which`) and the same four items. Else whether several
/// have them or nobody is all that is said, and nothing more is done. What was typed comes back with every other answer.
pub async fn find(seat: Seat, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_find(&seat, &filled.into()).await)
}

async fn try_to_find(seat: &Seat, filled: &Filled) -> Result<Response, Otherwise> {
    may_at_all(seat)?;
    if !seat.is_fresh_to_act() {
        return Ok(prove_first(seat, filled));
    }
    let mut wanting = Vec::new();
    let stated = stated(filled, &mut wanting);
    let items = four_items(seat, filled, &mut wanting);
    let (Some(stated), Some(items)) = (stated, items) else {
        return Ok(form(seat, again(filled, wanting, None), StatusCode::BAD_REQUEST).await);
    };
    let said = match search(seat, &items, stated, which(filled)).await {
        Ok(Searched::Opened(access)) => return Ok(to(access)),
        Ok(Searched::Nothing(outcome)) => EmergencySaid::Nothing(outcome),
        Ok(Searched::Alike(count)) => EmergencySaid::Alike(count),
        Err(why) => return Ok(refused(seat, again(filled, Vec::new(), None), why)),
    };
    Ok(form(seat, again(filled, Vec::new(), Some(said)), StatusCode::OK).await)
}

/// Not the way to the proof: it is an address, and what was typed names somebody and may stand in none. So it goes
/// back into the form, and the proof is made beside it. What is open to them waits for the proof.
fn prove_first(seat: &Seat, filled: &Filled) -> Response {
    let form = again(filled, Vec::new(), Some(EmergencySaid::ProveAgain));
    let page = || desk::emergency_find_page(form, Vec::new());
    seat.show(StatusCode::FORBIDDEN, Some(Place::Emergency), HERE, page)
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
    seat: &Seat,
    items: &FourItems,
    stated: Stated,
    which: Option<usize>,
) -> Result<Searched, Refusal> {
    seat.keeps_pace(What::EmergencySearch)?;
    let failed = |error: StoreError| seat.failed(&error);
    let found = emergency::by_four_items(&seat.state.store, items).await.map_err(failed)?;
    let chosen = match &found {
        Meant::One(one) => Some(*one),
        Meant::Alike(them) => which.and_then(|at| them.get(at)).copied(),
        Meant::Nobody | Meant::Several => None,
    };
    if let Some(one) = chosen {
        return open(seat, one, stated).await.map(Searched::Opened);
    }
    let outcome = if found == Meant::Nobody { Fruitless::Nobody } else { Fruitless::Several };
    let search = Search {
        id: seat.state.entropy.uuid(),
        account: seat.staff.account,
        facility: &seat.staff.facility,
        stated: &stated,
        outcome,
        at: seat.state.clock.now(),
    };
    emergency::note_search(&seat.state.store, &search).await.map_err(failed)?;
    Ok(match found {
        Meant::Alike(them) => Searched::Alike(them.len()),
        _ => Searched::Nothing(outcome),
    })
}

/// `GET /desk/patients/{patient}/emergency`: somebody whom the facility knows needs no four items.
pub async fn of_patient(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show(&seat, &id, EmergencyForm::default(), StatusCode::OK).await)
}

async fn try_to_show(
    seat: &Seat,
    id: &str,
    form: EmergencyForm,
    status: StatusCode,
) -> Result<Response, Otherwise> {
    let here = address(id);
    may_begin(seat, &here)?;
    let person = seat.patient(id).await?;
    let patient = as_shown(seat, &person);
    Ok(seat.show(status, Some(Place::Patients), here, || desk::emergency_open_page(patient, form)))
}

/// `POST /desk/patients/{patient}/emergency`
pub async fn open_of_patient(
    seat: Seat,
    Path(id): Path<String>,
    filled: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_open(&seat, &id, &filled.into()).await)
}

async fn try_to_open(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    may_at_all(seat)?;
    seat.must_be_fresh_to_act(&address(id))?;
    let mut wanting = Vec::new();
    let Some(stated) = stated(filled, &mut wanting) else {
        return try_to_show(seat, id, again(filled, wanting, None), StatusCode::BAD_REQUEST).await;
    };
    // A search has been counted as one: counted again after it, the answer would tell whether somebody was found.
    seat.must_not_hurry(What::BreakGlass)?;
    let person = seat.patient(id).await?;
    match open(seat, person.patient(), stated).await {
        Ok(access) => Ok(to(access)),
        Err(why) => Err(Box::new(seat.refuse(why))),
    }
}

/// Breaks the glass: the id of the access.
async fn open(seat: &Seat, patient: PatientId, stated: Stated) -> Result<Uuid, Refusal> {
    seat.break_glass(patient, stated).await.map_err(|refused| match refused {
        Refused::NotPermitted => Refusal::Overtaken,
        Refused::Store(error) => seat.failed(&error),
    })
}

/// To what there is to see.
fn to(access: Uuid) -> Response {
    Redirect::to(&format!("{HERE}/{access}")).into_response()
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/emergency")
}
