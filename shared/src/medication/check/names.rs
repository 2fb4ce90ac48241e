use super::{Situation, situation::AllergyFact};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Names of the places in a check's findings: the lists of the situation that was checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    pub medicines: Vec<String>,
    pub allergies: Vec<String>,
    /// The places of unconfirmed allergies.
    #[serde(default)]
    pub unconfirmed_allergies: Vec<usize>,
    /// The places of those that the person says themself.
    #[serde(default)]
    pub own_allergies: Vec<usize>,
    pub conditions: Vec<String>,
    /// The day of the blood test from which the kidney function was estimated.
    #[serde(default)]
    pub kidney_on: Option<NaiveDate>,
    /// That test was only a preliminary report.
    #[serde(default)]
    pub kidney_preliminary: bool,
}

impl Names {
    pub fn of(situation: &Situation) -> Self {
        let places = |is: fn(&AllergyFact) -> bool| {
            (0..situation.allergies.len()).filter(|place| is(&situation.allergies[*place])).collect()
        };
        Self {
            medicines: situation.medicines.iter().map(|one| one.name.clone()).collect(),
            allergies: situation.allergies.iter().map(|one| one.name.clone()).collect(),
            unconfirmed_allergies: places(|one| one.unconfirmed),
            own_allergies: places(|one| one.own),
            conditions: situation.conditions.iter().map(|one| one.name.clone()).collect(),
            kidney_on: situation.kidney.and_then(|kidney| kidney.on),
            kidney_preliminary: situation.kidney.is_some_and(|kidney| kidney.preliminary),
        }
    }

    pub fn medicine(&self, place: usize) -> String {
        self.medicines.get(place).cloned().unwrap_or_default()
    }
}
