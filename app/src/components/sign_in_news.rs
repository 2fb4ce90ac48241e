//! That something happened to somebody's own ways in, on every page but the one that says what.

use crate::{
    context::visit::{SignInNews, use_visit},
    format, t,
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
            <p class="notice-title">{title}</p>
            {means.map(|means| view! { <p>{means}</p> })}
            <p><a class="button" href="/signins" rel="external">{t!("settings-signins-open")}</a></p>
        </aside>
    };
    Some(notice.into_any())
}
