use crate::category::Categories;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// On what ground somebody acts for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The person themself gave it, here.
    Granted,
    /// 法定代理人 of a minor: parental authority or guardianship.
    Parent,
    /// 任意後見人 with authority for treatment.
    Guardian,
    /// Kin whom the person authorised before a facility.
    AuthorisedKin,
    /// Kin who really care for an adult whose capacity is in doubt.
    CaringKin,
    /// 遺族: spouse, child or parent of somebody who has died.
    Bereaved,
}

/// What somebody may do with what they see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    See,
    CheckMedicines,
    /// Share on the person's behalf.
    Share,
}

/// Which actions.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Action>", into = "Vec<Action>")]
pub struct Actions(u8);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an action (see, check-medicines, share) expected, found {0:?}")]
pub struct UnknownAction(pub String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ground for acting (granted, parent, guardian, …) expected, found {0:?}")]
pub struct UnknownBasis(pub String);

/// One person's permission to act for another, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    pub basis: Basis,
    pub categories: Categories,
    pub actions: Actions,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: until it is taken back, or the law ends it.
    pub until: Option<NaiveDate>,
    /// When whoever is to act agreed to.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When the person, or the facility that attests it, confirmed that it is they.
    pub confirmed_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// A facility stopped it at once, for reasons that are nobody's to read.
    pub suspended_at: Option<DateTime<Utc>>,
}

/// The person for whom somebody acts, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub birth_date: NaiveDate,
    pub died_on: Option<NaiveDate>,
}

impl Basis {
    pub const ALL: [Self; 6] =
        [Self::Granted, Self::Parent, Self::Guardian, Self::AuthorisedKin, Self::CaringKin, Self::Bereaved];

    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Parent => "parent",
            Self::Guardian => "guardian",
            Self::AuthorisedKin => "authorised-kin",
            Self::CaringKin => "caring-kin",
            Self::Bereaved => "bereaved",
        }
    }

    /// # Errors
    /// [`UnknownBasis`], so that a garbled row opens nothing.
    pub fn from_name(name: &str) -> Result<Self, UnknownBasis> {
        Self::ALL
            .into_iter()
            .find(|basis| basis.as_str() == name)
            .ok_or_else(|| UnknownBasis(name.to_owned()))
    }
}

impl Action {
    pub const ALL: [Self; 3] = [Self::See, Self::CheckMedicines, Self::Share];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::CheckMedicines => "check-medicines",
            Self::Share => "share",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Actions {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self((1 << Action::ALL.len()) - 1);

    pub fn contains(self, action: Action) -> bool {
        self.0 & action.bit() != 0
    }

    pub fn with(self, action: Action) -> Self {
        Self(self.0 | action.bit())
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub fn iter(self) -> impl Iterator<Item = Action> {
        Action::ALL.into_iter().filter(move |action| self.contains(*action))
    }

    /// From names with spaces between them, as [`fmt::Display`] writes them.
    ///
    /// # Errors
    /// [`UnknownAction`], so that a garbled row allows nothing.
    pub fn parse(names: &str) -> Result<Self, UnknownAction> {
        names
            .split_whitespace()
            .map(|name| {
                let known = Action::ALL.into_iter().find(|action| action.as_str() == name);
                known.ok_or_else(|| UnknownAction(name.to_owned()))
            })
            .collect()
    }
}

impl FromIterator<Action> for Actions {
    fn from_iter<I: IntoIterator<Item = Action>>(actions: I) -> Self {
        actions.into_iter().fold(Self::NONE, Self::with)
    }
}

impl From<Vec<Action>> for Actions {
    fn from(actions: Vec<Action>) -> Self {
        actions.into_iter().collect()
    }
}

impl From<Actions> for Vec<Action> {
    fn from(actions: Actions) -> Self {
        actions.iter().collect()
    }
}

impl fmt::Display for Actions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, action) in self.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(f, "{space}{}", action.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Actions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
