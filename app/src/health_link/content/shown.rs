//! A document on screen, and as text for a chart.

use super::labels::label;
use crate::{components::as_sent::as_sent, format, t};
use leptos::prelude::*;
use shared::ips::{
    SectionCode,
    document::{
        Attachment, Block, Document, Entry, Fact, Group, Leaf, LeftOut, Name, NameForm, Related, Section,
        SectionKind, Subject, Telling,
    },
};

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
                {document.subject.as_ref().map(subject)}
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
                {document.sections.iter().map(|one| section(one, level)).collect_view()}
            </div>
            {beside}
            {facts(&document.composition)}
            {document.attachments.iter().map(|file| view! { <p>{as_sent(attachment(file))}</p> }).collect_view()}
            {rest_of(&rest, t!("viewer-rest-of-document"))}
        </article>
    }
    .into_any()
}

/// Which of the sections that a summary has are not in it: whoever looks for allergies and finds none must know why.
fn lacking(document: &Document) -> Option<String> {
    let wanted = [
        (SectionCode::Allergies, "viewer-section-allergies"),
        (SectionCode::Medications, "viewer-section-medications"),
        (SectionCode::Problems, "viewer-section-problems"),
    ];
    let has = |code| document.sections.iter().any(|section| section.kind == SectionKind::Ips(code));
    let lacking: Vec<String> =
        wanted.into_iter().filter(|(code, _)| !has(*code)).map(|(_, words)| t!(words)).collect();
    (!lacking.is_empty()).then(|| t!("viewer-no-section", sections = format::list(&lacking)))
}

/// Who made it, when, and what it is called.
fn made(document: &Document) -> String {
    let title = document.title.clone();
    let at = document.written_at.clone().map(|at| t!("viewer-written-at", at = at));
    let authors = document.authors.iter().map(|name| t!("viewer-author", name = name.clone()));
    title.into_iter().chain(at).chain(authors).collect::<Vec<_>>().join(" · ")
}

fn subject(subject: &Subject) -> AnyView {
    let (name, others) = names(subject);
    let identifiers = subject.identifiers.iter().map(|one| {
        let system = one.system.clone().map(|system| format!("{system} ")).unwrap_or_default();
        view! { <li>{as_sent(format!("{system}{}", one.value))}</li> }
    });
    let identifiers = identifiers.collect_view();
    let has_more = !subject.identifiers.is_empty()
        || !subject.entry.facts.is_empty()
        || !subject.entry.groups.is_empty()
        || !subject.entry.rest.is_empty();
    view! {
        <p class="viewer-subject"><strong>{as_sent(name)}</strong>" "{as_sent(others)}</p>
        {qualified(&subject.entry.qualified)}
        {has_more.then(|| view! {
            <details class="details">
                <summary>{t!("viewer-rest")}</summary>
                <ul>{identifiers}</ul>
                {facts(&subject.entry)}
                {leaves(&subject.entry.rest)}
            </details>
        })}
    }
    .into_any()
}

/// The name in the letters that are read first, and everything else in a line.
fn names(subject: &Subject) -> (String, String) {
    let mut names: Vec<_> = subject.names.iter().collect();
    names.sort_by_key(|name| name.form == Some(NameForm::Syllabic));
    let name = names.first().map(|name| name.text.clone()).unwrap_or_default();
    let also = names.iter().skip(1).map(|name| match &name.used_as {
        Some(used_as) => format!("{} ({used_as})", name.text),
        None => name.text.clone(),
    });
    let born = subject.birth_date.clone().map(|date| t!("viewer-born", date = date));
    let sex = subject.gender.as_deref().map(|gender| match gender {
        "male" => t!("viewer-sex-male"),
        "female" => t!("viewer-sex-female"),
        "other" => t!("viewer-sex-other"),
        "unknown" => t!("viewer-sex-unknown"),
        sent => sent.to_owned(),
    });
    let died = subject.deceased.clone().map(|died| format!("deceased: {died}"));
    (name, also.chain(born).chain(sex).chain(died).collect::<Vec<_>>().join(" · "))
}

fn heading(level: u8, words: impl Into<String>) -> AnyView {
    let words = as_sent(words.into());
    match level {
        ..=2 => view! { <h2>{words}</h2> }.into_any(),
        3 => view! { <h3>{words}</h3> }.into_any(),
        _ => view! { <h4>{words}</h4> }.into_any(),
    }
}

fn title_of(section: &Section) -> String {
    let code = || section.code.as_ref().map(|code| code.text.clone());
    section.title.clone().or_else(code).unwrap_or_else(|| t!("viewer-untitled"))
}

