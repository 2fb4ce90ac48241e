//! The polite live region, outside every page so that it outlives them.

use crate::context::title::use_announced;
use leptos::prelude::*;

/// Says the title of the page, politely, after navigation.
#[component]
pub fn Announcer() -> impl IntoView {
    let announced = use_announced();
    view! { <p class="visually-hidden" aria-live="polite" role="status">{move || announced.title.get()}</p> }
}
