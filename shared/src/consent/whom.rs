use super::{Garbled, State};
use crate::ids::FacilityCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What sort of place a facility is, as whoever runs the installation registered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FacilityKind {
    /// 病院
    Hospital,
    /// 診療所
    Clinic,
    /// 薬局
    Pharmacy,
    /// 介護事業所
    CareProvider,
}

/// Towards whom something is agreed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    /// As a permission: every facility that treats me. As an exclusion: everybody.
    Anyone,
    /// As a permission: every facility of this kind that treats me.
    Kind(FacilityKind),
    /// This one, whether it has treated me before or not: the patient chose it. Not if they said afterwards that it does
    /// not treat them.
    Facility(FacilityCode),
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    Facility(FacilityCode),
    /// For a preview: some facility that treats the patient and for which nothing was decided by name; of this
    /// kind, or of one for which nothing was decided either. No real facility ever asks like this.
    Somebody(Option<FacilityKind>),
}

/// Who asks, with what is known about them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker<'a> {
    pub code: Option<&'a FacilityCode>,
    pub kind: KnownKind,
    pub state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KnownKind {
    Known(FacilityKind),
    /// A real facility whose kind nobody registered: it may be any.
    Unknown,
    /// Of none for which anything was decided.
    NoneInParticular,
}

impl FacilityKind {
    pub const ALL: [Self; 4] = [Self::Hospital, Self::Clinic, Self::Pharmacy, Self::CareProvider];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hospital => "hospital",
            Self::Clinic => "clinic",
            Self::Pharmacy => "pharmacy",
            Self::CareProvider => "care-provider",
        }
    }

    /// # Errors
    /// [`Garbled`] for any other name.
    pub fn parse(name: &str) -> Result<Self, Garbled> {
        let known = Self::ALL.into_iter().find(|kind| kind.as_str() == name);
        known.ok_or_else(|| {
            Garbled::new("a kind of facility (hospital, clinic, pharmacy, care-provider)", name)
        })
    }
}

impl Whom {
    /// # Errors
    /// [`Garbled`] for anything but `anyone`, `kind:…` and `facility:…`.
    pub fn parse(text: &str) -> Result<Self, Garbled> {
        match text.split_once(':') {
            None if text == "anyone" => Ok(Self::Anyone),
            Some(("kind", name)) => FacilityKind::parse(name).map(Self::Kind),
            Some(("facility", code)) => FacilityCode::try_from(code)
                .map(Self::Facility)
                .map_err(|_| Garbled::new("a facility's ten digits after facility:", text)),
            _ => Err(Garbled::new("anyone, kind:… or facility:…", text)),
        }
    }

    /// Whether it names one facility: then nobody but the patient chose it.
    pub(super) fn is_named(&self) -> bool {
        matches!(self, Self::Facility(_))
    }

    /// Whether a permission towards `self`, begun then, reaches them; `Err`: it would, if they treated the patient.
    pub(super) fn permits(&self, asker: Asker<'_>, begun: DateTime<Utc>) -> Result<bool, NotTreating> {
        let reaches = match self {
            Self::Facility(code) => asker.code == Some(code),
            Self::Anyone => true,
            Self::Kind(kind) => asker.kind == KnownKind::Known(*kind),
        };
        match asker.state {
            _ if !reaches => Ok(false),
            State::Denied { at } if !self.is_named() || begun <= at => Err(NotTreating::Denied),
            State::Denied { .. } => Ok(true),
            state if self.is_named() || state.treats() => Ok(true),
            _ => Err(NotTreating::Unconfirmed),
        }
    }

    /// Whether an exclusion towards `self` reaches them. A kind that is not known may be the excluded one.
    pub(super) fn excludes(&self, asker: Asker<'_>) -> bool {
        match self {
            Self::Anyone => true,
            Self::Kind(kind) => {
                matches!(asker.kind, KnownKind::Unknown) || asker.kind == KnownKind::Known(*kind)
            }
            Self::Facility(code) => asker.code == Some(code),
        }
    }
}

/// Why a permission for those who treat does not reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotTreating {
    /// The patient never said that they do.
    Unconfirmed,
    /// The patient said that they do not.
    Denied,
}

impl fmt::Display for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("anyone"),
            Self::Kind(kind) => write!(f, "kind:{}", kind.as_str()),
            Self::Facility(code) => write!(f, "facility:{code}"),
        }
    }
}
