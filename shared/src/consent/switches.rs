//! What switches and presets do: from a state that is wanted to what is given and withdrawn for it. The page
//! tries it out with [`as_if`] before anybody saves; the server takes the same steps.

use super::{
    Change, Consent, Decision, Excluded, FacilityKind, Purpose, Reason, Relationships, Request, Rule, Scope,
    Subjects, SubjectsChange, Term, Terms, Who, Whom, decide,
};
use crate::{
    category::{Categories, Category},
    ids::{ConsentId, ItemId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing to write down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `begun`: what the term is counted from, where that was earlier than now.
    Give {
        terms: Terms,
        begun: Option<DateTime<Utc>>,
    },
    Withdraw(ConsentId),
}

/// Why a switch cannot be turned on here: something broader excludes it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} cannot be shown: it is excluded towards {whom}", category.as_str())]
pub struct Blocked {
    pub category: Category,
    pub whom: Whom,
}

/// What a few words decide at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// 治療してくれるところすべてに見せる
    Everyone,
    /// そのつど決める
    AskEachTime,
    /// 緊急のときだけ
    EmergenciesOnly,
}

/// The switches towards somebody, for a purpose: one for each kind of information.
#[derive(Clone, Copy, Debug)]
pub struct Board<'a> {
    pub consents: &'a [Consent],
    pub relationships: &'a Relationships,
    pub whom: &'a Whom,
    pub purpose: Purpose,
    pub now: DateTime<Utc>,
}

impl Whom {
    /// Whoever stands for them in a preview. In an emergency "anyone" is some hospital: nobody else has any.
    pub fn stand_in(&self, purpose: Purpose) -> Who {
        match self {
            Self::Anyone if purpose == Purpose::Emergency => Who::Somebody(Some(FacilityKind::Hospital)),
            Self::Anyone => Who::Somebody(None),
            Self::Kind(kind) => Who::Somebody(Some(*kind)),
            Self::Facility(code) => Who::Facility(code.clone()),
        }
    }
}

