use super::{Action, Actions, Basis, Mandate, Subject, birthday};
use crate::category::{Categories, Category};
use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Birthday from which on a young person has their own sign-in, and what is shown to parents narrows.
pub const NARROW_AT: u32 = 15;

/// 成年: parental authority ends at this birthday.
pub const OF_AGE: u32 = 18;

/// Kinds that parents still see from the fifteenth birthday on, unless the young person shows them more: what must be
/// known so that nothing dangerous is given. All else may be theirs alone.
pub const YOUNG_PERSON_KEEPS_OPEN: [Category; 3] =
    [Category::Allergies, Category::Contraindications, Category::Immunizations];

/// Care without the person's own word is looked at again after this.
const CARING_KIN_MONTHS: u32 = 12;

/// A mandate before it is given or attested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub basis: Basis,
    pub categories: Categories,
    pub actions: Actions,
    pub until: Option<NaiveDate>,
}

/// Why a mandate cannot be given like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Unfounded {
    #[error("nothing was chosen to be shown")]
    NothingShown,
    #[error("checking medicines needs medicines to be shown")]
    CheckWithoutMedicines,
    #[error("the last day is over")]
    AlreadyOver,
    #[error("this ground needs a last day")]
    NeedsLastDay,
    #[error("care without the person's own word is confirmed again within a year")]
    TooLong,
    #[error("a person gives this themself from the fifteenth birthday on")]
    TooYoung,
    #[error("parental authority is for people under eighteen")]
    OfAge,
    #[error("this ground is for adults")]
    Minor,
    #[error("the person is not known to have died")]
    Alive,
    #[error("the person has died")]
    Dead,
}

impl Proposal {
    /// The mandate as it would stand from `today` on, not yet accepted by anybody.
    ///
    /// # Errors
    /// [`Unfounded`] where the ground does not carry it.
    pub fn mandate(&self, subject: Subject, today: NaiveDate) -> Result<Mandate, Unfounded> {
        self.check(subject, today)?;
        Ok(Mandate {
            basis: self.basis,
            categories: self.categories,
            actions: self.actions.and(self.basis.actions()).with(Action::See),
            from: today,
            until: self.until,
            accepted_at: None,
            confirmed_at: None,
            ended_at: None,
            suspended_at: None,
        })
    }

    /// The same as though everybody had agreed: for showing what it would allow.
    ///
    /// # Errors
    /// As [`Proposal::mandate`].
    pub fn as_if_in_force(&self, subject: Subject, now: DateTime<Utc>) -> Result<Mandate, Unfounded> {
        let mandate = self.mandate(subject, crate::time::tokyo_day(now))?;
        Ok(Mandate { accepted_at: Some(now), confirmed_at: Some(now), ..mandate })
    }

    fn check(&self, subject: Subject, today: NaiveDate) -> Result<(), Unfounded> {
        if self.categories.is_empty() {
            return Err(Unfounded::NothingShown);
        }
        if self.actions.contains(Action::CheckMedicines) && !self.categories.contains(Category::Medicines) {
            return Err(Unfounded::CheckWithoutMedicines);
        }
        if self.until.is_some_and(|until| until < today) {
            return Err(Unfounded::AlreadyOver);
        }
        let adult = today >= birthday(subject.birth_date, OF_AGE);
        let decides = today >= birthday(subject.birth_date, NARROW_AT);
        let dead = subject.died_on.is_some();
        match self.basis {
            Basis::Bereaved if !dead => Err(Unfounded::Alive),
            Basis::Bereaved => Ok(()),
            _ if dead => Err(Unfounded::Dead),
            Basis::Granted | Basis::AuthorisedKin if !decides => Err(Unfounded::TooYoung),
            Basis::Granted | Basis::AuthorisedKin => Ok(()),
            Basis::Parent if adult => Err(Unfounded::OfAge),
            Basis::Parent => Ok(()),
            Basis::Guardian | Basis::StatutoryGuardian | Basis::CaringKin if !adult => Err(Unfounded::Minor),
            Basis::Guardian | Basis::StatutoryGuardian | Basis::CaringKin if self.until.is_none() => {
                Err(Unfounded::NeedsLastDay)
            }
            Basis::Guardian | Basis::StatutoryGuardian => Ok(()),
            Basis::CaringKin => {
                let latest = today.checked_add_months(Months::new(CARING_KIN_MONTHS));
                if self.until > latest { Err(Unfounded::TooLong) } else { Ok(()) }
            }
        }
    }
}

impl Basis {
    /// Whether the person themself takes it back: what they gave. What the law or a facility's word carries is
    /// ended by the facility that attested it.
    pub fn is_taken_back_by_the_person(self) -> bool {
        match self {
            Self::Granted | Self::AuthorisedKin => true,
            Self::Parent | Self::Guardian | Self::StatutoryGuardian | Self::CaringKin | Self::Bereaved => {
                false
            }
        }
    }

    /// Actions that this ground allows at most: the bereaved read, and no more.
    pub fn actions(self) -> Actions {
        match self {
            Self::Bereaved => Actions::NONE.with(Action::See),
            Self::Granted
            | Self::Parent
            | Self::Guardian
            | Self::StatutoryGuardian
            | Self::AuthorisedKin
            | Self::CaringKin => Actions::ALL,
        }
    }
}
