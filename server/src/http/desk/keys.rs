use super::{
    filled::Filled,
    seat::{Otherwise, Seat, answered},
};
use crate::{
    auth::Duty,
    http::plumbing::{form::Form, pace::What},
    store::facility::key::{self, Scope, Scopes},
};
use app::desk::{self, Key, KeySaid, NewKey, Place, Refusal};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::{set::Member, time::tokyo_day};
use uuid::Uuid;

const LIST: &str = "/desk/keys";
const NEW: &str = "/desk/keys/new";

/// `GET /desk/keys`
pub async fn list(seat: Seat) -> Response {
    answered(try_to_list(&seat).await)
}

async fn try_to_list(seat: &Seat) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageKeys)?;
    let keys = keys(seat).await?;
    Ok(seat.show(StatusCode::OK, Some(Place::Keys), LIST, || desk::keys_page(keys)))
}

/// `GET /desk/keys/new`
pub async fn new(seat: Seat) -> Response {
    let allowed = seat.must_be_allowed(Duty::ManageKeys).and_then(|()| seat.must_be_fresh_to_begin(NEW));
    answered(allowed.map(|()| form(&seat, NewKey::default())))
}

fn form(seat: &Seat, form: NewKey) -> Response {
    let status = if form.said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let every: Vec<&str> = Scopes::ALL.iter().map(Scope::as_str).collect();
    seat.show(status, Some(Place::Keys), NEW, || desk::new_key_page(&every, form))
}

/// `POST /desk/keys/new`: the secret, this once.
pub async fn make(seat: Seat, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_make(&seat, &filled.into()).await)
}

async fn try_to_make(seat: &Seat, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageKeys)?;
    seat.must_be_fresh_to_act(NEW)?;
    let chosen: Vec<&str> = filled.every("scope").collect();
    let wrong = |said| {
        let scopes = Scopes::ALL.iter().map(Scope::as_str).filter(|name| chosen.contains(name)).collect();
        Ok(form(seat, NewKey { label: filled.text("label").to_owned(), scopes, said: Some(said) }))
    };
    let Some(label) = filled.name("label") else { return wrong(KeySaid::BadLabel) };
    let Ok(scopes) = key::parse_scopes(&chosen.join(" ")) else { return wrong(KeySaid::NoScope) };
    seat.must_not_hurry(What::MakeKey)?;
    let state = &seat.state;
    let (facility, now) = (&seat.staff.facility, state.clock.now());
    match key::create_for(&state.store, facility, &label, scopes, now, &state.entropy).await {
        Ok(Some(secret)) => {
            let page = || desk::made_page(label, secret);
            Ok(seat.show(StatusCode::OK, Some(Place::Keys), LIST, page))
        }
        Ok(None) => Err(Box::new(seat.refuse(Refusal::NotFound))),
        Err(error) => Err(Box::new(seat.unavailable(&error))),
    }
}

/// `GET /desk/keys/{key}/revoke`
pub async fn before_revoking(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_ask(&seat, &id).await)
}

async fn try_to_ask(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageKeys)?;
    let here = address(id);
    seat.must_be_fresh_to_begin(&here)?;
    let found = keys(seat).await?.into_iter().find(|key| key.id == id && key.revoked_on.is_none());
    let Some(key) = found else { return Err(Box::new(seat.refuse(Refusal::NotFound))) };
    Ok(seat.show(StatusCode::OK, Some(Place::Keys), here, || desk::revoke_page(key)))
}

/// `POST /desk/keys/{key}/revoke`
pub async fn revoke(seat: Seat, Path(id): Path<String>, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_revoke(&seat, &id, &filled.into()).await)
}

async fn try_to_revoke(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageKeys)?;
    seat.must_be_fresh_to_act(&address(id))?;
    if !filled.is_ticked("confirmed") {
        return try_to_ask(seat, id).await;
    }
    let Ok(id) = Uuid::parse_str(id) else { return Err(Box::new(seat.refuse(Refusal::NotFound))) };
    match key::revoke_of(&seat.state.store, &seat.staff.facility, id, seat.state.clock.now()).await {
        Ok(true) => Ok(Redirect::to(LIST).into_response()),
        Ok(false) => Err(Box::new(seat.refuse(Refusal::NotFound))),
        Err(error) => Err(Box::new(seat.unavailable(&error))),
    }
}

async fn keys(seat: &Seat) -> Result<Vec<Key>, Otherwise> {
    let found = key::of_facility(&seat.state.store, &seat.staff.facility).await;
    let found = found.map_err(|error| Box::new(seat.unavailable(&error)))?;
    let shown = |key: key::Key| Key {
        id: key.id.to_string(),
        label: key.label,
        scopes: key.scopes.iter().map(Scope::as_str).collect(),
        made_on: tokyo_day(key.created_at),
        last_used_on: key.last_used_at.map(tokyo_day),
        revoked_on: key.revoked_at.map(tokyo_day),
    };
    Ok(found.into_iter().map(shown).collect())
}

fn address(id: &str) -> String {
    format!("{LIST}/{id}/revoke")
}
