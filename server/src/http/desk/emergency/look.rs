//! What is seen of a record in an emergency. Each address is a look of its own, through the gate and into the log.

use crate::{
    auth::Duty,
    gate::Refused,
    http::{
        desk::{
            record::senders,
            seat::{Otherwise, Seat, answered},
        },
        plumbing::pace::What,
    },
    paper::{PaperError, emergency as paper},
    store::{
        record as records,
        record::ViewSettings,
        sharing::emergency::{self, Access, Stated},
    },
};
use app::desk::{self, CareRecord, EmergencyPaper, InEmergency, Patient, Place, Refusal};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use shared::{record::RecordView, retention::Windows, summary::EmergencySummary, time::age_in_years};
use std::sync::Arc;
use uuid::Uuid;

/// `GET /desk/emergency/{access}`: what matters first.
pub async fn summary(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show_summary(&seat, &id).await)
}

async fn try_to_show_summary(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    let (access, view) = look(seat, id).await?;
    let (summary, open) = (paper_of(seat, &access, &view), open(&access));
    let here = open.address.clone();
    let page = || desk::emergency_summary_page(summary, open);
    Ok(seat.show(StatusCode::OK, Some(Place::Emergency), here, page))
}

/// `GET /desk/emergency/{access}/summary.pdf`
pub async fn pdf(seat: Seat, Path(id): Path<String>) -> Response {
    let write = |paper: &EmergencyPaper| paper::pdf(paper, seat.locale());
    answered(try_to_hand_out(&seat, &id, write, ("application/pdf", "pdf")).await)
}

/// `GET /desk/emergency/{access}/summary.xml`
pub async fn xml(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_hand_out(&seat, &id, paper::xml, ("application/xml", "xml")).await)
}

async fn try_to_hand_out(
    seat: &Seat,
    id: &str,
    write: impl FnOnce(&EmergencyPaper) -> Result<Vec<u8>, PaperError>,
    (content_type, ending): (&'static str, &str),
) -> Result<Response, Otherwise> {
    seat.must_not_hurry(What::EmergencyPaper)?;
    let (access, view) = look(seat, id).await?;
    let written = write(&paper_of(seat, &access, &view)).map_err(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "an emergency summary could not be written"
        );
        Box::new(seat.refuse(Refusal::Unavailable))
    })?;
    // Whose it is stands in the file, not in its name: names of files are read over shoulders.
    let disposition = format!("attachment; filename=\"mikata-emergency-{}.{ending}\"", access.id.simple());
    let headers =
        [(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, written).into_response())
}

fn paper_of(seat: &Seat, access: &Access, view: &RecordView) -> EmergencyPaper {
    let Stated { reason, note } = &access.stated;
    EmergencyPaper {
        summary: EmergencySummary::of(view, seat.state.knowledge.base(), seat.functions()),
        facility: seat.facility_name().to_owned(),
        printed_at: seat.state.clock.now(),
        reason: desk::emergency_reason(seat.locale(), *reason, note),
    }
}

/// `GET /desk/emergency/{access}/record`: the ordinary view of what an emergency shows.
pub async fn record(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show_record(&seat, &id).await)
}

async fn try_to_show_record(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    let (access, view) = look(seat, id).await?;
    let facilities = senders(seat, &view, &[]).await.map_err(|error| Box::new(seat.unavailable(&error)))?;
    let checked = seat.checked(&view);
    let shown = CareRecord {
        patient: who(&view),
        // What the patient has not been told is for whoever has consent to diagnoses, not for an emergency.
        untold: Vec::new(),
        emergency: Some(open(&access)),
        view: Arc::unwrap_or_clone(view),
        facilities,
        checked,
    };
    let here = format!("{}/record", address(&access));
    Ok(seat.show(StatusCode::OK, Some(Place::Emergency), here, || desk::care_page(shown)))
}

/// Opens the record of an emergency that this member of staff began. What ended is refused at the gate, too: the
/// patient learns that somebody tried.
async fn look(seat: &Seat, id: &str) -> Result<(Access, Arc<RecordView>), Otherwise> {
    seat.must_be_allowed(Duty::BreakGlass)?;
    seat.must_be_a_hospital()?;
    seat.must_not_hurry_about(What::EmergencyReading, id)?;
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

async fn read(seat: &Seat, access: &Access) -> Result<Arc<RecordView>, Refused> {
    let grant = seat.open_in_emergency(access.patient).await?;
    // An operator's windows are for patients' own views; the platform's are applied where it is passed on.
    let settings = ViewSettings { windows: Windows::Everything, refill: seat.state.refill };
    let sealed = records::view(&grant, seat.state.clock.today(), settings).await?;
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

fn open(access: &Access) -> InEmergency {
    InEmergency { address: address(access), until: access.until }
}

fn address(access: &Access) -> String {
    format!("/desk/emergency/{}", access.id)
}
