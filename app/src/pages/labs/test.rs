use super::{chart::TrendChart, context::in_context};
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        critical::FlaggedNewest,
        figures::figures,
        frame::record_page,
        heading::provide_place,
        sent_link::SentLink,
        technical_term::{Codes, TechnicalTerm},
        term::Term,
        unreadable::UnreadParts,
    },
    context::record::Page,
    error::PageError,
    format,
    kinds::observation::{ResultStatusTag, ResultValue},
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    labs::{Context, CriticalResult, LabSheet, Standing, TestSeries, Trend, critical},
    record::{Facility, Observation},
};

/// `/labs/{test}`: one test, its newest result first in size, then all of them.
#[component]
pub fn LabTestPage() -> impl IntoView {
    let params = use_params_map();
    let test = Memo::new(move |_| params.read().get("test").unwrap_or_default());
    // Another test at the same place is another page.
    move || {
        let key = test.get();
        record_page(
            format::test_name,
            move |view| LabSheet::of(&view.record).test(&key).cloned().ok_or(PageError::NotFound),
            one_test,
        )
    }
}

/// Results in the open table; what is older is one tap away.
const SHOWN_AT_ONCE: usize = 24;

fn one_test(page: Page<TestSeries>) -> impl IntoView {
    provide_place(t!("labs-title"));
    let Page { as_of, facilities, content: series, .. } = page;
    let newest = series.newest().clone();
    let context = Context::of(&series);
    let trend = Trend::of(&series);
    let urgent = CriticalResult::of(&series, as_of).is_some();
    let flagged = urgent || critical(&newest).is_some();
    let name = format::test_name(&series);
    let codes = newest.codes.clone();
    let as_written = (series.core.is_some() && name != series.name)
        .then(|| t!("labs-as-written", name = series.name.clone()));
    let count = series.results.len();
    let mut newest_results: Vec<Observation> = series.by_time().into_iter().cloned().collect();
    let older = newest_results.split_off(newest_results.len().min(SHOWN_AT_ONCE));
    let explained = series.core.as_deref().map(explanation);
    view! {
        <p class="screen-only back"><a href="/labs">{t!("labs-back-to-sheet")}</a></p>
        <section class="card lab-newest" aria-labelledby="newest">
            <h2 id="newest">{t!("labs-newest")}</h2>
            {newest_result(newest, &context, &facilities, as_of)}
            {flagged.then(|| view! { <FlaggedNewest urgent/> })}
            <p class="muted">{t!("labs-ask-doctor")}</p>
        </section>
        {explained}
        <TrendChart name trend facilities=facilities.clone()/>
        <section class="section">
            <h2 id="results">{t!("labs-all-results", count = count as i64)}</h2>
            {table(newest_results, "results", &facilities, as_of)}
            {(!older.is_empty()).then(|| {
                let count = older.len();
                view! {
                    <details class="details details-plain">
                        <summary id="older">{t!("labs-older-results", count = count as i64)}</summary>
                        {table(older, "older", &facilities, as_of)}
                    </details>
                }
            })}
        </section>
        {as_written.map(|said| view! { <TechnicalTerm label=t!("labs-name-there")><p>{as_sent(said)}</p></TechnicalTerm> })}
        <Codes codes/>
    }
}

/// Explanation of what a core item measures, in plain words of our own, and whose words they are.
fn explanation(core: &str) -> impl IntoView + use<> {
    let said = t!(&format!("lab-explained-{}", core.to_lowercase()));
    view! {
        <section class="section" aria-labelledby="explained">
            <h2 id="explained">{t!("labs-explained")}</h2>
            <p class="prose">{said}</p>
            <p class="source-line">{t!("lab-explained-source")}</p>
        </section>
    }
}

fn newest_result(
    result: Observation,
    context: &Context,
    facilities: &[Facility],
    as_of: NaiveDate,
) -> impl IntoView + use<> {
    let mut said = in_context(context, result.value.unit()).into_iter();
    let standing = said.next();
    let said_beside = context.standing != Standing::NotJudged;
    let rest = said.map(|sentence| view! { <p>{as_sent(sentence)}</p> }).collect_view();
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("labs-no-range"));
    let status = result.status;
    let source = source(&result, facilities);
    let future = is_future(&result, as_of).then(|| view! { " " <FutureTag/> });
    view! {
        <div class="lab-newest-value"><ResultValue result said_beside/></div>
        {standing.map(|said| view! { <p class="lab-standing">{as_sent(said)}</p> })}
        {rest}
        <p>
            <span class="muted">{t!("labs-column-range")}</span>
            <Term word="reference-range"/>
            " "
            <span class="figures">{figures(range)}</span>
            " "
            <ResultStatusTag status/>
        </p>
        <p class="source-line">{as_sent(source)}{future}</p>
    }
}

/// A day after today is a typing mistake somewhere: it is shown, and said.
fn is_future(result: &Observation, as_of: NaiveDate) -> bool {
    result.effective.as_ref().is_some_and(|at| at.first_day() > as_of)
}

#[component]
fn FutureTag() -> impl IntoView {
    view! { <span class="tag">{t!("labs-future")}</span> }
}

fn measured_at(result: &Observation) -> String {
    result.effective.as_ref().map_or_else(|| t!("labs-undated"), format::moment_with_time)
}

fn source(result: &Observation, facilities: &[Facility]) -> String {
    t!(
        "labs-report",
        date = measured_at(result),
        facility = format::source(facilities, &result.origin.source)
    )
}

fn table(
    results: Vec<Observation>,
    named_by: &'static str,
    facilities: &[Facility],
    as_of: NaiveDate,
) -> impl IntoView + use<> {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby=named_by>
            <table class="data-table data-table-cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t!("labs-column-date")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-value")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-range")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-facility")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {results.into_iter().map(|result| row(result, facilities, as_of)).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn row(result: Observation, facilities: &[Facility], as_of: NaiveDate) -> impl IntoView + use<> {
    let future = is_future(&result, as_of).then(|| view! { " " <FutureTag/> });
    let standing = format::compared(&result);
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("labs-no-range"));
    let facility = format::source(facilities, &result.origin.source);
    let status = result.status;
    let date = measured_at(&result);
    let more = more(&result);
    let origin = result.origin.clone();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="figures">{date}{future}</th>
            <td role="cell" data-label=t!("labs-column-value")>
                <div>
                    <ResultValue result said_beside=true/>
                    <div class="muted">{standing}</div>
                </div>
            </td>
            <td role="cell" class="figures" data-label=t!("labs-column-range")>{figures(range)}</td>
            <td role="cell" data-label=t!("labs-column-facility")>
                <div>
                    {as_sent(facility)}" "<ResultStatusTag status/>
                    {(!more.is_empty()).then(|| view! {
                        <TechnicalTerm label=t!("labs-column-more")>
                            {more.into_iter().map(|said| view! { <div class="prose">{as_sent(said)}</div> }).collect_view()}
                        </TechnicalTerm>
                    })}
                    <UnreadParts origin=&origin facilities/>
                    <SentLink origin=&origin/>
                </div>
            </td>
        </tr>
    }
}

/// Department, specimen, doctor and notes, as far as they were sent.
fn more(result: &Observation) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(result.origin.department.clone().map(|name| t!("labs-department", name = name)));
    said.extend(result.specimen.clone().map(|name| t!("labs-specimen", name = name)));
    said.extend(result.doctor.clone().map(|name| t!("labs-doctor", name = name)));
    said.extend(result.origin.long_term.then(|| t!("labs-long-term")));
    said.extend(result.notes.iter().cloned());
    said
}
