//! Banner of a demonstration, on every page.

use crate::{context::visit::use_visit, t};
use leptos::prelude::*;

#[component]
pub fn DemoBanner() -> impl IntoView {
    use_visit().demo.then(|| view! { <p class="demo-banner">{t!("demo-banner")}</p> })
}
