//! Notice of changes to one's own ways in, on every page but the one that says what.

use crate::components::as_sent::as_sent;
use crate::{
    context::visit::{SignInNews, use_visit},
    format,
    ports::account::SignedOut,
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn SignInNotice() -> impl IntoView {
    let path = use_location().pathname;
    let news = use_visit().sign_ins;
    move || match path.with(|path| path == "/signins") {
        true => None,
        false => sign_in_notice(news.clone()),
    }
}

/// The notice itself, also for the desk.
pub fn sign_in_notice(news: SignInNews) -> Option<AnyView> {
    let (title, means) = match news {
        SignInNews::SignedOut(one) => return Some(signed_out_notice(one, true)),
        SignInNews::None => return None,
        SignInNews::Changed => (t!("news-sign-in-changed"), None),
        SignInNews::Waits { facility, until } => (
            t!("news-sign-in-waits", facility = facility),
            Some(t!("news-sign-in-waits-means", date = format::instant(until))),
        ),
        SignInNews::Stopped { facility } => (t!("news-sign-in-stopped", facility = facility), None),
    };
    let notice = view! {
        <aside class="notice notice-caution screen-only" aria-label=t!("news-sign-in-label")>
            <p class="notice-title">{as_sent(title)}</p>
            {means.map(|means| view! { <p>{means}</p> })}
            <p><a class="button" href="/signins" rel="external">{t!("settings-signins-open")}</a></p>
        </aside>
    };
    Some(notice.into_any())
}

/// Notice of a sign-out by others: who did it, when and why. `leads_on`: to where what happened stands.
pub fn signed_out_notice(one: SignedOut, leads_on: bool) -> AnyView {
    let SignedOut { facility, reason, note, at } = one;
    let date = format::instant(at);
    let title = match facility {
        Some(facility) => t!("news-signed-out", facility = facility, date = date),
        None => t!("news-signed-out-by-operator", date = date),
    };
    view! {
        <aside class="notice notice-caution" aria-label=t!("news-sign-in-label")>
            <p class="notice-title"><bdi>{as_sent(title)}</bdi></p>
            <p>{t!("news-signed-out-why", why = format::sign_out_reason(reason))}</p>
            {(!note.is_empty()).then(|| view! { <p>{t!("news-signed-out-note")}<bdi>{as_sent(note)}</bdi></p> })}
            <p>{t!("news-signed-out-means")}</p>
            {leads_on.then(|| view! {
                <p class="screen-only"><a class="button" href="/signins" rel="external">{t!("settings-signins-open")}</a></p>
            })}
        </aside>
    }
    .into_any()
}