impl Board<'_> {
    /// Where the switches stand: what is decided is what they show.
    pub fn decision(&self) -> Decision {
        self.decision_over(self.consents)
    }

    fn decision_over(&self, consents: &[Consent]) -> Decision {
        let request = Request { who: self.whom.stand_in(self.purpose), purpose: self.purpose };
        decide(&request, consents, self.relationships, self.now)
    }

    /// What to write down so that exactly the kinds in `wanted` are on; what is newly permitted holds for `term`, and
    /// what was permitted for longer holds for `term` from now on.
    ///
    /// # Errors
    /// [`Blocked`] where something that was decided for more than these facilities excludes a kind.
    pub fn steps_to(&self, wanted: Categories, term: Term) -> Result<Vec<Step>, Blocked> {
        let shown = self.decision().shown();
        let (off, on) = (shown.and(wanted.missing()), wanted.and(shown.missing()));
        let mut steps = self.lifted(on, wanted);
        steps.extend(self.withdrawn(off));
        let then = self.decision_over(&as_if(self.consents, &steps, self.now));
        for category in off.iter().filter(|category| then.reason(*category).shows()) {
            steps.push(self.exclusion(Scope::Kind(category)));
        }
        steps.extend(self.permitted(on, &then, term)?);
        steps.extend(self.shortened(wanted.and(shown), term));
        Ok(steps)
    }

    /// What to write down so that these subjects are kept back from exactly these facilities, until that is taken back, and
    /// those are not any more.
    pub fn steps_to_keep_back(&self, change: SubjectsChange) -> Vec<Step> {
        let mut steps = Vec::new();
        for subject in Subjects::ALL.iter() {
            let rule = Rule::Exclude(Excluded::Subject(subject), self.purpose);
            let mine: Vec<ConsentId> =
                self.mine().filter(|one| one.terms.rule == rule).map(|one| one.id).collect();
            if change.keep.contains(subject) && mine.is_empty() {
                steps.push(give(rule, self.whom.clone(), Term::Standing));
            } else if change.open.contains(subject) {
                steps.extend(mine.into_iter().map(Step::Withdraw));
            }
        }
        steps
    }

    /// The subjects that are kept back from exactly these facilities.
    pub fn kept_back(&self) -> Subjects {
        let subjects = self.mine().filter_map(|one| match one.terms.rule {
            Rule::Exclude(Excluded::Subject(subject), purpose) if purpose == self.purpose => Some(subject),
            _ => None,
        });
        subjects.collect()
    }

    /// Which of these kinds a decision for more than these facilities shows, whatever is decided for them alone: for
    /// them no term is shortened here.
    pub fn shown_by_more(&self, wanted: Categories) -> Categories {
        let own = |one: &Consent| one.terms.whom == *self.whom && matches!(one.terms.rule, Rule::Permit(_));
        let others: Vec<Consent> = self.consents.iter().filter(|one| !own(one)).cloned().collect();
        self.decision_over(&others).shown().and(wanted)
    }

    /// The same permissions for a shorter term, of kinds that stay on.
    fn shortened(&self, kept: Categories, term: Term) -> Vec<Step> {
        let longer = self.mine().filter(|consent| match consent.terms.rule {
            Rule::Permit(Scope::Kind(kind)) => kept.contains(kind),
            Rule::Permit(Scope::Everything) => !kept.is_empty(),
            _ => false,
        });
        let longer = longer.filter(|one| {
            self.purpose == Purpose::Care && term.is_shorter_than(self.now, one.terms.term, one.begun_at)
        });
        let again = |one: &Consent| give(one.terms.rule.clone(), self.whom.clone(), term);
        longer.flat_map(|one| [Step::Withdraw(one.id), again(one)]).collect()
    }

    /// Takes back what excludes these kinds for exactly these facilities. Where everything was excluded, the
    /// kinds that stay off get an exclusion of their own.
    fn lifted(&self, on: Categories, wanted: Categories) -> Vec<Step> {
        let mut steps = Vec::new();
        for consent in self.mine() {
            match &consent.terms.rule {
                Rule::Exclude(Excluded::Scope(Scope::Kind(kind)), purpose)
                    if *purpose == self.purpose && on.contains(*kind) =>
                {
                    steps.push(Step::Withdraw(consent.id));
                }
                Rule::Exclude(Excluded::Scope(Scope::Everything), purpose)
                    if *purpose == self.purpose && !on.is_empty() =>
                {
                    steps.push(Step::Withdraw(consent.id));
                    steps.extend(wanted.missing().iter().map(|kind| self.exclusion(Scope::Kind(kind))));
                }
                _ => {}
            }
        }
        steps
    }

    fn withdrawn(&self, off: Categories) -> Vec<Step> {
        let permits = self.mine().filter(|consent| match consent.terms.rule {
            Rule::Permit(Scope::Kind(kind)) => off.contains(kind),
            _ => false,
        });
        permits.map(|consent| Step::Withdraw(consent.id)).collect()
    }

    /// Permissions for the kinds that are still off; one for everything where nothing ordinary was on.
    fn permitted(&self, on: Categories, then: &Decision, term: Term) -> Result<Vec<Step>, Blocked> {
        let mut missing = on.and(then.shown().missing());
        for category in missing.iter() {
            if let Reason::Excluded(id) | Reason::Unreadable(id) = then.reason(category) {
                let by = self.consents.iter().find(|one| one.id == id);
                let whom = by.map_or(Whom::Anyone, |one| one.terms.whom.clone());
                return Err(Blocked { category, whom });
            }
        }
        let ordinary = Category::with_own_consent().missing();
        let mut scopes = Vec::new();
        if missing.and(ordinary) == ordinary {
            scopes.push(Scope::Everything);
            missing = missing.and(ordinary.missing());
        }
        scopes.extend(missing.iter().map(Scope::Kind));
        // For emergencies nothing needs to be permitted: who is no hospital has none.
        let scopes = scopes.into_iter().filter(|_| self.purpose == Purpose::Care);
        Ok(scopes.map(|scope| give(Rule::Permit(scope), self.whom.clone(), term)).collect())
    }

    fn exclusion(&self, scope: Scope) -> Step {
        let rule = Rule::Exclude(Excluded::Scope(scope), self.purpose);
        give(rule, self.whom.clone(), Term::Standing)
    }

    /// What was decided for exactly these facilities and has not ended.
    pub fn mine(&self) -> impl Iterator<Item = &Consent> {
        let now = self.now;
        in_force(self.consents, now).filter(|consent| consent.terms.whom == *self.whom)
    }
}

impl Preset {
    pub const ALL: [Self; 3] = [Self::Everyone, Self::AskEachTime, Self::EmergenciesOnly];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::AskEachTime => "ask-each-time",
            Self::EmergenciesOnly => "emergencies-only",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == name)
    }

    /// Which one describes what stands. Without a word from the patient every visit is asked about; `None`: something
    /// is shown for longer, and not to everybody who treats, or a kind of information is kept from everybody.
    pub fn of(consents: &[Consent], now: DateTime<Utc>) -> Option<Self> {
        let stands = |terms: &Terms| in_force(consents, now).any(|one| one.terms == *terms);
        if stands(&nobody_for_care()) {
            Some(Self::EmergenciesOnly)
        } else if in_force(consents, now).any(|one| keeps_a_kind_from_everybody(&one.terms)) {
            None
        } else if stands(&everybody_who_treats()) {
            Some(Self::Everyone)
        } else {
            let lasting = in_force(consents, now).any(|one| lasts(&one.terms));
            (!lasting).then_some(Self::AskEachTime)
        }
    }

    /// What choosing it writes down. Who wants to show everything, or to be asked, takes back that a kind is kept from
    /// everybody: otherwise a page would say that all is shown while nothing is. Decisions that exclude single items
    /// and facilities stay.
    pub fn steps(self, consents: &[Consent], now: DateTime<Utc>) -> Vec<Step> {
        let gone = |consent: &&Consent| match (self, &consent.terms) {
            (Self::Everyone | Self::AskEachTime, terms)
                if *terms == nobody_for_care() || keeps_a_kind_from_everybody(terms) =>
            {
                true
            }
            (Self::AskEachTime, terms) => lasts(terms),
            (Self::EmergenciesOnly, Terms { rule: Rule::Permit(_), .. }) => true,
            (Self::EmergenciesOnly, terms) => *terms == nobody_in_emergencies(),
            _ => false,
        };
        let mut steps: Vec<Step> =
            in_force(consents, now).filter(gone).map(|one| Step::Withdraw(one.id)).collect();
        let wanted = match self {
            Self::Everyone => Some(everybody_who_treats()),
            Self::AskEachTime => None,
            Self::EmergenciesOnly => Some(nobody_for_care()),
        };
        let missing = wanted.filter(|terms| !in_force(consents, now).any(|one| one.terms == *terms));
        steps.extend(missing.map(|terms| Step::Give { terms, begun: None }));
        steps
    }
}

