//! Main tests in a line each: value, direction and day; how far and since when one tap away.

use super::{HomeContent, OutsideTest};
use crate::components::as_sent::as_sent;
use crate::{
    components::figures::figures,
    format,
    kinds::observation::{ResultStatusTag, result_status},
    pages::labs::in_context,
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, ResultStatus};

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
                <h2 id="tests-title">{t!("home-tests-title")}</h2>
                {said}
                {(not_compared > 0).then(|| view! { <p>{t!("home-tests-not-compared", count = not_compared)}</p> })}
                <p class="screen-only onward"><a href="/labs">{t!("home-tests-all")}</a></p>
            </section>
        }
    })
}

/// How many, and the first of them, in a line; all of them one tap away.
fn rows(outside: &[OutsideTest], recent: i64, facilities: &[Facility]) -> impl IntoView + use<> {
    let count = outside.len() as i64;
    let first: Vec<String> = outside.iter().take(FIRST).map(in_a_word).collect();
    let all = outside.iter().map(|test| row(test, facilities)).collect_view();
    view! {
        <details class="folded">
            <summary>
                {t!("home-tests-lead", recent = recent, count = count)}" "
                <strong>{figures(format::list(&first))}</strong>
                {(outside.len() > FIRST).then(|| view! { " "{t!("home-tests-more", count = count - FIRST as i64)} })}
            </summary>
            <ul class="line-list folded-rest">{all}</ul>
        </details>
        <p class="muted">{t!("home-tests-means")}</p>
    }
}

/// `血糖 148 mg/dL ↑H（2026年11月9日）`
fn in_a_word(test: &OutsideTest) -> String {
    let OutsideTest { core, newest, context, .. } = test;
    let date = newest.effective.as_ref().map_or_else(|| t!("labs-undated"), |at| format::day(at.first_day()));
    let status = (newest.status != ResultStatus::Final).then(|| result_status(newest.status));
    let said: Vec<String> = [
        Some(format::core_item_of(core, newest)),
        Some(format::measured(&newest.value)),
        format::standing_mark(context.standing),
    ]
    .into_iter()
    .flatten()
    .collect();
    format::with_remarks(&said.join(" "), &status.into_iter().chain([date]).collect::<Vec<_>>())
}

fn row(test: &OutsideTest, facilities: &[Facility]) -> impl IntoView + use<> {
    let OutsideTest { key, core, newest, context } = test;
    let said = in_context(context, newest.value.unit());
    let value = format::measured(&newest.value);
    let mark = format::standing_mark(context.standing);
    let date = newest.effective.as_ref().map_or_else(|| t!("labs-undated"), |at| format::day(at.first_day()));
    let facility = format::source(facilities, &newest.origin.source);
    let status = newest.status;
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
                    {(status != ResultStatus::Final).then(|| view! { " "<ResultStatusTag status/> })}
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
