//! Sources of a record: each facility, and when something of it last arrived.

use super::term::{Term, TermHeading};
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
    if facilities.is_empty() {
        let said = match shown.is_all() {
            true => t!("sources-nobody-yet", date = as_of),
            false => t!("sources-nobody-shown", date = as_of),
        };
        return view! {
            <section class="section sources" id="sources" aria-labelledby="sources-title">
                <TermHeading id="sources-title" text=t!("sources-title") word="as-of"/>
                <p>{said}</p>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="section sources" id="sources" aria-labelledby="sources-title">
            <details class="folded">
                <summary>
                    <h2 id="sources-title">{t!("sources-title")}</h2>" "
                    <span class="folded-facts">{t!("sources-count", count = facilities.len() as i64)}</span>
                </summary>
                <div class="folded-rest">
                    <p>{t!("sources-explained", date = as_of)} <Term word="as-of"/></p>
                    <dl class="data-list sources-list">{senders}</dl>
                </div>
            </details>
        </section>
    }
    .into_any()
}
