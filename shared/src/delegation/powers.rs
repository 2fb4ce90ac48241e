//! What each ground for acting for somebody allows, and how long.

use super::{Action, Actions, Basis, Mandate, NARROW_AT, OF_AGE, Subject, YOUNG_PERSON_KEEPS_OPEN, birthday};
use crate::category::{Categories, Category};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Notice of a change to both sides, in days before it.
const NOTICE_DAYS: u64 = 90;

/// Powers on one day: for each action, the kinds of information that it is allowed on.
///
/// Two mandates never add up to more than both say: who may see everything by one and share medicines by
/// another shares medicines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Powers {
    pub seen: Categories,
    pub checked: Categories,
    pub shared: Categories,
    /// The next change that the calendar brings, if there is one.
    pub next: Option<Coming>,
}

/// A change that comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Coming {
    /// The first day on which it holds.
    pub on: NaiveDate,
    pub change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Change {
    /// The young person turns fifteen: less is shown to parents.
    Narrows,
    /// The young person turns eighteen: parental authority ends.
    ComesOfAge,
    /// The last day that was agreed is over.
    Ends,
}

/// Why a mandate allows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Closed {
    NotAccepted,
    NotConfirmed,
    NotBegun,
    TakenBack,
    /// A facility suspended it. The representative is told the same as when it had been taken back.
    Suspended,
    Over,
    CameOfAge,
    /// The person died: a mandate that they gave ends with their life.
    PersonDied,
    /// The ground is a death that is not known.
    PersonLives,
    /// Nothing of what it names is left to show since the fifteenth birthday.
    Narrowed,
}

impl Powers {
    fn new(categories: Categories, actions: Actions, next: Option<Coming>) -> Self {
        let of = |action| if actions.contains(action) { categories } else { Categories::NONE };
        // Without medicines there is nothing to check.
        let checked = match categories.contains(Category::Medicines) {
            true => of(Action::CheckMedicines),
            false => Categories::NONE,
        };
        Self { seen: of(Action::See), checked, shared: of(Action::Share), next }
    }

    fn or(self, other: Self) -> Self {
        Self {
            seen: self.seen.or(other.seen),
            checked: self.checked.or(other.checked),
            shared: self.shared.or(other.shared),
            next: self.next.into_iter().chain(other.next).min(),
        }
    }

    /// Kinds of information on which an action is allowed.
    pub fn of(&self, action: Action) -> Categories {
        match action {
            Action::See => self.seen,
            Action::CheckMedicines => self.checked,
            Action::Share => self.shared,
        }
    }
}

impl Coming {
    /// Whether both sides are told of it by now.
    pub fn is_announced(&self, today: NaiveDate) -> bool {
        today.checked_add_days(Days::new(NOTICE_DAYS)).is_none_or(|horizon| self.on <= horizon)
    }
}

/// Powers that one mandate gives on `today`, a day in Asia/Tokyo.
///
/// # Errors
/// [`Closed`]: nothing.
pub fn powers(mandate: &Mandate, subject: Subject, today: NaiveDate) -> Result<Powers, Closed> {
    check_standing(mandate)?;
    if mandate.until.is_some_and(|until| today > until) {
        return Err(Closed::Over);
    }
    if today < mandate.from {
        return Err(Closed::NotBegun);
    }
    // A death that is dated later than today was noted all the same.
    match (mandate.basis, subject.died_on) {
        (Basis::Bereaved, None) => return Err(Closed::PersonLives),
        (Basis::Bereaved, Some(_)) | (_, None) => {}
        (_, Some(_)) => return Err(Closed::PersonDied),
    }
    let narrows = birthday(subject.birth_date, NARROW_AT);
    let of_age = birthday(subject.birth_date, OF_AGE);
    let parent = mandate.basis == Basis::Parent;
    if parent && today >= of_age {
        return Err(Closed::CameOfAge);
    }
    let narrowed = parent && today >= narrows;
    let narrower = mandate.categories.and(Categories::from_iter(YOUNG_PERSON_KEEPS_OPEN));
    let categories = if narrowed { narrower } else { mandate.categories };
    if categories.is_empty() {
        return Err(Closed::Narrowed);
    }
    let by_birthday = match parent {
        true if narrowed || narrower == mandate.categories => {
            Some(Coming { on: of_age, change: Change::ComesOfAge })
        }
        true => Some(Coming { on: narrows, change: Change::Narrows }),
        false => None,
    };
    let ends = mandate.until.and_then(|until| until.succ_opt());
    let by_end = ends.map(|on| Coming { on, change: Change::Ends });
    let next = by_birthday.into_iter().chain(by_end).min();
    Ok(Powers::new(categories, mandate.actions.and(mandate.basis.actions()), next))
}

