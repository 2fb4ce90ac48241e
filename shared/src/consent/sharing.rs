use super::{Consent, Preset, Relationships};
use crate::ids::{ConsentId, FacilityCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that a patient's page about sharing is derived from, beside the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sharing {
    /// The server's instant: previews go by it, not by a browser's clock.
    pub now: DateTime<Utc>,
    /// All that were ever given.
    pub consents: Vec<Consent>,
    /// Facilities that treat the patient and those that a consent names.
    pub relationships: Relationships,
    pub names: BTreeMap<FacilityCode, String>,
    /// The newest first.
    pub history: Vec<Change>,
}

/// What was given and withdrawn at one instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub kind: ChangeKind,
    pub given: Vec<ConsentId>,
    pub withdrawn: Vec<ConsentId>,
}

/// How it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    Preset(Preset),
    Switches,
    Item,
    Withdrawal,
    Undo,
}

impl ChangeKind {
    pub const ALL: [Self; 7] = [
        Self::Preset(Preset::Everyone),
        Self::Preset(Preset::AskEachTime),
        Self::Preset(Preset::EmergenciesOnly),
        Self::Switches,
        Self::Item,
        Self::Withdrawal,
        Self::Undo,
    ];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preset(preset) => preset.as_str(),
            Self::Switches => "switches",
            Self::Item => "item",
            Self::Withdrawal => "withdrawal",
            Self::Undo => "undo",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl Sharing {
    pub fn consent(&self, id: ConsentId) -> Option<&Consent> {
        self.consents.iter().find(|one| one.id == id)
    }

    /// What is in force now, or would be as soon as its day comes.
    pub fn current(&self) -> impl Iterator<Item = &Consent> {
        self.consents.iter().filter(|one| one.stands(self.now) && !one.is_over(self.now))
    }
}
