use crate::{
    components::{technical_term::Codes, unreadable::UnreadParts},
    format,
    kinds::line::{lines, name},
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, Immunization, Vaccination};

pub fn line(immunization: &Immunization, facilities: &[Facility]) -> impl IntoView + use<> {
    let date = immunization.occurred.as_ref().map(format::moment);
    let given = match (immunization.status == Vaccination::Given, date) {
        (true, Some(date)) => t!("documents-vaccinated", date = date),
        (true, None) => t!("documents-vaccinated-undated"),
        (false, Some(date)) => t!("documents-not-vaccinated", date = date),
        (false, None) => t!("documents-not-vaccinated-undated"),
    };
    view! {
        {name(&immunization.vaccine, Vec::new())}
        {lines(std::iter::once(given).chain(immunization.notes.iter().cloned()).collect())}
        <UnreadParts origin=&immunization.origin facilities/>
        <Codes codes=immunization.codes.clone()/>
    }
}
