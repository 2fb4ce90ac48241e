//! Notice of an emergency of a person whom one acts for, on every page but the one that lists them.

use crate::components::as_sent::as_sent;
use crate::{context::visit::use_visit, format, ports::people::OthersEmergency, t};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Stays until `/records` was opened.
#[component]
pub fn OthersNotice() -> impl IntoView {
    let path = use_location().pathname;
    let others = use_visit().others;
    move || {
        if others.is_empty() || path.with(|path| path == "/records") {
            return None;
        }
        let said = others.clone().into_iter().map(|one| view! { <OthersLine one/> }).collect_view();
        let notice = view! {
            <aside class="notice notice-caution screen-only" aria-label=t!("others-emergency-label")>
                <p class="notice-title">{t!("others-emergency")}</p>
                <ul>{said}</ul>
                <p>{t!("others-emergency-means")}</p>
                <p><a class="button" href="/records" rel="external">{t!("others-emergency-open")}</a></p>
            </aside>
        };
        Some(notice.into_any())
    }
}

/// Whose, when, and at which hospital, where the person lets that be known.
#[component]
pub fn OthersLine(one: OthersEmergency) -> impl IntoView {
    let OthersEmergency { name, at, hospital } = one;
    let at = format::instant(at);
    let said = match hospital {
        Some(hospital) => t!("others-emergency-at", name = name, hospital = hospital, at = at),
        None => t!("others-emergency-whose", name = name, at = at),
    };
    view! { <li><bdi>{as_sent(said)}</bdi></li> }
}
