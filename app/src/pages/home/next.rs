//! What is new, what clinics advise, new documents, and whom to ask: a line each.

use super::{HomeContent, content::DocumentLine};
use crate::components::as_sent::as_sent;
use crate::{components::source_line::SourceLine, format, kinds::document, t};
use leptos::prelude::*;
use shared::{record::Facility, summary::ClinicBlock};

pub fn next(content: &HomeContent, facilities: &[Facility]) -> impl IntoView + use<> {
    let advice = content.advice.iter().map(|block| advice(block, facilities)).collect_view();
    let advice = (!content.advice.is_empty()).then(|| {
        view! {
            <ul class="line-list">{advice}</ul>
            <p class="screen-only onward"><a href="/summary">{t!("home-advice-more")}</a></p>
        }
    });
    let documents = content.documents.iter().map(|line| document(line, facilities)).collect_view();
    let documents = (!content.documents.is_empty()).then(|| {
        view! {
            <ul class="line-list">{documents}</ul>
            <p class="screen-only onward"><a href="/documents">{t!("home-documents-all")}</a></p>
        }
    });
    let questions = view! {
        <p>{t!("home-questions-treatment")}</p>
        <p>{t!("home-questions-record")}</p>
    };
    view! {
        <div class="panel">
            {super::news::news(content.since, &content.arrivals, facilities)}
            {advice.map(|all| folded("advice-title", t!("home-advice-title"), all))}
            {documents.map(|all| folded("documents-title", t!("home-documents-title"), all))}
            {folded("questions-title", t!("home-questions-title"), questions)}
        </div>
    }
}

/// A part of which the heading is the line.
fn folded(id: &'static str, title: String, rest: impl IntoView + 'static) -> AnyView {
    view! {
        <details class="folded">
            <summary><h2 id=id>{title}</h2></summary>
            <div class="folded-rest">{rest.into_any()}</div>
        </details>
    }
    .into_any()
}

/// 療養上の計画・アドバイス of one clinic: whose and of which visit; what it says below.
fn advice(block: &ClinicBlock, facilities: &[Facility]) -> impl IntoView + use<> {
    let from = block.clinic.clone().unwrap_or_else(|| format::source(facilities, &block.source));
    let from = match &block.department {
        Some(department) => t!("source-with-department", facility = from, department = department.clone()),
        None => from,
    };
    let plans = block
        .plans
        .iter()
        .map(|plan| view! { <p class="prose" lang=format::written_lang(&plan.description)>{plan.description.clone()}</p> })
        .collect_view();
    let visit = t!("home-advice-visit", date = format::moment_day(&block.last_visit));
    view! {
        <li>
            <details class="folded">
                <summary>
                    <span class="folded-name">{as_sent(from)}</span>" "<span class="folded-facts">{visit}</span>
                </summary>
                <div class="folded-rest">{plans}</div>
            </details>
        </li>
    }
}

fn document(line: &DocumentLine, facilities: &[Facility]) -> impl IntoView + use<> {
    let name = match line.title.trim() {
        "" => document::kind(line.kind),
        _ => line.title.clone(),
    };
    view! {
        <li>
            <p class="card-title"><a href=format!("/documents/{}", line.origin.item)>{as_sent(name)}</a></p>
            <p class="muted">{t!("home-document-written", date = format::moment_day(&line.date))}</p>
            <SourceLine origin=&line.origin facilities/>
        </li>
    }
}
