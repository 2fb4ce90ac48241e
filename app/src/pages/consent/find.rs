//! Facilities that the person never was at: found by name among those that the operator knows, or by their number.

use super::{
    Chosen,
    content::{ConsentContent, Problem},
    words,
};
use crate::{components::as_sent::as_sent, t, typed::Typed};
use leptos::prelude::*;
use shared::consent::{Found, Whom};

/// Form that a name is searched with. It stands beside the one whose step it is in, and its fields name it.
pub const FORM: &str = "consent-find-form";

#[component]
pub fn FirstVisit(content: ConsentContent) -> impl IntoView {
    let found = content.sharing.found.clone();
    view! {
        <Search typed=content.typed/>
        {found.map(results)}
    }
}

/// Notice of a typed number that is no facility's here, to be put right.
#[component]
pub fn RefusedFacility(content: ConsentContent) -> impl IntoView {
    view! {
        <section class="section" id="switches" aria-labelledby="switches-title">
            <h2 id="switches-title">{t!("consent-new-facility")}</h2>
            <form id=FORM method="get" action="/consent#switches"></form>
            <p class="notice notice-caution" id="consent-find-problem" role="alert">{words::problem(Problem::UnknownFacility)}</p>
            <Search typed=content.typed refused=true/>
            <p><a href="/consent" rel="external">{t!("consent-new-facility-back")}</a></p>
        </section>
    }
}

#[component]
fn Search(typed: String, #[prop(optional)] refused: bool) -> impl IntoView {
    let described = if refused { "consent-find-problem consent-find-hint" } else { "consent-find-hint" };
    view! {
        <label for="consent-find">{t!("consent-find-label")}</label>
        <p class="muted" id="consent-find-hint">{t!("consent-find-hint")}</p>
        <div class="cluster">
            <input class="text-field" id="consent-find" name="find" form=FORM maxlength="60" autocomplete="off"
                value=typed aria-invalid=refused.then_some("true") aria-describedby=described/>
            <Typed name="find"/>
            <button class="button button-secondary" type="submit" form=FORM>{t!("consent-find-submit")}</button>
        </div>
    }
}

fn results(mut found: Vec<Found>) -> impl IntoView {
    let more = found.len() > Found::MOST;
    found.truncate(Found::MOST);
    let none = found.is_empty();
    let lines = found
        .into_iter()
        .map(|one| {
            let to = Chosen::for_care(Whom::Facility(one.code));
            let kind = one.kind.map(|kind| t!("consent-find-kind", kind = words::sort(kind)));
            view! { <li><a href=format!("/consent?to={to}#switches") rel="external"><span>{as_sent(one.name)}{kind}</span></a></li> }
        })
        .collect_view();
    view! {
        {none.then(|| view! { <p role="status">{t!("consent-find-none")}</p> })}
        {(!none).then(|| view! { <ul class="link-list">{lines}</ul> })}
        {more.then(|| view! { <p class="muted">{t!("consent-find-more")}</p> })}
    }
}
