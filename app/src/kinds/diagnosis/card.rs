//! Diagnoses on `/record`.

use super::{NAME, listed::Listed, name_as_written, status};
use crate::components::as_sent::as_sent;
use crate::{
    components::{
        empty::Empty, sent_link::SentLink, source_line::SourceLine, technical_term::Codes, term::TermHeading,
        unreadable::UnreadParts,
    },
    format,
    kinds::{
        Section,
        elsewhere::{Elsewhere, SeeElsewhere},
        fact::{Fact, Notes},
        none_known,
    },
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{Diagnosis, Facility, RecordView},
    summary::StatedNone,
};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let Listed { current, suspected, former, none } = Listed::of(view);
    let (facilities, as_of) = (view.record.facilities.clone(), view.as_of);
    let elsewhere = Elsewhere::of(&view.record, NAME, |document| document.diagnoses().next().is_some());
    let body = view! { <Diagnoses current suspected former none facilities as_of elsewhere/> };
    vec![Section { id: "diagnoses", title: t!("record-diagnoses-title"), body: Some(body.into_any()) }]
}

#[component]
fn Diagnoses(
    current: Vec<Diagnosis>,
    suspected: Vec<Diagnosis>,
    former: Vec<Diagnosis>,
    none: Vec<StatedNone>,
    facilities: Vec<Facility>,
    as_of: NaiveDate,
    elsewhere: Elsewhere,
) -> impl IntoView {
    let nothing = current.is_empty() && former.is_empty();
    let list = |diagnoses: &[Diagnosis]| {
        let cards = diagnoses.iter().map(|diagnosis| card(diagnosis, &facilities)).collect_view();
        (!diagnoses.is_empty()).then(|| view! { <ul class="card-list">{cards}</ul> })
    };
    let current = list(&current);
    let suspected = list(&suspected)
        .map(|cards| view! { <div class="suspected"><h3>{t!("diagnosis-suspected")}</h3>{cards}</div> });
    let none = none_known::notice(&none, &facilities);
    let former = list(&former).map(|cards| view! { <h3>{t!("record-diagnoses-former")}</h3>{cards} });
    view! {
        <section class="section" id="diagnoses" aria-labelledby="diagnoses-title">
            <TermHeading id="diagnoses-title" text=t!("record-diagnoses-title") word="diagnosis"/>
            <p class="muted">{t!("record-diagnoses-explained")}</p>
            {current}
            {suspected}
            {former}
            {nothing
                .then(|| view! {
                    <Empty what=t!("record-diagnoses-name") of=Category::Diagnoses facilities=facilities.clone() as_of/>
                })}
            {none}
            <SeeElsewhere elsewhere/>
        </section>
    }
}

fn card(diagnosis: &Diagnosis, facilities: &[Facility]) -> impl IntoView + use<> {
    let mut codes = diagnosis.codes.clone();
    codes.splice(0..0, diagnosis.icd10.clone());
    view! {
        <li class="card">
            <p class="card-title">
                <span lang=format::written_lang(&diagnosis.name)>{diagnosis.name.clone()}</span>
                {diagnosis.is_suspected().then(|| view! { " "<span class="tag">{t!("diagnosis-suspected")}</span> })}
                {diagnosis.main.then(|| view! { " "<span class="tag tag-main">{t!("record-diagnosis-main")}</span> })}
            </p>
            {name_as_written(diagnosis).map(|said| view! { <p class="muted">{as_sent(said)}</p> })}
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
            <Notes notes=diagnosis.notes.clone()/>
            <UnreadParts origin=&diagnosis.origin facilities/>
            <Codes codes/>
            <SourceLine origin=&diagnosis.origin facilities/>
            <SentLink origin=&diagnosis.origin/>
        </li>
    }
}
