//! `/desk/emergency/log`: emergencies of a facility, for its administrator. Never whose record it was.

use super::words;
use crate::components::as_sent::as_sent;
use crate::{desk::Content, format, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::emergency::{Fruitless, Reason};

/// A record that was opened, or a search that opened none.
#[derive(Clone, Debug)]
pub struct Line {
    pub at: DateTime<Utc>,
    /// The name of one of the staff; empty where they are not here any more.
    pub who: String,
    pub reason: Reason,
    /// In words of their own.
    pub note: String,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    Opened { until: DateTime<Utc> },
    Nothing(Fruitless),
}

/// `cut`: there are older ones that are not in here.
pub fn log_page(lines: Vec<Line>, cut: bool) -> Content {
    let list = match lines.is_empty() {
        true => view! { <p class="empty">{t!("desk-emergency-log-none")}</p> }.into_any(),
        false => table(lines).into_any(),
    };
    let body = view! {
        <p class="lead">{t!("desk-emergency-log-explained")}</p>
        {list}
        {cut.then(|| view! { <p class="muted">{t!("desk-emergency-log-cut")}</p> })}
    };
    Content { title: t!("desk-emergency-log-title"), body: body.into_any() }
}

fn table(lines: Vec<Line>) -> impl IntoView {
    view! {
        <table class="data-table data-table-cards" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("desk-emergency-log-when")}</th>
                    <th role="columnheader" scope="col">{t!("desk-emergency-log-who")}</th>
                    <th role="columnheader" scope="col">{t!("desk-emergency-reason")}</th>
                    <th role="columnheader" scope="col">{t!("desk-emergency-log-outcome")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{lines.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(line: Line) -> impl IntoView {
    let outcome = match line.outcome {
        Outcome::Opened { until } => t!("desk-emergency-log-opened", until = format::instant(until)),
        Outcome::Nothing(outcome) => words::fruitless_search(outcome),
    };
    let who = if line.who.is_empty() { t!("desk-emergency-log-gone") } else { line.who };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{format::instant(line.at)}</th>
            <td role="cell" data-label=t!("desk-emergency-log-who")><bdi>{as_sent(who)}</bdi></td>
            <td role="cell" data-label=t!("desk-emergency-reason")>
                {words::reason(line.reason)}
                {(!line.note.is_empty()).then(|| view! { <span class="desk-hint"><bdi>{as_sent(line.note)}</bdi></span> })}
            </td>
            <td role="cell" data-label=t!("desk-emergency-log-outcome")>{outcome}</td>
        </tr>
    }
}
