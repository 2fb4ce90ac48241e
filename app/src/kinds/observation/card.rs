//! 感染症: that there are tests, and the way to what they are, which is shown after a fresh proof alone.

use super::NAME;
use crate::{
    components::{empty::Empty, term::TermHeading},
    context::kept::use_kept_beside,
    kinds::{
        Section,
        elsewhere::{Elsewhere, SeeElsewhere},
    },
    markup::as_the_portal_wrote,
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    labs::LabSheet,
    record::{Facility, RecordView},
};

/// Where they are shown.
pub const PAGE: &str = "/record/infections";

pub fn sections(view: &RecordView) -> Vec<Section> {
    let sheet = LabSheet::of_results(view.record.infections());
    let count = sheet.tests().map(|series| series.results.len()).sum();
    let (facilities, as_of) = (view.record.facilities.clone(), view.as_of);
    // Of what documents say, none is counted here.
    let elsewhere = Elsewhere::of(&view.record, NAME, |_| false);
    let body = view! { <Infections count facilities as_of elsewhere/> };
    vec![Section { id: "infections", title: t!("record-infections-title"), body: Some(body.into_any()) }]
}

#[component]
fn Infections(
    count: usize,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
    elsewhere: Elsewhere,
) -> impl IntoView {
    let kept = use_kept_beside().and_then(|beside| beside.infections);
    let there = view! { <p>{t!("record-infections-there", count = count as i64)}</p> };
    let body = match kept {
        Some(kept) => view! {
            {there}
            <details class="screen-only">
                <summary>{t!("record-infections-open")}</summary>
                {as_the_portal_wrote(&kept)}
            </details>
        }
        .into_any(),
        None if count == 0 => {
            view! { <Empty what=t!("record-infections-name") of=Category::Infections facilities as_of/> }.into_any()
        }
        None => view! {
            {there}
            <p class="muted">{t!("record-infections-proof")}</p>
            <p class="screen-only"><a class="button button-secondary" href=PAGE rel="external">{t!("record-infections-open")}</a></p>
        }
        .into_any(),
    };
    view! {
        <section class="section" id="infections" aria-labelledby="infections-title">
            <TermHeading id="infections-title" text=t!("record-infections-title") word="infection"/>
            {body}
            <SeeElsewhere elsewhere/>
        </section>
    }
}
