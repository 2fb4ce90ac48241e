//! The decision: may this viewer see this now, and why.

use super::{
    Consent, Excluded, FacilityKind, Purpose, Relationships, Rule, Scope, State, Subjects, Who,
    whom::{Asker, KnownKind, NotTreating},
};
use crate::{
    category::{Categories, Category},
    ids::{ConsentId, ItemId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Who asks, and what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub who: Who,
    pub purpose: Purpose,
}

/// What may be passed on, and why, kind by kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// One for each of [`Category::ALL`], in that order.
    pub kinds: Vec<Outcome>,
    /// Single items that stay out.
    pub withheld: BTreeSet<ItemId>,
    /// Subjects that stay out.
    #[serde(default)]
    pub subjects: Subjects,
    /// Whether diagnoses that the patient has not been told may go along. It says nothing about whether there are any.
    pub untold: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub category: Category,
    pub reason: Reason,
}

/// Why a kind is shown, or not. Of several consents the one with the smallest id is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    Permitted(ConsentId),
    /// Life comes first, and nothing was excluded.
    Emergency,
    NoConsent,
    /// "Everything" was permitted; this kind is shared by a consent of its own.
    NeedsOwnConsent,
    Excluded(ConsentId),
    /// It would be permitted to whoever treats the patient, and the patient never said that this one does.
    DoesNotTreat,
    /// The patient said that it does not treat them.
    Denied,
    /// A visit was stated at its desk; this kind waits for the patient's own word.
    OnlyStated,
    /// Emergencies are for hospitals.
    NotAHospital,
    /// There is no such facility here.
    UnknownFacility,
    /// A consent cannot be read: it may have been an exclusion.
    Unreadable(ConsentId),
}

impl Reason {
    pub fn shows(self) -> bool {
        match self {
            Self::Permitted(_) | Self::Emergency => true,
            Self::NoConsent
            | Self::NeedsOwnConsent
            | Self::Excluded(_)
            | Self::DoesNotTreat
            | Self::Denied
            | Self::OnlyStated
            | Self::NotAHospital
            | Self::UnknownFacility
            | Self::Unreadable(_) => false,
        }
    }
}

impl Decision {
    /// As though nothing stood in the way: what could be passed on at all.
    pub fn unlimited() -> Self {
        Self::all(Reason::Emergency)
    }

    fn all(reason: Reason) -> Self {
        let kinds = Category::ALL.map(|category| Outcome { category, reason }).to_vec();
        Self { kinds, withheld: BTreeSet::new(), subjects: Subjects::NONE, untold: false }
    }

    /// The kinds that are shown.
    pub fn shown(&self) -> Categories {
        self.kinds.iter().filter(|one| one.reason.shows()).map(|one| one.category).collect()
    }

    /// The kinds that were excluded: what carries one of them along stays out as well.
    pub fn excluded(&self) -> Categories {
        let excluded = |one: &&Outcome| matches!(one.reason, Reason::Excluded(_));
        self.kinds.iter().filter(excluded).map(|one| one.category).collect()
    }

    /// The consents by which something is shown; none in an emergency.
    pub fn basis(&self) -> BTreeSet<ConsentId> {
        let permitted = |one: &Outcome| match one.reason {
            Reason::Permitted(id) => Some(id),
            _ => None,
        };
        self.kinds.iter().filter_map(permitted).collect()
    }

    pub fn reason(&self, category: Category) -> Reason {
        let found = self.kinds.iter().find(|one| one.category == category);
        found.map_or(Reason::NoConsent, |one| one.reason)
    }
}

/// What whoever asks may be shown at `now`. The order of `consents` does not matter.
pub fn decide(
    request: &Request,
    consents: &[Consent],
    relationships: &Relationships,
    now: DateTime<Utc>,
) -> Decision {
    let standing: Vec<&Consent> = consents.iter().filter(|one| one.stands(now)).collect();
    if let Some(id) = standing.iter().filter(|one| may_be_an_exclusion(one)).map(|one| one.id).min() {
        return Decision::all(Reason::Unreadable(id));
    }
    let Some((asker, visits)) = relationships.asker(&request.who, now) else {
        return Decision::all(Reason::UnknownFacility);
    };
    if request.purpose == Purpose::Emergency && !has_emergencies(asker) {
        return Decision::all(Reason::NotAHospital);
    }
    let question = Question { purpose: request.purpose, standing, asker, visits, now };
    Decision {
        kinds: Category::ALL.map(|category| Outcome { category, reason: question.reason(category) }).to_vec(),
        withheld: question.withheld(),
        subjects: question.subjects(),
        untold: question.untold(),
    }
}

/// What cannot be read may have been an exclusion.
fn may_be_an_exclusion(consent: &Consent) -> bool {
    consent.terms.rule == Rule::Unreadable
}

/// Emergencies are for hospitals.
fn has_emergencies(asker: Asker<'_>) -> bool {
    asker.kind == KnownKind::Known(FacilityKind::Hospital)
}

/// A request with everything that bears on it.
struct Question<'a> {
    purpose: Purpose,
    standing: Vec<&'a Consent>,
    asker: Asker<'a>,
    visits: &'a BTreeSet<NaiveDate>,
    now: DateTime<Utc>,
}

