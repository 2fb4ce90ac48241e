//! A list with nothing in it never reads as "none": it says who registered nothing, as of when.

use super::not_shown::use_shown;
use crate::components::as_sent::as_sent;
use crate::{format, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{category::Categories, record::Facility};

/// `what` is the thing's name within a sentence: `t!("record-allergies-name")`; `of` the kinds of information that it
/// would be of. Where the viewer is not shown all of them, that is all that can be said.
#[component]
pub fn Empty(
    what: String,
    #[prop(into)] of: Categories,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
) -> impl IntoView {
    if !use_shown().and(of).missing().and(of).is_empty() {
        return view! { <p class="empty">{t!("empty-not-shown", what = what)}</p> }.into_any();
    }
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
            <p>{as_sent(said)}</p>
            <p class="muted">{t!("empty-advice")}</p>
        </div>
    }
    .into_any()
}
