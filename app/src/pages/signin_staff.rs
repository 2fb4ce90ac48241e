//! The part of `/signin` that offers a demonstration's staff, folded away: most visitors are patients.

use crate::{error::PageError, format, ports::desk::DemoMember, t};
use leptos::prelude::*;

#[component]
pub fn DemoStaff() -> impl IntoView {
    let staff = use_demo_staff();
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                let staff = staff.await.unwrap_or_default();
                (!staff.is_empty()).then(|| view! { <Offer staff/> })
            })}
        </Suspense>
    }
}

#[component]
fn Offer(staff: Vec<DemoMember>) -> impl IntoView {
    view! {
        <details class="details">
            <summary>{t!("signin-staff-title")}</summary>
            <p>{t!("signin-staff-explained")}</p>
            <form method="post" action="/signin/demo-staff">
                <ul class="card-list people">
                    {staff.into_iter().map(|member| view! { <MemberChoice member/> }).collect_view()}
                </ul>
            </form>
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
                    <span class="person-name">{member.name}</span>
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

fn use_demo_staff() -> Resource<Result<Vec<DemoMember>, PageError>> {
    #[cfg(feature = "ssr")]
    let desk = use_context::<crate::ports::desk::DeskDemoContext>();
    Resource::new(
        || (),
        move |()| {
            #[cfg(feature = "ssr")]
            let desk = desk.clone();
            async move {
                #[cfg(feature = "ssr")]
                return match desk {
                    Some(desk) => desk.demo_staff().await,
                    None => Ok(Vec::new()),
                };
                // In the browser the list comes with the page; links to this page ask the server.
                #[cfg(not(feature = "ssr"))]
                Ok(Vec::new())
            }
        },
    )
}
