use super::{
    filled::Filled,
    paper,
    seat::{Otherwise, Seat, answered},
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
pub async fn list(seat: Seat) -> Response {
    answered(try_to_list(&seat).await)
}

async fn try_to_list(seat: &Seat) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageStaff)?;
    let members = members(seat).await?;
    Ok(seat.show(StatusCode::OK, Some(Place::Staff), LIST, || desk::staff_page(members)))
}

/// `GET /desk/staff/new`
pub async fn new(seat: Seat) -> Response {
    let allowed = seat.must_be_allowed(Duty::ManageStaff).and_then(|()| seat.must_be_fresh_to_begin(NEW));
    answered(allowed.map(|()| form(&seat, StaffForm::default())))
}

fn form(seat: &Seat, form: StaffForm) -> Response {
    let status = if form.said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    seat.show(status, Some(Place::Staff), NEW, || desk::new_member_page(&every_role(), form))
}

/// `POST /desk/staff/new`: the sheet for somebody new, this once.
pub async fn invite(seat: Seat, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_invite(&seat, &filled.into()).await)
}

async fn try_to_invite(seat: &Seat, filled: &Filled) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageStaff)?;
    seat.must_be_fresh_to_act(NEW)?;
    let roles = roles(filled);
    let wrong = |said| {
        let roles = roles.iter().map(Role::as_str).collect();
        form(seat, StaffForm { name: filled.text("name").to_owned(), roles, said: Some(said) })
    };
    let Some(name) = filled.name("name") else { return Ok(wrong(StaffSaid::BadName)) };
    let state = &seat.state;
    match staff::invite(&state.store, decision(seat), &name, roles, &state.entropy).await {
        Ok(invited) => Ok(sheet(seat, invited)),
        Err(StaffError::NoRole) => Ok(wrong(StaffSaid::NoRole)),
        Err(error) => Err(refused(seat, &error)),
    }
}

/// `GET /desk/staff/{account}`
pub async fn member(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_show(&seat, &id, None).await)
}

async fn try_to_show(seat: &Seat, id: &str, said: Option<StaffSaid>) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageStaff)?;
    let here = address(id);
    if said.is_none() {
        seat.must_be_fresh_to_begin(&here)?;
    }
    let member = find(seat, id).await?;
    let status = if said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok(seat.show(status, Some(Place::Staff), here, || desk::member_page(&every_role(), member, said)))
}

/// `POST /desk/staff/{account}`: other roles, from their next request on.
pub async fn change_roles(
    seat: Seat,
    Path(id): Path<String>,
    filled: Form<Vec<(String, String)>>,
) -> Response {
    answered(try_to_change_roles(&seat, &id, &filled.into()).await)
}

async fn try_to_change_roles(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    let account = begin(seat, id, &address(id))?;
    match staff::change_roles(&seat.state.store, decision(seat), account, roles(filled)).await {
        Ok(()) => Ok(to_list()),
        Err(StaffError::NoRole) => try_to_show(seat, id, Some(StaffSaid::NoRole)).await,
        Err(StaffError::LastAdministrator) => try_to_show(seat, id, Some(StaffSaid::LastAdministrator)).await,
        Err(error) => Err(refused(seat, &error)),
    }
}

/// `POST /desk/staff/{account}/invitation`: another sheet; the older one stops working.
pub async fn invite_again(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_invite_again(&seat, &id).await)
}

async fn try_to_invite_again(seat: &Seat, id: &str) -> Result<Response, Otherwise> {
    let account = begin(seat, id, &address(id))?;
    let state = &seat.state;
    match staff::invite_again(&state.store, decision(seat), account, &state.entropy).await {
        Ok(invited) => Ok(sheet(seat, invited)),
        Err(error) => Err(refused(seat, &error)),
    }
}

/// `GET /desk/staff/{account}/remove`
pub async fn before_removal(seat: Seat, Path(id): Path<String>) -> Response {
    answered(try_to_ask_about_removal(&seat, &id, None).await)
}

