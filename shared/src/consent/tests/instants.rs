//! Instants at which something begins or ends, and what is said in between.

use super::laws::noon;
use crate::{
    consent::{Consent, Rule, STATED_VISIT, Said, Scope, Shown, State, Statement, Term, Terms, Whom, state},
    ids::ConsentId,
};
use chrono::Duration;
use uuid::Uuid;

const VISIT: Said = Said::Visit(Shown::Card);

/// What a facility that sent something is now, after this was said one minute after another, the last of it just now.
fn after(said: &[Said]) -> State {
    let minutes = |number: usize| Duration::minutes(i64::try_from(number).unwrap());
    let at = |number: usize| noon() - minutes(said.len() - 1 - number);
    let statement = |(number, said): (usize, &Said)| Statement { said: *said, at: at(number) };
    state(true, &said.iter().enumerate().map(statement).collect::<Vec<_>>(), noon())
}

#[test]
fn what_is_sent_makes_nobody_treat() {
    assert_eq!(after(&[]), State::Asked);
    assert!(!after(&[]).treats() && !after(&[]).goes_on());
}

#[test]
fn a_visit_that_is_stated_over_a_no_is_nothing_even_if_the_no_is_taken_back() {
    assert!(matches!(after(&[Said::No, VISIT]), State::Denied { .. }));
    assert_eq!(after(&[Said::No, VISIT, Said::Unsaid]), State::Asked);
    assert_eq!(after(&[VISIT, Said::NotMe, Said::Unsaid]), State::Asked, "a no ends the visit");
    assert!(matches!(after(&[Said::No, Said::Unsaid, VISIT]), State::Visit { .. }));
}

#[test]
fn a_stated_visit_ends_at_its_instant_and_goes_on_by_nothing_that_arrives() {
    let stated = [Statement { said: VISIT, at: noon() }];
    let last = noon() + STATED_VISIT - Duration::milliseconds(1);
    let visit = state(true, &stated, last);
    assert_eq!(visit, State::Visit { until: noon() + STATED_VISIT });
    assert!(visit.treats() && !visit.goes_on());
    assert_eq!(state(true, &stated, noon() + STATED_VISIT), State::Asked);
    assert_eq!(state(true, &stated, noon() - Duration::milliseconds(1)), State::Asked, "not begun");
}

#[test]
fn a_permission_that_is_taken_back_stands_at_no_instant_and_an_exclusion_until_its_own() {
    let stands = |rule: Rule, withdrawn_in: i64| {
        let terms = Terms { rule, whom: Whom::Anyone, term: Term::Standing };
        let withdrawn_at = Some(noon() + Duration::milliseconds(withdrawn_in));
        let id = ConsentId(Uuid::nil());
        Consent { id, terms, begun_at: noon(), given_at: noon(), withdrawn_at }.stands(noon())
    };
    for withdrawn_in in [-1, 0, 1, 86_400_000] {
        assert!(!stands(Rule::Permit(Scope::Everything), withdrawn_in), "{withdrawn_in}");
        assert_eq!(stands(Rule::Unreadable, withdrawn_in), withdrawn_in > 0, "{withdrawn_in}");
    }
}
