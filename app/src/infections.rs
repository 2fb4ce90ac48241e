//! `/record/infections`: 感染症, the newest result of each test, earlier ones one tap away. Plain HTML, after a fresh
//! proof: no program runs here. What stands within `data-infections-of` is what a snapshot may keep.

use crate::{
    components::{
        as_sent::as_sent,
        empty::Empty,
        figures::figures,
        not_shown::{NotShown, provide_shown},
        source_line::SourceLine,
        technical_term::{Codes, TechnicalTerm},
        term::Term,
        unreadable::UnreadParts,
    },
    context::visit::Visit,
    format,
    kinds::{
        fact::{Fact, Notes},
        observation,
        unreadable::{UnreadableItems, sent_as},
    },
    plain, t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    labs::{LabSheet, TestSeries},
    record::{
        Facility, Interpretation, Measured, MeasuringLimit, Observation, RecordView, ResultStatus, Unreadable,
    },
};

/// The whole document.
pub fn infections_page(visit: &Visit, stylesheets: Vec<String>, view: &RecordView) -> String {
    plain::speaking(visit, || {
        provide_shown(view.shown);
        let title = t!("record-infections-title");
        let tab = format!("{title} · {}", t!("app-name"));
        plain::document(visit, stylesheets, None, tab.into(), page(title, view)).to_html()
    })
}

fn page(title: String, view: &RecordView) -> impl IntoView + use<> {
    let (record, shown, as_of) = (&view.record, view.shown, view.as_of);
    let facilities = record.facilities.clone();
    let tests: Vec<TestSeries> = LabSheet::of_results(record.infections()).tests().cloned().collect();
    let cards = tests.iter().map(|series| card(series, &facilities)).collect_view();
    let unreadable: Vec<Unreadable> = sent_as(record, observation::NAME).cloned().collect();
    let whose = record.person.name.clone();
    plain::framed(
        Some("/"),
        view! {
                    <div class="with-term"><h1>{title}</h1><Term word="infection"/></div>
                    <div data-infections-of=view.whose.0.to_string()>
                        <p class="lead">{as_sent(t!("infections-whose", name = whose, date = format::date(as_of)))}</p>
                        <NotShown shown/>
                        <p class="muted">{t!("record-infections-explained")}</p>
                        {if tests.is_empty() {
                            let what = t!("record-infections-name");
                            view! { <Empty what of=Category::Infections facilities=facilities.clone() as_of/> }.into_any()
                        } else {
                            view! { <ul class="card-list">{cards}</ul> }.into_any()
                        }}
                        <UnreadableItems items=unreadable facilities/>
                    </div>
                    <p>{t!("infections-while")}</p>
                    <p class="back"><a href="/record#infections">{t!("infections-back")}</a></p>
        },
    )
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
            <p class="card-title">{as_sent(format::test_name(series))}</p>
            <p class="value">{figures(with_verdict(newest, &newest.value, newest.interpretation, newest.limit))}</p>
            <dl class="data-list">
                {components}
                <Fact name=dated(newest.status) value=newest.effective.as_ref().map(format::moment)/>
                <Fact name=t!("record-report") value=Some(observation::result_status(newest.status))/>
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

/// What the day beside a result is: of one that was not reported, no day of a test.
fn dated(status: ResultStatus) -> String {
    match status.is_reported() {
        true => t!("record-tested-on"),
        false => t!("record-dated"),
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
                        <p>{when}" · "{figures(value)}" · "{observation::result_status(result.status)}</p>
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

/// The laboratory's verdict beside the value, where it says more than the value does.
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
