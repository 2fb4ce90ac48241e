use super::{content::HistoryContent, words};
use crate::{format, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    log::{
        history::{Named, Outcome, Purpose},
        visits::Visit,
    },
    time::Moment,
};

/// Others first; the person's own visits folded, because there are many and they worry nobody.
#[component]
pub fn Visits(content: HistoryContent) -> impl IntoView {
    let HistoryContent { visits, facilities, .. } = content;
    let (own, others): (Vec<Visit>, Vec<Visit>) = visits.into_iter().partition(Visit::is_own);
    let no_others = others.is_empty();
    let count = own.len();
    let names = facilities.clone();
    view! {
        <section class="section" aria-labelledby="others-title">
            <h2 id="others-title">{t!("history-others-title")}</h2>
            {if no_others {
                view! { <p class="empty">{t!("history-others-none")}</p> }.into_any()
            } else {
                let lines = others.into_iter().map(|visit| one_visit(visit, &facilities)).collect_view();
                view! { <ul class="grid">{lines}</ul> }.into_any()
            }}
        </section>
        <section class="section" aria-labelledby="own-title">
            <h2 id="own-title">{t!("history-own-title")}</h2>
            {if count == 0 {
                view! { <p class="empty">{t!("history-own-none")}</p> }.into_any()
            } else {
                let lines = own.into_iter().map(|visit| one_visit(visit, &names)).collect_view();
                view! {
                    <details class="details details-plain">
                        <summary>{t!("history-own-count", count = count as i64)}</summary>
                        <ul class="grid">{lines}</ul>
                    </details>
                }
                .into_any()
            }}
        </section>
    }
}

fn one_visit(visit: Visit, names: &[Named]) -> impl IntoView + use<> {
    let who = words::who(visit.actor, visit.facility.as_ref(), names);
    let lang = format::written_lang(&who);
    let stands_out = visit.purpose == Purpose::Emergency || visit.outcome != Outcome::Granted;
    let class = if stands_out { "card notice-caution" } else { "card" };
    let outcome = format!("{} · {}", words::outcome(visit.outcome), words::purpose(visit.purpose));
    view! {
        <li class=class>
            <h3 class="card-title" lang=lang>{who}</h3>
            <p>{outcome}</p>
            <p>{t!("history-asked-for", what = words::asked_for(visit.purpose))}</p>
            <p class="source-line">{when(&visit)}</p>
            <p class="source-line">{numbers(&visit)}</p>
        </li>
    }
}

fn when(visit: &Visit) -> String {
    let first = time(visit.first);
    if visit.count == 1 || visit.first == visit.last {
        first
    } else {
        t!("history-from-to", first = first, last = time(visit.last))
    }
}

fn numbers(visit: &Visit) -> String {
    if visit.count == 1 {
        t!("history-entry", number = visit.from.to_string())
    } else {
        let (from, to) = (visit.from.to_string(), visit.to.to_string());
        t!("history-entries", count = visit.count as i64, from = from, to = to)
    }
}

/// To the minute, in Asia/Tokyo.
pub fn time(at: DateTime<Utc>) -> String {
    format::moment_with_time(&Moment::Instant(at.fixed_offset()))
}
