//! The tests that matter most, a line each: the newest result with the two before it.

use super::heading;
use crate::components::as_sent::as_sent;
use crate::{
    components::figures::figures,
    format,
    kinds::{
        observation::{ResultValue, result_status},
        row::{ForCare, doubts, news, nothing},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    labs::{NotCompared, Standing, TestSeries},
    record::{Interpretation, Measured, Observation, Quantity, ReferenceRange, ResultStatus},
};

/// How many tests stand at first sight.
const TESTS: usize = 16;

/// How many results of each.
const RESULTS: usize = 3;

pub fn at_first_sight(tests: &[TestSeries], care: &ForCare<'_>) -> AnyView {
    if tests.is_empty() {
        return nothing();
    }
    let chosen = most_telling(tests);
    let others = tests.len() - chosen.len();
    let headings =
        (0..RESULTS).map(|place| view! { <th role="columnheader" scope="col">{heading(place)}</th> });
    view! {
        <table class="data-table data-table-cards care-table care-tests" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("desk-care-test")}</th>
                    {headings.collect_view()}
                    <th role="columnheader" scope="col">{t!("desk-care-range")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{chosen.into_iter().map(|test| row(test, care)).collect_view()}</tbody>
        </table>
        {(others > 0).then(|| view! { <p class="muted">{t!("desk-care-tests-others", count = others as i64)}</p> })}
    }
    .into_any()
}

/// What is critical, outside its range or a core item before the others, in the order of the sheet.
fn most_telling(tests: &[TestSeries]) -> Vec<&TestSeries> {
    let weight = |test: &TestSeries| match test.standing() {
        standing if standing.is_critical() => 0,
        standing if standing.is_outside() => 1,
        _ if test.core_key().is_some() => 2,
        _ => 3,
    };
    let mut places: Vec<usize> = (0..tests.len()).collect();
    places.sort_by_key(|place| weight(&tests[*place]));
    places.truncate(TESTS);
    places.sort_unstable();
    places.into_iter().map(|place| &tests[place]).collect()
}

fn row(test: &TestSeries, care: &ForCare<'_>) -> impl IntoView + use<> {
    let columns = test.in_columns(RESULTS);
    let newest = columns.first().and_then(|column| column.first()).copied().unwrap_or_else(|| test.newest());
    let unit = unit_of(newest);
    let cells = (0..RESULTS).map(|place| cell(place, columns.get(place), newest, unit.as_deref(), care));
    let range = range_without(unit.as_deref(), &newest.ranges).unwrap_or_else(|| t!("desk-care-no-range"));
    let name = format::test_name(test);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <span lang=format::written_lang(&name)>{name.clone()}</span>
                {specimen(newest).map(|said| view! { " "<span class="care-unit">{as_sent(said)}</span> })}
                {unit.as_deref().map(|unit| view! { " "<span class="care-unit">{as_sent(format::unit(unit))}</span> })}
            </th>
            {cells.collect_view()}
            <td role="cell" class="care-unit" data-label=t!("desk-care-range")>{figures(range)}</td>
        </tr>
    }
}

/// The reference range; its limits without the unit that stands beside the name.
fn range_without(unit: Option<&str>, ranges: &[ReferenceRange]) -> Option<String> {
    let number = |limit: &Quantity| match limit.unit.as_deref() == unit {
        true => Quantity { unit: None, ..limit.clone() },
        false => limit.clone(),
    };
    let ranges: Vec<ReferenceRange> = ranges
        .iter()
        .map(|range| ReferenceRange {
            low: range.low.as_ref().map(number),
            high: range.high.as_ref().map(number),
            ..range.clone()
        })
        .collect();
    format::range(&ranges)
}

/// A result, and below it what is none and came after it.
fn cell(
    place: usize,
    results: Option<&Vec<&Observation>>,
    newest: &Observation,
    unit: Option<&str>,
    care: &ForCare<'_>,
) -> impl IntoView + use<> {
    let Some(results) = results else {
        return view! { <td role="cell" class="cell-empty"></td> }.into_any();
    };
    let results = results.iter().map(|one| result(one, newest, unit, care)).collect_view();
    view! { <td role="cell" data-label=heading(place)>{results}</td> }.into_any()
}

/// With what qualifies it. The unit stands beside the name, the source in a cell of its own where it is another one's than
/// the newest.
fn result(
    one: &Observation,
    newest: &Observation,
    unit: Option<&str>,
    care: &ForCare<'_>,
) -> impl IntoView + use<> {
    let when = one.effective.as_ref().map_or_else(|| t!("paper-undated"), |at| care.short_moment(at));
    let is_newest = std::ptr::eq(one, newest);
    let elsewhere = is_newest || one.origin.source != newest.origin.source;
    let from = elsewhere.then(|| care.place(&one.origin));
    // The newest's stands beside the name.
    let specimen = (one.specimen != newest.specimen).then(|| specimen(one)).flatten();
    let aside: Vec<String> = aside(one).chain(specimen).collect();
    view! {
        <div class="care-result">
            {value(one, unit)}
            {news(&one.origin, care)}
            {aside.into_iter().map(|said| view! { " "<span class="tag">{as_sent(said)}</span> }).collect_view()}
            " "<span class="care-when">{when}{from.map(|from| view! { " "{as_sent(from)} })}</span>
        </div>
    }
}

