//! Several who decide for one person, as two parents do: what one of them closes, none of the others opens.

use super::{Consent, Excluded, Purpose, Rule, Scope, Step, Term, Terms, Whom};
use crate::{
    category::{Categories, Category},
    ids::{AccountId, ConsentId},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Decisions of the others who decide for the same person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// Those that one of them gave, and who.
    pub gave: BTreeMap<ConsentId, AccountId>,
    /// Permissions that one of them took back, and who.
    pub took_back: BTreeMap<ConsentId, AccountId>,
}

/// Somebody else who decides for the same person closed it: only they open it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("another one who decides closed it")]
pub struct ClosedByAnother;

/// Whether these steps open something that one of the others closed: take back what they excluded, or permit to as many,
/// or more, what they took back from all who treat or from a kind of facility. A single facility is another matter: it is
/// closed by an exclusion ([`closings`]), and asked about each time otherwise.
///
/// # Errors
/// [`ClosedByAnother`].
pub fn keep_closed(
    steps: &[Step],
    consents: &[Consent],
    others: &Others,
    now: DateTime<Utc>,
) -> Result<(), ClosedByAnother> {
    let opens = |step: &Step| match step {
        Step::Withdraw(id) => {
            let found = consents.iter().find(|one| one.id == *id);
            others.gave.contains_key(id) && found.is_none_or(|one| permitted(&one.terms).is_none())
        }
        Step::Give { terms, .. } => is_closed(terms, consents, others, now),
    };
    if steps.iter().any(opens) { Err(ClosedByAnother) } else { Ok(()) }
}

fn is_closed(terms: &Terms, consents: &[Consent], others: &Others, now: DateTime<Utc>) -> bool {
    let Some(scope) = permitted(terms).filter(|_| !matches!(terms.whom, Whom::Facility(_))) else {
        return false;
    };
    let taken_back = consents.iter().filter_map(|one| Some((one, others.took_back.get(&one.id)?)));
    let mut same = taken_back.filter(|(one, _)| {
        let wide = !matches!(one.terms.whom, Whom::Facility(_));
        // Kinds of facilities, one after another, are everybody.
        let meets =
            terms.whom == Whom::Anyone || one.terms.whom == Whom::Anyone || terms.whom == one.terms.whom;
        wide && meets && overlaps(&one.terms, scope)
    });
    same.any(|(closed, by)| {
        // Whoever closed it shows now as much, as long, to as many.
        let again = |one: &Consent| {
            let theirs = others.gave.get(&one.id) == Some(by);
            let stands = one.stands(now) && !one.is_over(now);
            let as_long = one.terms.term == Term::Standing || one.terms.term == terms.term;
            let as_many = one.terms.whom == closed.terms.whom || one.terms.whom == Whom::Anyone;
            theirs && stands && as_long && as_many && covers(&one.terms, scope)
        };
        !consents.iter().any(again)
    })
}

/// Exclusions that keep closed, also for the others, what these steps take back from one facility.
pub fn closings(steps: &[Step], consents: &[Consent], now: DateTime<Utc>) -> Vec<Step> {
    let taken_back = consents.iter().filter(|one| {
        steps.contains(&Step::Withdraw(one.id))
            && one.stands(now)
            && !one.terms.term.is_over(one.begun_at, now)
    });
    let facilities: BTreeSet<&Whom> = taken_back
        .clone()
        .map(|one| &one.terms.whom)
        .filter(|whom| matches!(whom, Whom::Facility(_)))
        .collect();
    let mut closings = Vec::new();
    for whom in facilities {
        let mine = taken_back.clone().filter(|one| one.terms.whom == *whom);
        let closed: Categories = mine.filter_map(|one| permitted(&one.terms)).flat_map(kinds).collect();
        let again = steps.iter().filter_map(|step| match step {
            Step::Give { terms, .. } if terms.whom == *whom => permitted(terms),
            _ => None,
        });
        let again: Categories = again.flat_map(kinds).collect();
        for kind in closed.and(again.missing()).iter() {
            let rule = Rule::Exclude(Excluded::Scope(Scope::Kind(kind)), Purpose::Care);
            let terms = Terms { rule, whom: whom.clone(), term: Term::Standing };
            let there = |step: &Step| matches!(step, Step::Give { terms: given, .. } if *given == terms);
            if !steps.iter().any(there) {
                closings.push(Step::Give { terms, begun: None });
            }
        }
    }
    closings
}

fn permitted(terms: &Terms) -> Option<Scope> {
    match terms.rule {
        Rule::Permit(scope) => Some(scope),
        Rule::Exclude(..) | Rule::Unreadable => None,
    }
}

fn overlaps(terms: &Terms, scope: Scope) -> bool {
    let theirs: Categories = permitted(terms).into_iter().flat_map(kinds).collect();
    let asked: Categories = kinds(scope).collect();
    !theirs.and(asked).is_empty()
}

fn covers(terms: &Terms, scope: Scope) -> bool {
    let theirs: Categories = permitted(terms).into_iter().flat_map(kinds).collect();
    let asked: Categories = kinds(scope).collect();
    asked.and(theirs.missing()).is_empty()
}

