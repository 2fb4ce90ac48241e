//! `/signin/held`: the page of a session that opens nothing: why, whom to ask, and the way out.

use crate::{
    http::{
        AppState,
        plumbing::{refused::unavailable, visitor::Visitor},
    },
    store::{
        StoreError, Tx,
        account::{
            freeze, recovery,
            session::{Held, HeldBecause},
        },
        facility,
        identity::link_hold,
    },
};
use app::held::{HeldPage, Opens, held_page};
use axum::{
    Extension,
    extract::{Request, State},
    http::{Method, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

/// Where it is said.
pub const PAGE: &str = "/signin/held";

/// What a session that opens nothing is answered all the same: its page, the way out, and how things are shown.
const ANSWERED: [(Method, &str); 4] = [
    (Method::GET, PAGE),
    (Method::POST, "/signout"),
    (Method::POST, "/settings/language"),
    (Method::POST, "/settings/text-size"),
];

/// Whether the request of such a session is answered.
pub fn is_answered(request: &Request) -> bool {
    ANSWERED.iter().any(|(method, path)| request.method() == method && request.uri().path() == *path)
}

/// Whatever else it asks for: a browser is led to the page, a program gets a line.
pub fn turned_away(request: &Request) -> Response {
    let accepts = request.headers().get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let response = match accepts.into_iter().any(|value| value.contains("text/html")) {
        true => Redirect::to(PAGE).into_response(),
        false => (StatusCode::FORBIDDEN, "this session opens nothing\n").into_response(),
    };
    ([(header::CACHE_CONTROL, "no-store")], response).into_response()
}

/// `GET /signin/held`
pub async fn page(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    // It opens again, or was none of these: at home whoever asks is led where they belong.
    let Some(held) = &visitor.held else { return Redirect::to("/").into_response() };
    match said(&state, held).await {
        Ok(said) => {
            let stylesheets = state.front_end.stylesheets.clone();
            Html(held_page(&visitor.visit, stylesheets, said)).into_response()
        }
        Err(error) => unavailable(&visitor, &error),
    }
}

/// What opens a new way in, as things stand.
pub(in crate::http) async fn opens(tx: &mut Tx, waits: &recovery::Undecided) -> Result<Opens, StoreError> {
    Ok(match (waits.stopped_at, recovery::due_at(tx, waits).await?) {
        (Some(_), _) => Opens::ByTwo,
        (None, Some(until)) => Opens::At(until),
        (None, None) => Opens::BySecondPerson,
    })
}

async fn said(state: &AppState, held: &Held) -> Result<HeldPage, StoreError> {
    let mut tx = state.store.read().await?;
    Ok(match held.why {
        HeldBecause::Waiting => match recovery::undecided_of(&mut tx, held.account).await? {
            Some(waits) => HeldPage::Waiting {
                telephone: facility::telephone(&mut tx, &waits.facility).await?,
                recovers: waits.kind == recovery::Kind::Recovery,
                opens: opens(&mut tx, &waits).await?,
                facility: waits.facility_name,
            },
            None => HeldPage::Over,
        },
        HeldBecause::Frozen => match freeze::in_force(&mut tx, held.account).await? {
            Some(freeze) => HeldPage::Frozen {
                telephone: match &freeze.facility {
                    Some(code) => facility::telephone(&mut tx, code).await?,
                    None => None,
                },
                facility: freeze.facility_name,
                at: freeze.at,
            },
            None => HeldPage::Over,
        },
        HeldBecause::Linked => match link_hold::since(&mut tx, held.account).await? {
            Some(at) => HeldPage::Linked { at },
            None => HeldPage::Over,
        },
    })
}
