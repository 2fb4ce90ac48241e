//! Items that could not be read, on `/record`.

use super::kind;
use crate::components::as_sent::as_sent;
use crate::{
    components::{source_line::SourceLine, term::TermHeading, unreadable::IssueList},
    format,
    kinds::Section,
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, RecordView, Unreadable};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let (items, facilities) = (view.record.unreadable.clone(), view.record.facilities.clone());
    let body = (!items.is_empty()).then(|| view! { <UnreadableItems items facilities/> }.into_any());
    vec![Section { id: "unreadable", title: t!("unreadable-title"), body }]
}

/// A section of items that could not be read at all. Nothing is rendered where all could.
#[component]
pub fn UnreadableItems(items: Vec<Unreadable>, facilities: Vec<Facility>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        let cards = items
            .iter()
            .map(|item| {
                let facility = format::source(&facilities, &item.origin.source);
                let what = kind(&item.resource_type);
                view! {
                    <li class="card notice-caution">
                        <h3 class="card-title">{as_sent(t!("unreadable-item", what = what, facility = facility.clone()))}</h3>
                        <p>{as_sent(t!("unreadable-ask", facility = facility))}</p>
                        <IssueList issues=item.issues.clone()/>
                        <SourceLine origin=&item.origin facilities=&facilities/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" id="unreadable" aria-labelledby="unreadable-title">
                <TermHeading id="unreadable-title" text=t!("unreadable-title") word="unreadable"/>
                <p class="lead">{t!("unreadable-explained")}</p>
                <ul class="card-list">{cards}</ul>
            </section>
        }
    })
}
