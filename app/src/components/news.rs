//! That somebody looked, on every page of one's own record but the one that says who.

use crate::{
    context::{
        live::use_live,
        visit::{OpenRecord, use_visit},
    },
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::log::news::Kind;

/// An emergency stays until the history was opened, also over reloads and without scripts; anything else is said
/// once. It is announced by the live region outside the page.
#[component]
pub fn NewsNotice() -> impl IntoView {
    let live = use_live();
    let path = use_location().pathname;
    let own = use_visit().record == OpenRecord::Own;
    move || {
        if !own || path.with(|path| path == "/history") {
            return None;
        }
        if live.emergency() {
            return Some(emergency());
        }
        live.news().map(|news| calm(news.kind))
    }
}

fn emergency() -> AnyView {
    view! {
        <aside class="notice notice-caution screen-only" aria-label=t!("news-label")>
            <p class="notice-title">{t!("news-emergency")}</p>
            <p>{t!("news-emergency-means")}</p>
            <p><a class="button" href="/history">{t!("news-see-who")}</a></p>
        </aside>
    }
    .into_any()
}

fn calm(kind: Kind) -> AnyView {
    let said = match kind {
        Kind::Refused => t!("news-refused"),
        Kind::Other | Kind::Emergency => t!("news-other"),
    };
    let live = use_live();
    view! {
        <aside class="notice screen-only" aria-label=t!("news-label")>
            <p class="notice-title">{said}</p>
            <p class="cluster">
                <a class="button button-secondary" href="/history">{t!("news-see-who")}</a>
                <button class="button button-secondary" type="button" on:click=move |_| live.dismiss()>
                    {t!("news-dismiss")}
                </button>
            </p>
        </aside>
    }
    .into_any()
}
