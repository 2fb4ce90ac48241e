use super::{listed::Listed, name_as_written, status};
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
    record::{Diagnosis, Facility, Untold},
    summary::StatedNone,
};

pub fn parts(shown: &ForCare<'_>) -> Vec<Part> {
    let facilities = shown.facilities;
    let told = shown.sees(Category::Diagnoses).then(|| {
        let Listed { current, suspected, former, none } = Listed::of(shown.view);
        let list = diagnoses(current, suspected, former, &none, facilities);
        Part::of("diagnoses", t!("desk-care-diagnoses"), list)
    });
    let untold = (!shown.untold.is_empty()).then(|| {
        Part::of("untold", t!("desk-care-untold"), untold_diagnoses(shown.untold.to_vec(), facilities))
    });
    told.into_iter().chain(untold).collect()
}

fn diagnoses(
    current: Vec<Diagnosis>,
    suspected: Vec<Diagnosis>,
    former: Vec<Diagnosis>,
    none: &[StatedNone],
    facilities: &[Facility],
) -> impl IntoView + use<> {
    let suspected: Vec<Row> = suspected.into_iter().map(diagnosis).collect();
    let suspected = (!suspected.is_empty()).then(|| {
        view! { <h3>{t!("diagnosis-suspected")}</h3>{table(suspected, facilities)} }
    });
    let former: Vec<Row> = former.into_iter().map(diagnosis).collect();
    let former = (!former.is_empty()).then(|| {
        view! { <h3>{t!("desk-care-former")}</h3>{table(former, facilities)} }
    });
    view! {
        {table(current.into_iter().map(diagnosis).collect(), facilities)}
        {suspected}
        {former}
        {none_known::notice(none, facilities)}
    }
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
    let ended = item.ended.as_ref().map(|day| t!("desk-care-ended", date = format::moment_day(day)));
    let icd10 = item.icd10.as_ref().map(|coding| t!("desk-care-icd10", code = coding.code.clone()));
    let suspected = item.is_suspected().then(|| t!("diagnosis-suspected"));
    let status = (!item.is_suspected()).then(|| self::status(item.status));
    let written = name_as_written(&item);
    let facts = [suspected, written, since(item.onset.as_ref()), status, ended, icd10];
    Row {
        name: item.name,
        mark: item.main.then(|| Mark::Plain(t!("desk-care-main"))),
        facts: stated(facts, item.notes),
        origin: item.origin,
    }
}
