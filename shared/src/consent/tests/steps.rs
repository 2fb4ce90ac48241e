//! Switches and presets: what is wanted is what is then decided.

use super::laws::{consents, facility, item, noon, relationships};
use crate::{
    category::{Categories, Category},
    consent::{
        Board, Change, ChangeKind, Consent, Excluded, FacilityKind, Preset, Purpose, Request, Rule, Scope,
        Step, Term, Terms, Who, Whom, as_if, decide, item_steps, undo_steps,
    },
    ids::ConsentId,
};
use proptest::{prelude::*, sample::select, sample::subsequence};
use std::collections::BTreeSet;
use uuid::Uuid;

fn wanted() -> impl Strategy<Value = Categories> {
    subsequence(&Category::ALL[..], 0..=Category::ALL.len()).prop_map(Categories::from_iter)
}

fn whoms() -> impl Strategy<Value = Whom> {
    prop_oneof![
        Just(Whom::Anyone),
        Just(Whom::Kind(FacilityKind::Hospital)),
        (0..4_u8).prop_map(|number| Whom::Facility(facility(number))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Where it is possible at all, exactly the switches that were wanted are on afterwards.
    #[test]
    fn switches_end_where_they_were_put(all in consents(), whom in whoms(), wanted in wanted(), purpose in select(&Purpose::ALL[..])) {
        let relationships = relationships();
        let board = |consents| Board { consents, relationships: &relationships, whom: &whom, purpose, now: noon() };
        let Ok(steps) = board(&all).steps_to(wanted, Term::Standing) else { return Ok(()) };
        let then = as_if(&all, &steps, noon());
        // Elsewhere than in hospitals there are no emergencies, whatever was wanted.
        let hospital = [Whom::Anyone, Whom::Kind(FacilityKind::Hospital), Whom::Facility(facility(0))].contains(&whom);
        let reachable = if purpose == Purpose::Emergency && !hospital { Categories::NONE } else { wanted };
        prop_assert_eq!(board(&then).decision().shown(), reachable);
    }

    /// What is decided about one facility changes nothing for another.
    #[test]
    fn a_facilitys_switches_are_its_own(all in consents(), wanted in wanted()) {
        let relationships = relationships();
        let whom = Whom::Facility(facility(0));
        let board = Board { consents: &all, relationships: &relationships, whom: &whom, purpose: Purpose::Care, now: noon() };
        let Ok(steps) = board.steps_to(wanted, Term::Standing) else { return Ok(()) };
        let other = Request { who: Who::Facility(facility(1)), purpose: Purpose::Care };
        let before = decide(&other, &all, &relationships, noon());
        let after = decide(&other, &as_if(&all, &steps, noon()), &relationships, noon());
        prop_assert_eq!(before.shown(), after.shown());
    }

    #[test]
    fn a_preset_is_then_the_one_that_was_chosen(all in consents(), preset in select(&Preset::ALL[..])) {
        let then = as_if(&all, &preset.steps(&all, noon()), noon());
        prop_assert_eq!(Preset::of(&then, noon()), Some(preset));
    }

    #[test]
    fn asked_each_time_nothing_is_left_that_lasts(all in consents(), days in 2..90_i64, number in 0..4_u8) {
        let then = as_if(&all, &Preset::AskEachTime.steps(&all, noon()), noon());
        let request = Request { who: Who::Facility(facility(number)), purpose: Purpose::Care };
        let later = noon() + chrono::Duration::days(days);
        let lasting: Vec<_> = then.iter().filter(|one| one.given_at <= noon()).cloned().collect();
        prop_assert!(decide(&request, &lasting, &relationships(), later).shown().is_empty());
    }

    #[test]
    fn emergencies_only_shows_nobody_anything_for_care(all in consents(), number in 0..4_u8) {
        let then = as_if(&all, &Preset::EmergenciesOnly.steps(&all, noon()), noon());
        let request = Request { who: Who::Facility(facility(number)), purpose: Purpose::Care };
        prop_assert!(decide(&request, &then, &relationships(), noon()).shown().is_empty());
    }
}

fn given(number: u128, terms: Terms) -> Consent {
    Consent {
        id: ConsentId(Uuid::from_u128(number)),
        terms,
        begun_at: noon(),
        given_at: noon(),
        withdrawn_at: None,
    }
}

#[test]
fn a_switch_that_something_broader_excludes_says_so() {
    let rule = Rule::Exclude(Excluded::Scope(Scope::Kind(Category::Tests)), Purpose::Care);
    let all = [given(1, Terms { rule, whom: Whom::Anyone, term: Term::Standing })];
    let (relationships, whom) = (relationships(), Whom::Facility(facility(1)));
    let board = Board {
        consents: &all,
        relationships: &relationships,
        whom: &whom,
        purpose: Purpose::Care,
        now: noon(),
    };
    let blocked = board.steps_to(Categories::NONE.with(Category::Tests), Term::Standing).unwrap_err();
    assert_eq!((blocked.category, blocked.whom), (Category::Tests, Whom::Anyone));
}

/// Once everything but one kind was switched off for everybody, "to everyone who treats me" shows it again.
#[test]
fn a_preset_leaves_no_kind_kept_from_everybody() {
    let (relationships, whom) = (relationships(), Whom::Anyone);
    let nothing = as_if(&[], &Preset::EmergenciesOnly.steps(&[], noon()), noon());
    let board = Board {
        consents: &nothing,
        relationships: &relationships,
        whom: &whom,
        purpose: Purpose::Care,
        now: noon(),
    };
    let steps = board.steps_to(Categories::NONE.with(Category::Diagnoses), Term::Standing).unwrap();
    let diagnoses = as_if(&nothing, &steps, noon());
    assert_eq!(Preset::of(&diagnoses, noon()), None);
    let everyone = as_if(&diagnoses, &Preset::Everyone.steps(&diagnoses, noon()), noon());
    assert_eq!(Preset::of(&everyone, noon()), Some(Preset::Everyone));
    let request = Request { who: Who::Facility(facility(0)), purpose: Purpose::Care };
    let fresh = as_if(&[], &Preset::Everyone.steps(&[], noon()), noon());
    let shown = |consents: &[Consent]| decide(&request, consents, &relationships, noon()).shown();
    assert!(shown(&everyone).contains(Category::Contraindications));
    assert_eq!(shown(&everyone), shown(&fresh));
}

#[test]
fn an_item_is_hidden_once_and_shown_again() {
    let hidden = item_steps(&[], &item(1), &Purpose::ALL, noon());
    assert_eq!(hidden.len(), 2);
    let then: Vec<Consent> = as_if(&[], &hidden, noon());
    assert!(item_steps(&then, &item(1), &Purpose::ALL, noon()).is_empty());
    let in_emergencies_only = item_steps(&then, &item(1), &[Purpose::Emergency], noon());
    assert!(matches!(in_emergencies_only.as_slice(), [Step::Withdraw(_)]));
}

#[test]
fn undoing_gives_back_what_was_withdrawn_and_begins_nothing_anew() {
    let permit = |whom, term| Terms { rule: Rule::Permit(Scope::Everything), whom, term };
    let before = given(1, permit(Whom::Facility(facility(1)), Term::Visit));
    let mut withdrawn = before.clone();
    withdrawn.withdrawn_at = Some(noon());
    let instead = given(2, permit(Whom::Anyone, Term::Standing));
    let change = Change {
        id: Uuid::nil(),
        at: noon(),
        kind: ChangeKind::Switches,
        given: vec![instead.id],
        withdrawn: vec![before.id],
    };
    let later = noon() + chrono::Duration::hours(3);
    let steps = undo_steps(&change, &[withdrawn.clone(), instead.clone()], later);
    let begun: BTreeSet<_> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Give { begun, .. } => *begun,
            Step::Withdraw(_) => None,
        })
        .collect();
    assert_eq!(begun, BTreeSet::from([noon()]));
    assert!(steps.contains(&Step::Withdraw(instead.id)));
    // The day after there is nothing left to give back.
    let late = undo_steps(&change, &[withdrawn, instead], noon() + chrono::Duration::hours(24));
    assert!(matches!(late.as_slice(), [Step::Withdraw(_)]));
}

