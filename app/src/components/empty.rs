//! A list with nothing in it never reads as "none": it says who registered nothing, as of when.

use crate::{format, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::record::Facility;

/// `what` is the thing's name within a sentence: `t!("record-allergies-name")`.
#[component]
pub fn Empty(what: String, facilities: Vec<Facility>, as_of: NaiveDate) -> impl IntoView {
    let date = format::date(as_of);
    let names: Vec<String> =
        facilities.iter().map(|facility| format::facility(&facilities, &facility.code)).collect();
    let said = if names.is_empty() {
        t!("empty-nobody-yet", what = what, date = date)
    } else {
        t!("empty-registered-by", what = what, date = date, facilities = format::list(&names))
    };
    view! {
        <div class="empty">
            <p>{said}</p>
            <p class="muted">{t!("empty-advice")}</p>
        </div>
    }
}
