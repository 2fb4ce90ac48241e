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
    view! {
        <section class="section sources" id="sources" aria-labelledby="sources-title">
            <TermHeading id="sources-title" text=t!("sources-title") word="as-of"/>
            {if facilities.is_empty() {
                let said = match shown.is_all() {
                    true => t!("sources-nobody-yet", date = as_of),
                    false => t!("sources-nobody-shown", date = as_of),
                };
                view! { <p>{said}</p> }.into_any()
            } else {
                view! {
                    <p>{t!("sources-explained", date = as_of)}</p>
                    <dl class="data-list sources-list">{senders}</dl>
                }
                .into_any()
            }}
        </section>
    }
}
