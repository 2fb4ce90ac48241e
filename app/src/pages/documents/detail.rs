use super::section::section;
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        frame::record_page, heading::provide_place, sent_link::SentLink, source_line::SourceLine, term::Term,
        unreadable::UnreadParts,
    },
    context::record::Page,
    error::PageError,
    format,
    kinds::document::{self, term},
    t,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::record::{Document, DocumentKind, Facility, RecordView};

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
    view.record.documents.iter().find(|document| document.origin.item.as_str() == id).cloned()
}

fn letter(page: Page<Document>) -> impl IntoView {
    provide_place(t!("documents-title"));
    let Page { facilities, content: document, .. } = page;
    let shown_until = (document.kind == DocumentKind::PatientSummary)
        .then(|| t!("documents-shown-until", date = format::date(document.shown_until())));
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
                <span class="tag tag-quiet">{document::kind(document.kind)}</span>
                {term(document.kind).map(|word| view! { <Term word/> })}
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
