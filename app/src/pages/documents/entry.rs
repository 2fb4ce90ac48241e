//! One entry of a section, in words.

use crate::components::as_sent::as_sent;
use crate::{
    components::{
        none_known::none_known,
        technical_term::{Codes, TechnicalTerm},
        unreadable::UnreadParts,
    },
    format,
    pages::{
        medicines::{course_in_words, dose_per_day, usage_in_words},
        record::severity,
    },
    t,
};
use leptos::prelude::*;
use shared::{
    medication::Course,
    record::{
        Allergy, Attachment, CarePlan, ClinicalStatus, Diagnosis, Facility, Immunization, Performed,
        Prescription, Procedure, SectionEntry, Unreadable, Vaccination,
    },
    summary::StatedNone,
    time::Moment,
};

pub fn entry(entry: &SectionEntry, facilities: &[Facility]) -> AnyView {
    match entry {
        SectionEntry::Diagnosis(shown) => diagnosis(shown, facilities).into_any(),
        SectionEntry::Allergy(shown) => allergy(shown, facilities).into_any(),
        SectionEntry::NoneKnown(shown) => {
            let stated = StatedNone { none: shown.clone(), against: Vec::new(), written_in: None };
            none_known(&[stated], facilities).into_any()
        }
        SectionEntry::Prescription(shown) => prescription(shown, facilities).into_any(),
        SectionEntry::Procedure(shown) => procedure(shown, facilities).into_any(),
        SectionEntry::Immunization(shown) => immunization(shown, facilities).into_any(),
        SectionEntry::CarePlan(shown) => plan(shown).into_any(),
        SectionEntry::Attachment(shown) => attachment(shown).into_any(),
        SectionEntry::Words(words) => {
            view! { <p class="prose" lang=format::written_lang(words)>{words.clone()}</p> }.into_any()
        }
        SectionEntry::Unreadable(shown) => unreadable(shown).into_any(),
        // Results stand in tables of their own.
        SectionEntry::Observation(shown) => super::results::results(&[shown], "main", facilities).into_any(),
    }
}

