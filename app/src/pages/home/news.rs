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
use shared::{
    arrivals::{Arrival, Since},
    record::{Facility, News},
    time::tokyo_day,
};

/// Arrivals that stand open.
const FIRST: usize = 2;

pub fn news(since: Since, arrivals: &[Arrival], facilities: &[Facility]) -> impl IntoView + use<> {
    let title = match since {
        Since::LastVisit(_) => t!("home-news-title"),
        Since::Days(_) => t!("home-recent-title"),
    };
    let content = match arrivals {
        [] => nothing(since).into_any(),
        _ => lines(since, arrivals, facilities).into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="news-title">
            <h2 id="news-title">{title}</h2>
            {content}
            {(matches!(since, Since::LastVisit(_)) && use_kept().is_none()).then(|| view! {
                // Written by the server: in the browser it is the page that is open.
                <p class="screen-only onward">
                    <a href=format!("/?{RECENT}=1#news-title") rel="external">{t!("home-news-recent", days = Since::RECENT as i64)}</a>
                </p>
            })}
        </section>
    }
}

fn nothing(since: Since) -> impl IntoView {
    let said = match since {
        _ if !use_shown().is_all() => t!("home-news-nothing-shown"),
        Since::LastVisit(at) => t!("home-news-nothing", date = format::date(tokyo_day(at))),
        Since::Days(days) => t!("home-recent-nothing", days = days as i64),
    };
    view! {
        <p class="all-quiet">
            <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M5 12.5l4.5 4.5L19 7.5"></path></svg>
            <span>{said}</span>
        </p>
        <p class="muted">{t!("home-news-late")}</p>
    }
}

fn lines(since: Since, arrivals: &[Arrival], facilities: &[Facility]) -> impl IntoView + use<> {
    let about = match since {
        Since::LastVisit(at) => t!("home-news-since", date = format::date(tokyo_day(at))),
        Since::Days(days) => t!("home-recent-since", days = days as i64),
    };
    let (first, rest) = arrivals.split_at(arrivals.len().min(FIRST));
    let list = |some: &[Arrival]| some.iter().map(|arrival| one(arrival, facilities)).collect_view();
    let more = rest.len() as i64;
    let rest = (more > 0).then(|| view! {
        <details class="details">
            <summary>{t!("home-news-more", count = more)}</summary>
            <ul class="news-list">{list(rest)}</ul>
        </details>
        <p class="print-only muted">{t!("home-news-more", count = more)}</p>
    });
    view! {
        <p class="muted">{about}</p>
        <ul class="news-list">{list(first)}</ul>
        {rest}
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
