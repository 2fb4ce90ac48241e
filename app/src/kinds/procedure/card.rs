//! Procedures on `/record`.

use super::performed;
use crate::{
    format,
    kinds::{
        Section,
        entry::{Entry, Said, by_source},
        fact::Fact,
    },
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, Performed, Procedure, RecordKind, RecordView};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let (items, facilities) = (&view.record.procedures, &view.record.facilities);
    let body = (!items.is_empty()).then(|| {
        let entries = items.iter().map(|item| entry(item, facilities)).collect();
        view! {
            <section class="section" id="procedures" aria-labelledby="procedures-title">
                <h2 id="procedures-title">{t!("record-procedures-title")}</h2>
                {by_source(entries, facilities)}
            </section>
        }
        .into_any()
    });
    vec![Section { id: "procedures", title: t!("record-procedures-title"), body }]
}

fn entry(item: &Procedure, facilities: &[Facility]) -> Entry {
    let rest = view! {
        <dl class="data-list">
            <Fact name=dated(item.status) value=item.performed.as_ref().map(format::moment)/>
        </dl>
    };
    let marks = [
        performed(item.status).map(|said| ("tag", said)),
        item.is_from_the_future().then(|| ("tag", t!("record-future"))),
    ];
    let said = Said {
        name: item.name.clone(),
        marks: marks.into_iter().flatten().collect(),
        facts: item.performed.as_ref().map(format::moment_day).into_iter().collect(),
        notes: item.notes.clone(),
        codes: item.codes.clone(),
        ..Said::default()
    };
    Entry::of(said, &item.origin, facilities, rest.into_any())
}

/// What the day beside a procedure is.
fn dated(status: Performed) -> String {
    match status {
        Performed::Done | Performed::InProgress | Performed::Stopped => t!("record-performed-on"),
        _ => t!("record-dated"),
    }
}
