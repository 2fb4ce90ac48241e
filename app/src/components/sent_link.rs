//! Link from an entry to what was sent of it and is used on no page.

use crate::{
    context::visit::{OpenRecord, use_visit},
    t,
};
use leptos::prelude::*;
use shared::record::Origin;

/// Only on the own record, and only of what was sent by itself.
#[component]
pub fn SentLink<'a>(origin: &'a Origin) -> impl IntoView + use<> {
    let was_sent = origin.source.facility().is_some() && origin.document.is_none();
    let own = use_visit().record == OpenRecord::Own && was_sent;
    own.then(|| {
        let address = format!("/record/sent/{}", origin.item);
        view! { <p class="screen-only"><a href=address rel="external">{t!("sent-link")}</a></p> }
    })
}