/// The first line of an entry: its name, and tags.
fn name(name: &str, tags: Vec<(&'static str, String)>) -> impl IntoView + use<> {
    view! {
        <p class="entry-name">
            <strong lang=format::written_lang(name)>{name.to_owned()}</strong>
            {tags.into_iter().map(|(class, said)| view! { " " <span class=class>{as_sent(said)}</span> }).collect_view()}
        </p>
    }
}

/// The lines under it.
fn lines(said: Vec<String>) -> impl IntoView {
    said.into_iter().map(|line| view! { <p class="prose">{as_sent(line)}</p> }).collect_view()
}

fn period(start: Option<&Moment>, end: Option<&Moment>) -> Option<String> {
    match (start.map(format::moment), end.map(format::moment)) {
        (Some(start), Some(end)) => Some(t!("documents-from-to", start = start, end = end)),
        (Some(start), None) => Some(t!("documents-from", start = start)),
        (None, Some(end)) => Some(t!("documents-to", end = end)),
        (None, None) => None,
    }
}

fn diagnosis(diagnosis: &Diagnosis, facilities: &[Facility]) -> impl IntoView + use<> {
    let mut tags = Vec::new();
    if diagnosis.main {
        tags.push(("tag tag-main", t!("documents-main-diagnosis")));
    }
    if diagnosis.is_suspected() {
        tags.push(("tag", t!("diagnosis-suspected")));
    } else if diagnosis.status != ClinicalStatus::NotStated {
        tags.push(("tag tag-quiet", format::clinical_status(diagnosis.status)));
    }
    let mut said: Vec<String> = format::name_as_written(diagnosis).into_iter().collect();
    said.extend(period(diagnosis.onset.as_ref(), diagnosis.ended.as_ref()));
    said.extend(diagnosis.doctor.clone().map(|name| t!("documents-by-doctor", name = name)));
    said.extend(diagnosis.notes.iter().cloned());
    let codes = diagnosis.icd10.iter().chain(&diagnosis.codes).cloned().collect();
    view! {
        {name(&diagnosis.name, tags)}
        {lines(said)}
        <UnreadParts origin=&diagnosis.origin facilities/>
        <Codes codes/>
    }
}

fn allergy(allergy: &Allergy, facilities: &[Facility]) -> impl IntoView + use<> {
    let mut tags = Vec::new();
    if allergy.is_contraindication() {
        tags.push(("tag tag-danger", t!("documents-contraindication")));
    }
    tags.extend(format::allergy_remarks(allergy).into_iter().map(|said| ("tag", said)));
    let mut said: Vec<String> = severity(allergy.criticality).into_iter().collect();
    if !allergy.reactions.is_empty() {
        said.push(t!("documents-reactions", reactions = format::list(&allergy.reactions)));
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

fn prescription(prescription: &Prescription, facilities: &[Facility]) -> impl IntoView + use<> {
    let mut said: Vec<String> = prescription.standing_reason.clone().into_iter().collect();
    let tags = format::standing_of(prescription).map(|said| ("tag tag-strong", said));
    for dosage in &prescription.dosage {
        let days = dosage.days.map(|days| t!("documents-days", count = days));
        let parts: Vec<String> =
            [usage_in_words(dosage), dose_per_day(dosage), days].into_iter().flatten().collect();
        if !parts.is_empty() {
            said.push(format::list(&parts));
        }
        said.extend(dosage.additional.iter().cloned());
    }
    said.push(course_in_words(&Course::of(prescription)));
    said.extend(prescription.prescriber.clone().map(|name| t!("documents-by-doctor", name = name)));
    said.extend(prescription.notes.iter().cloned());
    view! {
        {name(&prescription.name, tags.into_iter().collect())}
        {lines(said)}
        <UnreadParts origin=&prescription.origin facilities/>
        <Codes codes=prescription.codes.clone()/>
    }
}

fn procedure(procedure: &Procedure, facilities: &[Facility]) -> impl IntoView + use<> {
    let performed = procedure.performed.as_ref().map(|at| match procedure.status {
        Performed::Done => t!("documents-performed", date = format::moment(at)),
        _ => format::moment(at),
    });
    let tags = format::performed(procedure.status).map(|said| ("tag", said));
    view! {
        {name(&procedure.name, tags.into_iter().collect())}
        {lines(performed.into_iter().chain(procedure.notes.iter().cloned()).collect())}
        <UnreadParts origin=&procedure.origin facilities/>
        <Codes codes=procedure.codes.clone()/>
    }
}

fn immunization(immunization: &Immunization, facilities: &[Facility]) -> impl IntoView + use<> {
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

fn plan(plan: &CarePlan) -> impl IntoView + use<> {
    view! {
        {plan.title.as_deref().map(|title| name(title, Vec::new()))}
        <p class="prose" lang=format::written_lang(&plan.description)>{plan.description.clone()}</p>
        {lines(period(plan.start.as_ref(), plan.end.as_ref()).into_iter().collect())}
    }
}

fn attachment(attachment: &Attachment) -> impl IntoView + use<> {
    let included = if attachment.included {
        t!("documents-attachment-included")
    } else {
        t!("documents-attachment-elsewhere")
    };
    view! {
        {name(&attachment.title, vec![("tag tag-quiet", t!("documents-attachment"))])}
        <p>{included}</p>
        {attachment.content_type.clone().map(|kind| view! {
            <p class="muted">{as_sent(t!("documents-attachment-type", kind = kind))}</p>
        })}
    }
}

fn unreadable(unreadable: &Unreadable) -> impl IntoView + use<> {
    let issues = unreadable.issues.clone();
    view! {
        <div class="notice notice-caution">
            <p class="notice-title">{t!("documents-entry-unreadable")}</p>
            <TechnicalTerm label=t!("documents-entry-unreadable-where")>
                <ul>
                    {issues.into_iter().map(|issue| view! { <li lang="en">{issue.to_string()}</li> }).collect_view()}
                </ul>
            </TechnicalTerm>
        </div>
    }
}
