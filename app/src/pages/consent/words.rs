//! Names of kinds, facilities, terms and reasons.

use super::{Chosen, content::Problem};
use crate::{format, t};
use shared::{
    category::{Categories, Category},
    consent::{
        ChangeKind, Consent, Excluded, FacilityKind, Line, Preset, Purpose, Reason, Rule, Scope, Sharing,
        Shown, State, Subject, Term, Whom,
    },
    ids::ItemId,
    time::{Moment, tokyo},
};
use std::collections::{BTreeMap, BTreeSet};

/// Name of a kind where the person decides who may see it.
pub fn kind(category: Category) -> String {
    t!(&format!("consent-kind-{}", category.as_str()))
}

/// Name of a subject that is kept back.
pub fn subject(subject: Subject) -> String {
    match subject {
        Subject::Psychiatry => t!("consent-subject-psychiatry"),
        Subject::Infections => t!("consent-subject-infections"),
        Subject::Gynaecology => t!("consent-subject-gynaecology"),
    }
}

pub fn whom(whom: &Whom, sharing: &Sharing) -> String {
    match whom {
        Whom::Anyone => t!("consent-whom-anyone"),
        Whom::Kind(FacilityKind::Hospital) => t!("consent-whom-hospitals"),
        Whom::Kind(FacilityKind::Clinic) => t!("consent-whom-clinics"),
        Whom::Kind(FacilityKind::Pharmacy) => t!("consent-whom-pharmacies"),
        Whom::Kind(FacilityKind::CareProvider) => t!("consent-whom-care-providers"),
        Whom::Facility(code) => {
            let name = sharing.names.get(code).cloned();
            name.unwrap_or_else(|| t!("consent-whom-gone", code = code.to_string()))
        }
    }
}

pub fn chosen(chosen: &Chosen, sharing: &Sharing) -> String {
    match chosen.purpose {
        Purpose::Emergency => t!("consent-whom-emergency"),
        Purpose::Care => whom(&chosen.whom, sharing),
    }
}

fn term(consent: &Consent) -> String {
    match consent.terms.term {
        Term::Visit => match consent.terms.term.ends_at(consent.begun_at) {
            Some(end) => t!("consent-term-visit-until", until = format::instant(end)),
            None => t!("consent-term-visit"),
        },
        Term::HomeCare => t!("consent-term-home-care"),
        Term::Standing => t!("consent-term-standing"),
        Term::Days { from, until } => {
            t!("consent-term-days", from = format::date(from), until = format::date(until))
        }
    }
}

/// What sort of place a facility is.
pub fn sort(kind: FacilityKind) -> String {
    match kind {
        FacilityKind::Hospital => t!("consent-sort-hospital"),
        FacilityKind::Clinic => t!("consent-sort-clinic"),
        FacilityKind::Pharmacy => t!("consent-sort-pharmacy"),
        FacilityKind::CareProvider => t!("consent-sort-care-provider"),
    }
}

/// What some decisions say, in a sentence for each thing that they do. `name`: what a single item is called.
pub fn decided(
    consents: &[&Consent],
    sharing: &Sharing,
    name: impl Fn(&ItemId) -> Option<String>,
) -> Vec<String> {
    let mut towards: BTreeMap<&Whom, Vec<&Consent>> = BTreeMap::new();
    for consent in consents {
        towards.entry(&consent.terms.whom).or_default().push(consent);
    }
    let said = |(whom, consents): (&Whom, Vec<&Consent>)| {
        let them = self::whom(whom, sharing);
        let permitted: Vec<String> = permitted(&consents)
            .into_iter()
            .map(|(what, term)| t!("consent-says-permit", whom = them.clone(), what = what, term = term))
            .collect();
        let unreadable = consents.iter().any(|one| one.terms.rule == Rule::Unreadable);
        permitted
            .into_iter()
            .chain(excluded(&consents, whom, &them, &name))
            .chain(unreadable.then(|| t!("consent-says-unreadable")))
            .collect::<Vec<_>>()
    };
    towards.into_iter().flat_map(said).collect()
}

fn excluded(
    consents: &[&Consent],
    whom: &Whom,
    them: &str,
    name: &impl Fn(&ItemId) -> Option<String>,
) -> Vec<String> {
    let list = |what: BTreeSet<&Excluded>| {
        let said = what.into_iter().map(|one| match one {
            Excluded::Scope(Scope::Everything) => t!("consent-everything"),
            Excluded::Scope(Scope::Kind(category)) => kind(*category),
            Excluded::Subject(one) => subject(*one),
            Excluded::Item(item) => name(item).unwrap_or_else(|| t!("consent-some-item")),
        });
        format::list(&said.collect::<Vec<_>>())
    };
    let (mut care, mut emergencies) =
        (excluded_in(consents, Purpose::Care), excluded_in(consents, Purpose::Emergency));
    let mut said = Vec::new();
    if *whom == Whom::Anyone {
        let always: BTreeSet<_> = care.intersection(&emergencies).copied().collect();
        care.retain(|what| !always.contains(what));
        emergencies.retain(|what| !always.contains(what));
        said.extend((!always.is_empty()).then(|| t!("consent-says-exclude-always", what = list(always))));
        said.extend((!care.is_empty()).then(|| t!("consent-says-exclude-anyone", what = list(care))));
    } else {
        let what = (!care.is_empty()).then(|| list(care));
        said.extend(what.map(|what| t!("consent-says-exclude", whom = them.to_owned(), what = what)));
    }
    let what = (!emergencies.is_empty()).then(|| list(emergencies));
    said.extend(what.map(|what| t!("consent-says-exclude-emergency", what = what)));
    said
}

