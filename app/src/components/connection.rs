//! Notice that there is no network, and as of when what the page shows is.

use crate::{context::kept::use_kept, format, t};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Hidden while there is a network. Without scripts it never shows: then nothing here can know.
#[component]
pub fn ConnectionNotice(as_of: Option<NaiveDate>) -> impl IntoView {
    let offline = RwSignal::new(false);
    // A snapshot says so on every page, with or without a network.
    let kept = use_kept().is_some();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        offline.set(!window().navigator().on_line());
        let gone = window_event_listener(leptos::ev::offline, move |_| offline.set(true));
        let back = window_event_listener(leptos::ev::online, move |_| offline.set(false));
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    let said = match as_of {
        Some(date) => t!("offline-as-of", date = format::date(date)),
        None => t!("offline"),
    };
    view! {
        <p class="notice notice-caution offline screen-only" role="status" hidden=move || kept || !offline.get()>
            {said}
        </p>
    }
}
