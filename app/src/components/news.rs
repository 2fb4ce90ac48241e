//! Notice of an access by another party, on every page of one's own record but the one that says who.

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

/// Notice of news. An emergency stays until the history was opened, also over reloads and without scripts; that
/// somebody looked is said once, and announced by the live region outside the page. An answer to a question stands on
/// the home page until it was opened.
#[component]
pub fn NewsNotice() -> impl IntoView {
    let live = use_live();
    let path = use_location().pathname;
    let visit = use_visit();
    let (own, answered) = (visit.record == OpenRecord::Own, visit.log.unopened_answer);
    move || {
        if !own || path.with(|path| path == "/history") {
            return None;
        }
        if live.emergency() {
            return Some(emergency());
        }
        if let Some(news) = live.news() {
            return Some(calm(news.kind));
        }
        answered.filter(|_| path.with(|path| path == "/")).map(answer)
    }
}

fn emergency() -> AnyView {
    view! {
        <aside class="notice notice-caution screen-only" data-news="" aria-label=t!("news-label")>
            <p class="notice-title">{t!("news-emergency")}</p>
            <p>{t!("news-emergency-means")}</p>
            <p><a class="button" href="/history">{t!("news-see-who")}</a></p>
        </aside>
    }
    .into_any()
}

/// About entry number `seq`. What was answered stands there alone.
fn answer(seq: u64) -> AnyView {
    view! {
        <aside class="notice screen-only" data-news="" aria-label=t!("news-label")>
            <p class="notice-title">{t!("news-answer")}</p>
            <p>
                <a class="button button-secondary" href=format!("/history/{seq}#questions") rel="external">
                    {t!("news-answer-open")}
                </a>
            </p>
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
        <aside class="notice screen-only" data-news="" aria-label=t!("news-label")>
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
