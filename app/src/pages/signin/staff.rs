//! The part of `/signin` that offers a demonstration's staff, folded away: most visitors are patients.

use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{format, ports::desk::DemoMember, t};
use leptos::prelude::*;

#[component]
pub fn DemoStaff(staff: Vec<DemoMember>) -> impl IntoView {
    (!staff.is_empty()).then(|| view! { <Offer staff/> })
}

#[component]
fn Offer(staff: Vec<DemoMember>) -> impl IntoView {
    view! {
        <details class="details">
            <summary>{t!("signin-staff-title")}</summary>
            <p>{t!("signin-staff-explained")}</p>
            <PostForm action="/signin/demo-staff">
                <ul class="card-list people">
                    {staff.into_iter().map(|member| view! { <MemberChoice member/> }).collect_view()}
                </ul>
            </PostForm>
        </details>
    }
}

#[component]
fn MemberChoice(member: DemoMember) -> impl IntoView {
    let roles = format::list(&member.roles.iter().map(|role| role_words(role)).collect::<Vec<_>>());
    view! {
        <li>
            <button class="person-button" type="submit" name="account" value=member.id>
                <span>
                    <span class="person-name">{as_sent(member.name)}</span>
                    <span class="person-facts">{roles}</span>
                </span>
            </button>
        </li>
    }
}

/// A role by its name in the database.
fn role_words(name: &str) -> String {
    match name {
        "doctor" => t!("signin-staff-doctor"),
        "nurse" => t!("signin-staff-nurse"),
        "pharmacist" => t!("signin-staff-pharmacist"),
        "clerk" => t!("signin-staff-clerk"),
        "emergency" => t!("signin-staff-emergency"),
        "administrator" => t!("signin-staff-administrator"),
        other => other.to_owned(),
    }
}
