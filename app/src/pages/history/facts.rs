//! Facts of one entry: when, in what role, what for, which kinds of information, by which decision.

use super::words;
use crate::{format, t};
use leptos::prelude::*;
use shared::{
    ids::ConsentId,
    log::{
        history::{Actor, Purpose},
        visits::Line,
    },
};

/// Everything but who: that stands above it.
pub fn facts(line: &Line) -> impl IntoView + use<> {
    view! { {in_short(line)}{rest(line)} }
}

/// What came of it, what it was for and when; and what else was done by it.
pub fn in_short(line: &Line) -> impl IntoView + use<> {
    let access = &line.access;
    let outcome = words::outcome(access.outcome);
    let outcome = if line.is_refused() {
        view! { <strong>{outcome}</strong> }.into_any()
    } else {
        view! { {outcome} }.into_any()
    };
    view! {
        <p>{outcome}" · "{words::purpose(access.purpose)}</p>
        {access.recipient.clone().map(|name| view! { <p>{t!("history-recipient", name = name)}</p> })}
        <p class="source-line">
            {t!("history-at-number", at = format::instant(access.at), number = line.seq.to_string())}
        </p>
        {access.sign_out.map(|reason| {
            let why = crate::format::sign_out_reason(reason);
            view! { <p><strong>{t!("history-signed-out", why = why)}</strong></p> }
        })}
        {access.erased.map(|count| view! { <p><strong>{t!("history-erased", count = count as i64)}</strong></p> })}
    }
}

/// In what role, what was asked for, which kinds could be seen, and by which decision.
pub fn rest(line: &Line) -> impl IntoView + use<> {
    let access = &line.access;
    let roles = words::roles(&access.roles);
    let kinds = words::kinds(access);
    view! {
        {(!roles.is_empty()).then(|| view! { <p>{t!("history-role", role = roles)}</p> })}
        <p>{t!("history-asked-for", what = words::asked_for(access.purpose))}</p>
        {(!kinds.is_empty()).then(|| view! { <p>{t!("history-kinds", kinds = kinds)}</p> })}
        {ground(line)}
    }
}

/// Why it was opened: the decisions that permitted it, or that none was needed.
fn ground(line: &Line) -> Option<AnyView> {
    if line.is_refused() {
        return None;
    }
    match (line.access.actor, line.access.purpose) {
        (_, Purpose::Emergency) => {
            let reason = line.access.reason.map(words::reason);
            let reason = reason.map(|reason| view! { <p>{t!("history-reason", reason = reason)}</p> });
            Some(view! { <p>{t!("history-ground-emergency")}</p>{reason} }.into_any())
        }
        (Actor::Caregiver, _) => {
            let people = view! { <a href="/people" rel="external">{t!("history-ground-mandate")}</a> };
            Some(view! { <p>{people}</p> }.into_any())
        }
        _ if line.access.visit.is_some() => {
            let shown = line.access.visit.map(crate::pages::consent::shown_at_desk);
            Some(view! { <p>{t!("history-visit-stated", shown = shown.unwrap_or_default())}</p> }.into_any())
        }
        _ if line.access.oral_consent => Some(view! { <p>{t!("history-ground-oral")}</p> }.into_any()),
        _ if line.access.consents.is_empty() => None,
        _ => {
            let links = line.access.consents.iter().map(decision).collect_view();
            Some(view! { <p class="cluster"><span>{t!("history-ground")}</span>{links}</p> }.into_any())
        }
    }
}

/// Its number: a decision is never changed, so the number is also its version.
fn decision(id: &ConsentId) -> impl IntoView + use<> {
    let number: String = id.to_string().chars().take(8).collect();
    view! { <a href=format!("/consent?open=history#given-{id}") rel="external">{t!("history-ground-decision", number = number)}</a> }
}
