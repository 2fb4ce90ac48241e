//! Notices about people whom one acts for, on every page but the one that lists them: an emergency, and that another one who
//! decides for them changed what is shared.

use crate::components::as_sent::as_sent;
use crate::{
    context::visit::use_visit,
    format,
    ports::people::{OthersEmergency, OthersSharing},
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Stays until `/records` was opened.
#[component]
pub fn OthersNotice() -> impl IntoView {
    let path = use_location().pathname;
    let visit = use_visit();
    let (others, sharing) = (visit.others, visit.others_sharing);
    move || {
        if path.with(|path| path == "/records") {
            return None;
        }
        if others.is_empty() {
            return (!sharing.is_empty()).then(|| changed(sharing.clone()).into_any());
        }
        let changed = (!sharing.is_empty()).then(|| changed(sharing.clone()));
        let said = others.clone().into_iter().map(|one| view! { <OthersLine one/> }).collect_view();
        let notice = view! {
            <aside class="notice notice-caution screen-only" aria-label=t!("others-emergency-label")>
                <p class="notice-title">{t!("others-emergency")}</p>
                <ul>{said}</ul>
                <p>{t!("others-emergency-means")}</p>
                <p><a class="button" href="/records" rel="external">{t!("others-emergency-open")}</a></p>
            </aside>
            {changed}
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

fn changed(sharing: Vec<OthersSharing>) -> impl IntoView {
    let said = sharing.into_iter().map(|one| view! { <SharingLine one/> }).collect_view();
    view! {
        <aside class="notice screen-only" aria-label=t!("others-sharing-label")>
            <p class="notice-title">{t!("others-sharing")}</p>
            <ul>{said}</ul>
            <p><a class="button button-secondary" href="/records" rel="external">{t!("others-sharing-open")}</a></p>
        </aside>
    }
}

/// Whose, and when.
#[component]
pub fn SharingLine(one: OthersSharing) -> impl IntoView {
    let said = t!("others-sharing-whose", name = one.name, at = format::instant(one.at));
    view! { <li><bdi>{as_sent(said)}</bdi></li> }
}