/// Shows something for longer than a visit, or to more than the facility of that visit.
fn lasts(terms: &Terms) -> bool {
    let visit = terms.term == Term::Visit && matches!(terms.whom, Whom::Facility(_));
    matches!(terms.rule, Rule::Permit(_)) && !visit
}

fn keeps_a_kind_from_everybody(terms: &Terms) -> bool {
    let kind = matches!(terms.rule, Rule::Exclude(Excluded::Scope(Scope::Kind(_)), Purpose::Care));
    kind && terms.whom == Whom::Anyone
}

fn everybody_who_treats() -> Terms {
    Terms { rule: Rule::Permit(Scope::Everything), whom: Whom::Anyone, term: Term::Standing }
}

fn nobody_for_care() -> Terms {
    nobody(Purpose::Care)
}

fn nobody_in_emergencies() -> Terms {
    nobody(Purpose::Emergency)
}

fn nobody(purpose: Purpose) -> Terms {
    let rule = Rule::Exclude(Excluded::Scope(Scope::Everything), purpose);
    Terms { rule, whom: Whom::Anyone, term: Term::Standing }
}

/// What to write down so that an item stays out of exactly these purposes, towards everybody.
pub fn item_steps(
    consents: &[Consent],
    item: &ItemId,
    hidden_in: &[Purpose],
    now: DateTime<Utc>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    for purpose in Purpose::ALL {
        let terms = Terms {
            rule: Rule::Exclude(Excluded::Item(item.clone()), purpose),
            whom: Whom::Anyone,
            term: Term::Standing,
        };
        let standing: Vec<ConsentId> =
            in_force(consents, now).filter(|one| one.terms == terms).map(|one| one.id).collect();
        match (hidden_in.contains(&purpose), standing.is_empty()) {
            (true, true) => steps.push(Step::Give { terms, begun: None }),
            (false, false) => steps.extend(standing.into_iter().map(Step::Withdraw)),
            _ => {}
        }
    }
    steps
}

/// What takes a change back: what it gave is withdrawn, what it withdrew is given again and ends when it would
/// have ended.
pub fn undo_steps(change: &Change, consents: &[Consent], now: DateTime<Utc>) -> Vec<Step> {
    let find = |id: &ConsentId| consents.iter().find(|one| one.id == *id);
    let given = change.given.iter().filter_map(find).filter(|one| one.stands(now));
    let mut steps: Vec<Step> = given.map(|one| Step::Withdraw(one.id)).collect();
    let again = change.withdrawn.iter().filter_map(find).filter(|one| {
        let there = in_force(consents, now).any(|other| other.terms == one.terms);
        one.terms.rule != Rule::Unreadable && !one.is_over(now) && !there
    });
    steps.extend(again.map(|one| Step::Give { terms: one.terms.clone(), begun: Some(one.begun_at) }));
    steps
}

/// The consents as they would be once these steps were taken: for showing what would change.
pub fn as_if(consents: &[Consent], steps: &[Step], now: DateTime<Utc>) -> Vec<Consent> {
    let mut then = consents.to_vec();
    for step in steps {
        match step {
            Step::Withdraw(id) => {
                for consent in then.iter_mut().filter(|one| one.id == *id && one.withdrawn_at.is_none()) {
                    consent.withdrawn_at = Some(now);
                }
            }
            Step::Give { terms, begun } => then.push(Consent {
                id: ConsentId(Uuid::nil()),
                terms: terms.clone(),
                begun_at: begun.unwrap_or(now),
                given_at: now,
                withdrawn_at: None,
            }),
        }
    }
    then
}

fn give(rule: Rule, whom: Whom, term: Term) -> Step {
    Step::Give { terms: Terms { rule, whom, term }, begun: None }
}

/// What can still be taken back.
fn in_force(consents: &[Consent], now: DateTime<Utc>) -> impl Iterator<Item = &Consent> {
    consents.iter().filter(move |one| one.withdrawn_at.is_none() && !one.is_over(now))
}