async fn try_to_ask_about_removal(
    seat: &Seat,
    id: &str,
    said: Option<StaffSaid>,
) -> Result<Response, Otherwise> {
    seat.must_be_allowed(Duty::ManageStaff)?;
    let here = format!("{}/remove", address(id));
    if said.is_none() {
        seat.must_be_fresh_to_begin(&here)?;
    }
    let member = find(seat, id).await?;
    let status = if said.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok(seat.show(status, Some(Place::Staff), here, || desk::remove_page(member, said)))
}

/// `POST /desk/staff/{account}/remove`: out at once, sessions and invitations included.
pub async fn remove(seat: Seat, Path(id): Path<String>, filled: Form<Vec<(String, String)>>) -> Response {
    answered(try_to_remove(&seat, &id, &filled.into()).await)
}

async fn try_to_remove(seat: &Seat, id: &str, filled: &Filled) -> Result<Response, Otherwise> {
    let account = begin(seat, id, &format!("{}/remove", address(id)))?;
    if !filled.is_ticked("confirmed") {
        return try_to_ask_about_removal(seat, id, None).await;
    }
    match staff::remove(&seat.state.store, decision(seat), account).await {
        Ok(()) => Ok(to_list()),
        Err(StaffError::LastAdministrator) => {
            try_to_ask_about_removal(seat, id, Some(StaffSaid::LastAdministrator)).await
        }
        Err(error) => Err(refused(seat, &error)),
    }
}

/// What comes before every change: the role, the proof, a readable id.
fn begin(seat: &Seat, id: &str, form: &str) -> Result<AccountId, Otherwise> {
    seat.must_be_allowed(Duty::ManageStaff)?;
    seat.must_be_fresh_to_act(form)?;
    let id = Uuid::parse_str(id).map_err(|_| Box::new(seat.refuse(Refusal::NotFound)))?;
    Ok(AccountId(id))
}

fn decision(seat: &Seat) -> Decision<'_> {
    Decision { facility: &seat.staff.facility, by: Some(seat.staff.account), now: seat.state.clock.now() }
}

fn sheet(seat: &Seat, invited: Invited) -> Response {
    let whom = Whom::Staff { name: invited.name };
    paper::sheet(seat, Place::Staff, whom, &invited.code, invited.expires_at, LIST.to_owned())
}

fn to_list() -> Response {
    Redirect::to(LIST).into_response()
}

fn refused(seat: &Seat, error: &StaffError) -> Otherwise {
    Box::new(match error {
        StaffError::NotFound => seat.refuse(Refusal::NotFound),
        StaffError::LastAdministrator | StaffError::NoRole => seat.refuse(Refusal::Overtaken),
        StaffError::Store(error) => seat.unavailable(error),
    })
}

async fn members(seat: &Seat) -> Result<Vec<Member>, Otherwise> {
    let found = staff::list(&seat.state.store, &seat.staff.facility, seat.state.clock.now()).await;
    let found = found.map_err(|error| Box::new(seat.unavailable(&error)))?;
    let shown = |member: staff::Member| Member {
        id: member.account.to_string(),
        name: member.name,
        roles: member.roles.iter().map(Role::as_str).collect(),
        can_sign_in: member.can_sign_in,
        invited_until: member.invited_until.map(tokyo_day),
        own: member.account == seat.staff.account,
    };
    Ok(found.into_iter().map(shown).collect())
}

async fn find(seat: &Seat, id: &str) -> Result<Member, Otherwise> {
    let found = members(seat).await?.into_iter().find(|member| member.id == id);
    found.ok_or_else(|| Box::new(seat.refuse(Refusal::NotFound)))
}

fn roles(filled: &Filled) -> Roles {
    filled.every("role").filter_map(Role::from_name).collect()
}

fn every_role() -> [&'static str; 6] {
    Role::ALL.map(Role::as_str)
}

fn address(id: &str) -> String {
    format!("{LIST}/{id}")
}
