use super::{
    content::HistoryContent,
    facts::{facts, in_short, rest},
    words,
};
use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::log::{
    history::{Named, Purpose},
    question::Question,
    visits::{Line, Matter, Visit},
};

/// Names and questions that are said with the visits.
#[derive(Clone, Copy)]
struct Beside {
    names: Memo<Vec<Named>>,
    questions: Memo<Vec<Question>>,
}

/// One page of visits, newest first. The person's own looks are folded, because there are many and they worry
/// nobody. A visit keeps its place on the screen while others come: what was opened stays open.
#[component]
pub fn Visits(shown: RwSignal<HistoryContent>) -> impl IntoView {
    let beside = Beside {
        names: Memo::new(move |_| shown.with(|content| content.facilities.clone())),
        questions: Memo::new(move |_| shown.with(|content| content.questions.clone())),
    };
    let none = move || shown.with(nothing).map(|words| view! { <p class="empty">{words}</p> });
    view! {
        <section class="section" aria-labelledby="visits-title">
            <h2 id="visits-title">{t!("history-visits-title")}</h2>
            {none}
            <ul class="card-list">
                <For
                    each=move || shown.with(|content| content.visits.clone())
                    key=Visit::key
                    children=move |visit| card(shown, visit, beside)
                />
            </ul>
            {move || shown.with(other_pages)}
        </section>
    }
}

fn nothing(content: &HistoryContent) -> Option<String> {
    match (content.visits.is_empty(), content.found, content.asked.filter.is_open()) {
        (false, ..) => None,
        (true, 0, true) => Some(t!("history-none")),
        (true, 0, false) => Some(t!("history-none-found")),
        (true, ..) => Some(t!("history-none-here")),
    }
}

fn other_pages(content: &HistoryContent) -> Option<impl IntoView + use<>> {
    let (asked, pages) = (&content.asked, content.pages);
    let link = |page: usize, words: String| {
        view! { <a class="button button-secondary" href=asked.address(page) rel="external">{words}</a> }
    };
    let newer = (asked.page > 1).then(|| link(asked.page.min(pages + 1) - 1, t!("history-newer")));
    let older = (asked.page < pages).then(|| link(asked.page + 1, t!("history-older")));
    let which = t!("history-page", page = asked.page.to_string(), pages = pages.to_string());
    (pages > 1 || asked.page > 1).then(|| {
        view! {
            <nav class="cluster" aria-label=t!("history-pages")>
                {newer}
                <span>{which}</span>
                {older}
            </nav>
        }
    })
}

/// Shape in which a visit is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A day of the person's own looks, in one line.
    Own,
    One,
    Several,
}

impl Shape {
    fn of(visit: &Visit) -> Self {
        match (visit.matter, visit.lines.as_slice()) {
            (Matter::Own, _) => Self::Own,
            (_, [_]) if visit.count == 1 => Self::One,
            _ => Self::Several,
        }
    }
}

/// `visit` as it was when it came; what is shown follows the list.
fn card(shown: RwSignal<HistoryContent>, visit: Visit, beside: Beside) -> impl IntoView {
    let key = visit.key();
    let visit = Memo::new(move |_| {
        let now = shown.with(|content| content.visits.iter().find(|one| one.key() == key).cloned());
        now.unwrap_or_else(|| visit.clone())
    });
    let shape = Memo::new(move |_| visit.with(Shape::of));
    view! {
        <li class=move || visit.with(class_of)>
            {move || match shape.get() {
                Shape::Own => own(visit).into_any(),
                Shape::One => one(visit, beside).into_any(),
                Shape::Several => several(visit, beside).into_any(),
            }}
        </li>
    }
}

