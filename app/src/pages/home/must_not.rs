//! What must not be given, in the one red box: contraindications, grave allergies, and medicines that must not meet.

use super::HomeContent;
use crate::components::as_sent::as_sent;
use crate::{components::finding_card::finding_cards, context::checked::Checked, t};
use leptos::prelude::*;
use shared::medication::knowledge::Severity;

/// A line each, which leads to what it names; nothing where nothing of the kind is known.
pub fn must_not(content: &HomeContent) -> Option<impl IntoView + use<>> {
    let contraindications = content.contraindications.iter().cloned();
    let contraindications = contraindications
        .map(|named| line("/record#contraindications", t!("home-contraindications", medicines = named)));
    let allergies = content.grave_allergies.iter().cloned();
    let allergies =
        allergies.map(|named| line("/record#allergies", t!("home-grave-allergies", names = named)));
    let registered: Vec<AnyView> = contraindications.chain(allergies).collect();
    let found = not_to_meet(content);
    let count = found.len() as i64;
    let registered = (!registered.is_empty()).then(|| view! { <ul class="must-not">{registered}</ul> });
    let found = (count > 0).then(|| {
        view! {
            <p>{t!("check-banner-grave", count = count)}</p>
            <ul class="must-not">{found}</ul>
        }
    });
    (registered.is_some() || found.is_some()).then(|| {
        view! { <section class="notice notice-danger" aria-label=t!("home-must-not")>{registered}{found}</section> }
    })
}

/// Medicines that are taken and must not meet, or must not be taken by this person, by the check.
fn not_to_meet(content: &HomeContent) -> Vec<AnyView> {
    let Some(Checked { findings, names, .. }) = &content.checked else { return Vec::new() };
    finding_cards(&findings.findings)
        .iter()
        .filter(|found| found.severity == Severity::Contraindicated)
        .map(|found| line("/medicines#check", found.in_a_line(names)))
        .collect()
}

/// A line that leads to the rest of what it says.
pub fn line(address: &'static str, said: String) -> AnyView {
    view! { <li><a href=address rel="external">{as_sent(said)}</a></li> }.into_any()
}
