//! Results that a laboratory flagged as critical: which they are, and what to do.

use super::figures::figures;
use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::{
    labs::CriticalResult,
    record::{Facility, Measured},
};

/// On top of home and of the sheet, while it is urgent. Nothing is rendered where nothing is.
#[component]
pub fn CriticalResults(results: Vec<CriticalResult>, facilities: Vec<Facility>) -> impl IntoView {
    (!results.is_empty()).then(|| {
        let lines = results.into_iter().map(|one| line(one, &facilities)).collect_view();
        view! {
            <section class="notice notice-caution critical-results" aria-labelledby="critical-title">
                <h2 id="critical-title" class="notice-title">{t!("critical-title")}</h2>
                <ul>{lines}</ul>
                <WhatToDo/>
            </section>
        }
    })
}

fn line(one: CriticalResult, facilities: &[Facility]) -> impl IntoView + use<> {
    let CriticalResult { key, core, name, result, standing, written_in } = one;
    let address = match written_in {
        Some(document) => format!("/documents/{document}"),
        None => format!("/labs/{key}"),
    };
    let named = core.as_deref().map_or_else(|| name.clone(), format::core_item);
    let date = result.effective.as_ref().map_or_else(|| t!("labs-undated"), format::moment_day);
    let facility = format::facility(facilities, &result.origin.facility);
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

/// Whom to call, on the same day.
#[component]
pub fn WhatToDo() -> impl IntoView {
    view! {
        <p class="notice-title">{t!("critical-call-today")}</p>
        <p>{t!("critical-nobody-answers")}</p>
        <p>{t!("critical-symptoms")}</p>
    }
}
