//! A document on screen.

use super::{
    labels::label,
    words::{
        attachment, codes, fact, identifier, lacking, left_out, made, name_of, names, ordered,
        qualifications, title_of,
    },
};
use crate::{components::as_sent::as_sent, t};
use leptos::prelude::*;
use shared::ips::document::{Block, Document, Entry, Fact, Group, Leaf, Related, Section, Subject, Telling};

/// The whole document. `level`: of the headings of its sections.
pub fn shown(document: &Document, level: u8) -> AnyView {
    let status = document.status.as_deref().filter(|status| *status != "final");
    let rest = [document.rest.as_slice(), &document.composition.rest].concat();
    let beside = (!document.beside.is_empty()).then(|| {
        let entries = document.beside.iter().map(entry).collect_view();
        view! { <section class="section">{heading(level, t!("viewer-beside"))}<ul class="viewer-entries">{entries}</ul></section> }
    });
    view! {
        <article class="viewer-document">
            <header>
                {match &document.subject {
                    Some(subject) => self::subject(subject),
                    None => view! { <p class="notice notice-caution">{t!("viewer-nobody")}</p> }.into_any(),
                }}
                <p class="muted">{as_sent(made(document))}</p>
                {status.map(|status| view! {
                    <p class="notice notice-caution">{t!("viewer-status-not-final", status = status.to_owned())}</p>
                })}
                {qualified(&document.qualified)}
                {qualified(&document.composition.qualified)}
                {lacking(document).map(|said| view! { <p class="notice notice-caution">{said}</p> })}
                <p class="muted">{t!("viewer-warning")}</p>
            </header>
            <div class="viewer-sections">
                {ordered(&document.sections).into_iter().map(|one| section(one, level)).collect_view()}
            </div>
            {beside}
            {everything(&document.composition)}
            {document.attachments.iter().map(|file| view! { <p>{as_sent(attachment(file))}</p> }).collect_view()}
            {rest_of(&rest, t!("viewer-rest-of-document"))}
        </article>
    }
    .into_any()
}

fn subject(subject: &Subject) -> AnyView {
    let (name, others) = names(subject);
    let identifiers = subject.identifiers.iter().map(|one| view! { <li>{as_sent(identifier(one))}</li> });
    let identifiers = identifiers.collect_view();
    let nobody =
        name.is_empty().then(|| view! { <p class="notice notice-caution">{t!("viewer-nobody")}</p> });
    let more = !subject.identifiers.is_empty() || !subject.entry.says_nothing_more();
    view! {
        {nobody}
        <p class="viewer-subject"><strong>{as_sent(name)}</strong>" "{as_sent(others)}</p>
        {qualified(&subject.entry.qualified)}
        {more.then(|| view! {
            <details class="details">
                <summary>{t!("viewer-rest")}</summary>
                <ul>{identifiers}</ul>
                {everything(&subject.entry)}
                {leaves(&subject.entry.rest)}
            </details>
        })}
    }
    .into_any()
}

fn heading(level: u8, words: impl Into<String>) -> AnyView {
    let words = as_sent(words.into());
    match level {
        ..=2 => view! { <h2>{words}</h2> }.into_any(),
        3 => view! { <h3>{words}</h3> }.into_any(),
        _ => view! { <h4>{words}</h4> }.into_any(),
    }
}

fn section(one: &Section, level: u8) -> AnyView {
    let empty =
        one.empty_reason.as_ref().map(|reason| t!("viewer-empty-reason", reason = reason.text.clone()));
    let says_nothing = one.narrative.is_empty() && one.entries.is_empty() && one.sections.is_empty();
    let entries = one.entries.iter().map(entry).collect_view();
    let withdrawn = qualifications(one);
    let withdrawn = (!withdrawn.is_empty() && !one.narrative.is_empty()).then(|| {
        let lines = withdrawn.into_iter().map(|line| view! { <li>{as_sent(line)}</li> }).collect_view();
        view! { <p class="muted">{t!("viewer-qualified")}</p><ul class="viewer-lines">{lines}</ul> }
    });
    let data = match (one.entries.len(), one.narrative.is_empty()) {
        (0, _) => None,
        // Where its author wrote nothing, the data stand for themselves.
        (_, true) => Some(
            view! { <p class="muted">{t!("viewer-no-narrative")}</p><ul class="viewer-entries">{entries}</ul> }
                .into_any(),
        ),
        (count, false) => Some(
            view! {
                <details class="details">
                    <summary>{t!("viewer-data", count = count as i64)}</summary>
                    <ul class="viewer-entries">{entries}</ul>
                </details>
            }
            .into_any(),
        ),
    };
    view! {
        <section class="viewer-section">
            {heading(level, title_of(one))}
            {qualified(&one.qualified)}
            {blocks(&one.narrative)}
            {withdrawn}
            {empty.map(|said| view! { <p class="muted">{as_sent(said)}</p> })}
            {says_nothing.then(|| view! { <p>{t!("viewer-nothing")}</p> })}
            {data}
            {missing(&one.missing)}
            {rest_of(&one.rest, t!("viewer-rest"))}
            {one.sections.iter().map(|inner| section(inner, level + 1)).collect_view()}
        </section>
    }
    .into_any()
}

fn missing(references: &[String]) -> AnyView {
    let said = references.iter().map(|reference| {
        view! { <p class="notice notice-caution">{t!("viewer-missing", reference = reference.clone())}</p> }
    });
    said.collect_view().into_any()
}

