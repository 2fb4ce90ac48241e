//! `/`: one screen of answers. What must not be given, what needs somebody now, medicines of today and tests in a line,
//! what is new, and what comes next; the rest is one tap away.

mod asks;
mod content;
mod medicines;
mod must_not;
mod news;
mod next;
mod tests;
mod treating;

use crate::{
    components::{critical::CriticalResults, frame::checked_page_beside, waiting_people::WaitingPeople},
    context::{
        checked::Checked, knowledge::check_is_on, record::Page, treating::use_treating, visit::use_visit,
    },
    keeping::QueueNotice,
    t,
};
use content::{HomeContent, OutsideTest};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::arrivals::Since;

/// Asks for all that came lately, whenever its reader was here before.
const RECENT: &str = "recent";

#[component]
pub fn HomePage() -> impl IntoView {
    let all_recent = use_query_map().with_untracked(|query| query.get(RECENT).is_some());
    let previous = use_visit().previous_visit.filter(|_| !all_recent);
    let since = previous.map_or(Since::FIRST_VISIT, Since::LastVisit);
    checked_page_beside(
        use_treating(),
        |_| t!("home-title"),
        |view, knowledge| {
            (!view.record.prescriptions.is_empty()).then(|| Checked::of(view, knowledge)).flatten()
        },
        move |view, checked, treating| HomeContent::of(view, checked, since, treating),
        home,
    )
}

fn home(page: Page<HomeContent>) -> impl IntoView {
    let Page { facilities, content, .. } = page;
    let grid = view! {
        {medicines::medicines(&content)}
        {tests::tests(&content, &facilities)}
        {next::next(&content, &facilities)}
    };
    view! {
        {must_not::must_not(&content)}
        <CriticalResults results=content.critical facilities at_home=true/>
        <WaitingPeople/>
        <QueueNotice/>
        {content.checked.as_ref().map(asks::asks)}
        {(content.may_be_checked && !check_is_on()).then(|| view! { <p class="notice">{t!("check-off")}</p> })}
        {content
            .something_unreadable
            .then(|| view! {
                <p class="notice notice-caution">
                    <a href="/record#unreadable" rel="external">{t!("home-something-unreadable")}</a>
                </p>
            })}
        <treating::Treating treating=content.treating/>
        <div class="home-grid">{grid}</div>
    }
}
