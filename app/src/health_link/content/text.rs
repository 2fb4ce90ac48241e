//! A document as lines for a chart.

use super::{
    labels::label,
    words::{
        attachment, fact, facts_text, identifier, lacking, left_out, made, name_of, names, ordered,
        qualifications, title_of,
    },
};
use crate::t;
use shared::ips::document::{Block, Document, Entry, Section, Telling};

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