/// What is said beside the value: the stage of the report where it is not the last, doubts, and the laboratory's words.
fn aside(one: &Observation) -> impl Iterator<Item = String> + use<> {
    let stage = (one.status != ResultStatus::Final).then(|| result_status(one.status));
    stage.into_iter().chain(doubts(&one.origin)).chain(one.notes.clone())
}

/// What was tested, unless it is blood.
fn specimen(one: &Observation) -> Option<String> {
    let specimen = one.specimen.clone().filter(|_| !one.is_of_blood());
    specimen.map(|name| t!("labs-specimen", name = name))
}

/// The number alone where its unit is said beside the name; anything else in full.
fn value(one: &Observation, unit: Option<&str>) -> AnyView {
    let Some(number) = number_alone(one, unit) else {
        return view! { <ResultValue result=one.clone()/> }.into_any();
    };
    let standing = Standing::of(one);
    let mark = format::standing_mark(standing).map(|mark| {
        view! {
            <span class="standing-mark" aria-hidden="true">{mark}</span>
            <span class="visually-hidden">{t!("labs-standing-aside", standing = format::standing(standing))}</span>
        }
    });
    let class = if standing.is_outside() { "care-value care-outside" } else { "care-value" };
    view! { <span class=class>{figures(number)}</span>{mark} }.into_any()
}

fn number_alone(one: &Observation, unit: Option<&str>) -> Option<String> {
    let Measured::Quantity(quantity) = &one.value else { return None };
    let says_more = one.limit.is_some()
        || !one.components.is_empty()
        || NotCompared::of_result(one).is_some()
        || said_in_words(one).is_some();
    let same_unit = quantity.unit.is_some() && quantity.unit.as_deref() == unit;
    (same_unit && !says_more).then(|| format::quantity(&Quantity { unit: None, ..quantity.clone() }))
}

/// The laboratory's words that are not a place in the range.
fn said_in_words(one: &Observation) -> Option<String> {
    match one.interpretation? {
        Interpretation::Positive => Some(t!("labs-positive")),
        Interpretation::Negative => Some(t!("labs-negative")),
        Interpretation::Indeterminate => Some(t!("labs-indeterminate")),
        _ => None,
    }
}

fn unit_of(one: &Observation) -> Option<String> {
    match &one.value {
        Measured::Quantity(quantity) => quantity.unit.clone(),
        _ => None,
    }
}

/// Each of these tests as plain text: name, results with their days, range, and from whom the newest is.
pub fn texts(tests: &[TestSeries], care: &ForCare<'_>) -> Vec<String> {
    most_telling(tests).into_iter().map(|test| text(test, care)).collect()
}

fn text(test: &TestSeries, care: &ForCare<'_>) -> String {
    let results: Vec<String> = test.in_columns(RESULTS).into_iter().flatten().map(result_in_words).collect();
    let newest = test.newest();
    let range = format::range(&newest.ranges).map(|range| t!("emergency-summary-range", range = range));
    let parts: Vec<String> =
        [format::test_name(test)].into_iter().chain(specimen(newest)).chain(results).chain(range).collect();
    care.with_source(parts.join(&t!("emergency-summary-separator")), &newest.origin)
}

fn result_in_words(one: &Observation) -> String {
    let whole =
        (one.value != Measured::NotSent || one.components.is_empty()).then(|| format::measured(&one.value));
    let parts = one.components.iter().map(|part| {
        t!("emergency-summary-component", name = part.name.clone(), value = format::measured(&part.value))
    });
    let value: Vec<String> = whole.into_iter().chain(parts).collect();
    let standing = Standing::of(one);
    let standing = standing.is_outside().then(|| format::standing(standing));
    let not_compared = NotCompared::of_result(one).map(format::not_compared);
    let limit = one.limit.map(format::measuring_limit);
    let said = said_in_words(one).filter(|_| one.counts());
    let when = one.effective.as_ref().map_or_else(|| t!("paper-undated"), format::moment_day);
    let remarks: Vec<String> = [when]
        .into_iter()
        .chain(standing)
        .chain(said)
        .chain(limit)
        .chain(not_compared)
        .chain(aside(one))
        .collect();
    format::with_remarks(&format::list(&value), &remarks)
}
