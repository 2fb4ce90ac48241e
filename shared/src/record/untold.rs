use super::Diagnosis;
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// A diagnosis that the patient has not been told (未告知), for a facility's eyes alone. It stands apart from every
/// [`Record`](super::Record), so that nothing made for patients can carry one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Untold {
    pub diagnosis: Diagnosis,
    /// Time at which the facility last said so; `None` if it did not say when.
    pub flagged: Option<Moment>,
}

impl Untold {
    pub fn of(diagnosis: Diagnosis) -> Self {
        Self { flagged: diagnosis.origin.updated.clone(), diagnosis }
    }
}
