//! Statements that there is none, on `/record`.

use super::{remarks, said};
use crate::components::as_sent::as_sent;
use crate::{components::unreadable::UnreadParts, t};
use leptos::prelude::*;
use shared::{record::Facility, summary::StatedNone};

/// Nothing where nobody said so.
pub fn notice(list: &[StatedNone], facilities: &[Facility]) -> Option<impl IntoView + use<>> {
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
    let about = remarks(stated)
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            // What contradicts it stands first.
            match against && place == 0 {
                true => view! { <p><strong>{as_sent(line)}</strong></p> }.into_any(),
                false => view! { <p class="muted">{as_sent(line)}</p> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <li>
            <p>{as_sent(said(&stated.none, facilities))}</p>
            {about}
            <UnreadParts origin=&stated.none.origin facilities/>
        </li>
    }
}
