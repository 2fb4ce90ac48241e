//! What was received and could not be read: shown as such, with what, from whom and how to ask.

use super::{source_line::SourceLine, technical_term::TechnicalTerm, term::TermHeading};
use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::record::{Facility, Issue, Origin, Unreadable};

/// A section of items that could not be read at all. Nothing is rendered where all could.
#[component]
pub fn UnreadableItems(items: Vec<Unreadable>, facilities: Vec<Facility>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        let cards = items
            .iter()
            .map(|item| {
                let facility = format::source(&facilities, &item.origin.source);
                let what = kind(&item.resource_type);
                view! {
                    <li class="card notice-caution">
                        <h3 class="card-title">{as_sent(t!("unreadable-item", what = what, facility = facility.clone()))}</h3>
                        <p>{as_sent(t!("unreadable-ask", facility = facility))}</p>
                        <IssueList issues=item.issues.clone()/>
                        <SourceLine origin=&item.origin facilities=&facilities/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section" id="unreadable" aria-labelledby="unreadable-title">
                <TermHeading id="unreadable-title" text=t!("unreadable-title") word="unreadable"/>
                <p class="lead">{t!("unreadable-explained")}</p>
                <ul class="card-list">{cards}</ul>
            </section>
        }
    })
}

/// What is to be asked about one item, inside its card: whether it still holds, where a late message took it back, and
/// the parts that could not be read.
#[component]
pub fn UnreadParts<'a>(origin: &'a Origin, facilities: &'a [Facility]) -> impl IntoView + use<> {
    let (issues, doubted) = (origin.unread_parts.clone(), origin.doubted);
    let facility = format::source(facilities, &origin.source);
    (doubted || !issues.is_empty()).then(|| {
        let doubt = doubted.then(|| {
            view! {
                <div class="notice notice-caution">
                    <p class="notice-title">{t!("doubted-title")}</p>
                    <p>{as_sent(t!("doubted-ask", facility = facility.clone()))}</p>
                </div>
            }
        });
        view! { {doubt} {unread(issues, facility)} }
    })
}

fn unread(issues: Vec<Issue>, facility: String) -> impl IntoView {
    (!issues.is_empty()).then(|| {
        let mut parts: Vec<String> = Vec::new();
        for part in issues.iter().map(|issue| part(&issue.path)) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        view! {
            <div class="notice notice-caution">
                <p class="notice-title">{t!("unread-parts", parts = format::list(&parts))}</p>
                <p>{as_sent(t!("unreadable-ask", facility = facility))}</p>
                <IssueList issues/>
            </div>
        }
    })
}

/// For whoever is asked: where in the data, what was there, what was expected.
#[component]
fn IssueList(issues: Vec<Issue>) -> impl IntoView {
    (!issues.is_empty()).then(|| {
        let lines = issues
            .into_iter()
            .map(|issue| view! {
                <div>
                    <dt lang="en">{issue.path}</dt>
                    <dd>{as_sent(t!("unreadable-found", found = issue.found, expected = issue.expected))}</dd>
                </div>
            })
            .collect_view();
        view! { <TechnicalTerm label=t!("unreadable-for-engineers")><dl class="data-list">{lines}</dl></TechnicalTerm> }
    })
}

/// What kind of thing it was, as far as its FHIR type tells.
pub fn kind(resource_type: &str) -> String {
    match resource_type {
        "Condition" => t!("unreadable-kind-diagnosis"),
        "AllergyIntolerance" => t!("unreadable-kind-allergy"),
        "Observation" => t!("unreadable-kind-result"),
        "MedicationRequest" => t!("unreadable-kind-prescription"),
        "Composition" | "Bundle" | "DocumentReference" => t!("unreadable-kind-document"),
        "Procedure" => t!("unreadable-kind-procedure"),
        "Immunization" => t!("unreadable-kind-immunization"),
        "CarePlan" => t!("unreadable-kind-plan"),
        _ => t!("unreadable-kind-other"),
    }
}

/// What part of an item a path points at, in a patient's words: the outermost element that has some.
pub fn part(path: &str) -> String {
    let known = path.split('.').find_map(|step| {
        let element = step.split('[').next().unwrap_or(step);
        let starts = |name: &str| element.starts_with(name);
        Some(match element {
            _ if starts("onset") => t!("part-onset"),
            _ if starts("abatement") => t!("part-ended"),
            _ if starts("effective") || starts("performed") || starts("occurrence") => t!("part-when"),
            "recordedDate" | "authoredOn" | "lastUpdated" => t!("part-recorded"),
            _ if starts("value") => t!("part-value"),
            "component" => t!("part-components"),
            "referenceRange" => t!("part-range"),
            "interpretation" => t!("part-flag"),
            "clinicalStatus" | "verificationStatus" | "status" => t!("part-status"),
            "criticality" | "category" => t!("part-severity"),
            "reaction" => t!("part-reaction"),
            "dosageInstruction" => t!("part-dosage"),
            "dispenseRequest" => t!("part-supply"),
            "note" => t!("part-note"),
            "code" | "medicationCodeableConcept" | "vaccineCode" => t!("part-name"),
            "encounter" | "recorder" | "performer" | "requester" | "author" => t!("part-who"),
            _ => return None,
        })
    });
    known.unwrap_or_else(|| t!("part-other"))
}
