//! `/desk/keys`: the facility's API keys: made, listed, revoked.

use super::{
    form_fields::FormFields,
    staff_request::{Rejection, StaffRequest, answered},
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
pub async fn list(request: StaffRequest) -> Response {
    answered(try_to_list(&request).await)
}

async fn try_to_list(request: &StaffRequest) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageKeys)?;
    let keys = keys(request).await?;
    Ok(request.show(StatusCode::OK, Some(Place::Keys), LIST, || desk::keys_page(keys)))
}

/// `GET /desk/keys/new`
pub async fn new(request: StaffRequest) -> Response {
    let allowed =
        request.must_be_allowed(Duty::ManageKeys).and_then(|()| request.must_be_fresh_to_begin(NEW));
    answered(allowed.map(|()| form(&request, NewKey::default())))
}

fn form(request: &StaffRequest, form: NewKey) -> Response {
    let status = if form.said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let every: Vec<&str> = Scopes::ALL.iter().map(Scope::as_str).collect();
    request.show(status, Some(Place::Keys), NEW, || desk::new_key_page(&every, form))
}

/// `POST /desk/keys/new`: the secret, this once.
pub async fn make(request: StaffRequest, fields: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_make(&request, &fields.into()).await)
}

async fn try_to_make(request: &StaffRequest, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageKeys)?;
    request.must_be_fresh_to_act(NEW)?;
    let chosen: Vec<&str> = fields.every("scope").collect();
    let wrong = |said| {
        let scopes = Scopes::ALL.iter().map(Scope::as_str).filter(|name| chosen.contains(name)).collect();
        Ok(form(request, NewKey { label: fields.text("label").to_owned(), scopes, said: Some(said) }))
    };
    let Some(label) = fields.name("label") else { return wrong(KeySaid::BadLabel) };
    let Ok(scopes) = key::parse_scopes(&chosen.join(" ")) else { return wrong(KeySaid::NoScope) };
    request.must_not_hurry(What::MakeKey)?;
    let state = &request.state;
    let (facility, now) = (&request.staff.facility, state.clock.now());
    match key::create_for(&state.store, facility, &label, scopes, now, &state.entropy).await {
        Ok(Some(secret)) => {
            let page = || desk::made_page(label, secret);
            Ok(request.show(StatusCode::OK, Some(Place::Keys), LIST, page))
        }
        Ok(None) => Err(Box::new(request.refuse(Refusal::NotFound))),
        Err(error) => Err(Box::new(request.unavailable(&error))),
    }
}

/// `GET /desk/keys/{key}/revoke`
pub async fn before_revoking(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_ask(&request, &id).await)
}

async fn try_to_ask(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageKeys)?;
    let here = address(id);
    request.must_be_fresh_to_begin(&here)?;
    let found = keys(request).await?.into_iter().find(|key| key.id == id && key.revoked_on.is_none());
    let Some(key) = found else { return Err(Box::new(request.refuse(Refusal::NotFound))) };
    Ok(request.show(StatusCode::OK, Some(Place::Keys), here, || desk::revoke_page(key)))
}

/// `POST /desk/keys/{key}/revoke`
pub async fn revoke(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_revoke(&request, &id, &fields.into()).await)
}

async fn try_to_revoke(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageKeys)?;
    request.must_be_fresh_to_act(&address(id))?;
    if !fields.is_ticked("confirmed") {
        return try_to_ask(request, id).await;
    }
    let Ok(id) = Uuid::parse_str(id) else { return Err(Box::new(request.refuse(Refusal::NotFound))) };
    match key::revoke_of(&request.state.store, &request.staff.facility, id, request.state.clock.now()).await {
        Ok(true) => Ok(Redirect::to(LIST).into_response()),
        Ok(false) => Err(Box::new(request.refuse(Refusal::NotFound))),
        Err(error) => Err(Box::new(request.unavailable(&error))),
    }
}

async fn keys(request: &StaffRequest) -> Result<Vec<Key>, Rejection> {
    let found = key::of_facility(&request.state.store, &request.staff.facility).await;
    let found = found.map_err(|error| Box::new(request.unavailable(&error)))?;
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
