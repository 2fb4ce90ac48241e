//! That there may be more of a kind in documents, and in what could not be read: a short list must not read as complete.

use super::unreadable::sent_as;
use crate::t;
use leptos::prelude::*;
use shared::record::{Document, Record};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub in_documents: bool,
    pub unreadable: bool,
}

impl Elsewhere {
    /// `states`: whether a document states something of the kind.
    pub fn of(record: &Record, kind: &str, states: impl Fn(&Document) -> bool) -> Self {
        Self {
            in_documents: record.documents.iter().any(states),
            unreadable: sent_as(record, kind).next().is_some(),
        }
    }
}

/// Says that there is more, and leads there.
#[component]
pub fn SeeElsewhere(elsewhere: Elsewhere) -> impl IntoView {
    view! {
        {elsewhere
            .in_documents
            .then(|| view! {
                <p class="see-elsewhere"><a href="#in-documents" rel="external">{t!("record-see-documents")}</a></p>
            })}
        {elsewhere
            .unreadable
            .then(|| view! {
                <p class="see-elsewhere"><a href="#unreadable" rel="external">{t!("record-see-unreadable")}</a></p>
            })}
    }
}
