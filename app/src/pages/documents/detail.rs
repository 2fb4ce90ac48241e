use super::section::section;
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        frame::record_page, sent_link::SentLink, source_line::SourceLine, term::Term, unreadable::UnreadParts,
    },
    context::record::Page,
    error::PageError,
    format, t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    record::{Document, DocumentKind, Facility, RecordView, Section, SectionEntry},
    retention::{summary_is_shown, summary_shown_until},
};

/// `/documents/{id}`: one document, typeset as one.
#[component]
pub fn DocumentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    // Another document at the same place is another page.
    move || {
        let id = id.get();
        record_page(
            |document: &Document| document.title.clone(),
            move |view| find(view, &id).ok_or(PageError::NotFound),
            letter,
        )
    }
}

fn find(view: &RecordView, id: &str) -> Option<Document> {
    let mut document = view
        .record
        .documents
        .iter()
        .find(|document| document.origin.item.as_str() == id)
        .filter(|document| summary_is_shown(document, view.as_of))?
        .clone();
    document.sections.iter_mut().for_each(leave_out_what_is_no_fact);
    Some(document)
}

/// Refuted and mistaken entries are never shown.
fn leave_out_what_is_no_fact(section: &mut Section) {
    section.entries.retain(|entry| match entry {
        SectionEntry::Diagnosis(diagnosis) => diagnosis.verification.is_told(),
        SectionEntry::Allergy(allergy) => allergy.verification.is_told(),
        SectionEntry::Observation(result) => result.status.is_told(),
        SectionEntry::Procedure(procedure) => procedure.status.is_told(),
        SectionEntry::Immunization(immunization) => immunization.status.is_told(),
        // A prescription says itself what became of it.
        SectionEntry::Prescription(_)
        | SectionEntry::NoneKnown(_)
        | SectionEntry::CarePlan(_)
        | SectionEntry::Attachment(_)
        | SectionEntry::Words(_)
        | SectionEntry::Unreadable(_) => true,
    });
    section.sections.iter_mut().for_each(leave_out_what_is_no_fact);
}

fn letter(page: Page<Document>) -> impl IntoView {
    let Page { facilities, content: document, .. } = page;
    let shown_until = (document.kind == DocumentKind::PatientSummary)
        .then(|| t!("documents-shown-until", date = format::date(summary_shown_until(&document))));
    let head = head(&document, &facilities);
    let sections = document
        .sections
        .iter()
        .enumerate()
        .map(|(index, part)| section(part, 0, &format!("section-{}", index + 1), &facilities))
        .collect_view();
    view! {
        <p class="screen-only"><a href="/documents">{t!("documents-back-to-list")}</a></p>
        <article class="letter">
            {head}
            <UnreadParts origin=&document.origin facilities=&facilities/>
            {sections}
            <footer class="letter-foot">
                {shown_until.map(|said| view! { <p class="muted">{said}</p> })}
                <SourceLine origin=&document.origin facilities=&facilities/>
                <SentLink origin=&document.origin/>
            </footer>
        </article>
    }
}

/// Kind, date, to whom, from whom.
fn head(document: &Document, facilities: &[Facility]) -> impl IntoView + use<> {
    let from =
        document.organization.clone().unwrap_or_else(|| format::source(facilities, &document.origin.source));
    let fact = |name: String, value: Option<String>| {
        value.map(|value| view! { <div><dt>{name}</dt><dd>{as_sent(value)}</dd></div> })
    };
    let (start, end) = visit_words(document.kind);
    view! {
        <header class="letter-head">
            <p>
                <span class="tag tag-quiet">{format::document_kind(document.kind)}</span>
                {format::document_kind_word(document.kind).map(|word| view! { <Term word/> })}
            </p>
            <dl class="data-list">
                {fact(t!("documents-date"), Some(format::moment(&document.date)))}
                {fact(t!("documents-addressee"), document.addressee.clone())}
                {fact(t!("documents-organization"), Some(from))}
                {fact(t!("documents-department"), document.department.clone())}
                {fact(t!("documents-doctor"), document.doctor.clone())}
                {fact(start, document.visit_start.as_ref().map(format::moment))}
                {fact(end, document.visit_end.as_ref().map(format::moment))}
            </dl>
        </header>
    }
}

fn visit_words(kind: DocumentKind) -> (String, String) {
    match kind {
        DocumentKind::DischargeSummary => (t!("documents-admitted"), t!("documents-discharged")),
        DocumentKind::Checkup => (t!("documents-examined"), t!("documents-examined-until")),
        DocumentKind::Referral
        | DocumentKind::PatientSummary
        | DocumentKind::Prescription
        | DocumentKind::Other => (t!("documents-visited"), t!("documents-visited-until")),
    }
}