/// Checks the state of a mandate, whatever the day: not suspended, not taken back, accepted, confirmed.
fn check_standing(mandate: &Mandate) -> Result<(), Closed> {
    if mandate.suspended_at.is_some() {
        Err(Closed::Suspended)
    } else if mandate.ended_at.is_some() {
        Err(Closed::TakenBack)
    } else if mandate.accepted_at.is_none() {
        Err(Closed::NotAccepted)
    } else if mandate.confirmed_at.is_none() {
        Err(Closed::NotConfirmed)
    } else {
        Ok(())
    }
}

/// Whether the representative says in the person's place who treats them: a parent from whom nothing of the record is
/// kept, until the fifteenth birthday, and whoever decides who may see it ([`decides_for`]).
pub fn answers_for(mandate: &Mandate, subject: Subject, today: NaiveDate) -> bool {
    let young = today < birthday(subject.birth_date, NARROW_AT);
    let all = powers(mandate, subject, today).is_ok_and(|powers| powers.seen == Categories::ALL);
    (mandate.basis == Basis::Parent && young && all) || decides_for(mandate, subject, today)
}

/// Whether the representative decides in the person's place who may see the record: parents of a child until the fifteenth
/// birthday, and an adult's guardian, where nothing of the record is kept from them and sharing was attested, too. Nobody
/// else does: kin who care, kin who were authorised and the bereaved give no standing consent.
pub fn decides_for(mandate: &Mandate, subject: Subject, today: NaiveDate) -> bool {
    let whole = powers(mandate, subject, today)
        .is_ok_and(|powers| powers.seen == Categories::ALL && powers.shared == Categories::ALL);
    whole
        && match mandate.basis {
            Basis::Parent => today < birthday(subject.birth_date, NARROW_AT),
            Basis::Guardian | Basis::StatutoryGuardian => today >= birthday(subject.birth_date, OF_AGE),
            Basis::Granted | Basis::AuthorisedKin | Basis::CaringKin | Basis::Bereaved => false,
        }
}

