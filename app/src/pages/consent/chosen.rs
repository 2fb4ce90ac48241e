use shared::{
    consent::{Purpose, Whom},
    ids::FacilityCode,
};
use std::fmt;

/// Recipient that switches are shown for: one of the entries to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub whom: Whom,
    pub purpose: Purpose,
}

const EMERGENCY: &str = "emergency";

impl Chosen {
    pub const EVERYBODY: Self = Self { whom: Whom::Anyone, purpose: Purpose::Care };
    pub const IN_AN_EMERGENCY: Self = Self { whom: Whom::Anyone, purpose: Purpose::Emergency };

    /// As forms and addresses say it; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            EMERGENCY => Some(Self::IN_AN_EMERGENCY),
            whom => Whom::parse(whom).ok().map(Self::for_care),
        }
    }

    pub fn for_care(whom: Whom) -> Self {
        Self { whom, purpose: Purpose::Care }
    }

    pub fn facility(&self) -> Option<&FacilityCode> {
        match &self.whom {
            Whom::Facility(code) => Some(code),
            Whom::Anyone | Whom::Kind(_) => None,
        }
    }
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.purpose {
            Purpose::Emergency => f.write_str(EMERGENCY),
            Purpose::Care => self.whom.fmt(f),
        }
    }
}
