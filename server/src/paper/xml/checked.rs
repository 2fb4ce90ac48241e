//! What the check of medicines found, as XML. Words of rules stand in both languages.

use super::{Out, element, empty, names, text, words};
use shared::{
    medication::{
        check::{Certainty, Concerned, Doubt, Finding, Ground, Matter, Names, NotChecked, Unchecked},
        knowledge::Words,
    },
    summary::{EmergencyCheck, MadeCheck},
};
use std::{io, sync::Arc};

pub fn check(out: &mut Out, check: &EmergencyCheck) -> io::Result<()> {
    match check {
        EmergencyCheck::Made(made) => found(out, made),
        EmergencyCheck::NotInUse => empty(out, "checkNotInUse", &[]),
    }
}

fn found(out: &mut Out, check: &MadeCheck) -> io::Result<()> {
    let MadeCheck { findings, names, cautions } = check;
    let about = [
        ("medicines", findings.medicines.to_string()),
        ("recognised", findings.recognised.to_string()),
        ("otherCautions", cautions.to_string()),
    ];
    element(out, "findings", &about, |out| {
        findings.findings.iter().try_for_each(|one| finding(out, one, names))?;
        findings.not_checked.iter().try_for_each(|one| not_checked(out, one, names))?;
        let named = |list: &[String], place: &usize| list.get(*place).cloned().unwrap_or_default();
        for place in &findings.allergies_not_understood {
            text(out, "allergyNotChecked", &named(&names.allergies, place))?;
        }
        for place in &findings.conditions_without_code {
            text(out, "diagnosisNotChecked", &named(&names.conditions, place))?;
        }
        let kinds = findings.not_considered.iter();
        kinds.into_iter().try_for_each(|kind| text(out, "notConsidered", names::category(*kind)))
    })
}

fn finding(out: &mut Out, finding: &Finding, names: &Names) -> io::Result<()> {
    let about = [
        ("kind", names::finding(finding.kind).to_owned()),
        ("severity", names::severity(finding.severity).to_owned()),
    ];
    element(out, "finding", &about, |out| {
        finding.medicines.iter().try_for_each(|one| concerned(out, one))?;
        finding.matter.iter().try_for_each(|one| matter(out, one, names))?;
        finding.grounds.iter().try_for_each(|one| ground(out, one, names))
    })
}

fn concerned(out: &mut Out, medicine: &Concerned) -> io::Result<()> {
    let mut about: Vec<(&str, String)> = Vec::new();
    about.extend(medicine.facility.clone().map(|code| ("facility", code)));
    about.extend(medicine.start.map(|day| ("start", day.to_string())));
    element(out, "medicine", &about, |out| words(out, &medicine.name))
}

fn matter(out: &mut Out, matter: &Matter, names: &Names) -> io::Result<()> {
    let (kind, said) = match matter {
        Matter::Allergy(place) => ("allergy", names.allergies.get(*place).cloned().unwrap_or_default()),
        Matter::Condition(place) => ("diagnosis", names.conditions.get(*place).cloned().unwrap_or_default()),
        Matter::Pregnancy => ("pregnancy", String::new()),
        Matter::Age(years) => ("age", years.to_string()),
        Matter::Kidney(egfr) => ("egfr", egfr.to_string()),
        Matter::Sex => ("sex", String::new()),
    };
    element(out, "matter", &[("kind", kind.to_owned())], |out| words(out, &said))
}

fn ground(out: &mut Out, ground: &Ground, names: &Names) -> io::Result<()> {
    let mut about = vec![
        ("rule", ground.rule.to_string()),
        ("severity", names::severity(ground.severity).to_owned()),
        ("withinWashout", ground.within_washout.to_string()),
        ("verification", names::verification(ground.verification).to_owned()),
    ];
    about.extend(ground.seen_on.clone().map(|when| ("seenOn", when)));
    element(out, "ground", &about, |out| {
        in_both(out, "consequence", &[], &ground.consequence)?;
        in_both(out, "advice", &[], &ground.advice.clinician)?;
        if let Certainty::OnlyWhen(doubts) = &ground.certainty {
            doubts.iter().try_for_each(|one| doubt(out, one, names))?;
        }
        in_both(out, "ruleSource", &[], &ground.source)
    })
}

/// What must be so for the ground to hold.
fn doubt(out: &mut Out, doubt: &Doubt, names: &Names) -> io::Result<()> {
    let (kind, said) = match doubt {
        Doubt::StillTaken(place) => ("still-taken", names.medicine(*place)),
        Doubt::HeldIsTaken(place) => ("held-is-taken", names.medicine(*place)),
        Doubt::StoppedLately(place) => ("stopped-lately", names.medicine(*place)),
        Doubt::WasIssued(place) => ("was-issued", names.medicine(*place)),
        Doubt::TakenAsRead(place) => ("taken-as-read", names.medicine(*place)),
        Doubt::ActsInWholeBody(place) => ("acts-in-whole-body", names.medicine(*place)),
        Doubt::ByRoute(place, _) => ("by-route", names.medicine(*place)),
        Doubt::ThatProduct(place) => ("that-product", names.medicine(*place)),
        Doubt::Disease(classes) => ("disease", classes.join(" ")),
        Doubt::EgfrBelow(limit) => ("egfr-below", limit.to_string()),
        Doubt::DiseaseOfThatKind(_) => ("disease-of-that-kind", String::new()),
        Doubt::IsTheDisease(place) => {
            ("suspected-disease", names.conditions.get(*place).cloned().unwrap_or_default())
        }
        Doubt::ReactedToThat(_) => ("reacted-to-that", String::new()),
        Doubt::IsAllergic(place) => {
            ("unconfirmed-allergy", names.allergies.get(*place).cloned().unwrap_or_default())
        }
        Doubt::StatedAsRead => ("stated-as-read", String::new()),
        Doubt::YoungerThan(age) => ("younger-than", age.to_string()),
        Doubt::Female => ("female", String::new()),
        Doubt::Said(said) => return in_both(out, "onlyWhen", &[("kind", "said".to_owned())], said),
    };
    element(out, "onlyWhen", &[("kind", kind.to_owned())], |out| words(out, &said))
}

fn not_checked(out: &mut Out, one: &NotChecked, names: &Names) -> io::Result<()> {
    let (why, meant): (&str, &[Arc<Words>]) = match &one.why {
        Unchecked::NotRecognised => ("not-recognised", &[]),
        Unchecked::Unsure(candidates) => ("unsure", candidates),
        Unchecked::Contradictory(meant) => ("contradictory", meant),
        Unchecked::NoPeriod => ("no-period", &[]),
        Unchecked::OutsideProfile => ("outside", &[]),
    };
    element(out, "medicineNotChecked", &[("why", why.to_owned())], |out| {
        text(out, "name", &names.medicine(one.index))?;
        meant.iter().try_for_each(|said| in_both(out, "meant", &[], said))
    })
}

fn in_both(out: &mut Out, name: &str, attributes: &[(&str, String)], said: &Words) -> io::Result<()> {
    for (language, said) in [("ja", &said.ja), ("en", &said.en)] {
        let about: Vec<(&str, String)> =
            attributes.iter().cloned().chain([("lang", language.to_owned())]).collect();
        element(out, name, &about, |out| words(out, said))?;
    }
    Ok(())
}
