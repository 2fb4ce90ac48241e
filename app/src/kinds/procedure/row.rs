use super::performed;
use crate::{
    format,
    kinds::row::{ForCare, Mark, Part, Row, stated, table},
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Facility, Procedure, RecordKind},
};

pub fn parts(shown: &ForCare<'_>) -> Vec<Part> {
    let part = shown.sees(Category::Procedures).then(|| {
        let list = procedures(shown.view.record.procedures.clone(), shown.facilities);
        Part::of("procedures", t!("desk-care-procedures"), list)
    });
    part.into_iter().collect()
}

fn procedures(items: Vec<Procedure>, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = items.into_iter().map(|item| {
        let future = item.is_from_the_future().then(|| t!("desk-care-future"));
        Row {
            name: item.name,
            mark: performed(item.status).map(Mark::Plain),
            facts: stated([item.performed.as_ref().map(format::moment_day), future], item.notes),
            usual: None,
            origin: item.origin,
        }
    });
    table(rows.collect(), facilities)
}
