//! 家庭血圧: what a person measured of themself, for whoever may see their tests.

use super::{ResultValue, measured_at};
use crate::{
    components::{source_line::SourceLine, unreadable::UnreadParts},
    kinds::Section,
    t,
};
use leptos::prelude::*;
use shared::{
    own::read,
    record::{Facility, Observation, RecordView},
};

/// How many stand open; the others are one tap away.
const NEWEST: usize = 10;

/// Nothing where there is nothing: that nobody measured at home says nothing.
pub fn section(view: &RecordView) -> Section {
    let own = read::results(&view.record);
    let body = (!own.is_empty()).then(|| {
        let facilities = &view.record.facilities;
        let (newest, older) = own.split_at(own.len().min(NEWEST));
        let (newest, count, older) = (cards(newest, facilities), older.len(), cards(older, facilities));
        view! {
            <section class="section" id="home-measured" aria-labelledby="home-measured-title">
                <h2 id="home-measured-title">{t!("record-home-measured-title")}</h2>
                <ul class="card-list">{newest}</ul>
                {(count > 0).then(|| view! {
                    <details class="details">
                        <summary>{t!("record-home-measured-older", count = count as i64)}</summary>
                        <ul class="card-list">{older}</ul>
                    </details>
                })}
            </section>
        }
        .into_any()
    });
    Section { id: "home-measured", title: t!("record-home-measured-title"), body }
}

fn cards(some: &[&Observation], facilities: &[Facility]) -> impl IntoView + use<> {
    some.iter()
        .map(|one| {
            let (result, origin) = ((*one).clone(), &one.origin);
            view! {
                <li class="card">
                    <p class="card-title">{measured_at(one)}</p>
                    <ResultValue result/>
                    <UnreadParts origin facilities/>
                    <SourceLine origin facilities/>
                </li>
            }
        })
        .collect_view()
}
