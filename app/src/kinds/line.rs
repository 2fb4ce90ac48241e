//! One entry of a document's section, in words.

use crate::components::as_sent::as_sent;
use crate::{
    format,
    kinds::{document, line_of},
    t,
};
use leptos::prelude::*;
use shared::{
    record::{Facility, SectionEntry},
    time::Moment,
};

pub fn entry(entry: &SectionEntry, facilities: &[Facility]) -> AnyView {
    match entry {
        SectionEntry::Entry(entry) => line_of(entry, facilities),
        SectionEntry::CarePlan(shown) => document::plan(shown).into_any(),
        SectionEntry::Attachment(shown) => document::attachment(shown).into_any(),
        SectionEntry::Words(words) => in_words(words),
    }
}

pub fn in_words(words: &str) -> AnyView {
    view! { <p class="prose" lang=format::written_lang(words)>{words.to_owned()}</p> }.into_any()
}

/// The first line of an entry: its name, and tags.
pub fn name(name: &str, tags: Vec<(&'static str, String)>) -> impl IntoView + use<> {
    view! {
        <p class="entry-name">
            <strong>{as_sent(format::told_name(name))}</strong>
            {tags.into_iter().map(|(class, said)| view! { " " <span class=class>{as_sent(said)}</span> }).collect_view()}
        </p>
    }
}

/// The lines under it.
pub fn lines(said: Vec<String>) -> impl IntoView {
    said.into_iter().map(|line| view! { <p class="prose">{as_sent(line)}</p> }).collect_view()
}

pub fn period(start: Option<&Moment>, end: Option<&Moment>) -> Option<String> {
    from_to(start.map(format::moment), end.map(format::moment))
}

/// The same without eras, where it stands in a line.
pub fn period_in_days(start: Option<&Moment>, end: Option<&Moment>) -> Option<String> {
    from_to(start.map(format::moment_day), end.map(format::moment_day))
}

fn from_to(start: Option<String>, end: Option<String>) -> Option<String> {
    match (start, end) {
        (Some(start), Some(end)) => Some(t!("documents-from-to", start = start, end = end)),
        (Some(start), None) => Some(t!("documents-from", start = start)),
        (None, Some(end)) => Some(t!("documents-to", end = end)),
        (None, None) => None,
    }
}
