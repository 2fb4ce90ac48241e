//! Main tests in a line each: value, direction and day; how far and since when one tap away.

use super::{HomeContent, OutsideTest};
use crate::components::as_sent::as_sent;
use crate::{
    components::figures::figures,
    format,
    kinds::{entry::doubts, observation::result_status},
    pages::labs::in_context,
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, Observation, ResultStatus};
use std::collections::BTreeSet;

/// Tests outside their range that are named in the line.
const FIRST: usize = 3;

/// Nothing where no main test is recent.
pub fn tests(content: &HomeContent, facilities: &[Facility]) -> Option<impl IntoView + use<>> {
    let HomeContent { outside, recent_tests, not_compared, .. } = content;
    let (recent, not_compared) = (*recent_tests as i64, *not_compared as i64);
    (recent + not_compared > 0).then(|| {
        let count = outside.len() as i64;
        let said = match count {
            0 => (recent > 0).then(|| view! { <p>{t!("home-tests-none", count = recent)}</p> }.into_any()),
            _ => Some(rows(outside, recent, facilities).into_any()),
        };
        view! {
            <section class="panel" aria-labelledby="tests-title">
                <h2 id="tests-title"><a href="/labs">{t!("home-tests-title")}</a></h2>
                {said}
                {(not_compared > 0).then(|| view! { <p>{t!("home-tests-not-compared", count = not_compared)}</p> })}
            </section>
        }
    })
}

/// How many, and the first of them, in a line; all of them one tap away.
fn rows(outside: &[OutsideTest], recent: i64, facilities: &[Facility]) -> impl IntoView + use<> {
    let count = outside.len() as i64;
    let named = &outside[..outside.len().min(FIRST)];
    // A day that all of them share is said once.
    let days: BTreeSet<String> = named.iter().map(day_of).collect();
    let once = (days.len() == 1).then(|| named.first().map(day_of)).flatten();
    let first: Vec<String> = named.iter().map(|test| in_a_word(test, once.is_none())).collect();
    let first = format::list(&first);
    let first = match once {
        Some(day) => format::with_remarks(&first, &[day]),
        None => first,
    };
    let all = outside.iter().map(|test| row(test, facilities)).collect_view();
    view! {
        <details class="folded">
            <summary>
                {t!("home-tests-lead", recent = recent, count = count)}" "
                <strong>{figures(first)}</strong>
                {(outside.len() > FIRST).then(|| view! { " "{t!("home-tests-more", count = count - FIRST as i64)} })}
            </summary>
            <div class="folded-rest">
                <p class="muted">{t!("home-tests-means")}</p>
                <ul class="line-list">{all}</ul>
            </div>
        </details>
    }
}

fn day_of(test: &OutsideTest) -> String {
    test.newest.effective.as_ref().map_or_else(|| t!("labs-undated"), |at| format::day(at.first_day()))
}

/// `血糖 148 mg/dL ↑H（2026年11月9日）`, without the day where that is said elsewhere.
fn in_a_word(test: &OutsideTest, with_day: bool) -> String {
    let OutsideTest { core, newest, context, .. } = test;
    let said: Vec<String> = [
        Some(format::core_item_of(core, newest)),
        Some(format::measured(&newest.value)),
        format::standing_mark(context.standing),
    ]
    .into_iter()
    .flatten()
    .collect();
    let day = with_day.then(|| day_of(test));
    format::with_remarks(&said.join(" "), &qualified(newest).into_iter().chain(day).collect::<Vec<_>>())
}

/// What the value alone does not say: the stage of the report where it is not the last, a limit of measuring, and doubts.
fn qualified(newest: &Observation) -> Vec<String> {
    let status = (newest.status != ResultStatus::Final).then(|| result_status(newest.status));
    status
        .into_iter()
        .chain(newest.limit.map(format::measuring_limit))
        .chain(doubts(&newest.origin))
        .collect()
}

fn row(test: &OutsideTest, facilities: &[Facility]) -> impl IntoView + use<> {
    let OutsideTest { key, core, newest, context } = test;
    let said = in_context(context, newest.value.unit());
    let value = format::measured(&newest.value);
    let mark = format::standing_mark(context.standing);
    let date = day_of(test);
    let facility = format::source(facilities, &newest.origin.source);
    let qualified = qualified(newest);
    view! {
        <li>
            <details class="folded">
                <summary>
                    <span class="folded-name">{format::core_item_of(core, newest)}</span>" "
                    <span class="value">{figures(value)}</span>
                    {mark.map(|mark| view! {
                        " "
                        <span class="standing-mark" aria-hidden="true">{mark}</span>
                        <span class="visually-hidden">{t!("labs-standing-aside", standing = format::standing(context.standing))}</span>
                    })}
                    {qualified.into_iter().map(|said| view! { " "<span class="tag">{as_sent(said)}</span> }).collect_view()}
                    " "<span class="folded-facts">{date}</span>
                </summary>
                <div class="folded-rest">
                    {said.into_iter().map(|sentence| view! { <p>{as_sent(sentence)}</p> }).collect_view()}
                    <p class="source-line">{as_sent(facility)}</p>
                    <p class="screen-only onward"><a href=format!("/labs/{key}")>{t!("home-tests-one")}</a></p>
                </div>
            </details>
        </li>
    }
}
