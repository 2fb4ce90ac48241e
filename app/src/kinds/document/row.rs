use super::kind;
use crate::{
    format,
    kinds::{
        allergy, diagnosis, none_known,
        row::{ForCare, Mark, Part, Row, table},
    },
    t,
};
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Document, Record},
};

pub fn parts(shown: &ForCare<'_>) -> Vec<Part> {
    let sees = shown.sees(Category::Documents) || shown.sees(Category::Checkups);
    let part = sees
        .then(|| Part::of("documents", t!("desk-care-documents"), documents(&shown.view.record)).folded());
    part.into_iter().collect()
}

/// Titles, and what is stated in them as diagnoses and allergies: a list without them would read as complete.
fn documents(record: &Record) -> impl IntoView + use<> {
    table(record.documents.iter().map(document).collect(), &record.facilities)
}

fn document(item: &Document) -> Row {
    let stated_diagnoses = item.diagnoses().filter(|one| one.verification.is_stated_fact());
    let told_allergies = item.allergies();
    let diagnoses: Vec<String> = stated_diagnoses.map(diagnosis::name_in_full).collect();
    let suspected: Vec<String> =
        item.diagnoses().filter(|one| one.is_suspected()).map(diagnosis::name_in_full).collect();
    let allergies: Vec<String> = told_allergies.map(allergy::name_in_full).collect();
    let mut facts = vec![format::moment_day(&item.date)];
    if !allergies.is_empty() {
        facts.push(t!("desk-care-document-allergies", names = format::list(&allergies)));
    }
    if !diagnoses.is_empty() {
        facts.push(t!("desk-care-document-diagnoses", names = format::list(&diagnoses)));
    }
    if !suspected.is_empty() {
        facts.push(t!("desk-care-document-suspected", names = format::list(&suspected)));
    }
    facts.extend(item.none_known().map(none_known::name));
    Row {
        name: item.title.clone(),
        mark: Some(Mark::Plain(kind(item.kind))),
        facts,
        usual: None,
        origin: item.origin.clone(),
    }
}