/// The kinds that a permission opens.
fn kinds(scope: Scope) -> impl Iterator<Item = Category> {
    let named = Category::with_own_consent();
    Category::ALL.into_iter().filter(move |kind| match scope {
        Scope::Everything => !named.contains(*kind),
        Scope::Kind(one) => one == *kind,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{consent::FacilityKind, ids::FacilityCode};
    use uuid::Uuid;

    fn at(minute: u32) -> DateTime<Utc> {
        format!("2026-11-30T01:{minute:02}:00Z").parse().unwrap()
    }

    fn hospital() -> Whom {
        Whom::Facility(FacilityCode::try_from("1310000011").unwrap())
    }

    fn terms(rule: Rule, whom: Whom) -> Terms {
        Terms { rule, whom, term: Term::Standing }
    }

    fn consent(number: u128, terms: Terms, given: u32, withdrawn: Option<u32>) -> Consent {
        Consent {
            id: ConsentId(Uuid::from_u128(number)),
            terms,
            begun_at: at(given),
            given_at: at(given),
            withdrawn_at: withdrawn.map(at),
        }
    }

    fn id(number: u128) -> ConsentId {
        ConsentId(Uuid::from_u128(number))
    }

    /// All by one and the same.
    fn by(numbers: &[u128]) -> BTreeMap<ConsentId, AccountId> {
        numbers.iter().map(|number| (id(*number), AccountId(Uuid::from_u128(77)))).collect()
    }

    fn keep(steps: &[Step], consents: &[Consent], others: &Others) -> Result<(), ClosedByAnother> {
        keep_closed(steps, consents, others, at(30))
    }

    fn give(terms: Terms) -> Step {
        Step::Give { terms, begun: None }
    }

    const EVERYTHING: Rule = Rule::Permit(Scope::Everything);
    const MEDICINES: Rule = Rule::Permit(Scope::Kind(Category::Medicines));

    fn kept_from_all(kind: Category) -> Rule {
        Rule::Exclude(Excluded::Scope(Scope::Kind(kind)), Purpose::Care)
    }

    #[test]
    fn what_another_one_excluded_only_they_lift() {
        let excluded = consent(1, terms(kept_from_all(Category::Tests), Whom::Anyone), 0, None);
        let unreadable = consent(2, terms(Rule::Unreadable, Whom::Anyone), 0, None);
        let permitted = consent(3, terms(EVERYTHING, hospital()), 0, None);
        let consents = [excluded, unreadable, permitted];
        let others = Others { gave: by(&[1, 2, 3]), ..Others::default() };
        for (step, expected) in [
            (Step::Withdraw(id(1)), Err(ClosedByAnother)),
            (Step::Withdraw(id(2)), Err(ClosedByAnother)),
            (Step::Withdraw(id(3)), Ok(())),
        ] {
            assert_eq!(keep(std::slice::from_ref(&step), &consents, &others), expected, "{step:?}");
            assert_eq!(keep(&[step], &consents, &Others::default()), Ok(()), "their own");
        }
    }

    #[test]
    fn what_another_one_took_back_from_all_is_not_given_to_all_again() {
        let consents = [consent(1, terms(EVERYTHING, Whom::Anyone), 0, Some(5))];
        let others = Others { gave: by(&[1]), took_back: by(&[1]) };
        for (given, expected) in [
            (terms(EVERYTHING, Whom::Anyone), Err(ClosedByAnother)),
            (terms(MEDICINES, Whom::Anyone), Err(ClosedByAnother)),
            (terms(MEDICINES, Whom::Kind(FacilityKind::Hospital)), Err(ClosedByAnother)),
            // What was never in it: infections have a consent of their own.
            (terms(Rule::Permit(Scope::Kind(Category::Infections)), Whom::Anyone), Ok(())),
            // Asked about each time.
            (terms(EVERYTHING, hospital()), Ok(())),
            (terms(kept_from_all(Category::Tests), Whom::Anyone), Ok(())),
        ] {
            assert_eq!(keep(&[give(given.clone())], &consents, &others), expected, "{given:?}");
        }
    }

    #[test]
    fn whoever_closed_it_and_opened_it_again_holds_nobody_back() {
        let again = consent(2, terms(MEDICINES, Whom::Anyone), 9, None);
        let consents = [consent(1, terms(EVERYTHING, Whom::Anyone), 0, Some(5)), again];
        let others = Others { gave: by(&[1, 2]), took_back: by(&[1]) };
        let step = give(terms(MEDICINES, Whom::Anyone));
        let more = give(terms(EVERYTHING, Whom::Anyone));
        assert_eq!(keep(&[more], &consents, &others), Err(ClosedByAnother), "no more than that");
        assert_eq!(keep(std::slice::from_ref(&step), &consents, &others), Ok(()));
        let others = Others { gave: by(&[1]), ..others };
        assert_eq!(keep(&[step], &consents, &others), Err(ClosedByAnother), "somebody else did");
    }

    #[test]
    fn one_facility_is_closed_by_exclusions_of_what_it_loses() {
        let consents = [
            consent(1, terms(EVERYTHING, hospital()), 0, None),
            consent(2, terms(EVERYTHING, Whom::Anyone), 0, None),
            consent(3, terms(MEDICINES, hospital()), 0, Some(1)),
        ];
        let closed = |steps: &[Step]| -> Vec<Terms> {
            let of = |step: Step| match step {
                Step::Give { terms, .. } => terms,
                Step::Withdraw(_) => unreachable!(),
            };
            closings(steps, &consents, at(9)).into_iter().map(of).collect()
        };
        let all = closed(&[Step::Withdraw(id(1))]);
        assert_eq!(all.len(), Category::ALL.len() - Category::with_own_consent().iter().count());
        assert!(all.iter().all(|one| one.whom == hospital() && one.term == Term::Standing));
        let kept = closed(&[Step::Withdraw(id(1)), give(terms(MEDICINES, hospital()))]);
        assert_eq!(kept.len(), all.len() - 1);
        assert!(!kept.contains(&terms(kept_from_all(Category::Medicines), hospital())));
        assert!(closed(&[Step::Withdraw(id(2))]).is_empty(), "all who treat: asked about each time");
        assert!(closed(&[Step::Withdraw(id(3))]).is_empty(), "taken back before");
    }
}
