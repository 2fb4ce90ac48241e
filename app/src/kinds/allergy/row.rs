use super::{is_over, listed::Listed, not_confirmed, severity, status};
use crate::{
    format,
    kinds::{
        none_known,
        row::{ForCare, Mark, Part, Row, since, stated, table},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Allergy, Facility},
    summary::StatedNone,
};

pub fn parts(shown: &ForCare<'_>) -> Vec<Part> {
    let Listed { contraindications, allergies, none } = Listed::of(shown.view);
    // A list without what documents state would read as complete.
    let written = shown.view.record.documents.iter().any(|document| document.allergies().next().is_some());
    let part = |kind, id, title, items, none: &[StatedNone]| {
        shown.sees(kind).then(|| Part::of(id, title, self::allergies(items, none, written, shown.facilities)))
    };
    let (first, second) = (t!("desk-care-contraindications"), t!("desk-care-allergies"));
    let parts = [
        part(Category::Contraindications, "contraindications", first, contraindications, &[]),
        part(Category::Allergies, "allergies", second, allergies, &none),
    ];
    parts.into_iter().flatten().collect()
}

/// `written`: documents that are shown state allergies, too.
fn allergies(
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
