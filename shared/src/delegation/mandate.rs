use crate::{
    category::Categories,
    set::{Member, Set},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Ground on which one person acts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The person themself gave it, here.
    Granted,
    /// 法定代理人 of a minor: parental authority or guardianship.
    Parent,
    /// 任意後見人 with authority for treatment.
    Guardian,
    /// 成年後見人, 法定代理人 of an adult; 保佐人 and 補助人 where their authority for treatment is registered.
    StatutoryGuardian,
    /// Kin whom the person authorised before a facility.
    AuthorisedKin,
    /// Kin who really care for an adult whose capacity is in doubt.
    CaringKin,
    /// 遺族: spouse, child or parent of a person who has died.
    Bereaved,
}

/// An action that a mandate may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    See,
    CheckMedicines,
    /// Share on the person's behalf.
    Share,
}

/// A set of actions.
pub type Actions = Set<Action>;

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
    /// Time at which the representative agreed to act.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Time at which the person, or the facility that attests it, confirmed that the representative is they.
    pub confirmed_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Time at which a facility suspended it at once; the reasons are shown to nobody.
    pub suspended_at: Option<DateTime<Utc>>,
}

/// The represented person, as far as mandates depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub birth_date: NaiveDate,
    pub died_on: Option<NaiveDate>,
}

impl Basis {
    pub const ALL: [Self; 7] = [
        Self::Granted,
        Self::Parent,
        Self::Guardian,
        Self::StatutoryGuardian,
        Self::AuthorisedKin,
        Self::CaringKin,
        Self::Bereaved,
    ];

    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Parent => "parent",
            Self::Guardian => "guardian",
            Self::StatutoryGuardian => "statutory-guardian",
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
}

impl Member for Action {
    const EACH: &'static [Self] = &Self::ALL;
    const WHAT: &'static str = "an action (see, check-medicines, share)";

    fn as_str(self) -> &'static str {
        self.as_str()
    }

    fn place(self) -> u32 {
        self as u32
    }
}