/// Powers that several mandates of one pair of people give together; `None`: nothing. A suspension is about the two
/// people and not about a paper: it closes all of them.
pub fn combined<'a>(
    mandates: impl IntoIterator<Item = &'a Mandate>,
    subject: Subject,
    today: NaiveDate,
) -> Option<Powers> {
    let mut all: Option<Powers> = None;
    for mandate in mandates {
        match powers(mandate, subject, today) {
            Err(Closed::Suspended) => return None,
            Err(_) => {}
            Ok(one) => {
                all = Some(match all {
                    None => one,
                    Some(so_far) => so_far.or(one),
                });
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delegation::{Basis, Proposal, Unfounded};
    use chrono::{DateTime, Utc};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn instant() -> DateTime<Utc> {
        "2020-01-01T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_parent_answers_until_the_fifteenth_birthday() {
        let child = Subject { birth_date: day("2010-05-20"), died_on: None };
        let (eve, birthday) = (day("2025-05-19"), day("2025-05-20"));
        let parent = mandate(Basis::Parent);
        assert!(answers_for(&parent, child, eve) && !answers_for(&parent, child, birthday));
        for basis in Basis::ALL.into_iter().filter(|basis| *basis != Basis::Parent) {
            assert!(!answers_for(&mandate(basis), child, eve), "{basis:?}");
            assert!(!decides_for(&mandate(basis), child, eve), "{basis:?}");
        }
        let limited = Mandate { categories: Categories::ALL.without(Category::Diagnoses), ..parent.clone() };
        let suspended = Mandate { suspended_at: Some(instant()), ..parent };
        assert!(!answers_for(&limited, child, eve) && !answers_for(&suspended, child, eve));
    }

    /// 指針 7(2)①②: 法定代理人 and 任意後見人 act in the person's place. What is only care, or a person's own word to
    /// kin, decides nothing that lasts.
    #[test]
    fn parents_and_guardians_decide_and_nobody_else() {
        let child = Subject { birth_date: day("2010-05-20"), died_on: None };
        let adult = Subject { birth_date: day("1950-05-20"), died_on: None };
        let dead = Subject { died_on: Some(day("2025-01-01")), ..adult };
        let today = day("2025-05-19");
        for (basis, of_a_child, of_an_adult) in [
            (Basis::Granted, false, false),
            (Basis::Parent, true, false),
            (Basis::Guardian, false, true),
            (Basis::StatutoryGuardian, false, true),
            (Basis::AuthorisedKin, false, false),
            (Basis::CaringKin, false, false),
            (Basis::Bereaved, false, false),
        ] {
            let whole = mandate(basis);
            assert_eq!(decides_for(&whole, child, today), of_a_child, "{basis:?}");
            assert_eq!(decides_for(&whole, adult, today), of_an_adult, "{basis:?}");
            assert!(!decides_for(&whole, dead, today), "{basis:?}");
            for less in [
                Mandate { actions: Actions::NONE.with(Action::See), ..whole.clone() },
                Mandate { categories: Categories::ALL.without(Category::Documents), ..whole.clone() },
                Mandate { suspended_at: Some(instant()), ..whole.clone() },
                Mandate { ended_at: Some(instant()), ..whole.clone() },
                Mandate { confirmed_at: None, ..whole.clone() },
                Mandate { until: Some(day("2025-05-18")), ..whole },
            ] {
                assert!(!decides_for(&less, child, today) && !decides_for(&less, adult, today), "{less:?}");
            }
        }
        let parent = mandate(Basis::Parent);
        assert!(!decides_for(&parent, child, day("2025-05-20")), "gone on the birthday");
    }

    /// In force from 2020 on, for everything.
    fn mandate(basis: Basis) -> Mandate {
        Mandate {
            basis,
            categories: Categories::ALL,
            actions: Actions::ALL,
            from: day("2020-01-01"),
            until: None,
            accepted_at: Some(instant()),
            confirmed_at: Some(instant()),
            ended_at: None,
            suspended_at: None,
        }
    }

    fn born(text: &str) -> Subject {
        Subject { birth_date: day(text), died_on: None }
    }

    fn check(mandate: &Mandate, subject: Subject, today: &str, expected: Result<&str, Closed>) {
        let seen = powers(mandate, subject, day(today)).map(|powers| powers.seen);
        let kinds = |said| if said == ALL { Categories::ALL } else { Categories::parse(said).unwrap() };
        assert_eq!(seen, expected.map(kinds), "{mandate:?} on {today}");
    }

    const ALL: &str = "every kind";
    const NARROW: &str = "allergies contraindications immunizations";

    /// 年齢計算ニ関スル法律: a year of life is complete with the end of the day before the birthday, so that the
    /// birthday's midnight in Tokyo is the first instant. 民法 4, 818: parental authority until eighteen.
    #[test]
    fn birthdays_count_from_midnight() {
        let parent = mandate(Basis::Parent);
        for (birth_date, today, expected) in [
            ("2010-06-15", "2025-06-14", Ok(ALL)),
            ("2010-06-15", "2025-06-15", Ok(NARROW)),
            ("2010-06-15", "2028-06-14", Ok(NARROW)),
            ("2010-06-15", "2028-06-15", Err(Closed::CameOfAge)),
            // Born on a leap day: fifteen from 1 March 2027, eighteen from 1 March 2030.
            ("2012-02-29", "2027-02-28", Ok(ALL)),
            ("2012-02-29", "2027-03-01", Ok(NARROW)),
            ("2012-02-29", "2030-02-28", Ok(NARROW)),
            ("2012-02-29", "2030-03-01", Err(Closed::CameOfAge)),
            // Born on 1 March: of age on the day itself, also after a leap day.
            ("2006-03-01", "2024-02-29", Ok(NARROW)),
            ("2006-03-01", "2024-03-01", Err(Closed::CameOfAge)),
            ("2011-01-01", "2025-12-31", Ok(ALL)),
            ("2011-01-01", "2026-01-01", Ok(NARROW)),
        ] {
            check(&parent, born(birth_date), today, expected);
        }
        // Nobody else's view narrows with age.
        for basis in [
            Basis::Granted,
            Basis::AuthorisedKin,
            Basis::Guardian,
            Basis::StatutoryGuardian,
            Basis::CaringKin,
        ] {
            check(&mandate(basis), born("2010-06-15"), "2025-06-15", Ok(ALL));
            check(&mandate(basis), born("2010-06-15"), "2028-06-15", Ok(ALL));
        }
    }

    #[test]
    fn parents_of_whom_nothing_is_left_see_nothing() {
        let tests = Mandate { categories: Category::Tests.into(), ..mandate(Basis::Parent) };
        check(&tests, born("2010-06-15"), "2025-06-14", Ok("tests"));
        check(&tests, born("2010-06-15"), "2025-06-15", Err(Closed::Narrowed));
    }

    #[test]
    fn the_first_and_the_last_day_count() {
        let agreed = Mandate { until: Some(day("2026-03-31")), ..mandate(Basis::Granted) };
        for (today, expected) in [
            ("2019-12-31", Err(Closed::NotBegun)),
            ("2020-01-01", Ok(ALL)),
            ("2026-03-31", Ok(ALL)),
            ("2026-04-01", Err(Closed::Over)),
        ] {
            check(&agreed, born("1950-02-03"), today, expected);
        }
    }

    #[test]
    fn both_sides_must_agree_and_either_ends_it() {
        let whole = mandate(Basis::Granted);
        let adult = born("1950-02-03");
        let some = Some(instant());
        for (broken, expected) in [
            (Mandate { accepted_at: None, ..whole.clone() }, Closed::NotAccepted),
            (Mandate { accepted_at: None, confirmed_at: None, ..whole.clone() }, Closed::NotAccepted),
            (Mandate { confirmed_at: None, ..whole.clone() }, Closed::NotConfirmed),
            (Mandate { ended_at: some, ..whole.clone() }, Closed::TakenBack),
            (Mandate { suspended_at: some, ..whole.clone() }, Closed::Suspended),
            (Mandate { suspended_at: some, ended_at: some, ..whole.clone() }, Closed::Suspended),
        ] {
            check(&broken, adult, "2026-01-01", Err(expected));
        }
    }

    #[test]
    fn a_suspension_closes_everything_between_two_people() {
        let adult = born("1950-02-03");
        let today = day("2026-01-01");
        let granted = mandate(Basis::Granted);
        let suspended = Mandate { suspended_at: Some(instant()), ..mandate(Basis::CaringKin) };
        assert!(combined([&granted], adult, today).is_some());
        assert_eq!(combined([&granted, &suspended], adult, today), None);
        assert_eq!(combined([&suspended, &granted], adult, today), None);
        let over = Mandate { until: Some(day("2021-01-01")), ..suspended };
        assert_eq!(combined([&over, &granted], adult, today), None, "also one that would be over");
        let ended = Mandate { ended_at: Some(instant()), ..mandate(Basis::Granted) };
        assert!(combined([&ended, &granted], adult, today).is_some());
        assert_eq!(combined([], adult, today), None);
    }

    #[test]
    fn two_mandates_never_add_up() {
        let seeing = Mandate { actions: Actions::NONE.with(Action::See), ..mandate(Basis::Granted) };
        let checking =
            Mandate { categories: Categories::from(Category::Medicines), ..mandate(Basis::AuthorisedKin) };
        let both = combined([&seeing, &checking], born("1950-02-03"), day("2026-01-01")).unwrap();
        assert_eq!(both.seen, Categories::ALL);
        assert_eq!(both.checked, Category::Medicines.into(), "only what one of them lets be checked");
        assert_eq!(both.shared, Category::Medicines.into());
    }

    #[test]
    fn without_medicines_nothing_is_checked() {
        let tests = Mandate { categories: Category::Tests.into(), ..mandate(Basis::Granted) };
        let powers = powers(&tests, born("1950-02-03"), day("2026-01-01")).unwrap();
        assert_eq!((powers.seen, powers.checked), (Category::Tests.into(), Categories::NONE));
    }

    /// 民法 653: what a person gave ends with their life. 診療情報の提供等に関する指針 9: the bereaved may read.
    #[test]
    fn death_ends_what_was_given_and_lets_the_bereaved_read() {
        let alive = born("1950-02-03");
        let dead = Subject { died_on: Some(day("2025-12-31")), ..alive };
        for basis in Basis::ALL {
            let one = mandate(basis);
            if basis == Basis::Bereaved {
                check(&one, alive, "2026-01-01", Err(Closed::PersonLives));
                let powers = powers(&one, dead, day("2026-01-01")).unwrap();
                assert_eq!(powers.seen, Categories::ALL);
                assert_eq!((powers.checked, powers.shared), (Categories::NONE, Categories::NONE));
            } else {
                check(&one, dead, "2026-01-01", Err(Closed::PersonDied));
            }
        }
    }

    #[test]
    fn what_the_calendar_changes_is_told_before() {
        let child = born("2010-06-15");
        let next = |mandate: &Mandate, today: &str| powers(mandate, child, day(today)).unwrap().next.unwrap();
        let parent = mandate(Basis::Parent);
        let narrows = Coming { on: day("2025-06-15"), change: Change::Narrows };
        let of_age = Coming { on: day("2028-06-15"), change: Change::ComesOfAge };
        assert_eq!(next(&parent, "2025-06-14"), narrows);
        assert_eq!(next(&parent, "2025-06-15"), of_age);
        assert!(!narrows.is_announced(day("2025-03-16")), "91 days before");
        assert!(narrows.is_announced(day("2025-03-17")), "90 days before");
        let allergies = Mandate { categories: Category::Allergies.into(), ..parent.clone() };
        assert_eq!(next(&allergies, "2025-06-14"), of_age, "nothing narrows for whoever sees so little");
        let short = Mandate { until: Some(day("2025-05-01")), ..parent };
        assert_eq!(next(&short, "2025-04-01"), Coming { on: day("2025-05-02"), change: Change::Ends });
        assert_eq!(powers(&mandate(Basis::Granted), child, day("2026-01-01")).unwrap().next, None);
    }

    /// Which grounds carry what. 診療情報の提供等に関する指針 7(2), 9.
    #[test]
    fn a_ground_carries_what_it_carries() {
        let today = day("2026-02-28");
        let adult = born("1950-02-03");
        let dead = Subject { died_on: Some(day("2026-01-01")), ..adult };
        let fourteen = born("2011-03-01");
        let fifteen = born("2011-02-28");
        let of_age = born("2008-02-28");
        use Basis::*;
        for (basis, subject, until, expected) in [
            (Granted, adult, None, Ok(())),
            (Granted, adult, Some("2026-02-28"), Ok(())),
            (Granted, adult, Some("2026-02-27"), Err(Unfounded::AlreadyOver)),
            (Granted, dead, None, Err(Unfounded::Dead)),
            (Granted, fourteen, None, Err(Unfounded::TooYoung)),
            (Granted, fifteen, None, Ok(())),
            (AuthorisedKin, fourteen, None, Err(Unfounded::TooYoung)),
            (AuthorisedKin, fifteen, None, Ok(())),
            (Parent, fourteen, None, Ok(())),
            (Parent, fifteen, None, Ok(())),
            (Parent, of_age, None, Err(Unfounded::OfAge)),
            (Parent, born("2008-03-01"), None, Ok(())),
            (Guardian, adult, None, Err(Unfounded::NeedsLastDay)),
            (Guardian, adult, Some("2036-02-28"), Ok(())),
            (Guardian, fifteen, Some("2026-12-31"), Err(Unfounded::Minor)),
            (StatutoryGuardian, adult, None, Err(Unfounded::NeedsLastDay)),
            (StatutoryGuardian, adult, Some("2036-02-28"), Ok(())),
            (StatutoryGuardian, fifteen, Some("2026-12-31"), Err(Unfounded::Minor)),
            (CaringKin, adult, None, Err(Unfounded::NeedsLastDay)),
            (CaringKin, adult, Some("2027-02-28"), Ok(())),
            (CaringKin, adult, Some("2027-03-01"), Err(Unfounded::TooLong)),
            (CaringKin, fifteen, Some("2026-12-31"), Err(Unfounded::Minor)),
            (Bereaved, adult, None, Err(Unfounded::Alive)),
            (Bereaved, dead, None, Ok(())),
        ] {
            let until = until.map(day);
            let proposal = Proposal { basis, categories: Categories::ALL, actions: Actions::ALL, until };
            let found = proposal.mandate(subject, today);
            assert_eq!(found.as_ref().map(|_| ()).map_err(|why| *why), expected, "{basis:?} until {until:?}");
            if let Ok(mandate) = found {
                assert_eq!(powers(&mandate, subject, today), Err(Closed::NotAccepted), "{basis:?}");
            }
        }
        // A year from a leap day ends on 28 February.
        let care = |until: &str| Proposal {
            basis: CaringKin,
            categories: Categories::ALL,
            actions: Actions::ALL,
            until: Some(day(until)),
        };
        assert!(care("2029-02-28").mandate(adult, day("2028-02-29")).is_ok());
        assert_eq!(care("2029-03-01").mandate(adult, day("2028-02-29")), Err(Unfounded::TooLong));
    }

    #[test]
    fn a_mandate_shows_something() {
        let adult = born("1950-02-03");
        let check = |categories, actions, expected| {
            let proposal = Proposal { basis: Basis::Granted, categories, actions, until: None };
            assert_eq!(proposal.mandate(adult, day("2026-01-01")).map(|found| found.actions), expected);
        };
        let see = Actions::NONE.with(Action::See);
        check(Categories::NONE, see, Err(Unfounded::NothingShown));
        check(
            Category::Tests.into(),
            see.with(Action::CheckMedicines),
            Err(Unfounded::CheckWithoutMedicines),
        );
        check(Category::Tests.into(), Actions::NONE, Ok(see));
    }
}
