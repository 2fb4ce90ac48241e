//! `/record/infections`: which infection tests there are and what came of them, after a fresh proof. No other page has
//! it, and a browser keeps it only sealed, for whoever asked for that (docs/offline.md).

use super::ports;
use crate::http::{
    AppState,
    plumbing::{headers::plain_page, page_error, visitor::Visitor},
    sign_in::step_up,
};
use app::{error::PageError, infections::infections_page};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

/// Where it stands.
const PAGE: &str = "/record/infections";

/// `GET /record/infections`
pub async fn page(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    if let Some(to_verify) = step_up::before_infections(&visitor, state.clock.now(), PAGE) {
        return to_verify;
    }
    match ports::read_in_full(&state.asked_from(visitor.address), &visitor.actor).await {
        Ok(view) => {
            let stylesheets = state.front_end.stylesheets.clone();
            plain_page(StatusCode::OK, infections_page(&visitor.visit, stylesheets, &view))
        }
        Err(PageError::SignInFirst) => Redirect::to("/signin?return_to=/record/infections").into_response(),
        Err(error) => page_error::refusal(error),
    }
}
