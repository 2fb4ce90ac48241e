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
use app::{
    context::checked::Checked,
    desk::{self, CareRecord, LONGEST_TRIAL, LastLook, Place, Refusal, Trial, Tried},
};
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use chrono::{DateTime, Utc};
use shared::{
    functions::Function,
    ids::ItemId,
    medication::{
        self,
        check::{Medicine, generic_name},
        knowledge::{KnowledgeBase, Words},
    },
    record::{Facility, RecordView, Untold},
    retention::Windows,
};
use std::collections::BTreeMap;

/// The query of a record's page.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    /// A medicine, by name or code, to be held against the record before it is prescribed.
    #[serde(default, rename = "try")]
    medicine: String,
}

/// `GET /desk/patients/{patient}/record`: what the patient's consents pass on to this facility now. `?try=`: with what a
/// prescription would meet in it.
pub async fn page(request: StaffRequest, Path(id): Path<String>, Query(asked): Query<Asked>) -> Response {
    answered(try_to_show(&request, &id, &asked).await)
}

async fn try_to_show(request: &StaffRequest, id: &str, asked: &Asked) -> Result<Response, Rejection> {
    request.must_not_hurry_about(What::CareReading, id)?;
    let person = request.patient(id).await?;
    let patient = as_shown(request, &person);
    let here = format!("{}/record", patient.address());
    match read(request, &person).await {
        Ok((view, untold, looked)) => {
            let facilities = senders(request, &view, &untold)
                .await
                .map_err(|error| Box::new(request.unavailable(&error)))?;
            let shown = CareRecord {
                generic_names: generic_names(&view, request.state.knowledge.base()),
                checked: request.checked(&view),
                trial: trial(request, &view, asked),
                last_look: looked.map_or(LastLook::Never, LastLook::At),
                patient,
                view,
                untold,
                facilities,
                emergency: None,
            };
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

/// What somebody reads, what of it the patient was not told, and when they looked last.
type Read = (RecordView, Vec<Untold>, Option<DateTime<Utc>>);

async fn read(request: &StaffRequest, person: &AtTheDesk) -> Result<Read, Refused> {
    let grant = request.open_for_care(person).await?;
    // An operator's windows are for patients' own views; the platform's are applied where it is passed on.
    let settings = ViewSettings { windows: Windows::Everything, refill: request.state.refill };
    let (today, account) = (request.state.clock.today(), request.staff.account);
    let sealed = record::view_with_last_look(&grant, today, settings, account).await?;
    let (taken, looked) = grant.release(sealed).await?;
    let (view, untold) = taken.read_with_untold()?;
    Ok((view, untold, looked))
}

/// What a prescription would meet in this record; `None` where there is nothing that the check may look at, or it is not
/// in use.
pub fn trial(request: &StaffRequest, view: &RecordView, asked: &Asked) -> Option<Trial> {
    if !view.may_be_checked() || !request.functions().contains(Function::MedicationCheck) {
        return None;
    }
    let typed: String = asked.medicine.trim().chars().take(LONGEST_TRIAL).collect();
    let knowledge = request.state.knowledge.base();
    let tried = || {
        let medicine = Medicine::tried(&typed, request.state.clock.today());
        let recognised_as = generic_name(&medicine, knowledge).ok();
        Some(Tried { checked: Checked::of_one_more(view, medicine, knowledge)?, recognised_as })
    };
    let answer = if typed.is_empty() { None } else { tried() };
    Some(Trial { typed, answer })
}

/// Generic names of the medicines that are recognised for certain, by their items.
pub fn generic_names(view: &RecordView, knowledge: &KnowledgeBase) -> BTreeMap<ItemId, Words> {
    let lines = medication::lines(&view.record, view.as_of, view.refill);
    let named = lines.into_iter().filter_map(|line| {
        let name = generic_name(&Medicine::of_line(&line), knowledge).ok()?;
        Some((line.prescription.origin.item, name))
    });
    named.collect()
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
