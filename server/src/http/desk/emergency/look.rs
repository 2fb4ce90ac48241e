//! What is seen of a record in an emergency. Each address is a look of its own, through the gate and into the log.

use crate::{
    auth::Duty,
    gate::Refused,
    http::{
        desk::{
            record::{Asked, generic_names, senders, trial},
            staff_request::{Rejection, StaffRequest, answered},
        },
        plumbing::pace::What,
    },
    paper::{PaperError, emergency as paper},
    store::{
        record as records,
        record::{ViewSettings, contact::NamedContact},
        sharing::emergency::{self, Access, Stated},
    },
};
use app::{
    desk::{self, CareRecord, InEmergency, LastLook, Patient, Place, Refusal},
    paper::EmergencyPaper,
};
use axum::{
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use shared::{record::RecordView, retention::Windows, summary::EmergencySummary, time::age_in_years};
use std::sync::Arc;
use uuid::Uuid;

/// `GET /desk/emergency/{access}`: what matters first.
pub async fn summary(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show_summary(&request, &id).await)
}

async fn try_to_show_summary(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    let looked = look(request, id).await?;
    let (summary, open) = (paper_of(request, &looked), open(&looked.access));
    let here = open.address.clone();
    let page = || desk::emergency_summary_page(summary, open);
    Ok(request.show(StatusCode::OK, Some(Place::Emergency), here, page))
}

/// `GET /desk/emergency/{access}/summary.pdf`
pub async fn pdf(request: StaffRequest, Path(id): Path<String>) -> Response {
    let write = |paper: &EmergencyPaper| paper::pdf(paper, request.locale());
    answered(try_to_hand_out(&request, &id, write, ("application/pdf", "pdf")).await)
}

/// `GET /desk/emergency/{access}/summary.xml`
pub async fn xml(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_hand_out(&request, &id, paper::xml, ("application/xml", "xml")).await)
}

async fn try_to_hand_out(
    request: &StaffRequest,
    id: &str,
    write: impl FnOnce(&EmergencyPaper) -> Result<Vec<u8>, PaperError>,
    (content_type, ending): (&'static str, &str),
) -> Result<Response, Rejection> {
    request.must_not_hurry(What::EmergencyPaper)?;
    let looked = look(request, id).await?;
    let written = write(&paper_of(request, &looked)).map_err(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "an emergency summary could not be written"
        );
        Box::new(request.refuse(Refusal::Unavailable))
    })?;
    // Whose it is stands in the file, not in its name: names of files are read over shoulders.
    let disposition =
        format!("attachment; filename=\"mikata-emergency-{}.{ending}\"", looked.access.id.simple());
    let headers =
        [(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, written).into_response())
}

fn paper_of(request: &StaffRequest, looked: &Looked) -> EmergencyPaper {
    let Looked { access, view, contacts } = looked;
    let Stated { reason, note } = &access.stated;
    EmergencyPaper {
        summary: EmergencySummary::of(view, request.state.knowledge.base(), request.functions()),
        facility: request.facility_name().to_owned(),
        printed_at: request.state.clock.now(),
        reason: desk::emergency_reason(request.locale(), *reason, note),
        contacts: contacts.iter().map(|one| one.contact.clone()).collect(),
    }
}

/// `GET /desk/emergency/{access}/record`: the ordinary view of what an emergency shows.
pub async fn record(request: StaffRequest, Path(id): Path<String>, Query(asked): Query<Asked>) -> Response {
    answered(try_to_show_record(&request, &id, &asked).await)
}

async fn try_to_show_record(request: &StaffRequest, id: &str, asked: &Asked) -> Result<Response, Rejection> {
    let Looked { access, view, .. } = look(request, id).await?;
    let facilities =
        senders(request, &view, &[]).await.map_err(|error| Box::new(request.unavailable(&error)))?;
    let shown = CareRecord {
        generic_names: generic_names(&view, request.state.knowledge.base()),
        checked: request.checked(&view),
        trial: trial(request, &view, asked),
        last_look: LastLook::NotTold,
        patient: who(&view),
        // What the patient has not been told is for whoever has consent to diagnoses, not for an emergency.
        untold: Vec::new(),
        emergency: Some(open(&access)),
        view: Arc::unwrap_or_clone(view),
        facilities,
    };
    let here = format!("{}/record", address(&access));
    Ok(request.show(StatusCode::OK, Some(Place::Emergency), here, || desk::care_page(shown)))
}

/// What one look shows.
struct Looked {
    access: Access,
    view: Arc<RecordView>,
    contacts: Vec<NamedContact>,
}

/// Opens the record of an emergency that this member of staff began. What ended is refused at the gate, too: the
/// patient learns that somebody tried.
async fn look(request: &StaffRequest, id: &str) -> Result<Looked, Rejection> {
    request.must_be_allowed(Duty::BreakGlass)?;
    request.must_be_a_hospital()?;
    request.must_not_hurry_about(What::EmergencyReading, id)?;
    let access = find(request, id).await?;
    match read(request, &access).await {
        Ok((view, contacts)) => Ok(Looked { access, view, contacts }),
        Err(Refused::NotPermitted) => Err(Box::new(closed(request, &access))),
        Err(Refused::Store(error)) => Err(Box::new(request.unavailable(&error))),
    }
}

async fn find(request: &StaffRequest, id: &str) -> Result<Access, Rejection> {
    let nothing = || Box::new(request.refuse(Refusal::NotFound));
    let id = Uuid::parse_str(id).map_err(|_| nothing())?;
    match emergency::find(&request.state.store, id, request.staff.account).await {
        Ok(found) => found.ok_or_else(nothing),
        Err(error) => Err(Box::new(request.unavailable(&error))),
    }
}

async fn read(
    request: &StaffRequest,
    access: &Access,
) -> Result<(Arc<RecordView>, Vec<NamedContact>), Refused> {
    let grant = request.open_in_emergency(access.patient).await?;
    // An operator's windows are for patients' own views; the platform's are applied where it is passed on.
    let settings = ViewSettings { windows: Windows::Everything, refill: request.state.refill };
    let sealed = records::view_with_contacts(&grant, request.state.clock.today(), settings).await?;
    let (taken, contacts) = grant.release(sealed).await?;
    Ok((taken.read()?, contacts))
}

fn closed(request: &StaffRequest, access: &Access) -> Response {
    let over = access.until <= request.state.clock.now();
    let page = || desk::emergency_closed_page(over);
    request.show(StatusCode::FORBIDDEN, Some(Place::Emergency), "/desk/emergency", page)
}

/// The person, as the record names them.
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
