//! Preview of what a representative would see, by the same code that the server will use: counted in the record that
//! this browser holds, or by the names of the kinds where it holds none.

use crate::{context::record::use_held_record, format, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    category::{Categories, Category},
    delegation::{Action, Actions, Basis, Powers, Proposal, Subject, Unfounded, powers},
    record::RecordView,
    time::tokyo_day,
};

#[component]
pub fn Preview(
    chosen: RwSignal<Categories>,
    check: RwSignal<bool>,
    subject: Subject,
    now: DateTime<Utc>,
) -> impl IntoView {
    let held = use_held_record();
    let said = move || match allowed(chosen.get(), check.get(), subject, now) {
        Err(Unfounded::CheckWithoutMedicines) => {
            view! { <p class="notice notice-caution">{t!("problem-check-without-medicines")}</p> }.into_any()
        }
        Err(_) => view! { <p>{t!("preview-nothing")}</p> }.into_any(),
        Ok(powers) => held.with(|view| would_see(&powers, view.as_deref())).into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="preview-title" aria-live="polite">
            <h2 id="preview-title">{t!("preview-title")}</h2>
            {said}
        </section>
    }
}

fn allowed(
    categories: Categories,
    check: bool,
    subject: Subject,
    now: DateTime<Utc>,
) -> Result<Powers, Unfounded> {
    let actions = Actions::NONE.with(Action::See);
    let actions = if check { actions.with(Action::CheckMedicines) } else { actions };
    let proposal = Proposal { basis: Basis::Granted, categories, actions, until: None };
    let mandate = proposal.as_if_in_force(subject, now)?;
    powers(&mandate, subject, tokyo_day(now)).map_err(|_| Unfounded::NothingShown)
}

fn would_see(powers: &Powers, held: Option<&RecordView>) -> impl IntoView + use<> {
    let hidden = powers.seen.missing();
    let seen = match held {
        // What they would be handed, counted as they would count it.
        Some(view) => {
            let limited = view.record.clone().limited_to(powers.seen);
            in_numbers(powers.seen, |kind| limited.count(kind))
        }
        None => format::categories(powers.seen),
    };
    let not_seen = (!hidden.is_empty()).then(|| match held {
        Some(view) => in_numbers(hidden, |kind| view.record.count(kind)),
        None => format::categories(hidden),
    });
    let documents = powers.seen.contains(Category::Documents);
    let checked = !powers.checked.is_empty();
    view! {
        <p>{t!("preview-sees", kinds = seen)}</p>
        {not_seen.map(|kinds| view! { <p>{t!("preview-sees-not", kinds = kinds)}</p> })}
        {checked.then(|| view! { <p>{t!("preview-checks")}</p> })}
        {documents.then(|| view! { <p class="notice notice-caution">{t!("preview-documents")}</p> })}
    }
}

fn in_numbers(kinds: Categories, count: impl Fn(Category) -> usize) -> String {
    let said: Vec<String> = kinds
        .iter()
        .map(|kind| t!("preview-count", kind = format::category(kind), count = count(kind) as i64))
        .collect();
    format::list(&said)
}
