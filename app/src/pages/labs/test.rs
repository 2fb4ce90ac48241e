use super::value::{ResultStatusTag, ResultValue};
use crate::{
    components::{
        frame::record_page,
        technical_term::{Codes, TechnicalTerm},
        unreadable::UnreadParts,
    },
    context::record::Page,
    error::PageError,
    format, t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    labs::{LabSheet, Standing, TestSeries},
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

fn one_test(page: Page<TestSeries>) -> impl IntoView {
    let Page { facilities, content: series, .. } = page;
    let newest = series.newest().clone();
    let previous = series.results.get(1).map(|result| previous(result, &facilities));
    let codes = newest.codes.clone();
    let as_written = (series.core.is_some() && format::test_name(&series) != series.name)
        .then(|| t!("labs-as-written", name = series.name.clone()));
    let facilities_below = facilities.clone();
    view! {
        <p class="screen-only"><a href="/labs">{t!("labs-back-to-sheet")}</a></p>
        <section class="card lab-newest" aria-labelledby="newest">
            <h2 id="newest">{t!("labs-newest")}</h2>
            {newest_result(newest, &facilities)}
            {previous.map(|said| view! { <p>{said}</p> })}
            <p class="muted">{t!("labs-ask-doctor")}</p>
        </section>
        <section class="section">
            <h2 id="results">{t!("labs-all-results", count = series.results.len() as i64)}</h2>
            {table(series.results, facilities_below)}
        </section>
        {as_written.map(|said| view! { <TechnicalTerm label=t!("labs-name-there")><p>{said}</p></TechnicalTerm> })}
        <Codes codes/>
    }
}

fn newest_result(result: Observation, facilities: &[Facility]) -> impl IntoView + use<> {
    let standing = Standing::of(&result);
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("labs-no-range"));
    let status = result.status;
    let source = source(&result, facilities);
    view! {
        <div class="lab-newest-value"><ResultValue result/></div>
        {(standing != Standing::NotJudged).then(|| view! {
            <p class="lab-standing">{format::standing(standing)}</p>
        })}
        <p>
            <span class="muted">{t!("labs-column-range")}</span>
            " "
            <span class="figures">{range}</span>
            " "
            <ResultStatusTag status/>
        </p>
        <p class="source-line">{source}</p>
    }
}

fn measured_at(result: &Observation) -> String {
    result.effective.as_ref().map_or_else(|| t!("labs-undated"), format::moment_with_time)
}

fn source(result: &Observation, facilities: &[Facility]) -> String {
    t!(
        "labs-report",
        date = measured_at(result),
        facility = format::facility(facilities, &result.origin.facility)
    )
}

fn previous(result: &Observation, facilities: &[Facility]) -> String {
    t!("labs-previous", value = format::measured(&result.value), source = source(result, facilities))
}

fn table(results: Vec<Observation>, facilities: Vec<Facility>) -> impl IntoView {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby="results">
            <table class="data-table data-table-cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t!("labs-column-date")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-value")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-standing")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-range")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-status")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-facility")}</th>
                        <th scope="col" role="columnheader">{t!("labs-column-more")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {results.into_iter().map(|result| row(result, &facilities)).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn row(result: Observation, facilities: &[Facility]) -> impl IntoView + use<> {
    let standing = format::standing(Standing::of(&result));
    let range = format::range(&result.ranges).unwrap_or_else(|| t!("labs-no-range"));
    let facility = format::facility(facilities, &result.origin.facility);
    let status = result.status;
    let date = measured_at(&result);
    let more = more(&result);
    let origin = result.origin.clone();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="figures">{date}</th>
            <td role="cell" class="number" data-label=t!("labs-column-value")><ResultValue result/></td>
            <td role="cell" data-label=t!("labs-column-standing")>{standing}</td>
            <td role="cell" class="figures" data-label=t!("labs-column-range")>{range}</td>
            <td role="cell" data-label=t!("labs-column-status")><ResultStatusTag status/></td>
            <td role="cell" data-label=t!("labs-column-facility")>{facility}</td>
            <td role="cell" data-label=t!("labs-column-more")>
                <div>
                    {more.into_iter().map(|said| view! { <div class="prose">{said}</div> }).collect_view()}
                    <UnreadParts origin=&origin facilities/>
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
