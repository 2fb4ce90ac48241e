use super::{content::HistoryContent, facts::facts, words};
use crate::{format, t};
use leptos::prelude::*;
use shared::log::{
    history::{Named, Purpose},
    question::Question,
    visits::{Line, Matter, Visit},
};

/// One page of visits, newest first. The person's own looks are folded, because there are many and they worry
/// nobody.
#[component]
pub fn Visits(content: HistoryContent) -> impl IntoView {
    let HistoryContent { visits, facilities, questions, asked, pages, found, .. } = content;
    let nothing = match (visits.is_empty(), found, asked.filter.is_open()) {
        (false, ..) => None,
        (true, 0, true) => Some(t!("history-none")),
        (true, 0, false) => Some(t!("history-none-found")),
        (true, ..) => Some(t!("history-none-here")),
    };
    let cards = visits.iter().map(|visit| card(visit, &facilities, &questions)).collect_view();
    let link = |page: usize, words: String| {
        view! { <a class="button button-secondary" href=asked.address(page) rel="external">{words}</a> }
    };
    let newer = (asked.page > 1).then(|| link(asked.page.min(pages + 1) - 1, t!("history-newer")));
    let older = (asked.page < pages).then(|| link(asked.page + 1, t!("history-older")));
    let one_page = pages == 1 && asked.page == 1;
    let which = t!("history-page", page = asked.page.to_string(), pages = pages.to_string());
    view! {
        <section class="section" aria-labelledby="visits-title">
            <h2 id="visits-title">{t!("history-visits-title")}</h2>
            {nothing.map(|words| view! { <p class="empty">{words}</p> })}
            <ul class="card-list">{cards}</ul>
            {(!one_page).then(|| view! {
                <nav class="cluster" aria-label=t!("history-pages")>
                    {newer}
                    <span>{which}</span>
                    {older}
                </nav>
            })}
        </section>
    }
}

fn card(visit: &Visit, names: &[Named], questions: &[Question]) -> AnyView {
    match (visit.matter, visit.lines.as_slice()) {
        (Matter::Own, _) => own(visit).into_any(),
        (_, [line]) if visit.count == 1 => one(visit, line, names, questions).into_any(),
        _ => several(visit, names, questions).into_any(),
    }
}

/// A day of the person's own looks, in one line.
fn own(visit: &Visit) -> impl IntoView + use<> {
    let refused = visit.refused;
    let lines = visit.lines.iter().rev().map(|line| view! { <li>{facts(line)}</li> }).collect_view();
    view! {
        <li>
            <details class="details details-plain">
                <summary>
                    {t!("history-own-day", day = format::date(visit.day), count = visit.count as i64)}
                    {(refused > 0).then(|| t!("history-count-refused", count = refused as i64))}
                </summary>
                <ol class="stack" reversed>{lines}</ol>
                {left_out(visit)}
            </details>
        </li>
    }
}

fn one(visit: &Visit, line: &Line, names: &[Named], questions: &[Question]) -> impl IntoView + use<> {
    view! {
        <li class=class_of(visit)>
            {heading(visit, names)}
            {facts(line)}
            {ask(line, questions)}
        </li>
    }
}

fn several(visit: &Visit, names: &[Named], questions: &[Question]) -> impl IntoView + use<> {
    let roles = words::roles(&visit.roles);
    let (opened, refused) = visit.lines.iter().rev().partition::<Vec<&Line>, _>(|line| !line.is_refused());
    let listed = |lines: Vec<&Line>| {
        lines.into_iter().map(|line| view! { <li>{facts(line)}{ask(line, questions)}</li> }).collect_view()
    };
    let any_refused = !refused.is_empty();
    let (opened, refused) = (listed(opened), listed(refused));
    view! {
        <li class=class_of(visit)>
            {heading(visit, names)}
            <p>{words::purposes(&visit.purposes)}</p>
            {(!roles.is_empty()).then(|| view! { <p>{t!("history-role", role = roles)}</p> })}
            <p class="source-line">{when(visit)}</p>
            <p>
                {t!("history-count", count = visit.count as i64)}
                {(visit.refused > 0).then(|| t!("history-count-refused", count = visit.refused as i64))}
            </p>
            <details class="details" open=visit.matter == Matter::Emergency>
                <summary>{t!("history-each-entry")}</summary>
                <ol class="stack" reversed>{opened}</ol>
                {any_refused.then(|| view! {
                    <p><strong>{t!("history-refused-here")}</strong></p>
                    <ol class="stack" reversed>{refused}</ol>
                })}
                {left_out(visit)}
            </details>
        </li>
    }
}

fn heading(visit: &Visit, names: &[Named]) -> impl IntoView + use<> {
    let who = words::who(visit.actor, visit.facility.as_ref(), names);
    let lang = format::written_lang(&who);
    let emergency = (visit.matter == Matter::Emergency)
        .then(|| view! { <span class="chip">{t!("history-emergency")}</span>" " });
    view! { <h3 class="card-title">{emergency}<bdi lang=lang>{who}</bdi></h3> }
}

/// Emergencies stand out for ever, and what was refused does.
fn class_of(visit: &Visit) -> &'static str {
    let erased = visit.matter == Matter::Other(Purpose::Erasure);
    let stands_out = erased || visit.matter == Matter::Emergency || visit.refused > 0;
    if stands_out { "card notice-caution" } else { "card" }
}

fn when(visit: &Visit) -> String {
    let (first, last) = (format::clock(visit.first), format::clock(visit.last));
    let day = format::date(visit.day);
    if first == last {
        t!("history-day-at", day = day, at = first)
    } else {
        t!("history-day-from-to", day = day, first = first, last = last)
    }
}

/// That not all of many are listed.
fn left_out(visit: &Visit) -> Option<impl IntoView + use<>> {
    let more = visit.count - visit.lines.len() as u64;
    (more > 0).then(|| view! { <p class="muted">{t!("history-left-out", count = more as i64)}</p> })
}

/// The way to ask the facility about it, or to what was asked.
fn ask(line: &Line, questions: &[Question]) -> Option<impl IntoView + use<>> {
    line.access.facility.as_ref()?;
    let number = line.seq.to_string();
    let newest = questions.iter().find(|question| question.seq == line.seq);
    let words = match newest.map(|question| question.answer.is_some()) {
        None => t!("history-ask", number = number.clone()),
        Some(false) => t!("history-ask-waits", number = number.clone()),
        Some(true) => t!("history-ask-answered", number = number.clone()),
    };
    Some(view! { <p class="screen-only"><a href=format!("/history/{number}") rel="external">{words}</a></p> })
}
