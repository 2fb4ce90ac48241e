//! Findings of the check of medicines for those who treat the patient: short, the gravest first, each with its source;
//! and what it could not look at. It informs and never decides.

use crate::components::as_sent::as_sent;
use crate::{
    components::findings::{first_sentence, kind, limits, matter, only_when, verified, words},
    context::checked::{Checked, Names},
    format, t,
};
use leptos::prelude::*;
use shared::{
    medication::{
        check::{Concerned, Finding, Ground},
        knowledge::Severity,
    },
    record::Facility,
};

/// Number of contraindications that were found.
pub fn grave(checked: &Checked) -> usize {
    checked.findings.findings.iter().filter(|one| one.severity == Severity::Contraindicated).count()
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
    let (class, mark) = match finding.severity {
        Severity::Contraindicated => ("tag tag-danger", t!("check-contraindicated")),
        Severity::Serious => ("tag", t!("check-serious")),
        Severity::Caution => ("tag", t!("check-caution")),
    };
    let mut about: Vec<String> = finding.medicines.iter().map(|one| concerned(one, facilities)).collect();
    about.extend(finding.matter.iter().map(|one| matter(one, names)));
    let grounds = finding.grounds.iter().map(|one| ground(one, names)).collect_view();
    view! {
        <li>
            <p><span class=class>{mark}</span>" "{kind(finding.kind)}" · "<strong>{as_sent(about.join(&t!("check-and")))}</strong></p>
            {grounds}
        </li>
    }
}

/// The medicine, since when, and who prescribed it.
pub(super) fn concerned(medicine: &Concerned, facilities: &[Facility]) -> String {
    let code = medicine.facility.as_deref().and_then(|code| code.try_into().ok());
    let parts = [medicine.start.map(format::day), code.map(|code| format::facility(facilities, &code))];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => medicine.name.clone(),
        false => t!("desk-care-medicine-of", name = medicine.name.clone(), whence = format::list(&parts)),
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
