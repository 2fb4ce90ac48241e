//! The way to what a person writes down of themself.

use crate::context::visit::{OpenRecord, use_visit};
use leptos::prelude::*;

/// Only on the own record: nobody writes in another's name.
#[component]
pub fn OwnLink(words: String) -> impl IntoView {
    (use_visit().record == OpenRecord::Own).then(|| {
        view! { <p class="screen-only onward"><a href="/own" rel="external">{words}</a></p> }
    })
}
