//! Findings of a check of medicines: each with why it matters, what to do, whom to ask, and where it comes from. Two
//! lines, the rest on tap. It informs and never decides, and it never says "safe".

use super::finding_card::{FindingCard, finding_cards};
use crate::components::as_sent::as_sent;
use crate::{
    context::{checked::Names, visit::use_visit},
    format,
    i18n::Locale,
    t,
};
use leptos::prelude::*;
use shared::{
    medication::{
        check::{
            Category, Certainty, Concerned, Doubt, FindingKind, Findings, Ground, Matter, PathStep, Unchecked,
        },
        knowledge::{Severity, Verification, Words},
    },
    order::sort_by,
    record::Facility,
};
use std::collections::BTreeSet;

/// Name of the fact about the person that a finding meets: the disease, the allergy, the age.
pub fn matter(matter: &Matter, names: &Names) -> String {
    match matter {
        Matter::Allergy(place) => allergy(*place, names),
        Matter::Condition(place) => names.conditions.get(*place).cloned().unwrap_or_default(),
        Matter::Pregnancy => t!("check-kind-pregnancy"),
        Matter::Age(years) => format::age(Some(*years)),
        Matter::Kidney(egfr) => {
            let egfr = egfr.to_string();
            match names.kidney_on {
                Some(day) => {
                    let day = format::tested_on(format::date(day), names.kidney_preliminary);
                    t!("check-matter-kidney", date = day, egfr = egfr)
                }
                None => t!("check-matter-kidney-undated", egfr = egfr),
            }
        }
        Matter::Sex => t!("check-kind-sex"),
    }
}

/// The same for a line: what of the kidneys is estimated, in fewer words.
fn short_matter(one: &Matter, names: &Names) -> String {
    match (one, names.kidney_on) {
        (Matter::Kidney(egfr), Some(day)) => {
            let day = format::tested_on(format::day(day), names.kidney_preliminary);
            t!("check-matter-kidney-short", date = day, egfr = egfr.to_string())
        }
        _ => matter(one, names),
    }
}

/// Name of an allergy, with who says so where no facility does, and that nobody confirmed it.
fn allergy(place: usize, names: &Names) -> String {
    let name = names.allergies.get(place).cloned().unwrap_or_default();
    let own = names.own_allergies.contains(&place).then(|| t!("allergy-own"));
    let unconfirmed = names.unconfirmed_allergies.contains(&place).then(|| t!("allergy-not-confirmed"));
    format::with_remarks(&name, &own.into_iter().chain(unconfirmed).collect::<Vec<_>>())
}

/// Numbers of different medicines and of recognised ones: prescriptions of the same medicine count once, as a reader
/// counts them.
fn counted(findings: &Findings, names: &Names) -> (usize, usize) {
    let unknown: BTreeSet<&String> =
        findings.not_checked.iter().filter_map(|one| names.medicines.get(one.index)).collect();
    let all: BTreeSet<&String> = names.medicines.iter().collect();
    (all.len(), all.difference(&unknown).count())
}

/// "Nothing found among the 7 of 8 that were looked at": never without the counts, and never beside a caution.
pub fn none_found(findings: &Findings, names: &Names) -> String {
    let (medicines, recognised) = counted(findings, names);
    t!("check-none-contraindicated", recognised = recognised as i64, medicines = medicines as i64)
}

/// First sentence for a clinician where nothing is contraindicated: how much needs checking, or that nothing was found.
pub fn first_sentence(findings: &Findings, names: &Names) -> String {
    match finding_cards(&findings.findings).len() {
        0 => none_found(findings, names),
        count => t!("check-cautions", count = count as i64),
    }
}

/// First sentence for the person: what is not taken yet is shown before it is, and what is taken is not stopped.
fn first_for_the_person(findings: &Findings, names: &Names, before_taking: bool) -> String {
    match (finding_cards(&findings.findings).len(), before_taking) {
        (0, _) => none_found(findings, names),
        (count, true) => t!("check-needs-checking", count = count as i64),
        (count, false) => t!("check-needs-checking-now", count = count as i64),
    }
}

