//! `/desk/staff`: members of staff: invited, given roles, let go.

use super::{
    form_fields::FormFields,
    paper,
    staff_request::{Rejection, StaffRequest, answered},
};
use crate::{
    auth::{Duty, Role, Roles},
    http::plumbing::form::Form,
    store::facility::staff::{self, Decision, Invited, StaffError},
};
use app::desk::{self, Member, Place, Refusal, StaffForm, StaffSaid, Whom};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::{ids::AccountId, set::Member as _, time::tokyo_day};
use uuid::Uuid;

const LIST: &str = "/desk/staff";
const NEW: &str = "/desk/staff/new";

/// `GET /desk/staff`
pub async fn list(request: StaffRequest) -> Response {
    answered(try_to_list(&request).await)
}

async fn try_to_list(request: &StaffRequest) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageStaff)?;
    let members = members(request).await?;
    Ok(request.show(StatusCode::OK, Some(Place::Staff), LIST, || desk::staff_page(members)))
}

/// `GET /desk/staff/new`
pub async fn new(request: StaffRequest) -> Response {
    let allowed =
        request.must_be_allowed(Duty::ManageStaff).and_then(|()| request.must_be_fresh_to_begin(NEW));
    answered(allowed.map(|()| form(&request, StaffForm::default())))
}

fn form(request: &StaffRequest, form: StaffForm) -> Response {
    let status = if form.said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    request.show(status, Some(Place::Staff), NEW, || desk::new_member_page(&every_role(), form))
}

/// `POST /desk/staff/new`: the sheet for somebody new, this once.
pub async fn invite(request: StaffRequest, fields: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_invite(&request, &fields.into()).await)
}

async fn try_to_invite(request: &StaffRequest, fields: &FormFields) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageStaff)?;
    request.must_be_fresh_to_act(NEW)?;
    let roles = roles(fields);
    let wrong = |said| {
        let roles = roles.iter().map(Role::as_str).collect();
        form(request, StaffForm { name: fields.text("name").to_owned(), roles, said: Some(said) })
    };
    let Some(name) = fields.name("name") else { return Ok(wrong(StaffSaid::BadName)) };
    let state = &request.state;
    match staff::invite(&state.store, decision(request), &name, roles, &state.entropy).await {
        Ok(invited) => Ok(sheet(request, invited)),
        Err(StaffError::NoRole) => Ok(wrong(StaffSaid::NoRole)),
        Err(error) => Err(refused(request, &error)),
    }
}

/// `GET /desk/staff/{account}`
pub async fn member(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id, None).await)
}

async fn try_to_show(
    request: &StaffRequest,
    id: &str,
    said: Option<StaffSaid>,
) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageStaff)?;
    let here = address(id);
    if said.is_none() {
        request.must_be_fresh_to_begin(&here)?;
    }
    let member = find(request, id).await?;
    let status = if said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok(request.show(status, Some(Place::Staff), here, || desk::member_page(&every_role(), member, said)))
}

/// `POST /desk/staff/{account}`: other roles, from their next request on.
pub async fn change_roles(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_change_roles(&request, &id, &fields.into()).await)
}

async fn try_to_change_roles(
    request: &StaffRequest,
    id: &str,
    fields: &FormFields,
) -> Result<Response, Rejection> {
    let account = begin(request, id, &address(id))?;
    match staff::change_roles(&request.state.store, decision(request), account, roles(fields)).await {
        Ok(()) => Ok(to_list()),
        Err(StaffError::NoRole) => try_to_show(request, id, Some(StaffSaid::NoRole)).await,
        Err(StaffError::LastAdministrator) => {
            try_to_show(request, id, Some(StaffSaid::LastAdministrator)).await
        }
        Err(error) => Err(refused(request, &error)),
    }
}

/// `POST /desk/staff/{account}/invitation`: another sheet; the older one stops working.
pub async fn invite_again(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_invite_again(&request, &id).await)
}

async fn try_to_invite_again(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    let account = begin(request, id, &address(id))?;
    let state = &request.state;
    match staff::invite_again(&state.store, decision(request), account, &state.entropy).await {
        Ok(invited) => Ok(sheet(request, invited)),
        Err(error) => Err(refused(request, &error)),
    }
}

