//! Notice on every page of a snapshot: that it is one, of which day, and what is not in it.

use crate::{
    context::kept::{KeptRecord, use_kept},
    format, t,
};
use leptos::prelude::*;
use shared::time::tokyo_day;

/// Nothing where the record comes from the portal.
#[component]
pub fn KeptNotice() -> impl IntoView {
    use_kept().map(|KeptRecord { as_of, expires_at, reachable, needs_network }| {
        let until = format::date(tokyo_day(expires_at));
        view! {
            <div class="notice notice-caution kept-notice">
                <p class="notice-title">{t!("kept-as-of", date = format::date(as_of))}</p>
                <p>{t!("kept-not-in-it")}</p>
                <p class="muted">{t!("kept-until", date = until)}</p>
                <p role="status" data-needs-network><span hidden=move || !needs_network.get()>{t!("kept-needs-network")}</span></p>
                <p role="status"><span hidden=move || !reachable.get()>{t!("kept-reachable")}</span></p>
                <p class="cluster screen-only">
                    <span hidden=move || !reachable.get()>
                        <a class="button" href="/" rel="external" data-portal>{t!("kept-to-portal")}</a>
                    </span>
                    <button class="button button-secondary" type="button" on:click=|_| close()>{t!("kept-close")}</button>
                    <button class="button button-quiet" type="button" on:click=|_| remove()>{t!("kept-remove")}</button>
                </p>
            </div>
        }
    })
}

/// Asks for the passphrase again: what is open is in this page's memory alone, and goes with it.
#[cfg(feature = "hydrate")]
fn close() {
    let _ = window().location().assign("/kept");
}

#[cfg(feature = "hydrate")]
fn remove() {
    leptos::task::spawn_local(async {
        // What could not be removed is found by the next page, which says so.
        let _ = crate::kept::remove().await;
        close();
    });
}

#[cfg(not(feature = "hydrate"))]
fn close() {}

#[cfg(not(feature = "hydrate"))]
fn remove() {}
