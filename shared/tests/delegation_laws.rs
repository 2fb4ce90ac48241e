//! Laws of acting for somebody else: a narrower mandate never allows more, and what closes stays closed.

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use shared::{
    category::{Categories, Category},
    delegation::{Action, Actions, Basis, Mandate, Powers, Proposal, Subject, combined, powers},
};

fn instant() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..15_000_u64).prop_map(|days| NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(days))
}

fn categories() -> impl Strategy<Value = Categories> {
    proptest::collection::vec(proptest::sample::select(&Category::ALL[..]), 0..12)
        .prop_map(|kinds| kinds.into_iter().collect())
}

fn actions() -> impl Strategy<Value = Actions> {
    proptest::collection::vec(proptest::sample::select(&Action::ALL[..]), 0..4)
        .prop_map(|actions| actions.into_iter().collect())
}

fn subjects() -> impl Strategy<Value = Subject> {
    (days(), proptest::option::weighted(0.3, days()))
        .prop_map(|(birth_date, died_on)| Subject { birth_date, died_on })
}

fn mandates() -> impl Strategy<Value = Mandate> {
    let said = || proptest::option::weighted(0.9, Just(instant()));
    let undone = || proptest::option::weighted(0.1, Just(instant()));
    (
        proptest::sample::select(&Basis::ALL[..]),
        categories(),
        actions(),
        (days(), proptest::option::of(days())),
        (said(), said(), undone(), undone()),
    )
        .prop_map(
            |(
                basis,
                categories,
                actions,
                (from, until),
                (accepted_at, confirmed_at, ended_at, suspended_at),
            )| {
                Mandate {
                    basis,
                    categories,
                    actions,
                    from,
                    until,
                    accepted_at,
                    confirmed_at,
                    ended_at,
                    suspended_at,
                }
            },
        )
}

/// Whether `less` allows nothing that `more` does not.
fn within(less: Option<&Powers>, more: Option<&Powers>) -> bool {
    let of = |powers: Option<&Powers>, action| powers.map_or(Categories::NONE, |powers| powers.of(action));
    Action::ALL.into_iter().all(|action| of(less, action).and(of(more, action)) == of(less, action))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_narrower_mandate_never_allows_more(
        mandate in mandates(), kinds in categories(), fewer in actions(), until in days(),
        subject in subjects(), today in days(),
    ) {
        let narrower = Mandate {
            categories: mandate.categories.and(kinds),
            actions: mandate.actions.and(fewer),
            until: Some(mandate.until.map_or(until, |known| known.min(until))),
            ..mandate.clone()
        };
        let (less, more) = (powers(&narrower, subject, today).ok(), powers(&mandate, subject, today).ok());
        prop_assert!(within(less.as_ref(), more.as_ref()), "{less:?} is more than {more:?}");
    }

    #[test]
    fn a_narrower_proposal_never_allows_more(
        basis in proptest::sample::select(&Basis::ALL[..]), all in categories(), kinds in categories(),
        may in actions(), fewer in actions(), until in proptest::option::of(days()),
        subject in subjects(), today in days(),
    ) {
        let wide = Proposal { basis, categories: all, actions: may, until };
        let narrow = Proposal { categories: all.and(kinds), actions: may.and(fewer), ..wide.clone() };
        let now = today.and_hms_opt(3, 0, 0).unwrap().and_utc();
        let allowed = |proposal: &Proposal| {
            proposal.as_if_in_force(subject, now).ok().and_then(|one| powers(&one, subject, today).ok())
        };
        if let Some(more) = allowed(&wide) {
            prop_assert!(within(allowed(&narrow).as_ref(), Some(&more)));
            prop_assert_eq!(more.seen.and(all), more.seen, "never more than was proposed");
        }
    }

    #[test]
    fn ending_and_suspending_always_close(mandate in mandates(), subject in subjects(), today in days()) {
        let ended = Mandate { ended_at: Some(instant()), ..mandate.clone() };
        let suspended = Mandate { suspended_at: Some(instant()), ..mandate };
        prop_assert!(powers(&ended, subject, today).is_err());
        prop_assert!(powers(&suspended, subject, today).is_err());
    }

    #[test]
    fn one_suspension_closes_every_pair(
        all in proptest::collection::vec(mandates(), 1..6), place in any::<prop::sample::Index>(),
        subject in subjects(), today in days(),
    ) {
        let mut all = all;
        let place = place.index(all.len());
        all[place].suspended_at = Some(instant());
        prop_assert_eq!(combined(&all, subject, today), None);
    }

    #[test]
    fn together_they_allow_what_one_of_them_allows(
        all in proptest::collection::vec(mandates(), 0..6), subject in subjects(), today in days(),
    ) {
        let Some(together) = combined(&all, subject, today) else { return Ok(()) };
        for action in Action::ALL {
            for kind in together.of(action).iter() {
                let by_one = all.iter().filter_map(|one| powers(one, subject, today).ok())
                    .any(|one| one.of(action).contains(kind));
                prop_assert!(by_one, "{action:?} of {kind:?} is allowed by none alone");
            }
        }
    }

    #[test]
    fn from_the_fifteenth_birthday_on_parents_see_no_more_than_before(
        mandate in mandates(), subject in subjects(), today in days(), later in 0..9_000_u64,
    ) {
        let parent = Mandate { basis: Basis::Parent, from: NaiveDate::MIN, ..mandate };
        let then = today + Days::new(later);
        let (before, after) = (powers(&parent, subject, today).ok(), powers(&parent, subject, then).ok());
        prop_assert!(within(after.as_ref(), before.as_ref()));
    }
}
