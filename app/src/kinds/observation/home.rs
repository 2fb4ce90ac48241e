//! What the person measured of themself, on the doctor's page.

use crate::{
    format,
    kinds::row::{ForCare, Part, Row, stated, table},
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    own::read,
    record::{Facility, Observation},
};

/// How many stand open; the others are one tap away.
const NEWEST: usize = 30;

/// Nothing where there is nothing: that nobody measured at home says nothing about a patient.
pub fn part(shown: &ForCare<'_>) -> Option<Part> {
    if !shown.sees(Category::Tests) {
        return None;
    }
    let own = read::results(&shown.view.record);
    if own.is_empty() {
        return None;
    }
    let (newest, older) = own.split_at(own.len().min(NEWEST));
    let body = view! {
        {rows(newest, shown.facilities)}
        {(!older.is_empty()).then(|| view! {
            <details class="details">
                <summary>{t!("desk-care-home-older", count = older.len() as i64)}</summary>
                {rows(older, shown.facilities)}
            </details>
        })}
    };
    Some(Part::of("home-measured", t!("desk-care-home"), body))
}

fn rows(some: &[&Observation], facilities: &[Facility]) -> impl IntoView + use<> {
    let row = |one: &&Observation| {
        let parts = one.components.iter();
        let parts = parts.map(|part| format!("{} {}", part.name, format::measured(&part.value))).collect();
        Row { name: measured_at(one), mark: None, facts: stated([], parts), origin: one.origin.clone() }
    };
    table(some.iter().map(row).collect(), facilities)
}

/// When, with the time of day where it is known.
pub fn measured_at(result: &Observation) -> String {
    result.effective.as_ref().map_or_else(|| t!("not-stated"), format::moment_with_time)
}
