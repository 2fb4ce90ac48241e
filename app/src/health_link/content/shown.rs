//! A document on screen, and as text for a chart.

use super::labels::label;
use crate::{components::as_sent::as_sent, format, t};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::coding::Coding;
use shared::ips::{
    SectionCode,
    document::{
        Attachment, Block, Document, Entry, Fact, Group, Identifier, Leaf, LeftOut, Name, NameForm,
        PersonName, Related, Section, SectionKind, Subject, Telling,
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

/// Which of the sections that a summary has are not in it: whoever looks for allergies and finds none must know why.
fn lacking(document: &Document) -> Option<String> {
    let wanted = [
        (SectionCode::Allergies, "viewer-section-allergies"),
        (SectionCode::Medications, "viewer-section-medications"),
        (SectionCode::Problems, "viewer-section-problems"),
    ];
    let has = |code| document.sections.iter().any(|section| is_within(section, SectionKind::Ips(code)));
    let lacking: Vec<String> =
        wanted.into_iter().filter(|(code, _)| !has(*code)).map(|(_, words)| t!(words)).collect();
    (!lacking.is_empty()).then(|| t!("viewer-no-section", sections = format::list(&lacking)))
}

/// What must not be given first, then what is taken and why; the others as their author ordered them.
fn ordered(sections: &[Section]) -> Vec<&Section> {
    let mut ordered: Vec<&Section> = sections.iter().collect();
    ordered.sort_by_key(|section| match section.kind {
        SectionKind::Ips(SectionCode::Allergies) => 0,
        SectionKind::Ips(SectionCode::Medications) => 1,
        SectionKind::Ips(SectionCode::Problems) => 2,
        _ => 3,
    });
    ordered
}

fn is_within(section: &Section, kind: SectionKind) -> bool {
    section.kind == kind || section.sections.iter().any(|inner| is_within(inner, kind))
}

/// Who made it, when, and what it is called.
fn made(document: &Document) -> String {
    let title = document.title.clone();
    // In the reader's time, where the document says a moment.
    let at = document.written_at.as_ref().map(|sent| match sent.parse::<DateTime<Utc>>() {
        Ok(at) => format::instant(at),
        Err(_) => sent.clone(),
    });
    let at = at.map(|at| t!("viewer-written-at", at = at));
    let authors = document.authors.iter().map(|name| t!("viewer-author", name = name.clone()));
    title.into_iter().chain(at).chain(authors).collect::<Vec<_>>().join(" · ")
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

fn identifier(one: &Identifier) -> String {
    let system = one.system.clone().map(|system| format!("{system} ")).unwrap_or_default();
    format!("{system}{}", one.value)
}

/// The name in the letters that are read first, and everything else in a line. Former names stand behind, and say so.
fn names(subject: &Subject) -> (String, String) {
    let is_former = |name: &PersonName| matches!(name.used_as.as_deref(), Some("old" | "maiden"));
    let mut names: Vec<_> = subject.names.iter().collect();
    names.sort_by_key(|name| (is_former(name), name.form == Some(NameForm::Syllabic)));
    let said = |name: &PersonName| match name.used_as.as_deref() {
        None | Some("official" | "usual") => name.text.clone(),
        Some(used_as) => format!("{} ({used_as})", name.text),
    };
    let name = names.first().map(|name| said(name)).unwrap_or_default();
    let also = names.iter().skip(1).map(|name| said(name));
    let born = subject.birth_date.clone().map(|date| t!("viewer-born", date = date));
    let sex = subject.gender.as_deref().map(|gender| match gender {
        "male" => t!("viewer-sex-male"),
        "female" => t!("viewer-sex-female"),
        "other" => t!("viewer-sex-other"),
        "unknown" => t!("viewer-sex-unknown"),
        sent => sent.to_owned(),
    });
    let died = subject.deceased.clone().map(|said| t!("viewer-deceased", said = said));
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

/// What negates, withdraws, ends or doubts an entry of a section, or a part of one: an author's words may not say it.
fn qualifications(one: &Section) -> Vec<String> {
    let mut lines = Vec::new();
    one.entries.iter().for_each(|entry| qualifications_of(entry, &mut lines));
    lines
}

fn qualifications_of(one: &Entry, lines: &mut Vec<String>) {
    let mut say = |facts: &[Fact], name: String| {
        if !facts.is_empty() {
            lines.push(format!("{name} [{}]", facts_text(facts)));
        }
    };
    say(&one.qualified, name_of(one));
    for group in &one.groups {
        let part = group.name.as_ref().map_or_else(|| label(group.label), |name| name.text.clone());
        say(&group.qualified, format!("{} {part}", name_of(one)));
    }
    one.related.iter().for_each(|related| qualifications_of(&related.entry, lines));
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
            {everything(one)}
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
    let code = |one: &Coding| format!("{} {}", one.system, coding_text(one));
    name.codings.iter().map(code).collect::<Vec<_>>().join(", ")
}

/// A code with what its sender calls it.
fn coding_text(one: &Coding) -> String {
    match &one.display {
        Some(display) => format!("{} {display}", one.code),
        None => one.code.clone(),
    }
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
    match &document.subject {
        Some(subject) => {
            let (name, others) = names(subject);
            text.push(format!("{name} {others}").trim().to_owned());
            text.extend(subject.entry.qualified.iter().map(fact));
            text.extend(subject.identifiers.iter().map(identifier));
        }
        None => text.push(t!("viewer-nobody")),
    }
    text.push(made(document));
    text.extend(lacking(document));
    text.push(t!("viewer-warning"));
    text.extend(document.qualified.iter().chain(&document.composition.qualified).map(fact));
    text.extend(document.composition.narrative.iter().map(block_text));
    text.extend(document.composition.facts.iter().map(fact));
    text.extend(document.attachments.iter().map(attachment));
    for one in ordered(&document.sections) {
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

fn block_text(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => text.clone(),
        Block::Item { depth, number, text } => {
            let indented = "  ".repeat(usize::from(depth.saturating_sub(1)));
            let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
            format!("{indented}{mark}{}", text.replace('\n', &format!("\n{indented}    ")))
        }
        Block::Row { cells, .. } => cells.join("\t"),
        Block::LeftOut(what) => t!("viewer-left-out", what = left_out(what)),
    }
}

fn section_text(one: &Section, text: &mut Vec<String>) {
    text.push(String::new());
    text.push(format!("■ {}", title_of(one)));
    text.extend(one.qualified.iter().map(fact));
    text.extend(one.narrative.iter().map(block_text));
    if let Some(reason) = &one.empty_reason {
        text.push(t!("viewer-empty-reason", reason = reason.text.clone()));
    }
    match (one.narrative.is_empty(), one.entries.is_empty()) {
        (true, true) if one.sections.is_empty() => text.push(t!("viewer-nothing")),
        (true, _) => one.entries.iter().for_each(|one| entry_text(one, 0, text)),
        // What qualifies an entry is told with the words of its author as well.
        (false, _) => {
            let withdrawn = qualifications(one);
            if !withdrawn.is_empty() {
                text.push(t!("viewer-qualified"));
                text.extend(withdrawn.into_iter().map(|line| format!("  {line}")));
            }
        }
    }
    text.extend(one.rest.iter().map(|leaf| format!("{} {}", leaf.path, leaf.value)));
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
    if one.unreadable.is_some() {
        say(t!("viewer-unreadable"));
    }
    one.narrative.iter().for_each(|block| say(block_text(block)));
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
