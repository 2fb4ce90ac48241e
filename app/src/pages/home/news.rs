//! What has arrived since the last visit; on a first visit, what is recent. Nothing new is said as calmly.

use super::RECENT;
use crate::components::as_sent::as_sent;
use crate::{
    components::not_shown::use_shown,
    context::kept::use_kept,
    format,
    kinds::{NewsLink, news_link},
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    arrivals::{Arrival, Since},
    record::{Facility, News},
    time::tokyo_day,
};

/// A part of which the heading is the line; open where its reader asked for all that came lately.
pub fn news(since: Since, arrivals: &[Arrival], facilities: &[Facility]) -> impl IntoView + use<> {
    let (title, about) = match since {
        Since::LastVisit(at) => {
            (t!("home-news-title"), t!("home-news-since", date = format::date(tokyo_day(at))))
        }
        Since::Days(days) => (t!("home-recent-title"), t!("home-recent-since", days = days as i64)),
    };
    let newest = match arrivals.first() {
        Some(newest) => {
            let from = format::source(facilities, &newest.source);
            let facts = t!("home-news-line", count = arrivals.len() as i64, date = format::day(newest.day));
            view! { <span class="folded-facts">{as_sent(format!("{from} · {facts}"))}</span> }.into_any()
        }
        None => view! { <span class="folded-facts">{nothing(since)}</span> }.into_any(),
    };
    let asked = use_query_map().with_untracked(|query| query.get(RECENT).is_some());
    let list = match arrivals {
        [] => view! { <p class="muted">{t!("home-news-late")}</p> }.into_any(),
        _ => {
            let all = arrivals.iter().map(|arrival| one(arrival, facilities)).collect_view();
            view! { <p class="muted">{about}</p> <ul class="news-list">{all}</ul> }.into_any()
        }
    };
    view! {
        <details class="folded" open=asked>
            <summary><h2 id="news-title">{title}</h2>" "{newest}</summary>
            <div class="folded-rest">
                {list}
                {(matches!(since, Since::LastVisit(_)) && use_kept().is_none()).then(|| view! {
                    // Written by the server: in the browser it is the page that is open.
                    <p class="screen-only onward">
                        <a href=format!("/?{RECENT}=1#news-title") rel="external">{t!("home-news-recent", days = Since::RECENT as i64)}</a>
                    </p>
                })}
            </div>
        </details>
    }
}

fn nothing(since: Since) -> String {
    match since {
        _ if !use_shown().is_all() => t!("home-news-nothing-shown"),
        Since::LastVisit(at) => t!("home-news-nothing", date = format::date(tokyo_day(at))),
        Since::Days(days) => t!("home-recent-nothing", days = days as i64),
    }
}

fn one(arrival: &Arrival, facilities: &[Facility]) -> impl IntoView + use<> {
    let link = |(news, count): (&News, &usize)| {
        let NewsLink { address, words, .. } = news_link(*news);
        view! { <li><a href=*address rel="external">{t!(words, count = *count as i64)}</a></li> }
    };
    let links = arrival.counts.iter().map(link).collect_view();
    view! {
        <li>
            <p>
                <span class="news-from">{as_sent(format::source(facilities, &arrival.source))}</span>" "
                <span class="source-line">{t!("source-received", date = format::day(arrival.day))}</span>
            </p>
            <ul class="news-kinds">{links}</ul>
        </li>
    }
}
