//! The emergency summary as part of a page of the desk.

use crate::{
    components::{as_sent::as_sent, figures::figures},
    paper::{EmergencyPaper, Line, Sheet, SheetPart, with_source},
    t,
};
use leptos::prelude::*;

/// The summary as part of a page of the desk. It fills one sheet of A4 for most patients.
pub fn emergency_summary(paper: &EmergencyPaper) -> impl IntoView + use<> {
    let Sheet { title, who, made, warning, parts, .. } = Sheet::of(paper);
    let warning = warning.into_iter().map(|said| view! { <p>{as_sent(said)}</p> }).collect_view();
    view! {
        <article class="emergency-sheet" aria-labelledby="emergency-title">
            <h2 id="emergency-title">{title}</h2>
            {facts("emergency-who", who)}
            <div class="emergency-aside">
                {facts("emergency-made", made)}
                <div class="notice notice-caution emergency-warning" role="note">{warning}</div>
            </div>
            {parts.into_iter().map(part).collect_view()}
        </article>
    }
}

fn facts(class: &'static str, facts: Vec<(String, String)>) -> impl IntoView {
    let facts = facts
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd><bdi>{as_sent(value)}</bdi></dd></div> })
        .collect_view();
    view! { <dl class=class>{facts}</dl> }
}

fn part(part: SheetPart) -> impl IntoView {
    let id = format!("emergency-{}", part.id);
    let named_by = id.clone();
    let body = match part.lines.is_empty() {
        true => view! { <p class="empty">{part.nothing}</p> }.into_any(),
        false if part.run_in => run_in(part.lines).into_any(),
        false => table(part.lines).into_any(),
    };
    view! {
        <section class="emergency-part" aria-labelledby=named_by>
            <h3 id=id>{part.title}</h3>
            {part.notes.into_iter().map(|said| view! { <p class="muted">{as_sent(said)}</p> }).collect_view()}
            {body}
        </section>
    }
}

fn table(lines: Vec<Line>) -> impl IntoView {
    view! {
        <table class="data-table data-table-cards emergency-table" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("emergency-summary-what")}</th>
                    <th role="columnheader" scope="col">{t!("emergency-summary-more")}</th>
                    <th role="columnheader" scope="col">{t!("emergency-summary-source")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{lines.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

/// Lines of which nothing is said but name and source.
fn run_in(lines: Vec<Line>) -> impl IntoView {
    let lines = lines
        .iter()
        .map(|line| with_source(&line.name, &line.source))
        .map(|said| view! { <li><bdi>{as_sent(said)}</bdi></li> })
        .collect_view();
    view! { <ul class="emergency-run-in">{lines}</ul> }
}

fn line(line: Line) -> impl IntoView {
    let class = if line.grave { "tag tag-danger" } else { "tag" };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <bdi>{as_sent(line.name)}</bdi>
                {line.mark.map(|said| view! { " "<span class=class>{as_sent(said)}</span> })}
            </th>
            <td role="cell" data-label=t!("emergency-summary-more")>
                <bdi>{figures(line.facts)}</bdi>
            </td>
            <td role="cell" data-label=t!("emergency-summary-source")>
                <bdi>{as_sent(line.source)}</bdi>
            </td>
        </tr>
    }
}
