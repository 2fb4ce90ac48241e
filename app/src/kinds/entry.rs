//! An entry of a list as one line that opens: what qualifies it stands in the line, the rest below. On paper all of it.

use super::fact::Notes;
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        sent_link::SentLink, source_line::SourceLine, technical_term::Codes, unreadable::UnreadParts,
    },
    format, t,
};
use leptos::prelude::*;
use shared::record::{Coding, Facility, Origin};

/// Longest note that stands in a line as it is.
const SHORT_NOTE: usize = 30;

/// What an entry says.
#[derive(Default)]
pub struct Said {
    pub name: String,
    /// Words that stand out beside the name, each with its class.
    pub marks: Vec<(&'static str, String)>,
    /// What else is read with the name, each in a few words.
    pub facts: Vec<String>,
    /// What must not be given.
    pub danger: bool,
    pub notes: Vec<String>,
    pub codes: Vec<Coding>,
}

/// One entry, with where it comes from.
pub struct Entry {
    origin: Origin,
    view: AnyView,
}

impl Entry {
    /// `rest`: what is told below the line.
    pub fn of(said: Said, origin: &Origin, facilities: &[Facility], rest: AnyView) -> Self {
        let Said { name, mut marks, mut facts, danger, notes, codes } = said;
        facts.extend(match notes.iter().map(|note| note.chars().count()).sum::<usize>() {
            0 => Vec::new(),
            1..=SHORT_NOTE => notes.clone(),
            _ => vec![t!("entry-has-notes")],
        });
        marks.extend(doubts(origin).into_iter().map(|said| ("tag tag-strong", said)));
        let view = view! {
            <li class="card card-folded" class:card-danger=danger>
                <details class="folded">
                    {line(&name, marks, facts)}
                    <div class="folded-rest">
                        {rest}
                        <Notes notes/>
                        <UnreadParts origin facilities/>
                        <Codes codes/>
                        <SentLink origin/>
                    </div>
                </details>
            </li>
        };
        Self { origin: origin.clone(), view: view.into_any() }
    }
}

/// The line that is read alone.
pub fn line(name: &str, marks: Vec<(&'static str, String)>, facts: Vec<String>) -> AnyView {
    let marks = marks.into_iter().map(|(class, said)| view! { " "<span class=class>{as_sent(said)}</span> });
    let facts = facts.join(" · ");
    view! {
        <summary>
            <span class="folded-name">{as_sent(format::told_name(name))}</span>
            {marks.collect_view()}
            {(!facts.is_empty()).then(|| view! { " "<span class="folded-facts">{as_sent(facts)}</span> })}
        </summary>
    }
    .into_any()
}

/// What makes an entry doubtful as a whole or in parts, in a word each.
pub fn doubts(origin: &Origin) -> Vec<String> {
    let doubted = origin.doubted.then(|| t!("entry-doubted"));
    let unread = (!origin.unread_parts.is_empty()).then(|| t!("entry-unread"));
    doubted.into_iter().chain(unread).collect()
}

/// A list under its sources: from whom and of which day stands once above the entries that share it.
pub fn by_source(entries: Vec<Entry>, facilities: &[Facility]) -> AnyView {
    let mut groups: Vec<(Origin, Vec<AnyView>)> = Vec::new();
    for Entry { origin, view } in entries {
        match groups.iter_mut().find(|(known, _)| reads_alike(known, &origin)) {
            Some((_, views)) => views.push(view),
            None => groups.push((origin, vec![view])),
        }
    }
    groups
        .into_iter()
        .map(|(origin, views)| {
            view! {
                <div class="by-source">
                    <SourceLine origin=&origin facilities/>
                    <ul class="card-list">{views}</ul>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

/// Whether the source lines of both say the same.
fn reads_alike(one: &Origin, other: &Origin) -> bool {
    let day =
        |origin: &Origin| (origin.updated.clone(), origin.updated.is_none().then(|| origin.registered_on()));
    (&one.source, &one.department, one.long_term) == (&other.source, &other.department, other.long_term)
        && day(one) == day(other)
}
