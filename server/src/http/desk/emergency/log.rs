use crate::{
    auth::Duty,
    http::desk::seat::{Otherwise, Seat, answered},
    store::{
        StoreError,
        sharing::emergency::{self, CameTo, Happened, SHOWN},
    },
};
use app::desk::{self, EmergencyLine, EmergencyOutcome, Place};
use axum::{http::StatusCode, response::Response};

const HERE: &str = "/desk/emergency/log";

/// `GET /desk/emergency/log`: what happened in emergencies at this facility. Opening it is having seen it.
pub async fn page(seat: Seat) -> Response {
    answered(try_to_show(&seat).await)
}

async fn try_to_show(seat: &Seat) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::WatchEmergencies)?;
    let happened = seen(seat).await.map_err(|error| Box::new(seat.unavailable(&error)))?;
    let cut = i64::try_from(happened.len()).is_ok_and(|count| count >= SHOWN);
    let lines = happened.into_iter().map(line).collect();
    Ok(seat.show(StatusCode::OK, Some(Place::EmergencyLog), HERE, || desk::emergency_log_page(lines, cut)))
}

/// The list, noted as seen up to its newest line: what happens meanwhile stays new.
async fn seen(seat: &Seat) -> Result<Vec<Happened>, StoreError> {
    let store = &seat.state.store;
    let happened = emergency::log(store, &seat.staff.facility).await?;
    if let Some(newest) = happened.first() {
        emergency::saw(store, seat.staff.account, newest.at).await?;
    }
    Ok(happened)
}

fn line(happened: Happened) -> EmergencyLine {
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