fn excluded_in<'a>(together: &[&'a Consent], purpose: Purpose) -> BTreeSet<&'a Excluded> {
    let excluded = together.iter().filter_map(|one| match &one.terms.rule {
        Rule::Exclude(what, then) if *then == purpose => Some(what),
        _ => None,
    });
    excluded.collect()
}

/// What is permitted, for each time for which something is.
fn permitted(consents: &[&Consent]) -> Vec<(String, String)> {
    let mut permitted: Vec<(String, BTreeSet<Scope>)> = Vec::new();
    for one in consents {
        let Rule::Permit(scope) = one.terms.rule else { continue };
        let term = term(one);
        match permitted.iter_mut().find(|(other, _)| *other == term) {
            Some((_, scopes)) => drop(scopes.insert(scope)),
            None => permitted.push((term, BTreeSet::from([scope]))),
        }
    }
    permitted.into_iter().map(|(term, scopes)| (scopes_in_words(&scopes), term)).collect()
}

fn scopes_in_words(scopes: &BTreeSet<Scope>) -> String {
    let kinds: Categories = scopes
        .iter()
        .filter_map(|scope| match scope {
            Scope::Kind(kind) => Some(*kind),
            Scope::Everything => None,
        })
        .collect();
    if !scopes.contains(&Scope::Everything) {
        return kind_list(kinds);
    }
    let own = Category::with_own_consent();
    match own.and(kinds.missing()) {
        missing if missing.is_empty() => t!("consent-everything"),
        missing if missing == own => t!("consent-everything-ordinary"),
        missing => t!("consent-everything-but", kinds = kind_list(missing)),
    }
}

fn kind_list(kinds: Categories) -> String {
    format::list(&kinds.iter().map(kind).collect::<Vec<_>>())
}

pub fn reason(reason: Reason) -> String {
    match reason {
        Reason::Permitted(_) => t!("consent-reason-permitted"),
        Reason::Emergency => t!("consent-reason-emergency"),
        Reason::NoConsent => t!("consent-reason-none"),
        Reason::NeedsOwnConsent => t!("consent-reason-own"),
        Reason::Excluded(_) => t!("consent-reason-excluded"),
        Reason::DoesNotTreat => t!("consent-reason-does-not-treat"),
        Reason::Denied => t!("consent-reason-denied"),
        Reason::OnlyStated => t!("consent-reason-only-stated"),
        Reason::NotAHospital => t!("consent-reason-not-a-hospital"),
        Reason::UnknownFacility => t!("consent-reason-unknown-facility"),
        Reason::Unreadable(_) => t!("consent-reason-unreadable"),
    }
}

pub fn state(state: State) -> String {
    match state {
        State::None => t!("consent-treating-nothing-said"),
        State::Asked => t!("consent-treating-asked"),
        State::Confirmed => t!("consent-treating-confirmed"),
        State::Kept => t!("consent-treating-kept"),
        State::Visit { until } => t!("consent-treating-visit", until = instant(until)),
        State::Denied { .. } => t!("consent-treating-denied"),
    }
}

/// Name of what a desk saw.
pub fn shown_at_desk(shown: Shown) -> String {
    match shown {
        Shown::Card => t!("shown-card"),
        Shown::PaperWithPhotograph => t!("shown-paper"),
    }
}

pub fn change(kind: ChangeKind) -> String {
    match kind {
        ChangeKind::Preset(preset) => self::preset(preset),
        ChangeKind::Switches => t!("consent-change-switches"),
        ChangeKind::Item => t!("consent-change-item"),
        ChangeKind::Withdrawal => t!("consent-change-withdrawal"),
        ChangeKind::Undo => t!("consent-change-undo"),
    }
}

pub fn preset(preset: Preset) -> String {
    match preset {
        Preset::Everyone => t!("consent-preset-everyone"),
        Preset::AskEachTime => t!("consent-preset-ask"),
        Preset::EmergenciesOnly => t!("consent-preset-emergencies"),
    }
}

pub fn problem(problem: Problem) -> String {
    match problem {
        Problem::UnknownFacility => t!("consent-problem-unknown-facility"),
        Problem::Blocked => t!("consent-problem-blocked"),
        Problem::NothingThere => t!("consent-problem-nothing-there"),
        Problem::LongerByMore => t!("consent-problem-longer-by-more"),
        Problem::ClosedByAnother => t!("consent-problem-closed-by-another"),
    }
}

/// The day and the time of day in Asia/Tokyo.
pub fn instant(at: chrono::DateTime<chrono::Utc>) -> String {
    format::moment_with_time(&Moment::Instant(at.with_timezone(&tokyo())))
}

/// Name of one line. Which infection test it is no page says without a fresh proof: alike ones have one number.
pub fn line(line: &Line) -> String {
    match line.category {
        Category::Infections => t!("consent-line-infection", number = line.name.clone()),
        _ => line.name.clone(),
    }
}
