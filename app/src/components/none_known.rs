//! Statements that there is none, in a place of their own: never among what they deny, and never a "none" of ours.

use super::unreadable::UnreadParts;
use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::{record::Facility, summary::StatedNone};

/// Nothing where nobody said so.
pub fn none_known(list: &[StatedNone], facilities: &[Facility]) -> Option<impl IntoView + use<>> {
    if list.is_empty() {
        return None;
    }
    let items = list.iter().map(|one| item(one, facilities)).collect_view();
    Some(view! {
        <div class="notice none-known">
            <p class="notice-title">{t!("none-known-title")}</p>
            <ul>{items}</ul>
            <p class="muted">{t!("none-known-explained")}</p>
        </div>
    })
}

fn item(stated: &StatedNone, facilities: &[Facility]) -> impl IntoView + use<> {
    let against = !stated.against.is_empty();
    let remarks = format::none_known_remarks(stated)
        .into_iter()
        .enumerate()
        .map(|(place, said)| {
            // What contradicts it stands first.
            match against && place == 0 {
                true => view! { <p><strong>{as_sent(said)}</strong></p> }.into_any(),
                false => view! { <p class="muted">{as_sent(said)}</p> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <li>
            <p>{as_sent(format::none_known_said(&stated.none, facilities))}</p>
            {remarks}
            <UnreadParts origin=&stated.none.origin facilities/>
        </li>
    }
}
