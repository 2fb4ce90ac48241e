//! What is seen of a record in an emergency. Each address is a look of its own, through the gate and into the log.

use crate::{
    auth::Duty,
    gate::Refused,
    http::desk::{
        record::senders,
        seat::{Otherwise, Seat, answered},
    },
    store::{
        emergency::{self, Access},
        record as records,
    },
};
use app::{
    context::checked::Checked,
    desk::{self, CareRecord, InEmergency, Patient, Place, Refusal},
};
use axum::{extract::Path, http::StatusCode, response::Response};
use shared::{record::RecordView, retention::Windows, time::age_in_years};
use uuid::Uuid;

/// `GET /desk/emergency/{access}/record`: the ordinary view of what an emergency shows.
pub async fn record(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show_record(&seat, &id).await)
}

async fn try_to_show_record(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    let (access, view) = look(seat, id).await?;
    let facilities = senders(seat, &view, &[]).await.map_err(|error| Box::new(seat.unavailable(&error)))?;
    let checked = Checked::of(&view, seat.state.knowledge.base());
    let shown = CareRecord {
        patient: who(&view),
        // What the patient has not been told is for whoever has consent to diagnoses, not for an emergency.
        untold: Vec::new(),
        emergency: Some(InEmergency { address: address(&access), until: access.until }),
        view,
        facilities,
        checked,
    };
    let here = format!("{}/record", address(&access));
    Ok(seat.show(StatusCode::OK, Some(Place::Emergency), here, || desk::care_page(shown)))
}

/// Opens the record of an emergency that this member of staff began. What ended is refused at the gate, too: the
/// patient learns that somebody tried.
async fn look(seat: &Seat, id: &str) -> Result<(Access, RecordView), Otherwise> {
    seat.must_be_allowed(Duty::BreakGlass)?;
    seat.must_be_a_hospital()?;
    let access = find(seat, id).await?;
    match read(seat, &access).await {
        Ok(view) => Ok((access, view)),
        Err(Refused::NotPermitted) => Err(Box::new(closed(seat, &access))),
        Err(Refused::Store(error)) => Err(Box::new(seat.unavailable(&error))),
    }
}

async fn find(seat: &Seat, id: &str) -> Result<Access, Otherwise> {
    let nothing = || Box::new(seat.refuse(Refusal::NotFound));
    let id = Uuid::parse_str(id).map_err(|_| nothing())?;
    match emergency::find(&seat.state.store, id, seat.staff.account).await {
        Ok(found) => found.ok_or_else(nothing),
        Err(error) => Err(Box::new(seat.unavailable(&error))),
    }
}

async fn read(seat: &Seat, access: &Access) -> Result<RecordView, Refused> {
    let grant = seat.open_in_emergency(access.patient).await?;
    // An operator's windows are for patients' own views; the platform's are applied where it is passed on.
    let sealed = records::view(&grant, seat.state.clock.today(), Windows::Everything).await?;
    Ok(grant.release(sealed).await?.read()?)
}

fn closed(seat: &Seat, access: &Access) -> Response {
    let over = access.until <= seat.state.clock.now();
    let page = || desk::emergency_closed_page(over);
    seat.show(StatusCode::FORBIDDEN, Some(Place::Emergency), "/desk/emergency", page)
}

/// Whoever it is, as the record names them.
fn who(view: &RecordView) -> Patient {
    let person = &view.record.person;
    Patient {
        id: view.whose.to_string(),
        name: person.name.clone(),
        kana: person.kana.clone(),
        sex: person.sex,
        birth_date: person.birth_date,
        age: age_in_years(person.birth_date, view.as_of),
        died_on: None,
    }
}

fn address(access: &Access) -> String {
    format!("/desk/emergency/{}", access.id)
}