fn own(visit: Memo<Visit>) -> impl IntoView {
    let lines = move || {
        let line = |line: &Line| view! { <li>{facts(line)}</li> };
        visit.with(|visit| visit.lines.iter().rev().map(line).collect_view())
    };
    view! {
        <details class="details details-plain">
            <summary>
                {move || visit.with(|visit| {
                    t!("history-own-day", day = format::date(visit.day), count = visit.count as i64)
                })}
                {move || visit.with(how_many_refused)}
            </summary>
            <ol class="stack" reversed>{lines}</ol>
            {move || visit.with(left_out)}
        </details>
    }
}

fn one(visit: Memo<Visit>, Beside { names, questions }: Beside) -> impl IntoView {
    let emergency = visit.with_untracked(|visit| visit.matter == Matter::Emergency);
    move || {
        let line = visit.with(|visit| visit.lines.first().cloned());
        let said = line.map(|line| {
            view! {
                {in_short(&line)}
                <details class="details on-paper" open=emergency>
                    <summary>{t!("history-entry-more")}</summary>
                    {rest(&line)}
                    {questions.with(|questions| ask(&line, questions))}
                </details>
            }
        });
        view! { {visit.with(|visit| names.with(|names| heading(visit, names)))}{said} }
    }
}

fn several(visit: Memo<Visit>, Beside { names, questions }: Beside) -> impl IntoView {
    let emergency = visit.with_untracked(|visit| visit.matter == Matter::Emergency);
    view! {
        {move || visit.with(|visit| names.with(|names| summary(visit, names)))}
        <details class="details" open=emergency>
            <summary>{t!("history-each-entry")}</summary>
            {move || visit.with(|visit| questions.with(|questions| each_entry(visit, questions)))}
        </details>
    }
}

fn summary(visit: &Visit, names: &[Named]) -> impl IntoView + use<> {
    let roles = words::roles(&visit.roles);
    let roles = (!roles.is_empty()).then(|| t!("history-role", role = roles));
    let said: Vec<String> = [words::purposes(&visit.purposes)].into_iter().chain(roles).collect();
    view! {
        {heading(visit, names)}
        <p>{said.join(" · ")}</p>
        <p class="source-line">
            {when(visit)}
            " · "
            {t!("history-count", count = visit.count as i64)}
            {how_many_refused(visit)}
        </p>
    }
}

fn each_entry(visit: &Visit, questions: &[Question]) -> impl IntoView + use<> {
    let (opened, refused) = visit.lines.iter().rev().partition::<Vec<&Line>, _>(|line| !line.is_refused());
    let listed = |lines: Vec<&Line>| {
        lines.into_iter().map(|line| view! { <li>{facts(line)}{ask(line, questions)}</li> }).collect_view()
    };
    let any_refused = !refused.is_empty();
    let (opened, refused) = (listed(opened), listed(refused));
    view! {
        <ol class="stack" reversed>{opened}</ol>
        {any_refused.then(|| view! {
            <p><strong>{t!("history-refused-here")}</strong></p>
            <ol class="stack" reversed>{refused}</ol>
        })}
        {left_out(visit)}
    }
}

fn how_many_refused(visit: &Visit) -> Option<String> {
    (visit.refused > 0).then(|| t!("history-count-refused", count = visit.refused as i64))
}

fn heading(visit: &Visit, names: &[Named]) -> impl IntoView + use<> {
    let who = words::who(visit.actor, visit.facility.as_ref(), visit.caregiver.as_ref(), names);
    let emergency = (visit.matter == Matter::Emergency)
        .then(|| view! { <span class="chip">{t!("history-emergency")}</span>" " });
    view! { <h3 class="card-title">{emergency}<bdi>{as_sent(who)}</bdi></h3> }
}

/// Emergencies stand out for ever, and what was refused does; one's own looks do not.
fn class_of(visit: &Visit) -> &'static str {
    if visit.matter == Matter::Own {
        return "";
    }
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

/// Notice that not all of many entries are listed.
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
    Some(
        view! { <p class="screen-only onward"><a href=format!("/history/{number}") rel="external">{words}</a></p> },
    )
}
