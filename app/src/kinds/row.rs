//! A list of the doctor's page: what, more about it, and from whom. In a line each at first sight, and in full with its
//! sources behind a tap.

use crate::components::as_sent::as_sent;
use crate::{
    components::{findings::words, source_line::SourceLine, unreadable::UnreadParts},
    format, t,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use leptos::prelude::*;
use shared::{
    category::Category,
    facility_name::short_name,
    ids::ItemId,
    medication::knowledge::Words,
    record::{Facility, Origin, RecordView, Untold},
    time::Moment,
};
use std::collections::BTreeMap;

/// What the doctor's page is written from.
pub struct ForCare<'a> {
    pub view: &'a RecordView,
    pub untold: &'a [Untold],
    /// Where any of it comes from.
    pub facilities: &'a [Facility],
    /// Generic names of the medicines that are recognised for certain, by their items.
    pub generic_names: &'a BTreeMap<ItemId, Words>,
    /// When whoever looks looked last, on an earlier day; `None`: never, or it is not told.
    pub last_look: Option<DateTime<Utc>>,
}

/// What is being received when somebody looks is seen a moment later.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(10);

impl ForCare<'_> {
    pub fn sees(&self, kind: Category) -> bool {
        self.view.shown.contains(kind)
    }

    /// Whether it was received after whoever looks looked last.
    pub fn is_new(&self, origin: &Origin) -> bool {
        self.last_look.is_some_and(|looked| origin.received > looked - ON_ITS_WAY)
    }

    pub fn generic_name(&self, item: &ItemId) -> Option<String> {
        self.generic_names.get(item).map(words)
    }

    /// Who registered it and when, in short.
    pub fn source(&self, origin: &Origin) -> String {
        t!("desk-care-from", source = self.place(origin), date = self.short_day(registered(origin)))
    }

    /// Who registered it, in short.
    pub fn place(&self, origin: &Origin) -> String {
        let short = origin.source.facility().and_then(|code| short_name(self.facilities, code));
        short.unwrap_or_else(|| format::source(self.facilities, &origin.source))
    }

    /// `10/20`; in another year than that of the page, with the year.
    pub fn short_day(&self, day: NaiveDate) -> String {
        format::short_day(day, self.view.as_of)
    }

    /// As precisely as it was sent.
    pub fn short_moment(&self, at: &Moment) -> String {
        match at {
            Moment::Year(_) | Moment::Month { .. } => format::moment_day(at),
            Moment::Day(_) | Moment::Instant(_) => self.short_day(at.first_day()),
        }
    }

    /// Who registered it and when, in full, behind a line of text.
    pub fn with_source(&self, line: String, origin: &Origin) -> String {
        let source = format::source(self.facilities, &origin.source);
        t!("desk-care-text-line", line = line, source = source, date = format::day(registered(origin)))
    }
}

fn registered(origin: &Origin) -> NaiveDate {
    origin.updated.as_ref().map_or_else(|| origin.registered_on(), Moment::first_day)
}

/// Where a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At first sight: what must not be overlooked, what the patient has and takes.
    Facts,
    /// At first sight, beside it: what was measured, and what was found.
    Findings,
    Below,
    /// Below, over the whole width of the page.
    Across,
}

/// A section of the page.
pub struct Part {
    pub id: &'static str,
    pub title: String,
    pub place: Place,
    pub body: AnyView,
    /// The same in full, behind a tap.
    pub full: Option<AnyView>,
    /// Whether all of it is behind a tap.
    pub folded: bool,
    /// Its lines as plain text, each with its source, for a chart.
    pub text: Vec<String>,
}

impl Part {
    pub fn of(id: &'static str, title: String, body: impl IntoView + 'static) -> Self {
        let (place, body) = (Place::Below, body.into_any());
        Self { id, title, place, body, full: None, folded: false, text: Vec::new() }
    }

    /// At first sight, with the same in full behind a tap.
    pub fn at_first_sight(self, place: Place, full: Option<AnyView>, text: Vec<String>) -> Self {
        Self { place, full, text, ..self }
    }

    pub fn is_at_first_sight(&self) -> bool {
        matches!(self.place, Place::Facts | Place::Findings)
    }

