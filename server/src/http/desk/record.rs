//! `/desk/patients/{patient}/record`: a patient's record, for those who treat and by consent.

use super::{
    patient::as_shown,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    gate::{AtTheDesk, Refused},
    http::plumbing::pace::What,
    store::{
        StoreError, facility,
        record::{self, ViewSettings},
    },
};
use app::desk::{self, CareRecord, Place, Refusal};
use axum::{extract::Path, http::StatusCode, response::Response};
use shared::{
    record::{Facility, RecordView, Untold},
    retention::Windows,
};

/// `GET /desk/patients/{patient}/record`: what the patient's consents pass on to this facility now.
pub async fn page(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id).await)
}

async fn try_to_show(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    request.must_not_hurry_about(What::CareReading, id)?;
    let person = request.patient(id).await?;
    let patient = as_shown(request, &person);
    let here = format!("{}/record", patient.address());
    match read(request, &person).await {
        Ok((view, untold)) => {
            let facilities = senders(request, &view, &untold)
                .await
                .map_err(|error| Box::new(request.unavailable(&error)))?;
            let checked = request.checked(&view);
            let shown = CareRecord { patient, view, untold, facilities, checked, emergency: None };
            Ok(request.show(StatusCode::OK, Some(Place::Patients), here, || desk::care_page(shown)))
        }
        // The gate was asked all the same: the patient learns of the attempt.
        Err(Refused::NotPermitted) if !request.staff.treats() => {
            Err(Box::new(request.refuse(Refusal::NotThisRole)))
        }
        Err(Refused::NotPermitted) => {
            let withheld = || desk::withheld_page(&patient);
            Ok(request.show(StatusCode::FORBIDDEN, Some(Place::Patients), here, withheld))
        }
        Err(Refused::Store(error)) => Err(Box::new(request.unavailable(&error))),
    }
}

async fn read(request: &StaffRequest, person: &AtTheDesk) -> Result<(RecordView, Vec<Untold>), Refused> {
    let grant = request.open_for_care(person).await?;
    // An operator's windows are for patients' own views; the platform's are applied where it is passed on.
    let settings = ViewSettings { windows: Windows::Everything, refill: request.state.refill };
    let sealed = record::view(&grant, request.state.clock.today(), settings).await?;
    Ok(grant.release(sealed).await?.read_with_untold()?)
}

/// A facility of which nothing else is shown has no name in the record.
pub async fn senders(
    request: &StaffRequest,
    view: &RecordView,
    untold: &[Untold],
) -> Result<Vec<Facility>, StoreError> {
    let mut senders = view.record.facilities.clone();
    for origin in untold.iter().map(|one| &one.diagnosis.origin) {
        let Some(code) = origin.source.facility() else { continue };
        if senders.iter().any(|sender| sender.code == *code) {
            continue;
        }
        let name = facility::find(&request.state.store, code).await?.map(|found| found.name);
        senders.push(Facility { code: code.clone(), name, last_received: origin.received });
    }
    Ok(senders)
}