/// Everything a check says: how much there is, what is gravest first, each a line until it is opened, and cautions folded
/// only where something graver stands above them; and what could not be looked at.
#[component]
pub fn FindingList(
    findings: Findings,
    names: Names,
    facilities: Vec<Facility>,
    /// Whether it is about a medicine that is not taken yet: then the advice is to ask first.
    #[prop(optional)]
    before_taking: bool,
) -> impl IntoView {
    let mut all = finding_cards(&findings.findings);
    sort_by(&mut all, |one, other| other.severity.cmp(&one.severity));
    let first = first_for_the_person(&findings, &names, before_taking);
    let gravest = all.first().filter(|_| all.len() > 1).map(|card| mark(card.severity));
    let gravest = gravest.map(|said| t!("check-gravest", severity = said));
    let graver = all.iter().filter(|card| card.severity > Severity::Caution).count();
    let unfolded = if before_taking || graver == 0 { all.len() } else { graver };
    let cautions = all.split_off(unfolded);
    let folded = cautions.len();
    let lines = all.into_iter().map(|one| card(one, &names, &facilities, before_taking)).collect_view();
    let cautions =
        cautions.into_iter().map(|one| card(one, &names, &facilities, before_taking)).collect_view();
    let limits = limits(&findings, &names);
    view! {
        <div class="findings">
            <p>{first}{gravest}</p>
            <ul class="card-list">{lines}</ul>
            {(folded > 0).then(|| view! {
                <details class="folded">
                    <summary><span class="line-words">{t!("check-cautions", count = folded as i64)}</span></summary>
                    <ul class="card-list folded-rest">{cautions}</ul>
                </details>
            })}
            {(!limits.is_empty()).then(|| view! {
                <details class="folded">
                    <summary><span class="line-words">{t!("check-limits-count", count = limits.len() as i64)}</span></summary>
                    <ul class="folded-rest">{limits.into_iter().map(|said| view! { <li>{as_sent(said)}</li> }).collect_view()}</ul>
                </details>
            })}
            <p class="muted">{t!("check-ask")}</p>
        </div>
    }
}

fn mark(severity: Severity) -> String {
    match severity {
        Severity::Contraindicated => t!("check-contraindicated"),
        Severity::Serious => t!("check-serious"),
        Severity::Caution => t!("check-caution"),
    }
}

fn card(
    finding: FindingCard,
    names: &Names,
    facilities: &[Facility],
    before_taking: bool,
) -> impl IntoView + use<> {
    let contraindicated = finding.severity == Severity::Contraindicated;
    let (class, tag) = match contraindicated {
        true => ("card card-danger", "tag tag-danger"),
        false => ("card", "tag"),
    };
    let mark = mark(finding.severity);
    let title = finding.concerned(names, short_matter);
    let in_full = finding.matters.iter().filter(|one| short_matter(one, names) != matter(one, names));
    let in_full: Vec<String> = in_full.map(|one| matter(one, names)).collect();
    let first = finding.grounds.first();
    let consequence = first.map(|ground| words(&ground.consequence));
    let advice = match before_taking {
        true => Some(match finding.severity {
            Severity::Contraindicated => t!("check-before-taking-grave"),
            Severity::Serious => t!("check-before-taking-serious"),
            Severity::Caution => t!("check-before-taking"),
        }),
        false => first.map(|ground| words(&ground.advice.person)),
    };
    // What is gravest says what to do before it is opened.
    let (advice, advice_within) = if contraindicated { (advice, None) } else { (None, advice) };
    let sources: Vec<String> = finding.medicines.iter().map(|one| source(one, facilities)).collect();
    let grounds = finding.grounds.into_iter().map(|ground| ground_in_words(ground, names)).collect_view();
    view! {
        <li class=class>
            <details class="folded">
                <summary>
                    <span class="line-words">
                        <span><span class=tag>{mark}</span>" "{kind(finding.kind)}</span>
                        <strong>{as_sent(title)}</strong>
                        {advice.map(|said| view! { <span>{said}</span> })}
                    </span>
                </summary>
                <div class="folded-rest">
                    {in_full.into_iter().map(|said| view! { <p>{as_sent(said)}</p> }).collect_view()}
                    {consequence.map(|said| view! { <p>{t!("check-consequence", what = said)}</p> })}
                    {advice_within.map(|said| view! { <p><strong>{said}</strong></p> })}
                    {grounds}
                    <ul>{sources.into_iter().map(|said| view! { <li>{as_sent(said)}</li> }).collect_view()}</ul>
                </div>
            </details>
        </li>
    }
}

