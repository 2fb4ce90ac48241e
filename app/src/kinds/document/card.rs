//! What letters and summaries say about diagnoses and allergies: theirs, with the way to the document.

use super::{WrittenInDocument, kind};
use crate::components::as_sent::as_sent;
use crate::{
    components::source_line::SourceLine,
    format,
    format::with_remarks,
    kinds::{
        Section, allergy, diagnosis,
        entry::{doubts, line},
        none_known,
    },
    t,
};
use leptos::prelude::*;
use shared::record::{Allergy, Diagnosis, Facility, RecordView};

pub fn sections(view: &RecordView) -> Vec<Section> {
    let facilities = &view.record.facilities;
    let documents: Vec<_> = view.record.documents.iter().filter_map(WrittenInDocument::of).collect();
    let body = (!documents.is_empty()).then(|| {
        let cards = documents.iter().map(|document| card(document, facilities)).collect_view();
        view! {
            <section class="section" id="in-documents" aria-labelledby="in-documents-title">
                <h2 id="in-documents-title">{t!("record-in-documents-title")}</h2>
                <p class="muted">{t!("record-in-documents-explained")}</p>
                <ul class="card-list">{cards}</ul>
            </section>
        }
        .into_any()
    });
    vec![Section { id: "in-documents", title: t!("record-in-documents-title"), body }]
}

fn card(document: &WrittenInDocument, facilities: &[Facility]) -> impl IntoView + use<> {
    let name = if document.title.trim().is_empty() { kind(document.kind) } else { document.title.clone() };
    let (suspected, stated): (Vec<&Diagnosis>, Vec<&Diagnosis>) =
        document.diagnoses.iter().partition(|one| one.is_suspected());
    let list = |title: String, diagnoses: Vec<&Diagnosis>| {
        let items = diagnoses.iter().map(|one| diagnosis(one)).collect_view();
        (!diagnoses.is_empty()).then(|| view! { <h3>{title}</h3><ul>{items}</ul> })
    };
    let stated = list(t!("record-in-documents-diagnoses"), stated);
    let suspected = list(t!("diagnosis-suspected"), suspected);
    let allergies = document.allergies.iter().map(allergy).collect_view();
    let facts = in_one_line(document);
    let marks = doubts(&document.origin).into_iter().map(|said| ("tag tag-strong", said)).collect();
    let none = none_known::notice(&document.none_known, facilities);
    view! {
        <li class="card card-folded">
            <details class="folded">
                {line(&name, marks, facts)}
                <div class="folded-rest">
                    <p class="onward screen-only">
                        <a href=format!("/documents/{}", document.origin.item)>{t!("record-open-document")}</a>
                    </p>
                    {(!document.allergies.is_empty())
                        .then(|| view! { <h3>{t!("record-in-documents-allergies")}</h3><ul>{allergies}</ul> })}
                    {stated}
                    {suspected}
                    {none}
                    <SourceLine origin=&document.origin facilities/>
                </div>
            </details>
        </li>
    }
}

/// When it was written, and everything that it names, with what qualifies it.
fn in_one_line(document: &WrittenInDocument) -> Vec<String> {
    let allergies = document.allergies.iter().map(|one| match one.is_contraindication() {
        true => with_remarks(&allergy::with_reactions(one), &[t!("record-contraindication-mark")]),
        false => allergy::with_reactions(one),
    });
    let diagnoses = document.diagnoses.iter().map(diagnosis::name_in_full);
    let none = (!document.none_known.is_empty()).then(|| t!("none-known-title"));
    let written = t!("record-document-written", date = format::moment_day(&document.date));
    std::iter::once(written).chain(allergies).chain(diagnoses).chain(none).collect()
}

fn diagnosis(diagnosis: &Diagnosis) -> impl IntoView + use<> {
    let since = diagnosis.onset.as_ref().map(|onset| t!("record-since-date", date = format::moment(onset)));
    let status = (!diagnosis.is_suspected()).then(|| diagnosis::status(diagnosis.status));
    let said: Vec<String> =
        [diagnosis::name_as_written(diagnosis), since, status].into_iter().flatten().collect();
    view! {
        <li>
            {as_sent(format::told_name(&diagnosis.name))}
            {diagnosis.main.then(|| view! { " "<span class="tag tag-main">{t!("record-diagnosis-main")}</span> })}
            <br/>
            <span class="muted">{as_sent(said.join(" · "))}</span>
        </li>
    }
}

fn allergy(allergy: &Allergy) -> impl IntoView + use<> {
    let reactions = (!allergy.reactions.is_empty()).then(|| format::told_words(&allergy.reactions));
    view! {
        <li>
            {as_sent(format::told_name(&allergy.name))}
            {allergy::remarks(allergy).into_iter().map(|said| view! { " "<span class="tag">{said}</span> }).collect_view()}
            {allergy
                .is_contraindication()
                .then(|| view! { " "<span class="tag tag-danger">{t!("record-contraindication-mark")}</span> })}
            {reactions.map(|reactions| view! { <br/><span class="muted">{as_sent(reactions)}</span> })}
        </li>
    }
}
