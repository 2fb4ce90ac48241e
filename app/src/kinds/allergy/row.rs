use super::{is_over, listed::Listed, not_confirmed, severity, status};
use crate::{
    format,
    kinds::{
        none_known,
        row::{ForCare, Mark, Part, Place, Row, lines, since, stated, table, texts},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Allergy, ClinicalStatus},
    summary::StatedNone,
};

pub fn parts(care: &ForCare<'_>) -> Vec<Part> {
    let Listed { contraindications, allergies, none } = Listed::of(care.view);
    // A list without what documents state would read as complete.
    let written = care.view.record.documents.iter().any(|document| document.allergies().next().is_some());
    let part = |kind, id, title, items: &[Allergy], none: &[StatedNone]| {
        care.sees(kind).then(|| self::part((id, title), items, none, written, care))
    };
    let (first, second) = (t!("desk-care-contraindications"), t!("desk-care-allergies"));
    let parts = [
        part(Category::Contraindications, "contraindications", first, &contraindications, &[]),
        part(Category::Allergies, "allergies", second, &allergies, &none),
    ];
    parts.into_iter().flatten().collect()
}

/// `written`: documents that are shown state allergies, too.
fn part(
    (id, title): (&'static str, String),
    items: &[Allergy],
    none: &[StatedNone],
    written: bool,
    care: &ForCare<'_>,
) -> Part {
    let rows: Vec<Row> = items.iter().cloned().map(allergy).collect();
    let none_said = none.iter().map(|one| none_known::said(&one.none, care.facilities));
    let text = texts(&rows, care).into_iter().chain(none_said).collect();
    let body = view! {
        {lines(&rows, care)}
        {none_known::notice(none, care.facilities)}
        {written.then(|| view! { <p><a href="#documents">{t!("desk-care-allergies-in-documents")}</a></p> })}
    };
    let full = (!rows.is_empty()).then(|| table(rows, care.facilities));
    Part::of(id, title, body).at_first_sight(Place::Facts, full, text)
}

fn allergy(item: Allergy) -> Row {
    let contraindicated = item.is_contraindication();
    let active = [ClinicalStatus::Active, ClinicalStatus::Recurrence, ClinicalStatus::Relapse];
    let usual = (!contraindicated && active.contains(&item.status)).then(|| status(item.status));
    let mark = match contraindicated {
        true => Some(Mark::Danger(t!("desk-care-contraindication"))),
        false => usual.is_none().then(|| Mark::Plain(status(item.status))),
    };
    let reactions = (!item.reactions.is_empty()).then(|| format::told_words(&item.reactions));
    let severe = item.severe_reaction.then(|| t!("emergency-summary-severe-reaction"));
    let over = contraindicated.then(|| is_over(&item)).flatten();
    let facts = [
        not_confirmed(&item),
        over,
        reactions,
        severity(item.criticality),
        severe,
        since(item.onset.as_ref()),
    ];
    Row { name: item.name, mark, facts: stated(facts, item.notes), usual, origin: item.origin }
}
