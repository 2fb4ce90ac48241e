//! `/record`: the other information — 薬剤禁忌, アレルギー, 傷病名, 感染症 and what else was sent. What must
//! not be overlooked comes first; what documents say stands apart from what was registered.

mod allergies;
mod content;
mod diagnoses;
mod in_documents;
mod infections;
mod others;

pub use allergies::severity;
pub use content::RecordContent;
pub use infections::PAGE as INFECTIONS;

use crate::components::as_sent::as_sent;
use crate::{
    components::{frame::record_page, unreadable::UnreadableItems},
    context::record::Page,
    format, t,
};
use allergies::{Allergies, Contraindications};
use diagnoses::Diagnoses;
use in_documents::InDocuments;
use infections::Infections;
use leptos::prelude::*;
use others::{Immunizations, Procedures};

#[component]
pub fn RecordPage() -> impl IntoView {
    record_page(|_| t!("record-title"), |view| Ok(RecordContent::of(view)), record)
}

fn record(page: Page<RecordContent>) -> impl IntoView {
    let Page { as_of, facilities, content, .. } = page;
    let elsewhere = Elsewhere::of(&content);
    let infections = content.infections.iter().map(|series| series.results.len()).sum();
    view! {
        <p class="lead">{t!("record-explained")}</p>
        <Contents content=content.clone()/>
        <Contraindications items=content.contraindications facilities=facilities.clone() as_of elsewhere/>
        <Allergies
            items=content.allergies
            none=content.no_allergies
            facilities=facilities.clone()
            as_of
            elsewhere
        />
        <Diagnoses
            current=content.diagnoses
            suspected=content.suspected
            former=content.former_diagnoses
            none=content.no_others
            facilities=facilities.clone()
            as_of
            elsewhere
        />
        <Infections count=infections facilities=facilities.clone() as_of elsewhere/>
        <Procedures items=content.procedures facilities=facilities.clone()/>
        <Immunizations items=content.immunizations facilities=facilities.clone()/>
        <InDocuments documents=content.documents facilities=facilities.clone()/>
        <UnreadableItems items=content.unreadable facilities/>
        <p><a href="/documents">{t!("record-to-documents")}</a></p>
    }
}

/// Links within the page. Sections that may be absent are listed only when there.
#[component]
fn Contents(content: RecordContent) -> impl IntoView {
    let sections = [
        (true, "#contraindications", t!("record-contraindications-title")),
        (true, "#allergies", t!("record-allergies-title")),
        (true, "#diagnoses", t!("record-diagnoses-title")),
        (true, "#infections", t!("record-infections-title")),
        (!content.procedures.is_empty(), "#procedures", t!("record-procedures-title")),
        (!content.immunizations.is_empty(), "#immunizations", t!("record-immunizations-title")),
        (!content.documents.is_empty(), "#in-documents", t!("record-in-documents-title")),
        (!content.unreadable.is_empty(), "#unreadable", t!("unreadable-title")),
    ];
    let links = sections
        .into_iter()
        .filter(|(present, ..)| *present)
        .map(|(_, address, words)| view! { <li><a href=address rel="external">{words}</a></li> })
        .collect_view();
    view! { <ul class="jump-list" aria-label=t!("record-contents")>{links}</ul> }
}

/// Whether documents or unreadable items may hold more of a kind: a short list must not read as complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Elsewhere {
    diagnoses_in_documents: bool,
    allergies_in_documents: bool,
    unreadable_diagnoses: bool,
    unreadable_allergies: bool,
    unreadable_results: bool,
}

impl Elsewhere {
    fn of(content: &RecordContent) -> Self {
        let unreadable = |kind: &str| content.unreadable.iter().any(|item| item.resource_type == kind);
        Self {
            diagnoses_in_documents: content.documents.iter().any(|document| !document.diagnoses.is_empty()),
            allergies_in_documents: content.documents.iter().any(|document| !document.allergies.is_empty()),
            unreadable_diagnoses: unreadable("Condition"),
            unreadable_allergies: unreadable("AllergyIntolerance"),
            unreadable_results: unreadable("Observation"),
        }
    }
}

/// Says that there is more, and leads there.
#[component]
fn SeeElsewhere(in_documents: bool, unreadable: bool) -> impl IntoView {
    view! {
        {in_documents
            .then(|| view! {
                <p class="see-elsewhere"><a href="#in-documents" rel="external">{t!("record-see-documents")}</a></p>
            })}
        {unreadable
            .then(|| view! {
                <p class="see-elsewhere"><a href="#unreadable" rel="external">{t!("record-see-unreadable")}</a></p>
            })}
    }
}

/// One fact of a card, or that it was not written.
#[component]
pub(crate) fn Fact(name: String, value: Option<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{as_sent(name)}</dt>
            <dd>{as_sent(value.unwrap_or_else(|| t!("not-stated")))}</dd>
        </div>
    }
}

/// What the sender added in free text.
#[component]
pub(crate) fn Notes(notes: Vec<String>) -> impl IntoView {
    notes
        .into_iter()
        .map(|note| view! { <p class="prose" lang=format::written_lang(&note)>{note.clone()}</p> })
        .collect_view()
}