/// A medicine, whom it comes from, and its first day.
fn source(medicine: &Concerned, facilities: &[Facility]) -> String {
    let facility = medicine
        .facility
        .as_deref()
        .and_then(|code| code.try_into().ok())
        .map(|code| format::facility(facilities, &code));
    let start = medicine.start.map(format::day);
    let parts: Vec<String> =
        [Some(format::told_name(&medicine.name)), facility, start].into_iter().flatten().collect();
    format::list(&parts)
}

fn ground_in_words(ground: Ground, names: &Names) -> impl IntoView + use<> {
    let path: Vec<String> = ground.path.iter().map(|one| step(one, names)).collect();
    let certainty = only_when(&ground, names);
    let verification = verified(&ground);
    let source = words(&ground.source);
    // An operator's own rule may name its source in English alone.
    let source_lang = if source.is_ascii() { Some("en") } else { format::written_lang(&source) };
    view! {
        <div class="ground">
            <p>{t!("check-mechanism", what = words(&ground.mechanism))}</p>
            {certainty.map(|said| view! { <p>{as_sent(said)}</p> })}
            {ground.within_washout.then(|| view! { <p>{t!("check-washout")}</p> })}
            <p class="muted">{as_sent(t!("check-path", path = path.join(" → ")))}</p>
            <p class="source-line">
                {t!("check-source")}" "<span lang=source_lang>{source}</span>" · "{verification}
            </p>
        </div>
    }
}

/// Conditions of a finding that could not be evaluated.
pub fn only_when(ground: &Ground, names: &Names) -> Option<String> {
    match &ground.certainty {
        Certainty::Certain => None,
        Certainty::OnlyWhen(doubts) => {
            let doubts: Vec<String> = doubts.iter().map(|one| doubt(one, names)).collect();
            Some(t!("check-only-when", what = format::list(&doubts)))
        }
    }
}

/// Whether the rule was compared with its source, and when.
pub fn verified(ground: &Ground) -> String {
    match ground.verification {
        Verification::Unverified => t!("check-unverified"),
        Verification::Seen => match ground.seen_on.clone() {
            Some(when) => t!("check-seen", when = when),
            None => t!("check-seen-undated"),
        },
        Verification::Confirmed => t!("check-confirmed"),
    }
}

/// The banner of home and of the medicines: how much to look at, and where.
#[component]
pub fn CheckBanner(findings: Findings, names: Names) -> impl IntoView {
    let all = finding_cards(&findings.findings);
    let grave = all.iter().filter(|card| card.severity == Severity::Contraindicated).count();
    let serious = all.iter().filter(|card| card.severity == Severity::Serious).count();
    let cautions = all.len() - grave - serious;
    let nothing = all.is_empty();
    let incomplete = !findings.not_checked.is_empty();
    let to_be_read = incomplete || serious > 0;
    if grave > 0 {
        view! {
            <div class="notice notice-danger">
                <p class="notice-title">{t!("check-banner-grave", count = grave as i64)}</p>
                <p class="onward"><a href="/medicines#check" rel="external">{t!("check-banner-more")}</a></p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="notice" class:notice-caution=to_be_read>
                {(serious > 0).then(|| view! {
                    <p class="notice-title">{t!("check-banner-serious", count = serious as i64)}</p>
                })}
                {nothing.then(|| view! { <p>{none_found(&findings, &names)}</p> })}
                {(cautions > 0).then(|| view! { <p>{t!("check-banner-cautions", count = cautions as i64)}</p> })}
                <p class="screen-only onward"><a href="/medicines#check" rel="external">{t!("check-banner-more")}</a></p>
            </div>
        }
        .into_any()
    }
}

/// In the reader's language.
pub fn words(words: &Words) -> String {
    match use_visit().locale {
        Locale::Ja => words.ja.to_string(),
        Locale::En => words.en.to_string(),
    }
}

pub fn kind(kind: FindingKind) -> String {
    match kind {
        FindingKind::Allergy => t!("check-kind-allergy"),
        FindingKind::Interaction => t!("check-kind-interaction"),
        FindingKind::Pregnancy => t!("check-kind-pregnancy"),
        FindingKind::Disease => t!("check-kind-disease"),
        FindingKind::Renal => t!("check-kind-renal"),
        FindingKind::Age => t!("check-kind-age"),
        FindingKind::Sex => t!("check-kind-sex"),
        FindingKind::Duplicate => t!("check-kind-duplicate"),
        FindingKind::DuplicateClass => t!("check-kind-duplicate-class"),
    }
}

