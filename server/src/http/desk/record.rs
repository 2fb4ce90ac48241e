use super::{
    patient::as_shown,
    seat::{Otherwise, Seat, answered},
};
use crate::{
    gate::{AtTheDesk, Refused},
    store::record,
};
use app::{
    context::checked::Checked,
    desk::{self, CareRecord, Place, Refusal},
};
use axum::{extract::Path, http::StatusCode, response::Response};
use shared::{
    record::{RecordView, Untold},
    retention::Windows,
};

/// `GET /desk/patients/{patient}/record`: what the patient's consents pass on to this facility now.
pub async fn page(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show(&seat, &id).await)
}

async fn try_to_show(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    let person = seat.patient(id).await?;
    let patient = as_shown(seat, &person);
    let here = format!("{}/record", patient.address());
    match read(seat, &person).await {
        Ok((view, untold)) => {
            let checked = Checked::of(&view, seat.state.knowledge.base());
            let shown = CareRecord { patient, view, untold, checked };
            Ok(seat.show(StatusCode::OK, Some(Place::Patients), here, || desk::care_page(shown)))
        }
        // The gate was asked all the same: the patient learns of the attempt.
        Err(Refused::NotPermitted) if !seat.staff.roles.treat() => {
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
    let sealed = record::view(&grant, seat.state.clock.today(), Windows::Everything).await?;
    Ok(grant.release(sealed).await?.read_with_untold()?)
}
