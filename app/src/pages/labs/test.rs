use super::{
    chart::TrendChart,
    context::in_context,
    results::{FutureTag, Results, is_future},
};
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        agenda_form::AgendaForm,
        critical::FlaggedNewest,
        figures::figures,
        frame::record_page,
        heading::provide_place,
        technical_term::{Codes, TechnicalTerm},
        term::Term,
    },
    context::{kept::use_kept, record::Page},
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
    record::{Facility, Observation, ResultStatus},
    unseen::is_unseen,
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
    provide_place(t!("labs-title"));
    let Page { as_of, facilities, content: series, .. } = page;
    let newest = series.newest().clone();
    let context = Context::of(&series);
    let trend = Trend::of(&series);
    let urgent = CriticalResult::of(&series, as_of).is_some();
    let name = format::test_name(&series);
    let codes = newest.codes.clone();
    let as_written = (series.core.is_some() && name != series.name)
        .then(|| t!("labs-as-written", name = series.name.clone()));
    let results = Results::of(&series, facilities.clone(), as_of);
    let explained = series.core.as_deref().map(explanation);
    view! {
        <p class="screen-only back"><a href="/labs">{t!("labs-back-to-sheet")}</a></p>
        <section class="card lab-newest" aria-labelledby="newest">
            <h2 id="newest">{t!("labs-newest")}</h2>
            {newest_result(newest.clone(), &context, &facilities, as_of)}
        </section>
        {what_now(&newest, urgent, &name, &facilities)}
        <TrendChart name trend facilities/>
        {results.section()}
        {explained}
        {as_written.map(|said| view! { <TechnicalTerm label=t!("labs-name-there")><p>{as_sent(said)}</p></TechnicalTerm> })}
        <Codes codes/>
    }
}

/// What to do, from what was sent: the facility's own words, the laboratory's flag; else when to ask, and when to call.
fn what_now(
    newest: &Observation,
    urgent: bool,
    name: &str,
    facilities: &[Facility],
) -> impl IntoView + use<> {
    let facility = format::source(facilities, &newest.origin.source);
    let flagged = urgent || critical(newest).is_some();
    let own = newest.notes.clone();
    view! {
        <section class="section" aria-labelledby="what-now">
            <h2 id="what-now">{t!("labs-what-now")}</h2>
            {(!own.is_empty()).then(|| view! { <p class="muted">{as_sent(t!("labs-facility-says", facility = facility.clone()))}</p> })}
            {own.into_iter().map(|said| view! { <p class="prose" lang=format::written_lang(&said)>{said.clone()}</p> }).collect_view()}
            {match flagged {
                true => view! { <FlaggedNewest urgent/> }.into_any(),
                false => view! {
                    <p>{t!("labs-ask-next-visit")}</p>
                    <p>{t!("labs-call-when-unwell")}</p>
                }.into_any(),
            }}
            <p>{as_sent(t!("labs-whom-to-call", facility = facility))}</p>
            // What is critical does not wait for a visit.
            {(!flagged).then(|| keep_a_question(name))}
        </section>
    }
}

/// A form that puts a question about this test on the agenda of the next visit. A snapshot writes nothing down.
fn keep_a_question(name: &str) -> Option<impl IntoView + use<>> {
    if use_kept().is_some() {
        return None;
    }
    let seen: String = name.chars().filter(|letter| !is_unseen(*letter)).collect();
    let begun = t!("labs-question-about", what = seen);
    Some(view! {
        <details class="details screen-only">
            <summary>{t!("labs-question-keep")}</summary>
            <AgendaForm
                label=t!("labs-question")
                hint=t!("labs-question-hint")
                action=t!("labs-question-write")
                begun
            />
        </details>
    })
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
            {(status != ResultStatus::Final).then(|| view! { " "<ResultStatusTag status/> })}
        </p>
        <p class="source-line">{as_sent(source)}{future}</p>
    }
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