fn step(step: &PathStep, names: &Names) -> String {
    match step {
        PathStep::Product { index, recognised_by } => {
            names.medicines.get(*index).cloned().unwrap_or_else(|| recognised_by.to_string())
        }
        PathStep::Ingredient { names, .. } | PathStep::Role { names, .. } => words(names),
    }
}

fn doubt(doubt: &Doubt, names: &Names) -> String {
    let name = |place: &usize| names.medicine(*place);
    match doubt {
        Doubt::StillTaken(place) => t!("doubt-still-taken", name = name(place)),
        Doubt::HeldIsTaken(place) => t!("doubt-held", name = name(place)),
        Doubt::StoppedLately(place) => t!("doubt-stopped-lately", name = name(place)),
        Doubt::WasIssued(place) => t!("doubt-issued", name = name(place)),
        Doubt::TakenAsRead(place) => t!("doubt-not-read", name = name(place)),
        Doubt::ActsInWholeBody(place) => t!("doubt-whole-body", name = name(place)),
        Doubt::ByRoute(place, _) => t!("doubt-route", name = name(place)),
        Doubt::ThatProduct(place) => t!("doubt-product", name = name(place)),
        Doubt::Disease(classes) => t!("doubt-disease", classes = format::list(classes)),
        Doubt::EgfrBelow(limit) => t!("doubt-egfr", limit = i64::from(*limit)),
        Doubt::DiseaseOfThatKind(_) => t!("doubt-that-disease"),
        Doubt::IsTheDisease(place) => {
            t!("doubt-suspected", name = names.conditions.get(*place).cloned().unwrap_or_default())
        }
        Doubt::ReactedToThat(_) => t!("doubt-reacted"),
        Doubt::IsAllergic(place) => {
            t!("doubt-allergy", name = names.allergies.get(*place).cloned().unwrap_or_default())
        }
        Doubt::StatedAsRead => t!("doubt-stated-as-read"),
        Doubt::YoungerThan(age) => t!("doubt-younger", age = i64::from(*age)),
        Doubt::Female => t!("doubt-female"),
        Doubt::Said(said) => words(said),
    }
}

/// Limits of a check: what it could not look at, each in a sentence.
pub fn limits(findings: &Findings, names: &Names) -> Vec<String> {
    let mut said = Vec::new();
    for one in &findings.not_checked {
        let name = names.medicine(one.index);
        said.push(match &one.why {
            Unchecked::NotRecognised => t!("unchecked-not-recognised", name = name),
            Unchecked::Unsure(candidates) => {
                let candidates: Vec<String> = candidates.iter().map(|one| words(one)).collect();
                t!("unchecked-unsure", name = name, candidates = format::list(&candidates))
            }
            Unchecked::Contradictory(meant) => {
                let meant: Vec<String> = meant.iter().map(|one| words(one)).collect();
                t!("unchecked-contradictory", name = name, meant = format::list(&meant))
            }
            Unchecked::NoPeriod => t!("unchecked-no-period", name = name),
            Unchecked::OutsideProfile => t!("unchecked-outside", name = name),
        });
    }
    if !findings.allergies_not_understood.is_empty() {
        let allergies: Vec<String> =
            findings.allergies_not_understood.iter().map(|place| allergy(*place, names)).collect();
        said.push(t!("unchecked-allergies", names = format::list(&allergies)));
    }
    if !findings.conditions_without_code.is_empty() {
        let conditions: Vec<String> = findings
            .conditions_without_code
            .iter()
            .filter_map(|place| names.conditions.get(*place).cloned())
            .collect();
        said.push(t!("unchecked-conditions", names = format::list(&conditions)));
    }
    said.extend(findings.not_considered.iter().map(|category| match category {
        Category::Allergies => t!("unconsidered-allergies"),
        Category::Conditions => t!("unconsidered-conditions"),
        Category::Kidney => t!("unconsidered-kidney"),
        Category::Pregnancy => t!("unconsidered-pregnancy"),
        Category::Age => t!("unconsidered-age"),
        Category::Sex => t!("unconsidered-sex"),
        Category::OverTheCounter => t!("unconsidered-otc"),
    }));
    said
}
