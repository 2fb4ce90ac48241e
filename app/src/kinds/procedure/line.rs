use super::performed;
use crate::{
    components::{technical_term::Codes, unreadable::UnreadParts},
    format,
    kinds::line::{lines, name},
    t,
};
use leptos::prelude::*;
use shared::record::{Facility, Performed, Procedure};

pub fn line(procedure: &Procedure, facilities: &[Facility]) -> impl IntoView + use<> {
    let performed = procedure.performed.as_ref().map(|at| match procedure.status {
        Performed::Done => t!("documents-performed", date = format::moment(at)),
        _ => format::moment(at),
    });
    let tags = self::performed(procedure.status).map(|said| ("tag", said));
    view! {
        {name(&procedure.name, tags.into_iter().collect())}
        {lines(performed.into_iter().chain(procedure.notes.iter().cloned()).collect())}
        <UnreadParts origin=&procedure.origin facilities/>
        <Codes codes=procedure.codes.clone()/>
    }
}
