//! Notice that an accepted invitation waits for the person's own confirmation: on home and in the settings.

use crate::components::as_sent::as_sent;
use crate::{context::visit::use_visit, format, t};
use leptos::prelude::*;

/// Notice of accepted invitations; nothing where none waits.
#[component]
pub fn WaitingPeople() -> impl IntoView {
    let waiting = use_visit().waiting;
    (!waiting.is_empty()).then(|| {
        view! {
            <aside class="notice notice-caution screen-only" aria-label=t!("waiting-people-label")>
                <p class="notice-title">{as_sent(t!("waiting-people", names = format::list(&waiting)))}</p>
                <p>{t!("people-waiting-explained")}</p>
                <p><a class="button" href="/people" rel="external">{t!("waiting-people-open")}</a></p>
            </aside>
        }
    })
}
