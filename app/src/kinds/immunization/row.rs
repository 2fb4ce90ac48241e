use crate::{
    format,
    kinds::row::{Mark, Row, stated, table},
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, Immunization, Vaccination};

pub fn immunizations(items: Vec<Immunization>, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = items.into_iter().map(|item| Row {
        name: item.vaccine,
        mark: (item.status == Vaccination::NotGiven).then(|| Mark::Plain(t!("desk-care-not-given"))),
        facts: stated([item.occurred.as_ref().map(format::moment_day)], item.notes),
        origin: item.origin,
    });
    table(rows.collect(), facilities)
}