    pub fn across(self) -> Self {
        Self { place: Place::Across, ..self }
    }

    /// For what is asked for seldom.
    pub fn folded(self) -> Self {
        Self { folded: true, ..self }
    }
}

/// One line.
pub struct Row {
    pub name: String,
    pub mark: Option<Mark>,
    /// What is known beside the name, each in a few words.
    pub facts: Vec<String>,
    /// What goes without saying at first sight: it is so of most.
    pub usual: Option<String>,
    pub origin: Origin,
}

/// A word that stands out beside a name.
pub enum Mark {
    /// In red: what must not be given.
    Danger(String),
    Strong(String),
    Plain(String),
}

impl Mark {
    fn class_and_words(&self) -> (&'static str, &str) {
        match self {
            Self::Danger(said) => ("tag tag-danger", said),
            Self::Strong(said) => ("tag tag-strong", said),
            Self::Plain(said) => ("tag", said),
        }
    }

    pub fn shown(&self) -> impl IntoView + use<> {
        let (class, said) = self.class_and_words();
        view! { " "<span class=class>{as_sent(said.to_owned())}</span> }
    }
}

/// Words where nothing of the kind is in what is shown: which is not "none".
pub fn nothing() -> AnyView {
    view! { <p class="empty">{t!("desk-care-none")}</p> }.into_any()
}

/// A line for each.
pub fn lines(rows: &[Row], care: &ForCare<'_>) -> AnyView {
    if rows.is_empty() {
        return nothing();
    }
    view! { <ul class="care-lines">{rows.iter().map(|row| line(row, care)).collect_view()}</ul> }.into_any()
}

fn line(row: &Row, care: &ForCare<'_>) -> impl IntoView + use<> {
    let facts =
        row.facts.iter().map(|said| view! { " "<span class="care-fact">{as_sent(said.clone())}</span> });
    view! {
        <li>
            <strong>{as_sent(format::told_name(&row.name))}</strong>
            {row.mark.as_ref().map(Mark::shown)}
            {news(&row.origin, care)}
            {facts.collect_view()}
            {doubts(&row.origin).into_iter().map(|said| Mark::Plain(said).shown()).collect_view()}
            " "<span class="care-from">{as_sent(care.source(&row.origin))}</span>
        </li>
    }
}

/// That it came after whoever looks looked last.
pub fn news(origin: &Origin, care: &ForCare<'_>) -> impl IntoView + use<> {
    care.is_new(origin).then(|| view! { " "<span class="tag tag-new">{t!("desk-care-new")}</span> })
}

/// Why a line cannot be taken as it stands, in a few words each.
pub fn doubts(origin: &Origin) -> Vec<String> {
    let doubted = origin.doubted.then(|| t!("emergency-summary-doubted"));
    let unread = (!origin.unread_parts.is_empty()).then(|| t!("emergency-summary-part-unread"));
    doubted.into_iter().chain(unread).collect()
}

/// Each line as plain text.
pub fn texts(rows: &[Row], care: &ForCare<'_>) -> Vec<String> {
    rows.iter().map(|row| text(row, care)).collect()
}

fn text(row: &Row, care: &ForCare<'_>) -> String {
    let mark = row.mark.iter().map(|mark| mark.class_and_words().1.to_owned());
    let remarks: Vec<String> = mark.chain(doubts(&row.origin)).chain(row.facts.iter().cloned()).collect();
    care.with_source(format::with_remarks(&row.name, &remarks), &row.origin)
}

/// The list in full, or that nothing of the kind is in what is shown.
pub fn table(rows: Vec<Row>, facilities: &[Facility]) -> AnyView {
    if rows.is_empty() {
        return nothing();
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
    let facts = row.usual.into_iter().chain(row.facts);
    let facts = facts.map(|said| view! { <li>{as_sent(said)}</li> }).collect_view();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {as_sent(format::told_name(&row.name))}
                {row.mark.as_ref().map(Mark::shown)}
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
    onset.map(|day| t!("paper-since", date = format::moment_day(day)))
}

/// What was stated, and then what the sender added in words.
pub fn stated<const N: usize>(facts: [Option<String>; N], notes: Vec<String>) -> Vec<String> {
    facts.into_iter().flatten().chain(notes).collect()
}
