//! Parts of a document in words, the same on screen and in a chart.

use super::labels::label;
use crate::{format, t};
use chrono::{DateTime, Utc};
use shared::{
    coding::Coding,
    ips::{
        SectionCode,
        document::{
            Attachment, Document, Entry, Fact, Identifier, LeftOut, Name, NameForm, PersonName, Section,
            SectionKind, Subject,
        },
    },
};

/// Which of the sections that a summary has are not in it: whoever looks for allergies and finds none must know why.
pub(super) fn lacking(document: &Document) -> Option<String> {
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
pub(super) fn ordered(sections: &[Section]) -> Vec<&Section> {
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
pub(super) fn made(document: &Document) -> String {
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

pub(super) fn identifier(one: &Identifier) -> String {
    let system = one.system.clone().map(|system| format!("{system} ")).unwrap_or_default();
    format!("{system}{}", one.value)
}

/// The name in the letters that are read first, and everything else in a line. Former names stand behind, and say so.
pub(super) fn names(subject: &Subject) -> (String, String) {
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

pub(super) fn title_of(section: &Section) -> String {
    let code = || section.code.as_ref().map(|code| code.text.clone());
    section.title.clone().or_else(code).unwrap_or_else(|| t!("viewer-untitled"))
}

/// What negates, withdraws, ends or doubts an entry of a section, or a part of one: an author's words may not say it.
pub(super) fn qualifications(one: &Section) -> Vec<String> {
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

pub(super) fn left_out(what: &LeftOut) -> String {
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

pub(super) fn name_of(one: &Entry) -> String {
    match &one.name {
        Some(name) => name.text.clone(),
        None => t!("viewer-unnamed", kind = one.resource_type.clone()),
    }
}

pub(super) fn codes(name: &Name) -> String {
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

pub(super) fn fact(fact: &Fact) -> String {
    let codes: Vec<&str> =
        fact.codings.iter().map(|one| one.code.as_str()).filter(|code| *code != fact.value).collect();
    let codes = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
    format!("{}: {}{codes}", label(fact.label), fact.value)
}

pub(super) fn attachment(file: &Attachment) -> String {
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

pub(super) fn facts_text(facts: &[Fact]) -> String {
    facts.iter().map(fact).collect::<Vec<_>>().join(" · ")
}
