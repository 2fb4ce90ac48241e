//! Procedures on `/record`.

use super::performed;
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        sent_link::SentLink, source_line::SourceLine, technical_term::Codes, unreadable::UnreadParts,
    },
    format,
    kinds::{
        Section,
        fact::{Fact, Notes},
    },
    t,
};
use leptos::prelude::*;
use shared::record::{Performed, RecordKind, RecordView};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let (items, facilities) = (&view.record.procedures, &view.record.facilities);
    let body = (!items.is_empty()).then(|| {
        let cards = items
            .iter()
            .map(|item| {
                view! {
                    <li class="card">
                        <p class="card-title">
                            {as_sent(item.name.clone())}
                            {performed(item.status).map(|said| view! { " "<span class="tag">{said}</span> })}
                            {item.is_from_the_future().then(|| view! { " "<span class="tag">{t!("record-future")}</span> })}
                        </p>
                        <dl class="data-list">
                            <Fact name=dated(item.status) value=item.performed.as_ref().map(format::moment)/>
                        </dl>
                        <Notes notes=item.notes.clone()/>
                        <UnreadParts origin=&item.origin facilities/>
                        <Codes codes=item.codes.clone()/>
                        <SourceLine origin=&item.origin facilities/>
                        <SentLink origin=&item.origin/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" id="procedures" aria-labelledby="procedures-title">
                <h2 id="procedures-title">{t!("record-procedures-title")}</h2>
                <ul class="card-list">{cards}</ul>
            </section>
        }
        .into_any()
    });
    vec![Section { id: "procedures", title: t!("record-procedures-title"), body }]
}

/// What the day beside a procedure is.
fn dated(status: Performed) -> String {
    match status {
        Performed::Done | Performed::InProgress | Performed::Stopped => t!("record-performed-on"),
        _ => t!("record-dated"),
    }
}
