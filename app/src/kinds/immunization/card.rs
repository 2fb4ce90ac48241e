//! Vaccinations on `/record`.

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
use shared::record::{Facility, Immunization, RecordKind, RecordView, Vaccination};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let (items, facilities) = (&view.record.immunizations, &view.record.facilities);
    let body = (!items.is_empty()).then(|| {
        let entries = items.iter().map(|item| entry(item, facilities)).collect();
        view! {
            <section class="section" id="immunizations" aria-labelledby="immunizations-title">
                <h2 id="immunizations-title">{t!("record-immunizations-title")}</h2>
                {by_source(entries, facilities)}
            </section>
        }
        .into_any()
    });
    vec![Section { id: "immunizations", title: t!("record-immunizations-title"), body }]
}

fn entry(item: &Immunization, facilities: &[Facility]) -> Entry {
    let rest = view! {
        <dl class="data-list">
            <Fact name=dated(item.status) value=item.occurred.as_ref().map(format::moment)/>
        </dl>
    };
    let marks = [
        (item.status == Vaccination::NotGiven).then(|| ("tag", t!("record-immunization-not-given"))),
        item.is_from_the_future().then(|| ("tag", t!("record-future"))),
    ];
    let said = Said {
        name: item.vaccine.clone(),
        marks: marks.into_iter().flatten().collect(),
        facts: item.occurred.as_ref().map(format::moment_day).into_iter().collect(),
        notes: item.notes.clone(),
        codes: item.codes.clone(),
        ..Said::default()
    };
    Entry::of(said, &item.origin, facilities, rest.into_any())
}

/// What the day beside a vaccination is: of one that was not given, no day of giving it.
fn dated(status: Vaccination) -> String {
    match status {
        Vaccination::Given => t!("record-immunized-on"),
        Vaccination::NotGiven | Vaccination::Mistake => t!("record-dated"),
    }
}