/// `GET /desk/staff/{account}/remove`
pub async fn before_removal(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_ask_about_removal(&request, &id, None).await)
}

async fn try_to_ask_about_removal(
    request: &StaffRequest,
    id: &str,
    said: Option<StaffSaid>,
) -> Result<Response, Rejection> {
    request.must_be_allowed(Duty::ManageStaff)?;
    let here = format!("{}/remove", address(id));
    if said.is_none() {
        request.must_be_fresh_to_begin(&here)?;
    }
    let member = find(request, id).await?;
    let status = if said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok(request.show(status, Some(Place::Staff), here, || desk::remove_page(member, said)))
}

/// `POST /desk/staff/{account}/remove`: out at once, sessions and invitations included.
pub async fn remove(
    request: StaffRequest,
    Path(id): Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_remove(&request, &id, &fields.into()).await)
}

async fn try_to_remove(request: &StaffRequest, id: &str, fields: &FormFields) -> Result<Response, Rejection> {
    let account = begin(request, id, &format!("{}/remove", address(id)))?;
    if !fields.is_ticked("confirmed") {
        return try_to_ask_about_removal(request, id, None).await;
    }
    match staff::remove(&request.state.store, decision(request), account).await {
        Ok(()) => Ok(to_list()),
        Err(StaffError::LastAdministrator) => {
            try_to_ask_about_removal(request, id, Some(StaffSaid::LastAdministrator)).await
        }
        Err(error) => Err(refused(request, &error)),
    }
}

/// What comes before every change: the role, the proof, a readable id.
fn begin(request: &StaffRequest, id: &str, form: &str) -> Result<AccountId, Rejection> {
    request.must_be_allowed(Duty::ManageStaff)?;
    request.must_be_fresh_to_act(form)?;
    let id = Uuid::parse_str(id).map_err(|_| Box::new(request.refuse(Refusal::NotFound)))?;
    Ok(AccountId(id))
}

fn decision(request: &StaffRequest) -> Decision<'_> {
    Decision {
        facility: &request.staff.facility,
        by: Some(request.staff.account),
        now: request.state.clock.now(),
    }
}

fn sheet(request: &StaffRequest, invited: Invited) -> Response {
    let whom = Whom::Staff { name: invited.name };
    paper::sheet(request, Place::Staff, whom, &invited.code, invited.expires_at, LIST.to_owned())
}

fn to_list() -> Response {
    Redirect::to(LIST).into_response()
}

fn refused(request: &StaffRequest, error: &StaffError) -> Rejection {
    Box::new(match error {
        StaffError::NotFound => request.refuse(Refusal::NotFound),
        StaffError::LastAdministrator | StaffError::NoRole => request.refuse(Refusal::Overtaken),
        StaffError::Store(error) => request.unavailable(error),
    })
}

async fn members(request: &StaffRequest) -> Result<Vec<Member>, Rejection> {
    let found = staff::list(&request.state.store, &request.staff.facility, request.state.clock.now()).await;
    let found = found.map_err(|error| Box::new(request.unavailable(&error)))?;
    let shown = |member: staff::Member| Member {
        id: member.account.to_string(),
        name: member.name,
        roles: member.roles.iter().map(Role::as_str).collect(),
        can_sign_in: member.can_sign_in,
        invited_until: member.invited_until.map(tokyo_day),
        own: member.account == request.staff.account,
    };
    Ok(found.into_iter().map(shown).collect())
}

async fn find(request: &StaffRequest, id: &str) -> Result<Member, Rejection> {
    let found = members(request).await?.into_iter().find(|member| member.id == id);
    found.ok_or_else(|| Box::new(request.refuse(Refusal::NotFound)))
}

fn roles(fields: &FormFields) -> Roles {
    fields.every("role").filter_map(Role::from_name).collect()
}

fn every_role() -> [&'static str; 6] {
    Role::ALL.map(Role::as_str)
}

fn address(id: &str) -> String {
    format!("{LIST}/{id}")
}
