//! Findings of the check of medicines for those who treat the patient: short, the gravest first, each with its source;
//! and what it could not look at. It informs and never decides.

use crate::components::as_sent::as_sent;
use crate::{
    components::concerned::concerned,
    components::findings::{self, first_sentence, limits, only_when, verified, words},
    context::checked::{Checked, Names},
    format, t,
};
use leptos::prelude::*;
use shared::{
    medication::{
        check::{Concerned, Finding, FindingKind, Ground, Matter},
        knowledge::Severity,
    },
    record::Facility,
};

/// Number of contraindications that were found.
pub fn grave(checked: &Checked) -> usize {
    checked.findings.findings.iter().filter(|one| one.severity == Severity::Contraindicated).count()
}

/// What was found, a line each: how grave, of which kind, about what, why, and only when that is so.
pub fn findings_in_brief(checked: &Checked, facilities: &[Facility]) -> impl IntoView + use<> {
    let lines =
        checked.findings.findings.iter().map(|one| brief(one, &checked.names, facilities)).collect_view();
    let unchecked = limits(&checked.findings, &checked.names).len();
    let none = (grave(checked) == 0).then(|| first_sentence(&checked.findings, &checked.names));
    view! {
        {none.map(|said| view! { <p>{said}</p> })}
        <ul class="care-lines">{lines}</ul>
        {(unchecked > 0).then(|| view! {
            <p class="muted">{t!("desk-care-check-limits", count = unchecked as i64)}</p>
        })}
    }
}

fn brief(finding: &Finding, names: &Names, facilities: &[Facility]) -> impl IntoView + use<> {
    let (class, mark) = weight(finding.severity);
    let why: Vec<String> = reasons(finding, names);
    view! {
        <li>
            <span class=class>{mark}</span>" "{kind(finding.kind)}" "
            <strong>{as_sent(about(finding, names, facilities, false))}</strong>
            {why.into_iter().map(|said| view! { " "<span class="care-fact">{as_sent(said)}</span> }).collect_view()}
        </li>
    }
}

/// What may happen, and only when: of its weightiest ground.
fn reasons(finding: &Finding, names: &Names) -> Vec<String> {
    let Some(ground) = finding.grounds.first() else { return Vec::new() };
    let washout = ground.within_washout.then(|| t!("check-washout"));
    [Some(words(&ground.consequence)), only_when(ground, names), washout].into_iter().flatten().collect()
}

/// What was found as plain text, and that not everything could be looked at.
pub fn findings_as_text(checked: &Checked, facilities: &[Facility]) -> Vec<String> {
    let Checked { findings, names, .. } = checked;
    let none = (grave(checked) == 0).then(|| first_sentence(findings, names));
    let found = findings.findings.iter().map(|one| {
        let said = [weight(one.severity).1, kind(one.kind), about(one, names, facilities, true)].into_iter();
        let said: Vec<String> = said.chain(reasons(one, names)).collect();
        said.join(&t!("emergency-summary-separator"))
    });
    none.into_iter().chain(found).chain(limits(findings, names)).collect()
}

/// The medicines, each with its source or without, and what of the patient they meet.
fn about(finding: &Finding, names: &Names, facilities: &[Facility], with_sources: bool) -> String {
    // A medicine that is over may stand nowhere else on the page.
    let over = finding.grounds.iter().any(|one| one.within_washout);
    let of =
        |one: &Concerned| if with_sources || over { concerned(one, facilities) } else { one.name.clone() };
    let medicines = finding.medicines.iter().map(of);
    let about: Vec<String> = medicines.chain(finding.matter.iter().map(|one| matter(one, names))).collect();
    about.join(&t!("check-and"))
}

fn weight(severity: Severity) -> (&'static str, String) {
    match severity {
        Severity::Contraindicated => ("tag tag-danger", t!("desk-care-contraindication")),
        Severity::Serious => ("tag tag-strong", t!("desk-care-serious")),
        Severity::Caution => ("tag", t!("desk-care-caution")),
    }
}

/// In a clinician's words; the patient's pages have others.
fn kind(kind: FindingKind) -> String {
    match kind {
        FindingKind::Allergy => t!("desk-care-kind-allergy"),
        FindingKind::Interaction => t!("desk-care-kind-interaction"),
        FindingKind::Pregnancy => t!("desk-care-kind-pregnancy"),
        FindingKind::Disease => t!("desk-care-kind-disease"),
        FindingKind::Renal => t!("desk-care-kind-renal"),
        FindingKind::Age => t!("desk-care-kind-age"),
        FindingKind::Sex => t!("desk-care-kind-sex"),
        FindingKind::Duplicate => t!("desk-care-kind-duplicate"),
        FindingKind::DuplicateClass => t!("desk-care-kind-duplicate-class"),
    }
}

/// What of the patient a finding meets.
fn matter(one: &Matter, names: &Names) -> String {
    match (one, names.kidney_on) {
        (Matter::Kidney(egfr), Some(day)) => {
            let day = format::tested_on(format::day(day), names.kidney_preliminary);
            t!("desk-care-matter-kidney", egfr = egfr.to_string(), date = day)
        }
        _ => findings::matter(one, names),
    }
}

pub fn list_of_findings(checked: Checked, facilities: &[Facility]) -> impl IntoView + use<> {
    let none = (grave(&checked) == 0).then(|| first_sentence(&checked.findings, &checked.names));
    let limits = limits(&checked.findings, &checked.names);
    let found = checked.findings.findings.into_iter();
    let found = found.map(|one| finding(one, &checked.names, facilities)).collect_view();
    view! {
        <p class="muted">{t!("desk-care-check-explained")}</p>
        {none.map(|said| view! { <p>{said}</p> })}
        <ul class="care-findings">{found}</ul>
        {(!limits.is_empty()).then(|| view! {
            <div class="notice">
                <p class="notice-title">{t!("check-limits")}</p>
                <ul>{limits.into_iter().map(|said| view! { <li>{as_sent(said)}</li> }).collect_view()}</ul>
            </div>
        })}
    }
}

fn finding(finding: Finding, names: &Names, facilities: &[Facility]) -> impl IntoView + use<> {
    let (class, mark) = weight(finding.severity);
    let about = about(&finding, names, facilities, true);
    let grounds = finding.grounds.iter().map(|one| ground(one, names)).collect_view();
    view! {
        <li>
            <p><span class=class>{mark}</span>" "{kind(finding.kind)}" · "<strong>{as_sent(about)}</strong></p>
            {grounds}
        </li>
    }
}

fn ground(ground: &Ground, names: &Names) -> impl IntoView + use<> {
    let source = words(&ground.source);
    let source_lang = if source.is_ascii() { Some("en") } else { format::written_lang(&source) };
    view! {
        <p>{words(&ground.consequence)}" "{words(&ground.advice.clinician)}</p>
        {only_when(ground, names).map(|said| view! { <p>{as_sent(said)}</p> })}
        {ground.within_washout.then(|| view! { <p>{t!("check-washout")}</p> })}
        <p class="source-line">{t!("check-source")}" "<span lang=source_lang>{source}</span>" · "{verified(ground)}</p>
    }
}
