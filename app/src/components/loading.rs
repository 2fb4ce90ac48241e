//! Placeholder for a page that is still on its way. It shows itself only after a moment: most pages are there before
//! that.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <div class="loading" role="status">
            <span class="loading-bar"></span>
            <span class="loading-bar"></span>
            <span class="loading-bar"></span>
            <p>{t!("loading")}</p>
        </div>
    }
}
