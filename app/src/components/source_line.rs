//! The line under every item: when, and from whom.

use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::record::{Facility, Origin};

/// Facility and department, the day the facility registered it (where sent, when it last changed
/// it), and whether it is kept for long (長期保存).
#[component]
pub fn SourceLine<'a>(origin: &'a Origin, facilities: &'a [Facility]) -> impl IntoView + use<> {
    let facility = format::source(facilities, &origin.source);
    let from = match &origin.department {
        Some(department) => {
            t!("source-with-department", facility = facility, department = department.clone())
        }
        None => facility,
    };
    let when = match &origin.updated {
        Some(updated) => t!("source-updated", date = format::moment(updated)),
        None => t!("source-received", date = format::date(origin.registered_on())),
    };
    view! {
        <p class="source-line">
            {as_sent(from)}" · "{when}
            {origin.long_term.then(|| view! { " "<span class="tag tag-quiet">{t!("long-term")}</span> })}
        </p>
    }
}
