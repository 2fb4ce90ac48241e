//! An invitation, ready to be printed once.

use super::staff_request::StaffRequest;
use crate::auth::Code;
use app::components::qr_code::modules;
use app::desk::{self, Paper, Place, Whom};
use axum::{http::StatusCode, response::Response};
use chrono::{DateTime, Utc};
use shared::time::tokyo_day;

/// Where an invitation is opened.
const PAGE: &str = "/invitation";

/// The sheet. `back`: where the desk goes on.
pub fn sheet(
    request: &StaffRequest,
    place: Place,
    whom: Whom,
    code: &Code,
    expires_at: DateTime<Utc>,
    back: String,
) -> Response {
    let address = request.state.public_url.to(PAGE);
    // Behind the #, where no log and no proxy sees it.
    let paper = Paper {
        whom,
        facility: request.facility_name().to_owned(),
        picture: modules(&format!("{address}#{code}")),
        address,
        code: code.to_string(),
        expires_on: tokyo_day(expires_at),
        back: back.clone(),
    };
    request.show(StatusCode::OK, Some(place), back, || desk::paper_page(paper))
}
