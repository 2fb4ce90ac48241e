use super::Situation;
use serde::{Deserialize, Serialize};

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
