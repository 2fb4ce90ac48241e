use super::kind;
use crate::{
    kinds::row::{Mark, Row, table},
    t,
};
use leptos::prelude::*;
use shared::record::Record;

/// What was received and could not be read.
pub fn unreadable(record: &Record) -> impl IntoView + use<> {
    let rows = record.unreadable.iter().map(|item| Row {
        name: kind(&item.resource_type),
        mark: Some(Mark::Plain(t!("desk-care-unreadable-mark"))),
        facts: item.issues.iter().map(|issue| issue.path.clone()).collect(),
        origin: item.origin.clone(),
    });
    table(rows.collect(), &record.facilities)
}
