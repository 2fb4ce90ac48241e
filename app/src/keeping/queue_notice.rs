//! Notice on pages of the portal that something waits on this device, which the copy must be opened to send, or went along
//! with the copy unsent.

use super::PAGE;
use crate::t;
#[cfg(feature = "hydrate")]
use crate::{
    context::{kept::use_kept, visit},
    kept,
};
use leptos::prelude::*;

/// Nothing where nothing waits, which only a browser knows, and on the pages of the copy itself.
#[component]
pub fn QueueNotice() -> impl IntoView {
    let (waiting, lost) = (RwSignal::new(0_i64), RwSignal::new(0_i64));
    #[cfg(feature = "hydrate")]
    if use_kept().is_none() {
        Effect::new(move || {
            waiting.set(kept::waiting() as i64);
            let whose = visit::of_this_page().and_then(|visit| visit.whose);
            lost.set(
                kept::lost().filter(|(record, _)| Some(*record) == whose).map_or(0, |(_, many)| many as i64),
            );
        });
    }
    let known = move |_| {
        #[cfg(feature = "hydrate")]
        kept::lost_is_known();
        lost.set(0);
    };
    view! {
        {move || (waiting.get() > 0).then(|| view! {
            <div class="notice notice-caution" role="status" data-alive>
                <p>{t!("queue-waits", count = waiting.get())}</p>
                <p><a class="button" href=PAGE rel="external">{t!("queue-open")}</a></p>
            </div>
        })}
        {move || (lost.get() > 0).then(|| view! {
            <div class="notice notice-caution" role="status" data-alive>
                <p>{t!("queue-was-lost", count = lost.get())}</p>
                <p><button class="button button-secondary" type="button" on:click=known>{t!("queue-known")}</button></p>
            </div>
        })}
    }
}