impl<'a> Question<'a> {
    fn reason(&self, category: Category) -> Reason {
        let excluded = self.exclusions().filter(|(what, _)| match what {
            Excluded::Scope(scope) => scope.covers(category),
            Excluded::Item(_) | Excluded::Subject(_) => false,
        });
        match (excluded.map(|(_, id)| id).min(), self.purpose) {
            (Some(id), _) => Reason::Excluded(id),
            (_, Purpose::Emergency) if category.is_for_emergencies() => Reason::Emergency,
            (_, Purpose::Emergency) => Reason::NoConsent,
            (_, Purpose::Care) => self.permission(category),
        }
    }

    fn permission(&self, category: Category) -> Reason {
        let mut permitted: Option<ConsentId> = None;
        let mut otherwise = Reason::NoConsent;
        for (scope, consent) in self.permissions().filter(|(scope, _)| scope.covers(category)) {
            let instead = match consent.terms.whom.permits(self.asker, consent.begun_at) {
                Ok(true) if !opens(scope, category) => Reason::NeedsOwnConsent,
                Ok(true) if self.is_only_stated(consent) && waits_for_the_patient(category) => {
                    Reason::OnlyStated
                }
                Ok(true) => {
                    permitted = Some(permitted.map_or(consent.id, |so_far| so_far.min(consent.id)));
                    continue;
                }
                Err(NotTreating::Denied) => Reason::Denied,
                Err(NotTreating::Unconfirmed) => Reason::DoesNotTreat,
                Ok(false) => continue,
            };
            if nearness(instead) > nearness(otherwise) {
                otherwise = instead;
            }
        }
        permitted.map_or(otherwise, Reason::Permitted)
    }

    /// Whether it is by staff's word alone, and not by the patient's, that this permission reaches whoever asks.
    fn is_only_stated(&self, consent: &Consent) -> bool {
        !consent.terms.whom.is_named() && matches!(self.asker.state, State::Visit { .. })
    }

    /// What the patient has not been told goes with diagnoses, for care, to whom the patient chose by name or
    /// confirmed: neither a stated visit nor what was kept from before is their own word.
    fn untold(&self) -> bool {
        let kind = Category::Diagnoses;
        let open = self.purpose == Purpose::Care && self.reason(kind).shows();
        open && self.permissions().any(|(scope, consent)| {
            let reaches = consent.terms.whom.permits(self.asker, consent.begun_at) == Ok(true);
            scope.covers(kind) && reaches && self.is_by_the_patient(consent)
        })
    }

    /// Whether it is by the patient's own word that this permission reaches whoever asks.
    fn is_by_the_patient(&self, consent: &Consent) -> bool {
        consent.terms.whom.is_named() || self.asker.state == State::Confirmed
    }

    fn withheld(&self) -> BTreeSet<ItemId> {
        let items = self.exclusions().filter_map(|(what, _)| match what {
            Excluded::Item(item) => Some(item.clone()),
            Excluded::Scope(_) | Excluded::Subject(_) => None,
        });
        items.collect()
    }

    fn subjects(&self) -> Subjects {
        let subjects = self.exclusions().filter_map(|(what, _)| match what {
            Excluded::Subject(subject) => Some(*subject),
            Excluded::Scope(_) | Excluded::Item(_) => None,
        });
        subjects.collect()
    }

    /// Permissions that have begun and not ended, towards whomever.
    fn permissions(&self) -> impl Iterator<Item = (Scope, &'a Consent)> {
        self.standing.iter().copied().filter_map(|consent| match consent.terms.rule {
            Rule::Permit(scope) if consent.given_at <= self.now && self.is_still_permitted(consent) => {
                Some((scope, consent))
            }
            _ => None,
        })
    }

    /// Home care goes on by what arrives only where the patient made the relationship.
    fn is_still_permitted(&self, consent: &Consent) -> bool {
        static NONE: BTreeSet<NaiveDate> = BTreeSet::new();
        let made = consent.terms.whom.is_named() || self.asker.state.goes_on();
        let visits = if made { self.visits } else { &NONE };
        consent.terms.term.holds(consent.begun_at, visits, self.now)
    }

    /// Exclusions for this purpose that reach whoever asks. One that is dated later than now was given all the
    /// same: clocks differ, and the patient does not wait for them.
    fn exclusions(&self) -> impl Iterator<Item = (&'a Excluded, ConsentId)> {
        self.standing.iter().copied().filter_map(|consent| match &consent.terms.rule {
            Rule::Exclude(what, purpose)
                if *purpose == self.purpose
                    && consent.terms.whom.excludes(self.asker)
                    && self.is_within(consent) =>
            {
                Some((what, consent.id))
            }
            _ => None,
        })
    }

    fn is_within(&self, consent: &Consent) -> bool {
        consent.terms.term.holds(consent.begun_at, self.visits, self.now)
    }
}

/// Of several reasons why nothing is shown the one that the least would change is named.
fn nearness(reason: Reason) -> u8 {
    match reason {
        Reason::OnlyStated => 4,
        Reason::NeedsOwnConsent => 3,
        Reason::Denied => 2,
        Reason::DoesNotTreat => 1,
        _ => 0,
    }
}

/// Kinds that staff's word alone does not open.
fn waits_for_the_patient(category: Category) -> bool {
    category == Category::Infections
}

/// Whether a permission of this scope is enough for this kind.
fn opens(scope: Scope, category: Category) -> bool {
    match scope {
        Scope::Kind(kind) => kind == category,
        Scope::Everything => category.is_in_everything(),
    }
}
