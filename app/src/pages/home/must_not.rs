//! What must not be given, in the one red box: contraindications, grave allergies, and medicines that must not meet.

use super::HomeContent;
use crate::components::as_sent::as_sent;
use crate::{components::finding_lines::finding_lines, t};
use leptos::prelude::*;
use shared::medication::knowledge::Severity;

/// A line each; nothing where nothing of the kind is known.
pub fn must_not(content: &HomeContent) -> Option<impl IntoView + use<>> {
    let named = |names: &[String], say: &dyn Fn(String) -> String| {
        names.iter().cloned().map(say).map(|said| view! { <li>{as_sent(said)}</li> }).collect_view()
    };
    let contraindications =
        named(&content.contraindications, &|medicine| t!("home-contraindications", medicines = medicine));
    let allergies = named(&content.grave_allergies, &|name| t!("home-grave-allergies", names = name));
    let registered = match (content.contraindications.is_empty(), content.grave_allergies.is_empty()) {
        (true, true) => None,
        (true, false) => Some("/record#allergies"),
        (false, _) => Some("/record#contraindications"),
    };
    let registered = registered.map(|address| {
        view! {
            <ul class="must-not">{contraindications}{allergies}</ul>
            <p class="screen-only onward"><a href=address rel="external">{t!("home-contraindications-more")}</a></p>
        }
    });
    let found = not_to_meet(content);
    (registered.is_some() || found.is_some()).then(|| {
        view! { <section class="notice notice-danger" aria-label=t!("home-must-not")>{registered}{found}</section> }
    })
}

/// Medicines that are taken and must not meet, or must not be taken by this person, by the check.
fn not_to_meet(content: &HomeContent) -> Option<impl IntoView + use<>> {
    let checked = content.checked.as_ref()?;
    let lines: Vec<_> = finding_lines(&checked.findings, &checked.names)
        .into_iter()
        .filter(|line| line.severity == Severity::Contraindicated)
        .map(|line| line.in_words())
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <p class="notice-title">{t!("check-banner-grave", count = lines.len() as i64)}</p>
            <ul class="must-not">{lines.into_iter().map(|said| view! { <li>{as_sent(said)}</li> }).collect_view()}</ul>
            <p class="screen-only onward"><a href="/medicines#check" rel="external">{t!("check-banner-more")}</a></p>
        }
    })
}