fn section(one: &Section, level: u8) -> AnyView {
    let empty =
        one.empty_reason.as_ref().map(|reason| t!("viewer-empty-reason", reason = reason.text.clone()));
    let says_nothing = one.narrative.is_empty() && one.entries.is_empty() && one.sections.is_empty();
    let entries = one.entries.iter().map(entry).collect_view();
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

fn left_out(what: &LeftOut) -> String {
    match what {
        LeftOut::Script { .. } => t!("viewer-left-out-script"),
        LeftOut::Style { .. } => t!("viewer-left-out-style"),
        LeftOut::Image { alternative, source } => {
            let text =
                [alternative.clone(), source.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            t!("viewer-left-out-image", text = text)
        }
        LeftOut::Embedded { element, .. } => t!("viewer-left-out-embedded", element = element.clone()),
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
            {facts(one)}
            {blocks(&one.narrative)}
            {missing(&one.missing)}
            {rest}
        </li>
    }
    .into_any()
}

fn name_of(one: &Entry) -> String {
    match &one.name {
        Some(name) => name.text.clone(),
        None => t!("viewer-unnamed", kind = one.resource_type.clone()),
    }
}

fn codes(name: &Name) -> String {
    let code = |one: &shared::coding::Coding| format!("{} {}", one.system, one.code);
    name.codings.iter().map(code).collect::<Vec<_>>().join(", ")
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

fn fact(fact: &Fact) -> String {
    let codes: Vec<&str> =
        fact.codings.iter().map(|one| one.code.as_str()).filter(|code| *code != fact.value).collect();
    let codes = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
    format!("{}: {}{codes}", label(fact.label), fact.value)
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

fn attachment(file: &Attachment) -> String {
    let title = file.title.clone().unwrap_or_else(|| file.path.clone());
    let kind = file.content_type.clone().unwrap_or_default();
    match (file.bytes, &file.url) {
        (Some(bytes), _) => t!("viewer-attachment", title = title, kind = kind, size = bytes as i64),
        (None, url) => {
            t!(
                "viewer-attachment-elsewhere",
                title = title,
                kind = kind,
                url = url.clone().unwrap_or_default()
            )
        }
    }
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

/// The document as lines for a chart: what its author says, and of sections without words the data.
pub fn plain_text(document: &Document) -> String {
    let mut text = Vec::new();
    if let Some(subject) = &document.subject {
        let (name, others) = names(subject);
        text.push(format!("{name} {others}").trim().to_owned());
    }
    text.push(made(document));
    text.extend(lacking(document));
    text.push(t!("viewer-warning"));
    text.extend(document.qualified.iter().chain(&document.composition.qualified).map(fact));
    for one in &document.sections {
        section_text(one, &mut text);
    }
    if !document.beside.is_empty() {
        text.push(String::new());
        text.push(format!("■ {}", t!("viewer-beside")));
        document.beside.iter().for_each(|one| entry_text(one, 0, &mut text));
    }
    let mut text = text.join("\n");
    text.push('\n');
    text
}

fn section_text(one: &Section, text: &mut Vec<String>) {
    text.push(String::new());
    text.push(format!("■ {}", title_of(one)));
    text.extend(one.qualified.iter().map(fact));
    for block in &one.narrative {
        text.push(match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => text.clone(),
            Block::Item { depth, number, text } => {
                let indented = "  ".repeat(usize::from(depth.saturating_sub(1)));
                let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                format!("{indented}{mark}{}", text.replace('\n', &format!("\n{indented}    ")))
            }
            Block::Row { cells, .. } => cells.join("\t"),
            Block::LeftOut(what) => t!("viewer-left-out", what = left_out(what)),
        });
    }
    if let Some(reason) = &one.empty_reason {
        text.push(t!("viewer-empty-reason", reason = reason.text.clone()));
    }
    match (one.narrative.is_empty(), one.entries.is_empty()) {
        (true, true) if one.sections.is_empty() => text.push(t!("viewer-nothing")),
        (true, _) => one.entries.iter().for_each(|one| entry_text(one, 0, text)),
        // What qualifies an entry is told with the words of its author as well.
        (false, _) => one.entries.iter().filter(|one| !one.qualified.is_empty()).for_each(|one| {
            text.push(format!("  [{}] {}", facts_text(&one.qualified), name_of(one)));
        }),
    }
    text.extend(one.missing.iter().map(|reference| t!("viewer-missing", reference = reference.clone())));
    one.sections.iter().for_each(|inner| section_text(inner, text));
}

fn facts_text(facts: &[Fact]) -> String {
    facts.iter().map(fact).collect::<Vec<_>>().join(" · ")
}

/// One entry with everything that was sent of it.
fn entry_text(one: &Entry, depth: usize, text: &mut Vec<String>) {
    let indented = "    ".repeat(depth);
    let qualified = match one.qualified.is_empty() {
        true => String::new(),
        false => format!("[{}] ", facts_text(&one.qualified)),
    };
    text.push(format!("{indented}- {qualified}{}", name_of(one)));
    let mut say = |line: String| text.push(format!("{indented}    {line}"));
    one.facts.iter().for_each(|one| say(fact(one)));
    for group in &one.groups {
        let name = group.name.as_ref().map(|name| name.text.clone());
        let said: Vec<String> =
            name.into_iter().chain(group.qualified.iter().chain(&group.facts).map(fact)).collect();
        say(format!("{}: {}", label(group.label), said.join(" · ")));
    }
    one.attachments.iter().for_each(|file| say(attachment(file)));
    one.missing.iter().for_each(|reference| say(t!("viewer-missing", reference = reference.clone())));
    if one.telling != Telling::Elsewhere {
        one.rest.iter().for_each(|leaf| say(format!("{} {}", leaf.path, leaf.value)));
    }
    for related in &one.related {
        text.push(format!("{indented}    {}", label(related.label)));
        entry_text(&related.entry, depth + 1, text);
    }
}
