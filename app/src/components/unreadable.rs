//! Parts of an item that could not be read: which, and whom to ask.

use super::technical_term::TechnicalTerm;
use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::record::{Facility, Issue, Origin};

/// Questions to ask about one item, inside its card: whether it still holds, where a late message took it back, and the
/// parts that could not be read.
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

/// The same questions in a few words each, for a line that is read alone.
pub fn unread_marks(origin: &Origin) -> Vec<String> {
    let doubted = origin.doubted.then(|| t!("doubted-title"));
    let unread = (!origin.unread_parts.is_empty()).then(|| unread_parts(&origin.unread_parts));
    doubted.into_iter().chain(unread).collect()
}

fn unread_parts(issues: &[Issue]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in issues.iter().map(|issue| part(&issue.path)) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    t!("unread-parts", parts = format::list(&parts))
}

fn unread(issues: Vec<Issue>, facility: String) -> impl IntoView {
    (!issues.is_empty()).then(|| {
        view! {
            <div class="notice notice-caution">
                <p class="notice-title">{unread_parts(&issues)}</p>
                <p>{as_sent(t!("unreadable-ask", facility = facility))}</p>
                <IssueList issues/>
            </div>
        }
    })
}

/// Issues for the facility that is asked: where in the data, what was there, what was expected.
#[component]
pub fn IssueList(issues: Vec<Issue>) -> impl IntoView {
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

/// Name of the part of an item that a path points at, in a patient's words: the outermost element that has some.
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
