use super::{Action, Actions, Basis, Mandate, NARROW_AT, OF_AGE, Subject, YOUNG_PERSON_KEEPS_OPEN, birthday};
use crate::category::{Categories, Category};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// How long before a change both sides are told.
const NOTICE_DAYS: u64 = 90;

/// What somebody may on a day: for each action, of which kinds of information.
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
    /// Whoever acts is told the same as when it had been taken back.
    Suspended,
    Over,
    CameOfAge,
    /// What a person gave ends with their life.
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

    /// The kinds of information that may be used so.
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

/// What one mandate allows on `today`, a day in Asia/Tokyo.
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

/// What has been said and done about it, whatever the day.
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

/// What several mandates of one pair of people allow together; `None`: nothing. A suspension is about the
/// two people and not about a paper: it closes all of them.
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
