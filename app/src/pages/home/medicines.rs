//! Medicines of today in a line, and their names one tap away.

use super::HomeContent;
use crate::components::as_sent::as_sent;
use crate::{
    components::not_shown::use_shown,
    format,
    kinds::prescription::usage_in_words,
    pages::medicines::{chips, slot_title},
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    medication::{MedicineLine, Slot},
};

/// How many at which time of day, what is not certain, and the way to show them large.
pub fn medicines(content: &HomeContent) -> impl IntoView + use<> {
    let HomeContent { now, certain_days, slots, not_read, to_ask, said, possibly, .. } = content;
    let (not_read, to_ask) = (*not_read as i64, *to_ask as i64);
    let (said, possibly) = (*said as i64, *possibly as i64);
    let count = now.len() + certain_days.len();
    let body = match (use_shown().contains(Category::Medicines), count) {
        (false, _) => {
            view! { <p>{t!("empty-not-shown", what = format::category(Category::Medicines))}</p> }.into_any()
        }
        (true, 0) => view! { <p>{t!("home-now-nothing")}</p> }.into_any(),
        (true, _) => times(slots, certain_days.len()).into_any(),
    };
    let ask = |count: i64, words: String| {
        (count > 0).then(|| view! { <p class="notice notice-caution"><a href="/medicines">{words}</a></p> })
    };
    view! {
        <section class="panel" aria-labelledby="now-title">
            <h2 id="now-title">
                {t!("home-now-title")}" "
                {(count > 0).then(|| view! { <span class="day-slot-count">{t!("medicines-count", count = count as i64)}</span> })}
            </h2>
            {body}
            {ask(not_read, t!("home-now-not-read", count = not_read))}
            {ask(to_ask, t!("home-now-to-ask", count = to_ask))}
            {(said > 0).then(|| view! { <p class="muted">{t!("home-now-said", count = said)}</p> })}
            {(possibly > 0).then(|| view! { <p class="muted">{t!("home-now-possibly", count = possibly)}</p> })}
            {(count > 0).then(|| view! {
                <p class="screen-only"><a class="button" href="/medicines/show">{t!("medicines-show")}</a></p>
            })}
            {match count {
                0 => all().into_any(),
                _ => names(now, certain_days).into_any(),
            }}
        </section>
    }
}

/// `朝 5種類 昼 1種類`, and apart from them what is not for every day.
fn times(slots: &[(Slot, usize)], certain_days: usize) -> impl IntoView + use<> {
    let certain = (certain_days > 0).then(|| (t!("plan-certain-days"), certain_days));
    let times = slots.iter().map(|(slot, count)| (slot_title(*slot), *count)).chain(certain);
    let times = times.map(|(name, count)| {
        view! { <li><strong>{name}</strong>" "{t!("medicines-count", count = count as i64)}</li> }
    });
    view! { <ul class="day-times">{times.collect_view()}</ul> }
}

fn names(now: &[MedicineLine], certain_days: &[MedicineLine]) -> impl IntoView + use<> {
    let certain = (!certain_days.is_empty()).then(|| {
        view! {
            <h3>{t!("plan-certain-days")}</h3>
            <ul class="now-list">{items(certain_days)}</ul>
        }
    });
    view! {
        <details class="folded folded-plain">
            <summary>{t!("home-now-names")}</summary>
            <div class="folded-rest">
                <ul class="now-list">{items(now)}</ul>
                {certain}
                {all()}
            </div>
        </details>
    }
}

fn all() -> impl IntoView {
    view! { <p class="screen-only onward"><a href="/medicines">{t!("home-now-all")}</a></p> }
}

fn items(lines: &[MedicineLine]) -> impl IntoView + use<> {
    lines
        .iter()
        .map(|line| {
            let mut times = chips(line);
            if times.is_empty() {
                // Once a week, on waking: what is no time of every day is said as the facility wrote it.
                times.extend(line.prescription.dosage.iter().filter_map(usage_in_words));
            }
            view! {
                <li>
                    <span class="dose-name">{as_sent(format::told_name(&line.prescription.name))}</span>
                    <span class="cluster">
                        {times.into_iter().map(|word| view! { <span class="chip">{as_sent(word)}</span> }).collect_view()}
                    </span>
                </li>
            }
        })
        .collect_view()
}
