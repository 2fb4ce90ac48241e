use crate::{format, t};
use leptos::prelude::*;
use shared::{
    labs::Standing,
    record::{Component, Interpretation, Measured, Observation, ReferenceRange, ResultStatus},
};

/// A result's value with its unit and, outside the range, an arrow and the words for it. A result
/// in several parts names each.
#[component]
pub fn ResultValue(result: Observation) -> impl IntoView {
    let whole = result.value != Measured::NotSent || result.components.is_empty();
    view! {
        <div class="result">
            {whole.then(|| one_value(&result.value, result.interpretation, &result.ranges))}
            {(!result.components.is_empty()).then(|| view! {
                <ul class="value-parts">
                    {result.components.iter().map(part).collect_view()}
                </ul>
            })}
        </div>
    }
}

fn part(component: &Component) -> impl IntoView + use<> {
    let range = format::range(&component.ranges).map(|range| t!("labs-range-inline", range = range));
    view! {
        <li>
            <span class="value-part-name">{component.name.clone()}</span>
            " "
            {one_value(&component.value, component.interpretation, &component.ranges)}
            {range.map(|range| view! { " " <span class="muted">{range}</span> })}
        </li>
    }
}

fn one_value(
    value: &Measured,
    said: Option<Interpretation>,
    ranges: &[ReferenceRange],
) -> impl IntoView + use<> {
    let standing = Standing::judge(value, said, ranges);
    let class = match standing {
        Standing::High => "value flag-high",
        Standing::Low => "value flag-low",
        Standing::Outside => "value flag-outside",
        Standing::Within | Standing::NotJudged if is_stated(value) => "value",
        Standing::Within | Standing::NotJudged => "value-missing",
    };
    let said = said.and_then(said_in_words).filter(|_| !matches!(value, Measured::Text(_)));
    view! {
        <span class=class>{format::measured(value)}</span>
        {format::standing_mark(standing).map(|mark| view! {
            " "
            <span class="standing-mark" aria-hidden="true">{mark}</span>
            <span class="visually-hidden">{t!("labs-standing-aside", standing = format::standing(standing))}</span>
        })}
        {said.map(|words| view! { " " <span class="muted">{words}</span> })}
    }
}

/// Whether there is a value, as against words about a missing or unreadable one.
fn is_stated(value: &Measured) -> bool {
    !matches!(value, Measured::Absent { .. } | Measured::NotSent | Measured::Unreadable(_))
}

/// The laboratory's words that are not a place in the range.
fn said_in_words(said: Interpretation) -> Option<String> {
    match said {
        Interpretation::Positive => Some(t!("labs-positive")),
        Interpretation::Negative => Some(t!("labs-negative")),
        Interpretation::Indeterminate => Some(t!("labs-indeterminate")),
        _ => None,
    }
}

/// The stage of the report: final is the rule, anything else stands out.
#[component]
pub fn ResultStatusTag(status: ResultStatus) -> impl IntoView {
    let class = if status == ResultStatus::Final { "tag tag-quiet" } else { "tag" };
    view! { <span class=class>{format::result_status(status)}</span> }
}
