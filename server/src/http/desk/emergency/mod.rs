//! Emergencies: finding somebody who cannot be asked, and opening their record for a while.

pub mod log;
pub mod look;

use super::{
    filled::Filled,
    pace::What,
    patient::as_shown,
    seat::{Otherwise, Seat, answered},
};
use crate::{
    auth::Duty,
    gate::Refused,
    http::form::Form,
    store::{
        StoreError,
        emergency::{self, Search, Stated},
    },
};
use app::desk::{self, EmergencyForm, Place, Refusal, Wanting};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::{
    address::{Address, Prefecture},
    emergency::{FourItems, Fruitless, Reason},
    ids::PatientId,
    name::is_unseen,
    record::Sex,
};

const HERE: &str = "/desk/emergency";
/// Longer than any name or address; what is longer is something else.
const LONGEST_ITEM: usize = 200;
/// A sentence.
const LONGEST_NOTE: usize = 200;

/// `GET /desk/emergency`
pub async fn page(seat: Seat) -> Response {
    answered(may_begin(&seat, HERE).map(|()| form(&seat, EmergencyForm::default(), StatusCode::OK)))
}

/// What comes before a form: the role, a hospital, a fresh proof.
fn may_begin(seat: &Seat, here: &str) -> Result<(), Otherwise> {
    seat.must_be_allowed(Duty::BreakGlass)?;
    seat.must_be_a_hospital()?;
    seat.must_be_fresh_to_begin(here)
}

/// The same before what the form asks for is done.
fn may_act(seat: &Seat, form: &str) -> Result<(), Otherwise> {
    seat.must_be_allowed(Duty::BreakGlass)?;
    seat.must_be_a_hospital()?;
    seat.must_be_fresh_to_act(form)
}

fn form(seat: &Seat, form: EmergencyForm, status: StatusCode) -> Response {
    seat.show(status, Some(Place::Emergency), HERE, || desk::emergency_find_page(form))
}

/// `POST /desk/emergency`: whom the four items mean, all of them and exactly one, is opened. Whether several have
/// them or nobody is all that is said, and nothing more is done.
pub async fn find(seat: Seat, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_find(&seat, &filled.into()).await)
}

async fn try_to_find(seat: &Seat, filled: &Filled) -> Result<Response, Otherwise> {
    may_act(seat, HERE)?;
    let unavailable = |error: StoreError| Box::new(seat.unavailable(&error));
    let mut wanting = Vec::new();
    let stated = stated(filled, &mut wanting);
    let items = four_items(seat, filled, &mut wanting);
    let (Some(stated), Some(items)) = (stated, items) else {
        return Ok(form(seat, again(filled, wanting, None), StatusCode::BAD_REQUEST));
    };
    seat.must_not_hurry(What::EmergencySearch)?;
    let found = emergency::by_four_items(&seat.state.store, &items).await.map_err(unavailable)?;
    let outcome = match found.as_slice() {
        [one] => return open(seat, *one, stated).await,
        [] => Fruitless::Nobody,
        _ => Fruitless::Several,
    };
    let search = Search {
        id: seat.state.entropy.uuid(),
        account: seat.staff.account,
        facility: &seat.staff.facility,
        stated: &stated,
        outcome,
        at: seat.state.clock.now(),
    };
    emergency::note_search(&seat.state.store, &search).await.map_err(unavailable)?;
    Ok(form(seat, again(filled, Vec::new(), Some(outcome)), StatusCode::OK))
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
    may_act(seat, &address(id))?;
    let mut wanting = Vec::new();
    let Some(stated) = stated(filled, &mut wanting) else {
        return try_to_show(seat, id, again(filled, wanting, None), StatusCode::BAD_REQUEST).await;
    };
    // A search has been counted as one: counted again after it, the answer would tell whether somebody was found.
    seat.must_not_hurry(What::BreakGlass)?;
    let person = seat.patient(id).await?;
    open(seat, person.patient(), stated).await
}

/// Breaks the glass and goes to what there is to see.
async fn open(seat: &Seat, patient: PatientId, stated: Stated) -> Result<Response, Otherwise> {
    match seat.break_glass(patient, stated).await {
        Ok(access) => Ok(Redirect::to(&format!("{HERE}/{access}")).into_response()),
        Err(Refused::NotPermitted) => Err(Box::new(seat.refuse(Refusal::Overtaken))),
        Err(Refused::Store(error)) => Err(Box::new(seat.unavailable(&error))),
    }
}

/// The reason, and the words that "other" needs.
fn stated(filled: &Filled, wanting: &mut Vec<Wanting>) -> Option<Stated> {
    let note = filled.text("note");
    // A reason that cannot be seen is none, and one that turns letters around is another.
    if note.chars().count() > LONGEST_NOTE || note.chars().any(is_unseen) {
        wanting.push(Wanting::LongNote);
        return None;
    }
    let Some(reason) = Reason::from_name(filled.text("reason")) else {
        wanting.push(Wanting::Reason);
        return None;
    };
    if reason == Reason::Other && note.is_empty() {
        wanting.push(Wanting::Note);
        return None;
    }
    if !filled.is_ticked("emergency") {
        wanting.push(Wanting::Confirmation);
        return None;
    }
    Some(Stated { reason, note: note.to_owned() })
}

/// All four, or what is missing. Whatever else stands in a field is text: no letter of it means "anything".
fn four_items(seat: &Seat, filled: &Filled, wanting: &mut Vec<Wanting>) -> Option<FourItems> {
    let item = |name| Some(filled.text(name)).filter(|text| is_item(text));
    let name = item("name");
    let birth_date = filled.day("birth_date").ok().flatten();
    let birth_date = birth_date.filter(|day| *day <= seat.state.clock.today());
    let sex = [("male", Sex::Male), ("female", Sex::Female), ("other", Sex::Other)];
    let sex = sex.into_iter().find(|(known, _)| *known == filled.text("sex")).map(|(_, sex)| sex);
    let prefecture = Prefecture::from_code(filled.text("prefecture"));
    let rest = item("address");
    let there = [
        (name.is_some(), Wanting::Name),
        (birth_date.is_some(), Wanting::BirthDate),
        (sex.is_some(), Wanting::Sex),
        (prefecture.is_some(), Wanting::Prefecture),
        (rest.is_some(), Wanting::Address),
    ];
    wanting.extend(there.into_iter().filter(|(there, _)| !there).map(|(_, item)| item));
    let address = Address::within(prefecture?, rest?);
    if address.is_none() {
        wanting.push(Wanting::Address);
    }
    Some(FourItems { name: name?.to_owned(), birth_date: birth_date?, sex: sex?, address: address? })
}

fn is_item(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST_ITEM
}

/// The form as it was filled in.
fn again(filled: &Filled, wanting: Vec<Wanting>, outcome: Option<Fruitless>) -> EmergencyForm {
    let text = |name| filled.text(name).chars().take(LONGEST_ITEM).collect();
    EmergencyForm {
        name: text("name"),
        birth_date: text("birth_date"),
        sex: text("sex"),
        prefecture: text("prefecture"),
        address: text("address"),
        reason: Reason::from_name(filled.text("reason")),
        note: text("note"),
        wanting,
        outcome,
    }
}

fn address(id: &str) -> String {
    format!("/desk/patients/{id}/emergency")
}
