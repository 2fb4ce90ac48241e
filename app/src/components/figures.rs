//! Numbers with signs, for eyes and for ears.

use crate::format;
use leptos::prelude::*;

/// `<10 IU/mL` as it is written; where screen readers would pass over a sign, they hear the words for it.
pub fn figures(written: String) -> impl IntoView + use<> {
    match format::heard(&written) {
        None => written.into_any(),
        Some(heard) => view! {
            <span aria-hidden="true">{written}</span>
            <span class="visually-hidden">{heard}</span>
        }
        .into_any(),
    }
}
