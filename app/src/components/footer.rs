//! The footer: what this is, and who decides about treatment.

use crate::t;
use leptos::prelude::*;

#[component]
pub fn PageFooter() -> impl IntoView {
    view! {
        <footer class="page-footer">
            <p>{t!("footer-who-decides")}</p>
            <p>{t!("footer-what-this-is")}</p>
        </footer>
    }
}
