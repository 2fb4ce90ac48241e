use crate::{
    format,
    kinds::row::{ForCare, Mark, Part, Row, stated, table},
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Facility, Immunization, RecordKind, Vaccination},
};

pub fn parts(shown: &ForCare<'_>) -> Vec<Part> {
    let part = shown.sees(Category::Immunizations).then(|| {
        let list = immunizations(shown.view.record.immunizations.clone(), shown.facilities);
        Part::of("immunizations", t!("desk-care-immunizations"), list)
    });
    part.into_iter().collect()
}

fn immunizations(items: Vec<Immunization>, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = items.into_iter().map(|item| {
        let future = item.is_from_the_future().then(|| t!("desk-care-future"));
        Row {
            name: item.vaccine,
            mark: (item.status == Vaccination::NotGiven).then(|| Mark::Plain(t!("desk-care-not-given"))),
            facts: stated([item.occurred.as_ref().map(format::moment_day), future], item.notes),
            usual: None,
            origin: item.origin,
        }
    });
    table(rows.collect(), facilities)
}