/// What its author says: neighbours of one kind together.
fn blocks(blocks: &[Block]) -> AnyView {
    let mut views = Vec::new();
    let mut from = 0;
    while let Some(first) = blocks.get(from) {
        let same = |one: &Block| std::mem::discriminant(one) == std::mem::discriminant(first);
        let until = from + blocks[from..].iter().take_while(|one| same(one)).count();
        views.push(alike(&blocks[from..until]));
        from = until;
    }
    views.collect_view().into_any()
}

fn alike(blocks: &[Block]) -> AnyView {
    match blocks.first() {
        Some(Block::Item { .. }) => {
            view! { <ul class="viewer-lines">{blocks.iter().map(block).collect_view()}</ul> }.into_any()
        }
        Some(Block::Row { .. }) => view! {
            <div class="table-wrap" tabindex="0" role="group" aria-label=t!("viewer-table")><table class="data-table"><tbody>{blocks.iter().map(block).collect_view()}</tbody></table></div>
        }
        .into_any(),
        _ => blocks.iter().map(block).collect_view().into_any(),
    }
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Heading { text, .. } => view! { <p><strong>{as_sent(text.clone())}</strong></p> }.into_any(),
        Block::Paragraph(text) => view! { <p class="viewer-text">{as_sent(text.clone())}</p> }.into_any(),
        Block::Item { number, text, depth } => {
            let (name, facts) = text.split_once('\n').unwrap_or((text, ""));
            let name = match number {
                Some(number) => format!("{number}. {name}"),
                None => name.to_owned(),
            };
            let facts = facts.replace('\n', " · ");
            let class = (*depth > 1).then_some("viewer-inner");
            view! { <li class=class><strong>{as_sent(name)}</strong>" "<span>{as_sent(facts)}</span></li> }
                .into_any()
        }
        Block::Row { is_header, cells } => {
            let cells = cells.iter().map(|cell| match *is_header && !cell.is_empty() {
                true => view! { <th scope="col">{as_sent(cell.clone())}</th> }.into_any(),
                false => view! { <td>{as_sent(cell.clone())}</td> }.into_any(),
            });
            view! { <tr>{cells.collect_view()}</tr> }.into_any()
        }
        Block::LeftOut(what) => {
            view! { <p class="muted">{as_sent(t!("viewer-left-out", what = left_out(what)))}</p> }.into_any()
        }
    }
}

/// One entry: its name with what qualifies it, and everything that was sent of it.
fn entry(one: &Entry) -> AnyView {
    let name = name_of(one);
    let codes = one.name.as_ref().map(codes).filter(|codes| !codes.is_empty());
    let unreadable = one.unreadable.map(|_| view! { <strong>{t!("viewer-unreadable")}</strong> });
    let rest = (one.telling != Telling::Elsewhere).then(|| rest_of(&one.rest, t!("viewer-rest")));
    view! {
        <li>
            {qualified(&one.qualified)}
            <p><strong>{as_sent(name)}</strong>{unreadable}{codes.map(|codes| view! { <span class="muted">" "{codes}</span> })}</p>
            {everything(one)}
            {rest}
        </li>
    }
    .into_any()
}

/// What an entry says beside its name, what qualifies it, and what has no label.
fn everything(one: &Entry) -> AnyView {
    view! { {facts(one)}{blocks(&one.narrative)}{missing(&one.missing)} }.into_any()
}

/// Facts, what belongs together, parts and files of an entry.
fn facts(one: &Entry) -> AnyView {
    let facts: Vec<String> = one.facts.iter().map(fact).collect();
    let groups = one.groups.iter().map(group).collect_view();
    let related = one.related.iter().map(related).collect_view();
    let files =
        one.attachments.iter().map(|file| view! { <p>{as_sent(attachment(file))}</p> }).collect_view();
    view! {
        {(!facts.is_empty()).then(|| view! { <p>{as_sent(facts.join(" · "))}</p> })}
        {groups}
        {related}
        {files}
    }
    .into_any()
}

fn group(one: &Group) -> AnyView {
    let name = one.name.as_ref().map(|name| name.text.clone());
    let said = one.qualified.iter().chain(&one.facts).map(fact);
    let said: Vec<String> = name.into_iter().chain(said).collect();
    view! { <p>{as_sent(format!("{}: {}", label(one.label), said.join(" · ")))}</p> }.into_any()
}

fn related(one: &Related) -> AnyView {
    let display = one
        .display
        .clone()
        .filter(|display| one.entry.name.as_ref().is_none_or(|name| name.text != *display));
    let words = [Some(label(one.label)), display].into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <div class="viewer-inner"><p class="muted">{as_sent(words)}</p><ul class="viewer-entries">{entry(&one.entry)}</ul></div>
    }
    .into_any()
}

/// What a reader must know before the name.
fn qualified(facts: &[Fact]) -> AnyView {
    let said: Vec<String> = facts.iter().map(fact).collect();
    (!said.is_empty())
        .then(|| view! { <p class="viewer-qualified"><strong>{as_sent(said.join(" · "))}</strong></p> })
        .into_any()
}

fn rest_of(rest: &[Leaf], title: String) -> AnyView {
    (!rest.is_empty())
        .then(|| view! { <details class="details"><summary>{title}</summary>{leaves(rest)}</details> })
        .into_any()
}

fn leaves(rest: &[Leaf]) -> AnyView {
    let leaf =
        |leaf: &Leaf| view! { <li><code>{leaf.path.clone()}</code>" "{as_sent(leaf.value.clone())}</li> };
    view! { <ul class="viewer-leaves">{rest.iter().map(leaf).collect_view()}</ul> }.into_any()
}
