//! Signing out of this browser.

use crate::{
    http::{
        AppState,
        plumbing::{
            cookies::{self, with_cookie},
            refused::unavailable,
            visitor::Visitor,
        },
    },
    store::account::session,
};
use axum::{
    Extension,
    extract::State,
    http::HeaderValue,
    response::{IntoResponse, Redirect, Response},
};

/// `POST /signout`
pub async fn sign_out(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    let session = visitor.session.as_ref().map(|session| session.id);
    if let Some(id) = session.or(visitor.held.as_ref().map(|held| held.id))
        && let Err(error) = session::end(&state.store, id).await
    {
        return unavailable(&visitor, &error);
    }
    nothing_stays(with_cookie(Redirect::to("/signin").into_response(), &cookies::no_session()))
}

/// What the browser still holds of the record goes too.
pub fn nothing_stays(mut response: Response) -> Response {
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}
