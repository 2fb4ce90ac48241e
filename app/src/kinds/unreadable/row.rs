use super::kind;
use crate::{
    kinds::row::{ForCare, Mark, Part, Row, table},
    t,
};
use leptos::prelude::*;
use shared::record::Record;

pub fn parts(shown: &ForCare<'_>) -> Vec<Part> {
    let record = &shown.view.record;
    let part = (!record.unreadable.is_empty())
        .then(|| Part::of("unreadable", t!("desk-care-unreadable"), unreadable(record)));
    part.into_iter().collect()
}

/// What was received and could not be read.
fn unreadable(record: &Record) -> impl IntoView + use<> {
    let rows = record.unreadable.iter().map(|item| Row {
        name: kind(&item.resource_type),
        mark: Some(Mark::Plain(t!("desk-care-unreadable-mark"))),
        facts: item.issues.iter().map(|issue| issue.path.clone()).collect(),
        usual: None,
        origin: item.origin.clone(),
    });
    table(rows.collect(), &record.facilities)
}
