use super::{in_the_readers_words, result_status};
use crate::components::as_sent::as_sent;
use crate::{components::figures::figures, format, t};
use leptos::prelude::*;
use shared::{
    labs::{NotCompared, Side, Standing},
    record::{Component, Interpretation, Measured, MeasuringLimit, Observation, ResultStatus},
};

/// A result's value with its unit and, outside the range, an arrow and the words for it; where it came with a range and
/// is not held against it, that it is not. A result in several parts names each.
#[component]
pub fn ResultValue(
    result: Observation,
    /// Whether the words for its place in the range stand beside it already.
    #[prop(optional)]
    said_beside: bool,
) -> impl IntoView {
    let result = in_the_readers_words(result);
    let whole = result.value != Measured::NotSent || result.components.is_empty();
    let converted = format::converted(&result);
    view! {
        <div class="result">
            {whole.then(|| one_value(Value::whole(&result), said_beside, converted))}
            {(!result.components.is_empty()).then(|| view! {
                <ul class="value-parts">
                    {result.components.iter().map(|one| part(&result, one)).collect_view()}
                </ul>
            })}
        </div>
    }
}

/// A value, what the laboratory said of it, and how it stands.
struct Value<'a> {
    value: &'a Measured,
    said: Option<Interpretation>,
    limit: Option<MeasuringLimit>,
    standing: Standing,
    not_compared: Option<NotCompared>,
}

impl<'a> Value<'a> {
    fn whole(result: &'a Observation) -> Self {
        Self {
            value: &result.value,
            said: result.interpretation.filter(|_| result.counts()),
            limit: result.limit,
            standing: Standing::of(result),
            not_compared: NotCompared::of_result(result),
        }
    }

    fn part(whole: &'a Observation, part: &'a Component) -> Self {
        Self {
            value: &part.value,
            said: part.interpretation.filter(|_| whole.counts()),
            limit: part.limit,
            standing: Standing::of_part(whole, part),
            not_compared: NotCompared::of_part(whole, part),
        }
    }
}

fn part(whole: &Observation, component: &Component) -> impl IntoView + use<> {
    let range = format::range(&component.ranges).map(|range| t!("labs-range-inline", range = range));
    view! {
        <li>
            <span class="value-part-name">{as_sent(component.name.clone())}</span>
            " "
            {one_value(Value::part(whole, component), false, None)}
            {range.map(|range| view! { " " <span class="muted">{figures(range)}</span> })}
        </li>
    }
}

fn one_value(one: Value<'_>, said_beside: bool, converted: Option<String>) -> impl IntoView + use<> {
    let Value { value, said, limit, standing, not_compared } = one;
    let class = match standing.side() {
        Some(Side::Above) => "value flag-high",
        Some(Side::Below) => "value flag-low",
        Some(Side::Outside) => "value flag-outside",
        None if is_stated(value) => "value",
        None => "value-missing",
    };
    let said = said.filter(|_| !matches!(value, Measured::Text(_))).and_then(said_in_words);
    let said = said.into_iter().chain(limit.map(format::measuring_limit));
    let not_compared = not_compared.filter(|_| !said_beside).map(format::not_compared);
    view! {
        <span class=class>{figures(format::measured(value))}</span>
        {format::standing_mark(standing).map(|mark| view! {
            " "
            <span class="standing-mark" aria-hidden="true">{mark}</span>
            {(!said_beside).then(|| view! {
                <span class="visually-hidden">{t!("labs-standing-aside", standing = format::standing(standing))}</span>
            })}
        })}
        {said.map(|words| view! { " " <span class="muted">{words}</span> }).collect_view()}
        {converted.map(|words| view! { " " <span class="muted converted">{figures(words)}</span> })}
        {not_compared.map(|words| view! { " " <span class="muted not-compared">{words}</span> })}
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
    view! { <span class=class>{result_status(status)}</span> }
}
