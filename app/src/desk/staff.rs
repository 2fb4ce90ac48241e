//! `/desk/staff`: the facility's staff and their roles.

use super::{
    Content,
    fields::{Field, Tick, field, must_tick, ticks},
    problem, words,
};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{format, t};
use chrono::NaiveDate;
use leptos::prelude::*;

/// One of the staff.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: String,
    pub name: String,
    /// Names of roles, as the server knows them.
    pub roles: Vec<&'static str>,
    pub can_sign_in: bool,
    pub invited_until: Option<NaiveDate>,
    /// Whether it is the viewer's own entry.
    pub own: bool,
}

/// The form about a new member of staff, as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct StaffForm {
    pub name: String,
    pub roles: Vec<&'static str>,
    pub said: Option<Said>,
}

/// Fault of a staff form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    BadName,
    NoRole,
    LastAdministrator,
}

impl Member {
    fn address(&self) -> String {
        format!("/desk/staff/{}", self.id)
    }
}

pub fn staff_page(members: Vec<Member>) -> Content {
    let body = view! {
        <p><a class="button" href="/desk/staff/new">{t!("desk-staff-invite")}</a></p>
        <table class="data-table data-table-cards" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("desk-staff-name")}</th>
                    <th role="columnheader" scope="col">{t!("desk-staff-roles")}</th>
                    <th role="columnheader" scope="col">{t!("desk-staff-sign-in")}</th>
                    <th role="columnheader" scope="col">{t!("desk-staff-action")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{members.into_iter().map(row).collect_view()}</tbody>
        </table>
    };
    Content { title: t!("desk-staff-title"), body: body.into_any() }
}

fn row(member: Member) -> impl IntoView {
    let address = member.address();
    let name = match member.own {
        true => t!("desk-staff-self", name = member.name.clone()),
        false => member.name.clone(),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><bdi>{as_sent(name)}</bdi></th>
            <td role="cell" data-label=t!("desk-staff-roles")>{roles(&member.roles)}</td>
            <td role="cell" data-label=t!("desk-staff-sign-in")>{sign_in(&member)}</td>
            <td role="cell" data-label=t!("desk-staff-action")>
                <a href=address aria-label=t!("desk-staff-change-of", name = member.name)>{t!("desk-staff-change")}</a>
            </td>
        </tr>
    }
}

fn roles(names: &[&'static str]) -> String {
    format::list(&names.iter().map(|name| words::role(name)).collect::<Vec<_>>())
}

fn sign_in(member: &Member) -> String {
    match (member.can_sign_in, member.invited_until) {
        (true, _) => t!("desk-staff-can-sign-in"),
        (false, Some(day)) => t!("desk-staff-invited", date = format::date(day)),
        (false, None) => t!("desk-staff-no-way-in"),
    }
}

fn role_ticks(every: &[&'static str], chosen: &[&'static str]) -> impl IntoView + use<> {
    let roles = every.iter().map(|name| Tick {
        value: name,
        label: words::role(name),
        hint: words::role_means(name),
        ticked: chosen.contains(name),
    });
    ticks("role", t!("desk-staff-roles"), false, roles.collect())
}

fn said_words(said: Said) -> String {
    match said {
        Said::BadName => t!("desk-bad-name"),
        Said::NoRole => t!("desk-staff-no-role"),
        Said::LastAdministrator => t!("desk-staff-last-administrator"),
    }
}

/// `every`: all roles there are.
pub fn new_member_page(every: &[&'static str], form: StaffForm) -> Content {
    let name = Field {
        name: "name",
        label: t!("desk-staff-name"),
        hint: t!("desk-staff-name-hint"),
        value: form.name,
        required: true,
        ..Field::default()
    };
    let body = view! {
        {problem(form.said.map(said_words))}
        <PostForm class="panel desk-form">
            {field(name)}
            {role_ticks(every, &form.roles)}
            <button class="button" type="submit">{t!("desk-staff-print")}</button>
        </PostForm>
        <p><a href="/desk/staff">{t!("desk-staff-back")}</a></p>
    };
    Content { title: t!("desk-staff-invite"), body: body.into_any() }
}

/// One of the staff: their roles, another invitation, the end of their work here.
pub fn member_page(every: &[&'static str], member: Member, said: Option<Said>) -> Content {
    let address = member.address();
    let body = view! {
        {problem(said.map(said_words))}
        <p>{sign_in(&member)}</p>
        <PostForm class="panel desk-form" action=address.clone()>
            {role_ticks(every, &member.roles)}
            <button class="button" type="submit">{t!("desk-staff-save-roles")}</button>
        </PostForm>
        <PostForm class="panel desk-form" action=format!("{address}/invitation")>
            <h2>{t!("desk-staff-invite-again")}</h2>
            <p>{t!("desk-staff-invite-again-explained")}</p>
            <button class="button button-secondary" type="submit">{t!("desk-staff-print")}</button>
        </PostForm>
        <section class="panel desk-form">
            <h2>{t!("desk-staff-remove")}</h2>
            <p>{t!("desk-staff-remove-explained")}</p>
            <p><a class="button button-secondary" href=format!("{address}/remove")>{t!("desk-staff-remove")}</a></p>
        </section>
        <p><a href="/desk/staff">{t!("desk-staff-back")}</a></p>
    };
    Content { title: t!("desk-staff-member-title", name = member.name.clone()), body: body.into_any() }
}

pub fn remove_page(member: Member, said: Option<Said>) -> Content {
    let confirm = t!("desk-staff-remove-confirm", name = member.name.clone());
    let body = view! {
        {problem(said.map(said_words))}
        <PostForm class="panel desk-form">
            <p>{t!("desk-staff-remove-explained")}</p>
            {must_tick("confirmed", confirm)}
            <button class="button" type="submit">{t!("desk-staff-remove")}</button>
        </PostForm>
        <p><a href="/desk/staff">{t!("desk-staff-back")}</a></p>
    };
    Content { title: t!("desk-staff-remove-title", name = member.name.clone()), body: body.into_any() }
}
