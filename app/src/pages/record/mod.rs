//! `/record`: the other information — 薬剤禁忌, アレルギー, 傷病名, 感染症 and what else was sent. What must
//! not be overlooked comes first; what documents say stands apart from what was registered.

mod content;

pub use content::RecordContent;

use crate::{
    components::frame::record_page,
    context::record::Page,
    kinds::{
        allergy::{self, Allergies, Contraindications},
        diagnosis::{self, Diagnoses},
        document::InDocuments,
        elsewhere::Elsewhere,
        immunization::Immunizations,
        observation::{self, Infections},
        procedure::Procedures,
        unreadable::UnreadableItems,
    },
    t,
};
use leptos::prelude::*;

#[component]
pub fn RecordPage() -> impl IntoView {
    record_page(|_| t!("record-title"), |view| Ok(RecordContent::of(view)), record)
}

fn record(page: Page<RecordContent>) -> impl IntoView {
    let Page { as_of, facilities, content, .. } = page;
    let elsewhere = elsewhere(&content);
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

fn elsewhere(content: &RecordContent) -> Elsewhere {
    let unreadable = |kind: &str| content.unreadable.iter().any(|item| item.sent_as() == Some(kind));
    Elsewhere {
        diagnoses_in_documents: content.documents.iter().any(|document| !document.diagnoses.is_empty()),
        allergies_in_documents: content.documents.iter().any(|document| !document.allergies.is_empty()),
        unreadable_diagnoses: unreadable(diagnosis::NAME),
        unreadable_allergies: unreadable(allergy::NAME),
        unreadable_results: unreadable(observation::NAME),
    }
}
