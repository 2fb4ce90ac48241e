//! Names of kinds, facilities, terms and reasons.

use super::{Chosen, content::Problem};
use crate::{format, t};
use shared::{
    category::Category,
    consent::{
        ChangeKind, Consent, Excluded, FacilityKind, Line, Preset, Purpose, Reason, Rule, Scope, Sharing,
        Shown, State, Term, Whom,
    },
    time::{Moment, tokyo},
};

/// Name of a kind where the person decides who may see it.
pub fn kind(category: Category) -> String {
    t!(&format!("consent-kind-{}", category.as_str()))
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

pub fn term(term: Term) -> String {
    match term {
        Term::Visit => t!("consent-term-visit"),
        Term::HomeCare => t!("consent-term-home-care"),
        Term::Standing => t!("consent-term-standing"),
        Term::Days { from, until } => {
            t!("consent-term-days", from = format::date(from), until = format::date(until))
        }
    }
}

/// One decision in a sentence. `name`: what a single item is called.
pub fn decided(
    consent: &Consent,
    sharing: &Sharing,
    name: impl Fn(&shared::ids::ItemId) -> Option<String>,
) -> String {
    let scope = |scope: Scope| match scope {
        Scope::Everything => t!("consent-everything"),
        Scope::Kind(category) => kind(category),
    };
    let whom = whom(&consent.terms.whom, sharing);
    match &consent.terms.rule {
        Rule::Permit(what) => {
            let what = match what {
                Scope::Everything => t!("consent-everything-ordinary"),
                Scope::Kind(category) => kind(*category),
            };
            t!("consent-says-permit", whom = whom, what = what, term = term(consent.terms.term))
        }
        Rule::Exclude(what, purpose) => {
            let what = match what {
                Excluded::Scope(one) => scope(*one),
                Excluded::Item(item) => name(item).unwrap_or_else(|| t!("consent-some-item")),
            };
            match purpose {
                Purpose::Care if consent.terms.whom == Whom::Anyone => {
                    t!("consent-says-exclude-anyone", what = what)
                }
                Purpose::Care => t!("consent-says-exclude", whom = whom, what = what),
                Purpose::Emergency => t!("consent-says-exclude-emergency", what = what),
            }
        }
        Rule::Unreadable => t!("consent-says-unreadable"),
    }
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
