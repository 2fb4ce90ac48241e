//! 感染症: the newest result of each test, earlier ones one tap away.

use super::{Elsewhere, Fact, Notes, SeeElsewhere};
use crate::components::term::TermHeading;
use crate::{
    components::{
        empty::Empty,
        figures::figures,
        source_line::SourceLine,
        technical_term::{Codes, TechnicalTerm},
        unreadable::UnreadParts,
    },
    format, t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    labs::TestSeries,
    record::{Facility, Interpretation, Measured, MeasuringLimit, Observation},
};

#[component]
pub fn Infections(
    tests: Vec<TestSeries>,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
    elsewhere: Elsewhere,
) -> impl IntoView {
    let cards = tests.iter().map(|series| card(series, &facilities)).collect_view();
    view! {
        <section class="section" id="infections" aria-labelledby="infections-title">
            <TermHeading id="infections-title" text=t!("record-infections-title") word="infection"/>
            <p class="muted">{t!("record-infections-explained")}</p>
            {if tests.is_empty() {
                view! { <Empty what=t!("record-infections-name") of=Category::Infections facilities as_of/> }.into_any()
            } else {
                view! { <ul class="card-list">{cards}</ul> }.into_any()
            }}
            <SeeElsewhere in_documents=false unreadable=elsewhere.unreadable_results/>
        </section>
    }
}

fn card(series: &TestSeries, facilities: &[Facility]) -> impl IntoView + use<> {
    let newest = series.newest();
    let components = newest
        .components
        .iter()
        .map(|part| view! {
            <Fact name=part.name.clone() value=Some(with_verdict(newest, &part.value, part.interpretation, part.limit))/>
        })
        .collect_view();
    view! {
        <li class="card">
            <p class="card-title">{format::test_name(series)}</p>
            <p class="value">{figures(with_verdict(newest, &newest.value, newest.interpretation, newest.limit))}</p>
            <dl class="data-list">
                {components}
                <Fact name=t!("record-tested-on") value=newest.effective.as_ref().map(format::moment)/>
                <Fact name=t!("record-report") value=Some(format::result_status(newest.status))/>
                {format::range(&newest.ranges)
                    .map(|range| view! { <Fact name=t!("record-range") value=Some(range)/> })}
                {newest
                    .specimen
                    .clone()
                    .map(|specimen| view! { <Fact name=t!("record-specimen") value=Some(specimen)/> })}
            </dl>
            <Notes notes=newest.notes.clone()/>
            <UnreadParts origin=&newest.origin facilities/>
            <Earlier results=series.results[1..].to_vec() facilities=facilities.to_vec()/>
            <Codes codes=newest.codes.clone()/>
            <SourceLine origin=&newest.origin facilities/>
        </li>
    }
}

#[component]
fn Earlier(results: Vec<Observation>, facilities: Vec<Facility>) -> impl IntoView {
    (!results.is_empty()).then(|| {
        let lines = results
            .iter()
            .map(|result| {
                let value = with_verdict(result, &result.value, result.interpretation, result.limit);
                let when = result.effective.as_ref().map_or_else(|| t!("not-stated"), format::moment);
                view! {
                    <li>
                        <p>{when}" · "{figures(value)}" · "{format::result_status(result.status)}</p>
                        <UnreadParts origin=&result.origin facilities=&facilities/>
                        <SourceLine origin=&result.origin facilities=&facilities/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <TechnicalTerm label=t!("record-earlier-results")>
                <ul class="stack-small">{lines}</ul>
            </TechnicalTerm>
        }
    })
}

/// The laboratory's verdict beside the value, where it says more than the value does and is one of a result.
fn with_verdict(
    result: &Observation,
    value: &Measured,
    interpretation: Option<Interpretation>,
    limit: Option<MeasuringLimit>,
) -> String {
    let value = match limit.map(format::measuring_limit) {
        Some(limit) => t!("value-with-verdict", value = format::measured(value), verdict = limit),
        None => format::measured(value),
    };
    let verdict = match interpretation.filter(|_| result.counts()) {
        Some(Interpretation::Positive) => t!("verdict-positive"),
        Some(Interpretation::Negative) => t!("verdict-negative"),
        Some(Interpretation::Indeterminate) => t!("verdict-indeterminate"),
        _ => return value,
    };
    if value.contains(&verdict) { value } else { t!("value-with-verdict", value = value, verdict = verdict) }
}
