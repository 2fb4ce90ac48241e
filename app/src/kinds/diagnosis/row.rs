use super::{listed::Listed, name_as_written, status};
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
    record::{ClinicalStatus, Diagnosis, Facility, Untold},
};

pub fn parts(care: &ForCare<'_>) -> Vec<Part> {
    let told = care.sees(Category::Diagnoses).then(|| diagnoses(Listed::of(care.view), care));
    let untold = (!care.untold.is_empty()).then(|| {
        Part::of("untold", t!("desk-care-untold"), untold_diagnoses(care.untold.to_vec(), care.facilities))
    });
    told.into_iter().chain(untold).collect()
}

fn diagnoses(Listed { current, suspected, former, none }: Listed, care: &ForCare<'_>) -> Part {
    let rows = |items: Vec<Diagnosis>| items.into_iter().map(diagnosis).collect::<Vec<Row>>();
    let (current, suspected, former) = (rows(current), rows(suspected), rows(former));
    let none_said = none.iter().map(|one| none_known::said(&one.none, care.facilities));
    let text = texts(&current, care).into_iter().chain(texts(&suspected, care)).chain(none_said).collect();
    let body = view! {
        {lines(&current, care)}
        {(!suspected.is_empty()).then(|| view! { <h3>{t!("diagnosis-suspected")}</h3>{lines(&suspected, care)} })}
        {none_known::notice(&none, care.facilities)}
    };
    let apart = |title: String, rows: Vec<Row>| {
        (!rows.is_empty()).then(|| view! { <h3>{title}</h3>{table(rows, care.facilities)} })
    };
    let full = view! {
        {table(current, care.facilities)}
        {apart(t!("diagnosis-suspected"), suspected)}
        {apart(t!("desk-care-former"), former)}
    };
    Part::of("diagnoses", t!("desk-care-diagnoses"), body).at_first_sight(
        Place::Facts,
        Some(full.into_any()),
        text,
    )
}

/// Apart from the others, so that nobody mentions one by mistake.
fn untold_diagnoses(items: Vec<Untold>, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = items
        .into_iter()
        .map(|one| {
            let flagged = match &one.flagged {
                Some(day) => t!("desk-care-untold-since", date = format::moment(day)),
                None => t!("desk-care-untold-undated"),
            };
            let mut row = diagnosis(one.diagnosis);
            row.mark = Some(Mark::Plain(t!("desk-care-untold-mark")));
            row.facts.insert(0, flagged);
            row
        })
        .collect();
    view! {
        <p class="notice notice-caution">{t!("desk-care-untold-explained")}</p>
        {table(rows, facilities)}
    }
}

fn diagnosis(item: Diagnosis) -> Row {
    let ended = item.ended.as_ref().map(|day| t!("paper-ended", date = format::moment_day(day)));
    let icd10 = item.icd10.as_ref().map(|coding| t!("desk-care-icd10", code = coding.code.clone()));
    let suspected = item.is_suspected().then(|| t!("diagnosis-suspected"));
    let status = (!item.is_suspected()).then(|| self::status(item.status));
    let (usual, status) = match item.status {
        ClinicalStatus::Active => (status, None),
        _ => (None, status),
    };
    let written = name_as_written(&item);
    let facts = [suspected, written, since(item.onset.as_ref()), status, ended, icd10];
    Row {
        name: item.name,
        mark: item.main.then(|| Mark::Plain(t!("paper-main"))),
        facts: stated(facts, item.notes),
        usual,
        origin: item.origin,
    }
}