/// Saved again with a shorter term, what is on ends with it; saved with a longer one, it ends when it would have.
#[test]
fn a_shorter_term_holds_for_what_is_on() {
    let relationships = relationships();
    let whom = Whom::Facility(facility(1));
    let kinds = Categories::NONE.with(Category::Tests).with(Category::Diagnoses);
    let saved = |all: &[Consent], term| {
        let board = Board {
            consents: all,
            relationships: &relationships,
            whom: &whom,
            purpose: Purpose::Care,
            now: noon(),
        };
        as_if(all, &board.steps_to(kinds, term).unwrap(), noon())
    };
    let terms = |rule, term| Terms { rule, whom: whom.clone(), term };
    let kind = |kind| Rule::Permit(Scope::Kind(kind));
    let standing = [
        given(1, terms(kind(Category::Tests), Term::Standing)),
        given(2, terms(kind(Category::Diagnoses), Term::HomeCare)),
    ];
    let request = Request { who: Who::Facility(facility(1)), purpose: Purpose::Care };
    let shown = |all: &[Consent], hours| {
        decide(&request, all, &relationships, noon() + chrono::Duration::hours(hours)).shown()
    };
    let short = saved(&standing, Term::Visit);
    assert_eq!((shown(&short, 0), shown(&short, 24)), (kinds, Categories::NONE));
    let still = saved(&saved(&standing, Term::Visit), Term::Standing);
    assert_eq!(shown(&still, 24), Categories::NONE);
    let until = crate::time::tokyo_day(noon());
    let today = saved(&standing, Term::Days { from: until, until });
    assert_eq!((shown(&today, 0), shown(&today, 48)), (kinds, Categories::NONE));
    // Everything but what needs its own word, as one permission.
    let everything = [given(3, terms(Rule::Permit(Scope::Everything), Term::Standing))];
    assert_eq!(shown(&saved(&everything, Term::Visit), 24), Categories::NONE);
    // What everybody who treats is shown is not shortened here, and is told.
    let anyone = Terms { rule: kind(Category::Tests), whom: Whom::Anyone, term: Term::Standing };
    let all = [given(4, anyone)];
    let board = Board {
        consents: &all,
        relationships: &relationships,
        whom: &whom,
        purpose: Purpose::Care,
        now: noon(),
    };
    assert_eq!(board.shown_by_more(kinds), Categories::NONE.with(Category::Tests));
}
