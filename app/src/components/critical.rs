//! Results that a laboratory flagged as critical: which they are, and what to do.

use super::figures::figures;
use crate::components::as_sent::as_sent;
use crate::{context::visit::use_visit, format, t};
use leptos::prelude::*;
use shared::{
    functions::Function,
    labs::CriticalResult,
    record::{Facility, Measured},
};

/// On top of home and of the sheet, while it is urgent. Nothing is rendered where nothing is; where the words are not in
/// use, that there is such a flag and that nothing is said about it.
#[component]
pub fn CriticalResults(
    results: Vec<CriticalResult>,
    facilities: Vec<Facility>,
    /// Whether the results themselves stand on another page.
    #[prop(optional)]
    at_home: bool,
) -> impl IntoView {
    if results.is_empty() {
        return None;
    }
    if !is_in_use() {
        return Some(view! { <NotInUse at_home/> }.into_any());
    }
    Some({
        let lines = results.into_iter().map(|one| line(one, &facilities)).collect_view();
        view! {
            <section class="notice notice-caution critical-results" aria-labelledby="critical-title">
                <h2 id="critical-title" class="notice-title">{t!("critical-title")}</h2>
                <ul>{lines}</ul>
                <WhatToDo/>
            </section>
        }
        .into_any()
    })
}

fn is_in_use() -> bool {
    use_visit().functions.contains(Function::CriticalValues)
}

#[component]
fn NotInUse(at_home: bool) -> impl IntoView {
    view! {
        <div class="notice notice-caution" id="critical-off">
            <p class="notice-title">{t!("critical-off-title")}</p>
            <p>{t!("critical-off")}</p>
            {at_home.then(|| view! {
                <p class="screen-only onward"><a href="/labs">{t!("home-tests-all")}</a></p>
            })}
        </div>
    }
}

/// Below the newest result of one test that its laboratory flagged: what to do while it is urgent, later whom to ask.
#[component]
pub fn FlaggedNewest(urgent: bool) -> impl IntoView {
    match (is_in_use(), urgent) {
        (false, _) => view! { <p class="notice notice-caution">{t!("critical-off")}</p> }.into_any(),
        (true, true) => {
            view! { <div class="notice notice-caution critical-results"><WhatToDo/></div> }.into_any()
        }
        (true, false) => view! { <p class="notice notice-caution">{t!("critical-ask")}</p> }.into_any(),
    }
}

fn line(one: CriticalResult, facilities: &[Facility]) -> impl IntoView + use<> {
    let CriticalResult { key, core, name, result, standing, written_in } = one;
    let address = match written_in {
        Some(document) => format!("/documents/{document}"),
        None => format!("/labs/{key}"),
    };
    let named = core.as_deref().map_or_else(|| name.clone(), format::core_item);
    let date = result.effective.as_ref().map_or_else(|| t!("labs-undated"), format::moment_day);
    let facility = format::source(facilities, &result.origin.source);
    // Of a result in parts, the parts carry the values: its own page has them.
    let value = (result.value != Measured::NotSent).then(|| figures(format::measured(&result.value)));
    view! {
        <li>
            <a href=address>{as_sent(named)}</a>
            " "
            <span class="value">{value}</span>
            " "
            <strong>{format::standing(standing)}</strong>
            " "
            <span class="muted">{as_sent(t!("labs-report", date = date, facility = facility))}</span>
        </li>
    }
}

/// Advice on whom to call, on the same day.
#[component]
fn WhatToDo() -> impl IntoView {
    view! {
        <p class="notice-title">{t!("critical-call-today")}</p>
        <p>{t!("critical-nobody-answers")}</p>
        <p>{t!("critical-symptoms")}</p>
    }
}
