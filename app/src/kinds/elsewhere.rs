//! That there may be more of a kind in documents, and in what could not be read.

use crate::t;
use leptos::prelude::*;

/// Whether documents or unreadable items may hold more of a kind: a short list must not read as complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub diagnoses_in_documents: bool,
    pub allergies_in_documents: bool,
    pub unreadable_diagnoses: bool,
    pub unreadable_allergies: bool,
    pub unreadable_results: bool,
}

/// Says that there is more, and leads there.
#[component]
pub fn SeeElsewhere(in_documents: bool, unreadable: bool) -> impl IntoView {
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
