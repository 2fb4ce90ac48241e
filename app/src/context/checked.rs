//! What a check of medicines found, as a page is given it: the one thing on a page that the record alone does not say.

use serde::{Deserialize, Serialize};
use shared::{
    medication::{
        check::{Findings, Situation, check},
        knowledge::KnowledgeBase,
    },
    record::RecordView,
};

/// Findings, and what the places in them stand for. Written into the page, so that a browser need not fetch what
/// is known about medicines before the page is alive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    pub findings: Findings,
    pub names: Names,
    /// Names like the one that was asked about; none where nothing was asked.
    pub suggestions: Vec<String>,
}

impl Checked {
    /// Everything in the record against everything else in it. `None`: checking is not among what whoever looks
    /// at it may do.
    pub fn of(view: &RecordView, knowledge: &KnowledgeBase) -> Option<Self> {
        let situation = Situation::of_view(view)?;
        let findings = check(&situation, knowledge);
        Some(Self { findings, names: Names::of(&situation), suggestions: Vec::new() })
    }
}

/// What the places in a check's findings stand for: the lists of the situation that was checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    pub medicines: Vec<String>,
    pub allergies: Vec<String>,
    pub conditions: Vec<String>,
}

impl Names {
    pub fn of(situation: &Situation) -> Self {
        Self {
            medicines: situation.medicines.iter().map(|one| one.name.clone()).collect(),
            allergies: situation.allergies.iter().map(|one| one.name.clone()).collect(),
            conditions: situation.conditions.iter().map(|one| one.name.clone()).collect(),
        }
    }

    pub fn medicine(&self, place: usize) -> String {
        self.medicines.get(place).cloned().unwrap_or_default()
    }
}
