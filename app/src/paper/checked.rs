//! Findings of the check of medicines on an emergency summary: each with its source, and what it could not look at. It
//! informs and never decides.

use super::{Line, SheetPart, sheet::part};
use crate::{
    components::concerned::concerned,
    components::findings::{kind, limits, matter, none_found, only_when, verified, words},
    format,
    kinds::allergy,
    t,
};
use shared::{
    medication::{
        check::{Concerned, Finding, Ground, Names},
        knowledge::Severity,
    },
    record::Facility,
    summary::{EmergencyCheck, EmergencySummary, MadeCheck},
};

pub fn findings(check: &EmergencyCheck, summary: &EmergencySummary) -> SheetPart {
    match check {
        EmergencyCheck::Made(made) => found(made, summary),
        EmergencyCheck::NotInUse => {
            let part = part("findings", t!("emergency-summary-findings"), Vec::new());
            SheetPart { nothing: t!("emergency-summary-findings-off"), ..part }
        }
    }
}

fn found(check: &MadeCheck, summary: &EmergencySummary) -> SheetPart {
    let MadeCheck { findings, names, cautions } = check;
    let places = summary.facilities.as_slice();
    let lines: Vec<Line> = findings.findings.iter().map(|one| finding(one, names, places)).collect();
    let none = none_found(findings, names);
    let grave = findings.findings.iter().any(|one| one.severity == Severity::Contraindicated);
    let limits = not_looked_at(check, summary);
    let notes = [
        Some(t!("emergency-summary-findings-note")),
        (!grave && !lines.is_empty()).then(|| none.clone()),
        (*cautions > 0).then(|| t!("emergency-summary-findings-cautions", count = *cautions as i64)),
        (!limits.is_empty()).then(|| {
            let what = limits.join(&t!("emergency-summary-separator"));
            t!("emergency-summary-findings-limits", what = what)
        }),
    ];
    let part = part("findings", t!("emergency-summary-findings"), lines);
    let nothing = if names.medicines.is_empty() { part.nothing.clone() } else { none };
    SheetPart { notes: notes.into_iter().flatten().collect(), nothing, ..part }
}

/// Limits of the check, in its own words, and what of this sheet it never saw.
fn not_looked_at(check: &MadeCheck, summary: &EmergencySummary) -> Vec<String> {
    let mut said = limits(&check.findings, &check.names);
    let stated = summary.contraindications.iter().chain(&summary.allergies).flatten();
    let written: Vec<String> = stated
        .filter(|one| one.written_in.is_some())
        .map(|one| allergy::name_in_full(&one.allergy))
        .collect();
    if !written.is_empty() {
        said.push(t!("emergency-summary-findings-written", names = format::list(&written)));
    }
    if summary.unread() > 0 {
        said.push(t!("emergency-summary-findings-unread", count = summary.unread() as i64));
    }
    said
}

fn finding(finding: &Finding, names: &Names, facilities: &[Facility]) -> Line {
    let grave = finding.severity == Severity::Contraindicated;
    // Who prescribed each of them, its own line on the sheet says; of one that is over there may be none.
    let over = finding.grounds.iter().any(|one| one.within_washout);
    let of = |one: &Concerned| if over { concerned(one, facilities) } else { one.name.clone() };
    let mut about: Vec<String> = finding.medicines.iter().map(of).collect();
    about.extend(finding.matter.iter().map(|one| matter(one, names)));
    let grounds = finding.grounds.iter().flat_map(|one| ground(one, names));
    let facts: Vec<String> = [kind(finding.kind)].into_iter().chain(grounds).collect();
    let separator = t!("emergency-summary-separator");
    Line {
        name: about.join(&t!("check-and")),
        mark: Some(match finding.severity {
            Severity::Contraindicated => t!("check-contraindicated"),
            Severity::Serious => t!("check-serious"),
            Severity::Caution => t!("check-caution"),
        }),
        grave,
        facts: facts.join(&separator),
        source: sources(&finding.grounds).join(&separator),
    }
}

/// Ground of a finding: what may happen, what to do, when it holds, and whether the rule was held against its source.
fn ground(ground: &Ground, names: &Names) -> Vec<String> {
    let said = [
        Some(words(&ground.consequence)),
        Some(words(&ground.advice.clinician)),
        only_when(ground, names),
        ground.within_washout.then(|| t!("check-washout")),
        Some(verified(ground)),
    ];
    said.into_iter().flatten().filter(|said| !said.is_empty()).collect()
}

/// Each once.
fn sources(grounds: &[Ground]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for ground in grounds {
        let one = t!("emergency-summary-rule-source", source = words(&ground.source));
        if !said.contains(&one) {
            said.push(one);
        }
    }
    said
}
