//! A list of the doctor's page: what, more about it, and from whom.

use crate::components::as_sent::as_sent;
use crate::{
    components::{source_line::SourceLine, unreadable::UnreadParts},
    format, t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Facility, Origin, RecordView, Untold},
    time::Moment,
};

/// What the doctor's page is written from.
pub struct ForCare<'a> {
    pub view: &'a RecordView,
    pub untold: &'a [Untold],
    /// Where any of it comes from.
    pub facilities: &'a [Facility],
}

impl ForCare<'_> {
    pub fn sees(&self, kind: Category) -> bool {
        self.view.shown.contains(kind)
    }
}

/// A section of the page.
pub struct Part {
    pub id: &'static str,
    pub title: String,
    /// Takes the whole width of the page.
    pub wide: bool,
    pub body: AnyView,
}

impl Part {
    pub fn of(id: &'static str, title: String, body: impl IntoView + 'static) -> Self {
        Self { id, title, wide: false, body: body.into_any() }
    }

    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

/// One line.
pub struct Row {
    pub name: String,
    pub mark: Option<Mark>,
    /// What is known beside the name, each in a few words.
    pub facts: Vec<String>,
    pub origin: Origin,
}

/// A word that stands out beside a name.
pub enum Mark {
    /// In red: what must not be given.
    Danger(String),
    Strong(String),
    Plain(String),
}

/// The list, or that nothing of the kind is in what is shown: which is not "none".
pub fn table(rows: Vec<Row>, facilities: &[Facility]) -> impl IntoView + use<> {
    if rows.is_empty() {
        return view! { <p class="empty">{t!("desk-care-none")}</p> }.into_any();
    }
    let lines = rows.into_iter().map(|one| row(one, facilities)).collect_view();
    view! {
        <table class="data-table data-table-cards care-table" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!("desk-care-what")}</th>
                    <th role="columnheader" scope="col">{t!("desk-care-more")}</th>
                    <th role="columnheader" scope="col">{t!("desk-care-source")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{lines}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: Row, facilities: &[Facility]) -> impl IntoView + use<> {
    let mark = row.mark.map(|mark| match mark {
        Mark::Danger(said) => ("tag tag-danger", said),
        Mark::Strong(said) => ("tag tag-strong", said),
        Mark::Plain(said) => ("tag", said),
    });
    let facts = row.facts.into_iter().map(|said| view! { <li>{as_sent(said)}</li> }).collect_view();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <span lang=format::written_lang(&row.name)>{row.name.clone()}</span>
                {mark.map(|(class, said)| view! { " "<span class=class>{as_sent(said)}</span> })}
            </th>
            <td role="cell" data-label=t!("desk-care-more")>
                <ul class="care-facts">{facts}</ul>
                <UnreadParts origin=&row.origin facilities/>
            </td>
            <td role="cell" data-label=t!("desk-care-source")>
                <SourceLine origin=&row.origin facilities/>
            </td>
        </tr>
    }
}

pub fn since(onset: Option<&Moment>) -> Option<String> {
    onset.map(|day| t!("desk-care-since", date = format::moment_day(day)))
}

/// What was stated, and then what the sender added in words.
pub fn stated<const N: usize>(facts: [Option<String>; N], notes: Vec<String>) -> Vec<String> {
    facts.into_iter().flatten().chain(notes).collect()
}
