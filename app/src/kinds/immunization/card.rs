//! Vaccinations on `/record`.

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
use shared::record::{RecordKind, RecordView, Vaccination};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let (items, facilities) = (&view.record.immunizations, &view.record.facilities);
    let body = (!items.is_empty()).then(|| {
        let cards = items
            .iter()
            .map(|item| view! {
                <li class="card">
                    <p class="card-title">
                        {as_sent(item.vaccine.clone())}
                        {(item.status == Vaccination::NotGiven)
                            .then(|| view! { " "<span class="tag">{t!("record-immunization-not-given")}</span> })}
                        {item.is_from_the_future().then(|| view! { " "<span class="tag">{t!("record-future")}</span> })}
                    </p>
                    <dl class="data-list">
                        <Fact name=dated(item.status) value=item.occurred.as_ref().map(format::moment)/>
                    </dl>
                    <Notes notes=item.notes.clone()/>
                    <UnreadParts origin=&item.origin facilities/>
                    <Codes codes=item.codes.clone()/>
                    <SourceLine origin=&item.origin facilities/>
                    <SentLink origin=&item.origin/>
                </li>
            })
            .collect_view();
        view! {
            <section class="section" id="immunizations" aria-labelledby="immunizations-title">
                <h2 id="immunizations-title">{t!("record-immunizations-title")}</h2>
                <ul class="card-list">{cards}</ul>
            </section>
        }
        .into_any()
    });
    vec![Section { id: "immunizations", title: t!("record-immunizations-title"), body }]
}

/// What the day beside a vaccination is: of one that was not given, no day of giving it.
fn dated(status: Vaccination) -> String {
    match status {
        Vaccination::Given => t!("record-immunized-on"),
        Vaccination::NotGiven | Vaccination::Mistake => t!("record-dated"),
    }
}
