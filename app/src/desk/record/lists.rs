//! What the lists of the page say of each line.

use super::rows::{Mark, Row, table};
use crate::{
    components::{none_known::none_known, unreadable::kind},
    format,
    pages::{
        medicines::{bars, course_in_days, dose_per_day, usage_in_full},
        record::severity,
    },
    t,
};
use leptos::prelude::*;
use shared::{
    medication::{MedicineLine, Taking, lines},
    record::{
        Allergy, Diagnosis, Document, Facility, Immunization, Procedure, Record, RecordView, Untold,
        Vaccination,
    },
    summary::StatedNone,
    time::Moment,
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
        {none_known(none, facilities)}
        {written.then(|| view! { <p><a href="#documents">{t!("desk-care-allergies-in-documents")}</a></p> })}
    }
}

fn allergy(item: Allergy) -> Row {
    let mark = match item.is_contraindication() {
        true => Mark::Danger(t!("desk-care-contraindication")),
        false => Mark::Plain(format::allergy_status(item.status)),
    };
    let reactions = (!item.reactions.is_empty()).then(|| format::list(&item.reactions));
    let severe = item.severe_reaction.then(|| t!("emergency-summary-severe-reaction"));
    let over = item.is_contraindication().then(|| format::allergy_is_over(&item)).flatten();
    let facts = [
        format::not_confirmed(&item),
        over,
        reactions,
        severity(item.criticality),
        severe,
        since(item.onset.as_ref()),
    ];
    Row { name: item.name, mark: Some(mark), facts: stated(facts, item.notes), origin: item.origin }
}

pub fn diagnoses(
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
        {none_known(none, facilities)}
    }
}

/// Apart from the others, so that nobody mentions one by mistake.
pub fn untold_diagnoses(items: Vec<Untold>, facilities: &[Facility]) -> impl IntoView + use<> {
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
    let status = (!item.is_suspected()).then(|| format::clinical_status(item.status));
    let written = format::name_as_written(&item);
    let facts = [suspected, written, since(item.onset.as_ref()), status, ended, icd10];
    Row {
        name: item.name,
        mark: item.main.then(|| Mark::Plain(t!("desk-care-main"))),
        facts: stated(facts, item.notes),
        origin: item.origin,
    }
}

/// What is taken, may be taken or will be; of what is over, the number.
pub fn medicines(view: &RecordView) -> impl IntoView + use<> {
    let is_over = |line: &MedicineLine| match line.taking {
        Taking::Past | Taking::Continued => true,
        // Whatever was stopped or held stays for a while: what it leaves behind matters.
        Taking::Stated(_) => !line.was_stated_lately(view.as_of),
        _ => false,
    };
    let (over, mut current): (Vec<MedicineLine>, Vec<MedicineLine>) =
        lines(&view.record, view.as_of, view.refill).into_iter().partition(is_over);
    shared::order::sort_by(&mut current, |a, b| a.taking.cmp(&b.taking));
    let over = over.len();
    view! {
        {table(current.into_iter().map(medicine).collect(), &view.record.facilities)}
        {(over > 0).then(|| view! { <p class="muted">{t!("desk-care-medicines-over", count = over as i64)}</p> })}
    }
}

/// When which of them was supplied over the last year.
pub fn courses(view: &RecordView) -> Option<impl IntoView + use<>> {
    bars(&lines(&view.record, view.as_of, view.refill), &view.record.facilities, view.as_of)
}

fn medicine(line: MedicineLine) -> Row {
    let MedicineLine { prescription, course, taking, since, .. } = line;
    let mut facts: Vec<String> = prescription.standing_reason.clone().into_iter().collect();
    for dosage in &prescription.dosage {
        facts.extend(usage_in_full(dosage));
        facts.extend(dose_per_day(dosage));
    }
    facts.push(course_in_days(&course));
    facts.extend(prescription.notes);
    Row {
        name: prescription.name,
        mark: Some(match format::stated(taking, since) {
            Some(said) => Mark::Strong(said),
            None => Mark::Plain(format::taking(taking)),
        }),
        facts,
        origin: prescription.origin,
    }
}

pub fn procedures(items: Vec<Procedure>, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = items.into_iter().map(|item| Row {
        name: item.name,
        mark: format::performed(item.status).map(Mark::Plain),
        facts: stated([item.performed.as_ref().map(format::moment_day)], item.notes),
        origin: item.origin,
    });
    table(rows.collect(), facilities)
}

pub fn immunizations(items: Vec<Immunization>, facilities: &[Facility]) -> impl IntoView + use<> {
    let rows = items.into_iter().map(|item| Row {
        name: item.vaccine,
        mark: (item.status == Vaccination::NotGiven).then(|| Mark::Plain(t!("desk-care-not-given"))),
        facts: stated([item.occurred.as_ref().map(format::moment_day)], item.notes),
        origin: item.origin,
    });
    table(rows.collect(), facilities)
}

/// Titles, and what is stated in them as diagnoses and allergies: a list without them would read as complete.
pub fn documents(record: &Record) -> impl IntoView + use<> {
    table(record.documents.iter().map(document).collect(), &record.facilities)
}

fn document(item: &Document) -> Row {
    let stated_diagnoses = item.diagnoses().filter(|one| one.verification.is_stated_fact());
    let told_allergies = item.allergies().filter(|one| one.verification.is_told());
    let diagnoses: Vec<String> = stated_diagnoses.map(format::name_in_full).collect();
    let suspected: Vec<String> =
        item.diagnoses().filter(|one| one.is_suspected()).map(format::name_in_full).collect();
    let allergies: Vec<String> = told_allergies.map(format::allergy_name).collect();
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
    facts.extend(item.none_known().map(format::none_known_name));
    Row {
        name: item.title.clone(),
        mark: Some(Mark::Plain(format::document_kind(item.kind))),
        facts,
        origin: item.origin.clone(),
    }
}

/// What was received and could not be read.
pub fn unreadable(record: &Record) -> impl IntoView + use<> {
    let rows = record.unreadable.iter().map(|item| Row {
        name: kind(&item.resource_type),
        mark: Some(Mark::Plain(t!("desk-care-unreadable-mark"))),
        facts: item.issues.iter().map(|issue| issue.path.clone()).collect(),
        origin: item.origin.clone(),
    });
    table(rows.collect(), &record.facilities)
}

fn since(onset: Option<&Moment>) -> Option<String> {
    onset.map(|day| t!("desk-care-since", date = format::moment_day(day)))
}

/// What was stated, and then what the sender added in words.
fn stated<const N: usize>(facts: [Option<String>; N], notes: Vec<String>) -> Vec<String> {
    facts.into_iter().flatten().chain(notes).collect()
}
