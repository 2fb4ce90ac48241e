use super::{remarks, severity};
use crate::{
    components::{technical_term::Codes, unreadable::UnreadParts},
    format,
    kinds::line::{lines, name, period},
    t,
};
use leptos::prelude::*;
use shared::record::{Allergy, Facility};

pub fn line(allergy: &Allergy, facilities: &[Facility]) -> impl IntoView + use<> {
    let mut tags = Vec::new();
    if allergy.is_contraindication() {
        tags.push(("tag tag-danger", t!("documents-contraindication")));
    }
    tags.extend(remarks(allergy).into_iter().map(|said| ("tag", said)));
    let mut said: Vec<String> = severity(allergy.criticality).into_iter().collect();
    if !allergy.reactions.is_empty() {
        said.push(t!("documents-reactions", reactions = format::told_words(&allergy.reactions)));
    }
    said.extend(period(allergy.onset.as_ref(), None));
    said.extend(allergy.notes.iter().cloned());
    view! {
        {name(&allergy.name, tags)}
        {lines(said)}
        <UnreadParts origin=&allergy.origin facilities/>
        <Codes codes=allergy.codes.clone()/>
    }
}
