//! `/`: the way to everything, and what is newest.

use crate::{
    components::{frame::record_page, source_line::SourceLine},
    context::record::Page,
    format, t,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    record::{DocumentKind, Facility, Origin, RecordView},
    summary::{ClinicBlock, PatientSummary},
    time::Moment,
};

/// How many of the newest documents home names; all of them are one tap away.
const NEWEST: usize = 3;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct HomeContent {
    /// 薬剤禁忌, by name.
    contraindications: Vec<String>,
    /// The newest plan or advice that still counts.
    advice: Option<ClinicBlock>,
    documents: Vec<DocumentLine>,
    something_unreadable: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct DocumentLine {
    origin: Origin,
    kind: DocumentKind,
    title: String,
    date: Moment,
}

impl HomeContent {
    fn of(view: &RecordView) -> Self {
        let record = &view.record;
        Self {
            contraindications: record
                .contraindications()
                .filter(|allergy| allergy.verification.is_stated_fact())
                .map(|allergy| allergy.name.clone())
                .collect(),
            advice: PatientSummary::of(record, view.as_of).clinics.into_iter().next(),
            documents: record
                .documents
                .iter()
                .take(NEWEST)
                .map(|document| DocumentLine {
                    origin: document.origin.clone(),
                    kind: document.kind,
                    title: document.title.clone(),
                    date: document.date.clone(),
                })
                .collect(),
            something_unreadable: !record.unreadable.is_empty(),
        }
    }
}

#[component]
pub fn HomePage() -> impl IntoView {
    record_page(|_| t!("home-title"), |view| Ok(HomeContent::of(view)), home)
}

fn home(page: Page<HomeContent>) -> impl IntoView {
    let Page { facilities, content, .. } = page;
    view! {
        <Contraindications names=content.contraindications/>
        <Ways/>
        {content.advice.map(|advice| view! { <Advice advice/> })}
        <Documents documents=content.documents facilities/>
        {content
            .something_unreadable
            .then(|| view! {
                <p class="notice notice-caution">
                    <a href="/record#unreadable" rel="external">{t!("home-something-unreadable")}</a>
                </p>
            })}
        <section class="section" aria-labelledby="questions-title">
            <h2 id="questions-title">{t!("home-questions-title")}</h2>
            <p>{t!("home-questions-treatment")}</p>
            <p>{t!("home-questions-record")}</p>
        </section>
    }
}

#[component]
fn Contraindications(names: Vec<String>) -> impl IntoView {
    (!names.is_empty()).then(|| view! {
        <div class="notice notice-danger">
            <p class="notice-title">{t!("home-contraindications", medicines = format::list(&names))}</p>
            <p><a href="/record#contraindications" rel="external">{t!("home-contraindications-more")}</a></p>
        </div>
    })
}

#[component]
fn Ways() -> impl IntoView {
    let ways = [
        ("/medicines", t!("place-medicines"), t!("home-way-medicines")),
        ("/labs", t!("place-labs"), t!("home-way-labs")),
        ("/record", t!("place-record"), t!("home-way-record")),
        ("/summary", t!("place-summary"), t!("home-way-summary")),
        ("/documents", t!("place-documents"), t!("home-way-documents")),
    ];
    view! {
        <ul class="grid ways">
            {ways
                .into_iter()
                .map(|(address, name, description)| view! {
                    <li>
                        <a class="card card-link" href=address>
                            <span class="card-title">{name}</span>
                            <span class="card-words">{description}</span>
                        </a>
                    </li>
                })
                .collect_view()}
        </ul>
    }
}

/// 療養上の計画・アドバイス, the newest; the others stand in the summary.
#[component]
fn Advice(advice: ClinicBlock) -> impl IntoView {
    let from = advice.clinic.unwrap_or_else(|| t!("home-advice-clinic-unnamed"));
    let plans =
        advice.plans.into_iter().map(|plan| view! { <p class="prose">{plan.description}</p> }).collect_view();
    view! {
        <section class="section" aria-labelledby="advice-title">
            <h2 id="advice-title">{t!("home-advice-title")}</h2>
            <div class="card">
                {plans}
                <p class="source-line">{from}" · "{t!("home-advice-visit", date = format::moment(&advice.last_visit))}</p>
            </div>
            <p><a href="/summary">{t!("home-advice-more")}</a></p>
        </section>
    }
}

#[component]
fn Documents(documents: Vec<DocumentLine>, facilities: Vec<Facility>) -> impl IntoView {
    (!documents.is_empty()).then(|| {
        let lines = documents
            .into_iter()
            .map(|document| {
                let name = if document.title.trim().is_empty() {
                    format::document_kind(document.kind)
                } else {
                    document.title.clone()
                };
                view! {
                    <li class="card">
                        <p class="card-title">
                            <a href=format!("/documents/{}", document.origin.item)>{name}</a>
                        </p>
                        <p>{t!("home-document-written", date = format::moment(&document.date))}</p>
                        <SourceLine origin=&document.origin facilities=&facilities/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" aria-labelledby="documents-title">
                <h2 id="documents-title">{t!("home-documents-title")}</h2>
                <ul class="card-list">{lines}</ul>
                <p><a href="/documents">{t!("home-documents-all")}</a></p>
            </section>
        }
    })
}
