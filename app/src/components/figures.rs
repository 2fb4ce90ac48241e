//! Numbers with signs, for eyes and for ears.

use crate::components::as_sent::as_sent;
use crate::format;
use leptos::prelude::*;

/// `<10 IU/mL` as it is written; where screen readers would pass over a sign, they hear the words for it.
pub fn figures(written: String) -> impl IntoView + use<> {
    match format::heard(&written) {
        None => as_sent(written),
        Some(heard) => view! {
            <span aria-hidden="true">{as_sent(written)}</span>
            <span class="visually-hidden">{as_sent(heard)}</span>
        }
        .into_any(),
    }
}
