//! Main tests in a line each: value, direction and day; how far and since when one tap away.

use super::{HomeContent, OutsideTest};
use crate::components::as_sent::as_sent;
use crate::{
    components::figures::figures, format, kinds::observation::ResultStatusTag, pages::labs::in_context, t,
};
use leptos::prelude::*;
use shared::record::{Facility, ResultStatus};

/// Tests outside their range that stand open.
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

fn rows(outside: &[OutsideTest], recent: i64, facilities: &[Facility]) -> impl IntoView + use<> {
    let count = outside.len() as i64;
    let (first, rest) = outside.split_at(outside.len().min(FIRST));
    let list = |some: &[OutsideTest]| some.iter().map(|test| row(test, facilities)).collect_view();
    let more = (!rest.is_empty()).then(|| view! {
        <details class="folded folded-plain">
            <summary>{t!("home-tests-more", count = rest.len() as i64)}</summary>
            <ul class="line-list folded-rest">{list(rest)}</ul>
        </details>
    });
    view! {
        <p>{t!("home-tests-lead", recent = recent, count = count)}</p>
        <p class="muted">{t!("home-tests-means")}</p>
        <ul class="line-list">{list(first)}</ul>
        {more}
    }
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
