//! Notice on pages of the portal that something waits on this device, which the copy must be opened to send.

use super::PAGE;
#[cfg(feature = "hydrate")]
use crate::context::kept::use_kept;
use crate::t;
use leptos::prelude::*;

/// Nothing where nothing waits, which only a browser knows, and on the pages of the copy itself.
#[component]
pub fn QueueNotice() -> impl IntoView {
    let many = RwSignal::new(0_usize);
    #[cfg(feature = "hydrate")]
    if use_kept().is_none() {
        Effect::new(move || many.set(crate::kept::waiting()));
    }
    move || {
        let many = i64::try_from(many.get()).unwrap_or_default();
        (many > 0).then(|| {
            view! {
                <div class="notice notice-caution" role="status" data-alive>
                    <p>{t!("queue-waits", count = many)}</p>
                    <p><a class="button" href=PAGE rel="external">{t!("queue-open")}</a></p>
                </div>
            }
        })
    }
}
