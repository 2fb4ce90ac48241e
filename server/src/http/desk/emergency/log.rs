//! `/desk/emergency/log`: what happened in emergencies here, for an administrator; never about whom.

use crate::{
    auth::Duty,
    http::desk::staff_request::{Rejection, StaffRequest, answered},
    store::{
        StoreError,
        sharing::emergency::{self, CameTo, EmergencyEvent, SHOWN},
    },
};
use app::desk::{self, EmergencyLine, EmergencyOutcome, Place};
use axum::{http::StatusCode, response::Response};

const HERE: &str = "/desk/emergency/log";

/// `GET /desk/emergency/log`: what happened in emergencies at this facility. Opening it is having seen it.
pub async fn page(request: StaffRequest) -> Response {
    answered(try_to_show(&request).await)
}

async fn try_to_show(request: &StaffRequest) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::WatchEmergencies)?;
    let happened = seen(request).await.map_err(|error| Box::new(request.unavailable(&error)))?;
    let cut = i64::try_from(happened.len()).is_ok_and(|count| count >= SHOWN);
    let lines = happened.into_iter().map(line).collect();
    Ok(request.show(StatusCode::OK, Some(Place::EmergencyLog), HERE, || desk::emergency_log_page(lines, cut)))
}

/// The list, noted as seen up to its newest line: what happens meanwhile stays new.
async fn seen(request: &StaffRequest) -> Result<Vec<EmergencyEvent>, StoreError> {
    let store = &request.state.store;
    let happened = emergency::log(store, &request.staff.facility).await?;
    if let Some(newest) = happened.first() {
        emergency::saw(store, request.staff.account, newest.at).await?;
    }
    Ok(happened)
}

fn line(happened: EmergencyEvent) -> EmergencyLine {
    EmergencyLine {
        at: happened.at,
        who: happened.who,
        reason: happened.stated.reason,
        note: happened.stated.note,
        outcome: match happened.came_to {
            CameTo::Opened { until } => EmergencyOutcome::Opened { until },
            CameTo::Nothing(outcome) => EmergencyOutcome::Nothing(outcome),
        },
    }
}
