use super::{is_over, not_confirmed, severity, status};
use crate::{
    format,
    kinds::{
        none_known,
        row::{Mark, Row, since, stated, table},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    record::{Allergy, Facility},
    summary::StatedNone,
};

/// `written`: documents that are shown state allergies, too.
pub fn allergies(
    items: Vec<Allergy>,
    none: &[StatedNone],
    written: bool,
    facilities: &[Facility],
) -> impl IntoView + use<> {
    let rows = items.into_iter().map(allergy).collect();
    view! {
        {table(rows, facilities)}
        {none_known::notice(none, facilities)}
        {written.then(|| view! { <p><a href="#documents">{t!("desk-care-allergies-in-documents")}</a></p> })}
    }
}

fn allergy(item: Allergy) -> Row {
    let mark = match item.is_contraindication() {
        true => Mark::Danger(t!("desk-care-contraindication")),
        false => Mark::Plain(status(item.status)),
    };
    let reactions = (!item.reactions.is_empty()).then(|| format::list(&item.reactions));
    let severe = item.severe_reaction.then(|| t!("emergency-summary-severe-reaction"));
    let over = item.is_contraindication().then(|| is_over(&item)).flatten();
    let facts = [
        not_confirmed(&item),
        over,
        reactions,
        severity(item.criticality),
        severe,
        since(item.onset.as_ref()),
    ];
    Row { name: item.name, mark: Some(mark), facts: stated(facts, item.notes), origin: item.origin }
}
