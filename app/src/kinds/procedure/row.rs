use super::performed;
use crate::{
    format,
    kinds::row::{Mark, Row, stated, table},
};
use leptos::prelude::*;
use shared::record::{Facility, Procedure};

pub fn procedures(items: Vec<Procedure>, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = items.into_iter().map(|item| Row {
        name: item.name,
        mark: performed(item.status).map(Mark::Plain),
        facts: stated([item.performed.as_ref().map(format::moment_day)], item.notes),
        origin: item.origin,
    });
    table(rows.collect(), facilities)
}
