//! Sources of a record: each facility, and when something of it last arrived.

use super::term::TermHeading;
use crate::components::as_sent::as_sent;
use crate::{format, t};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{category::Categories, record::Facility, time::tokyo_day};

/// Stands at the end of every page of a record, and on paper.
#[component]
pub fn Sources(facilities: Vec<Facility>, as_of: NaiveDate, shown: Categories) -> impl IntoView {
    let as_of = format::date(as_of);
    let senders = facilities
        .iter()
        .map(|facility| {
            let received = format::date(tokyo_day(facility.last_received));
            view! {
                <div>
                    <dt>{as_sent(format::facility(&facilities, &facility.code))}</dt>
                    <dd>{t!("sources-last-received", date = received)}</dd>
                </div>
            }
        })
        .collect_view();
    let count = facilities.len() as i64;
    let body = match (facilities.is_empty(), shown.is_all()) {
        (true, true) => view! { <p>{t!("sources-nobody-yet", date = as_of)}</p> }.into_any(),
        (true, false) => view! { <p>{t!("sources-nobody-shown", date = as_of)}</p> }.into_any(),
        (false, _) => view! {
            <details class="folded folded-plain">
                <summary>{t!("sources-count", count = count)}</summary>
                <div class="folded-rest">
                    <p>{t!("sources-explained", date = as_of)}</p>
                    <dl class="data-list sources-list">{senders}</dl>
                </div>
            </details>
        }
        .into_any(),
    };
    view! {
        <section class="section sources" id="sources" aria-labelledby="sources-title">
            <TermHeading id="sources-title" text=t!("sources-title") word="as-of"/>
            {body}
        </section>
    }
}
