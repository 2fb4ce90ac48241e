use super::{
    patient::as_shown,
    seat::{Otherwise, Seat, answered},
};
use crate::{
    gate::{AtTheDesk, Refused},
    http::pace::What,
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
pub async fn page(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show(&seat, &id).await)
}

async fn try_to_show(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    seat.must_not_hurry_about(What::CareReading, id)?;
    let person = seat.patient(id).await?;
    let patient = as_shown(seat, &person);
    let here = format!("{}/record", patient.address());
    match read(seat, &person).await {
        Ok((view, untold)) => {
            let facilities =
                senders(seat, &view, &untold).await.map_err(|error| Box::new(seat.unavailable(&error)))?;
            let checked = seat.checked(&view);
            let shown = CareRecord { patient, view, untold, facilities, checked, emergency: None };
            Ok(seat.show(StatusCode::OK, Some(Place::Patients), here, || desk::care_page(shown)))
        }
        // The gate was asked all the same: the patient learns of the attempt.
        Err(Refused::NotPermitted) if !seat.staff.treats() => {
            Err(Box::new(seat.refuse(Refusal::NotThisRole)))
        }
        Err(Refused::NotPermitted) => {
            let withheld = || desk::withheld_page(&patient);
            Ok(seat.show(StatusCode::FORBIDDEN, Some(Place::Patients), here, withheld))
        }
        Err(Refused::Store(error)) => Err(Box::new(seat.unavailable(&error))),
    }
}

async fn read(seat: &Seat, person: &AtTheDesk) -> Result<(RecordView, Vec<Untold>), Refused> {
    let grant = seat.open_for_care(person).await?;
    // An operator's windows are for patients' own views; the platform's are applied where it is passed on.
    let settings = ViewSettings { windows: Windows::Everything, refill: seat.state.refill };
    let sealed = record::view(&grant, seat.state.clock.today(), settings).await?;
    Ok(grant.release(sealed).await?.read_with_untold()?)
}

/// A facility of which nothing else is shown has no name in the record.
pub async fn senders(seat: &Seat, view: &RecordView, untold: &[Untold]) -> Result<Vec<Facility>, StoreError> {
    let mut senders = view.record.facilities.clone();
    for origin in untold.iter().map(|one| &one.diagnosis.origin) {
        let Some(code) = origin.source.facility() else { continue };
        if senders.iter().any(|sender| sender.code == *code) {
            continue;
        }
        let name = facility::find(&seat.state.store, code).await?.map(|found| found.name);
        senders.push(Facility { code: code.clone(), name, last_received: origin.received });
    }
    Ok(senders)
}
