//! What the cards of all kinds have in common.

use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;

/// One fact of a card, or that it was not written.
#[component]
pub fn Fact(name: String, value: Option<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{as_sent(name)}</dt>
            <dd>{as_sent(value.unwrap_or_else(|| t!("not-stated")))}</dd>
        </div>
    }
}

/// What the sender added in free text.
#[component]
pub fn Notes(notes: Vec<String>) -> impl IntoView {
    notes
        .into_iter()
        .map(|note| view! { <p class="prose" lang=format::written_lang(&note)>{note.clone()}</p> })
        .collect_view()
}
