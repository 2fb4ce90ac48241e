//! A section: its heading, its paragraphs as written, its entries, its own sections.

use crate::components::as_sent::as_sent;
use crate::{
    format,
    kinds::{line::entry, observation::results},
    t,
};
use leptos::prelude::*;
use shared::record::{Entry, Facility, Observation, Section, SectionEntry};

/// `depth` 0 is a section of the document itself, under an `h2`.
pub fn section(section: &Section, depth: usize, id: &str, facilities: &[Facility]) -> AnyView {
    let title = section.title.clone().unwrap_or_else(|| t!("documents-section-untitled"));
    let empty = section.paragraphs.is_empty() && section.entries.is_empty() && section.sections.is_empty();
    let paragraphs = section
        .paragraphs
        .iter()
        .map(|paragraph| view! { <p class="prose" lang=format::written_lang(paragraph)>{paragraph.clone()}</p> })
        .collect_view();
    let below = section
        .sections
        .iter()
        .enumerate()
        .map(|(index, part)| self::section(part, depth + 1, &format!("{id}-{}", index + 1), facilities))
        .collect_view();
    view! {
        <section class="letter-section" aria-labelledby=id.to_owned()>
            {heading(depth, id.to_owned(), title)}
            {paragraphs}
            {entries(&section.entries, id, facilities)}
            {empty.then(|| view! { <p class="muted">{t!("documents-section-empty")}</p> })}
            {below}
        </section>
    }
    .into_any()
}

fn heading(depth: usize, id: String, title: String) -> AnyView {
    match depth {
        0 => view! { <h2 id=id>{as_sent(title)}</h2> }.into_any(),
        1 => view! { <h3 id=id>{as_sent(title)}</h3> }.into_any(),
        2 => view! { <h4 id=id>{as_sent(title)}</h4> }.into_any(),
        3 => view! { <h5 id=id>{as_sent(title)}</h5> }.into_any(),
        _ => view! { <h6 id=id>{as_sent(title)}</h6> }.into_any(),
    }
}

/// Entries in their order; results that follow one another stand in one table.
fn entries(entries: &[SectionEntry], id: &str, facilities: &[Facility]) -> Vec<AnyView> {
    runs(entries)
        .into_iter()
        .map(|run| match run {
            Run::Results(shown) => results(&shown, id, facilities).into_any(),
            Run::Others(shown) => view! {
                <ul class="card-list">
                    {shown
                        .into_iter()
                        .map(|shown| view! { <li class="letter-entry">{entry(shown, facilities)}</li> })
                        .collect_view()}
                </ul>
            }
            .into_any(),
        })
        .collect()
}

#[derive(Debug, PartialEq)]
enum Run<'a> {
    Results(Vec<&'a Observation>),
    Others(Vec<&'a SectionEntry>),
}

fn runs(entries: &[SectionEntry]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for entry in entries {
        match (entry, runs.last_mut()) {
            (SectionEntry::Entry(Entry::Observation(result)), Some(Run::Results(run))) => run.push(result),
            (SectionEntry::Entry(Entry::Observation(result)), _) => runs.push(Run::Results(vec![result])),
            (other, Some(Run::Others(run))) => run.push(other),
            (other, _) => runs.push(Run::Others(vec![other])),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order() {
        let entries = ["a", "b"].map(|words| SectionEntry::Words(words.into()));
        assert_eq!(runs(&entries), [Run::Others(vec![&entries[0], &entries[1]])]);
        assert_eq!(runs(&[]), []);
    }
}
