//! `/people/new`: whom, what, and until when. It says what they would see before anything is given.

use super::{asked::asked, fields, issued::Handed, preview::Preview, who_sees::ForThePersonThemself};
use crate::components::form::PostForm;
use crate::{
    components::frame::{Failed, Frame, PageHeading},
    error::PageError,
    ports::people::{Inviting, Problem, Sent},
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    category::{Categories, Category},
    delegation::{NARROW_AT, birthday},
    time::tokyo_day,
};

#[component]
pub fn InvitePage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let answered = use_context::<Inviting>();
    let page = asked(move |people| {
        #[cfg(feature = "ssr")]
        let answered = answered.clone();
        async move {
            #[cfg(feature = "ssr")]
            if let Some(answered) = answered {
                return Ok(answered);
            }
            people.inviting().await
        }
    });
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) if !page.verified => view! { <VerifyFirst/> }.into_any(),
                    Ok(page) => view! { <Invite page/> }.into_any(),
                    Err(PageError::NotOpen) => view! { <ForThePersonThemself/> }.into_any(),
                    Err(error) => view! { <Failed error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn VerifyFirst() -> impl IntoView {
    #[cfg(feature = "ssr")]
    {
        leptos_axum::redirect("/verify?return_to=/people/new");
        // Also for those who do not say that they accept HTML.
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
            response.set_status(http::StatusCode::FOUND);
        }
    }
    view! {
        <Frame>
            <PageHeading text=t!("invite-title")/>
            <p><a class="button" href="/verify?return_to=/people/new" rel="external">{t!("invite-verify")}</a></p>
        </Frame>
    }
}

#[component]
fn Invite(page: Inviting) -> impl IntoView {
    let today = tokyo_day(page.now);
    let decides = today >= birthday(page.subject.birth_date, NARROW_AT);
    view! {
        <Frame>
            {match page.issued.clone() {
                Some(issued) => view! {
                    <PageHeading text=t!("issued-title")/>
                    <Handed issued/>
                }
                .into_any(),
                None if !decides => view! {
                    <PageHeading text=t!("invite-title")/>
                    <p class="notice">{t!("people-too-young")}</p>
                }
                .into_any(),
                None => view! {
                    <PageHeading text=t!("invite-title")/>
                    <InviteForm page/>
                }
                .into_any(),
            }}
            <p class="screen-only back"><a href="/people" rel="external">{t!("invite-back")}</a></p>
        </Frame>
    }
}

#[component]
fn InviteForm(page: Inviting) -> impl IntoView {
    let Inviting { whose, id, subject, now, sent, .. } = page;
    let preset = use_query_map().with_untracked(|query| query.get("kinds")).as_deref().map(fields::preset);
    let (label, chosen, check, until, problem) = match sent {
        Some(Sent { label, categories, check, until, problem }) => {
            (label, categories, check, until, Some(problem))
        }
        None => {
            let chosen = preset.unwrap_or(Categories::NONE);
            (String::new(), chosen, chosen.contains(Category::Medicines), String::new(), None)
        }
    };
    let chosen = RwSignal::new(chosen);
    let check = RwSignal::new(check);
    view! {
        <p class="lead">{t!("invite-lead")}</p>
        {problem.map(|problem| view! {
            <p class="notice notice-caution" role="alert">{in_words(problem)}</p>
        })}
        <PostForm class="check-form invite-form" action="/people/new">
            <input type="hidden" name="patient" value=whose.to_string()/>
            <input type="hidden" name="id" value=id/>
            <fields::Name label/>
            <fields::Kinds chosen/>
            <fields::Check check/>
            <fields::Until until today=tokyo_day(now)/>
            <Preview chosen check subject now/>
            <p>{t!("invite-then")}</p>
            <button class="button" type="submit">{t!("invite-submit")}</button>
        </PostForm>
    }
}

fn in_words(problem: Problem) -> String {
    match problem {
        Problem::NoName => t!("problem-no-name"),
        Problem::UnusableName => t!("problem-unusable-name"),
        Problem::NothingShown => t!("problem-nothing-shown"),
        Problem::CheckWithoutMedicines => t!("problem-check-without-medicines"),
        Problem::NoSuchDay => t!("problem-no-such-day"),
        Problem::AlreadyOver => t!("problem-already-over"),
        Problem::TooYoung => t!("people-too-young"),
        Problem::Unfounded => t!("problem-unfounded"),
    }
}
