//! Diagnoses on `/record` and in the summary.

use super::{NAME, listed::Listed, name_as_written, status, unusual_status};
use crate::{
    components::{empty::Empty, term::TermHeading},
    format,
    kinds::{
        Section,
        elsewhere::{Elsewhere, SeeElsewhere},
        entry::{Entry, Said, by_source},
        fact::Fact,
        line::period_in_days,
        none_known,
    },
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Diagnosis, Facility, RecordView},
};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let (facilities, as_of) = (view.record.facilities.clone(), view.as_of);
    let elsewhere = Elsewhere::of(&view.record, NAME, |document| document.diagnoses().next().is_some());
    let body = view! { <Diagnoses listed=Listed::of(view) facilities as_of elsewhere/> };
    vec![Section { id: "diagnoses", title: t!("record-diagnoses-title"), body: Some(body.into_any()) }]
}

#[component]
fn Diagnoses(
    listed: Listed,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
    elsewhere: Elsewhere,
) -> impl IntoView {
    let former = list(&listed.former, &facilities)
        .map(|entries| view! { <h3>{t!("record-diagnoses-former")}</h3>{entries} });
    let none = none_known::notice(&listed.none, &facilities);
    view! {
        <section class="section" id="diagnoses" aria-labelledby="diagnoses-title">
            <TermHeading id="diagnoses-title" text=t!("record-diagnoses-title") word="diagnosis"/>
            <p class="muted">{t!("record-diagnoses-explained")}</p>
            {present(&listed, &facilities)}
            {former}
            {(listed.current.is_empty() && listed.former.is_empty())
                .then(|| view! {
                    <Empty what=t!("record-diagnoses-name") of=Category::Diagnoses facilities=facilities.clone() as_of/>
                })}
            {none}
            <SeeElsewhere elsewhere/>
        </section>
    }
}

/// What is not over, and apart from it what is only suspected.
pub fn present(listed: &Listed, facilities: &[Facility]) -> impl IntoView + use<> {
    let current = list(&listed.current, facilities);
    let suspected = list(&listed.suspected, facilities)
        .map(|entries| view! { <div class="suspected"><h3>{t!("diagnosis-suspected")}</h3>{entries}</div> });
    view! {
        {current}
        {suspected}
    }
}

/// A line each, under their sources; `None`: there is none.
fn list(items: &[Diagnosis], facilities: &[Facility]) -> Option<AnyView> {
    let entries = items.iter().map(|item| entry(item, facilities)).collect();
    (!items.is_empty()).then(|| by_source(entries, facilities))
}

fn entry(diagnosis: &Diagnosis, facilities: &[Facility]) -> Entry {
    let mut codes = diagnosis.codes.clone();
    codes.splice(0..0, diagnosis.icd10.clone());
    let rest = view! {
        <dl class="data-list">
            <Fact name=t!("record-since") value=diagnosis.onset.as_ref().map(format::moment)/>
            {(!diagnosis.is_suspected())
                .then(|| view! { <Fact name=t!("record-state") value=Some(status(diagnosis.status))/> })}
            {diagnosis
                .ended
                .as_ref()
                .map(|ended| view! { <Fact name=t!("record-ended") value=Some(format::moment(ended))/> })}
            {diagnosis
                .recorded
                .as_ref()
                .map(|day| view! { <Fact name=t!("record-written-on") value=Some(format::moment(day))/> })}
            {diagnosis
                .doctor
                .clone()
                .map(|doctor| view! { <Fact name=t!("record-doctor") value=Some(doctor)/> })}
        </dl>
    };
    let marks = [
        diagnosis.is_suspected().then(|| ("tag", t!("diagnosis-suspected"))),
        unusual_status(diagnosis).map(|said| ("tag", said)),
        diagnosis.main.then(|| ("tag tag-main", t!("record-diagnosis-main"))),
    ];
    let (onset, ended) = (diagnosis.onset.as_ref(), diagnosis.ended.as_ref());
    let said = Said {
        name: diagnosis.name.clone(),
        marks: marks.into_iter().flatten().collect(),
        facts: name_as_written(diagnosis).into_iter().chain(period_in_days(onset, ended)).collect(),
        notes: diagnosis.notes.clone(),
        codes,
        ..Said::default()
    };
    Entry::of(said, &diagnosis.origin, facilities, rest.into_any())
}
