use super::{ClinicalStatus, Coding, Origin, Verification};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// アレルギー, or 薬剤禁忌.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allergy {
    pub origin: Origin,
    /// What one reacts to, as written (`code.text`).
    pub name: String,
    pub codes: Vec<Coding>,
    pub categories: Vec<AllergyCategory>,
    pub criticality: Criticality,
    pub status: ClinicalStatus,
    pub verification: Verification,
    pub onset: Option<Moment>,
    pub recorded: Option<Moment>,
    /// What happened (症状), in the sender's words.
    pub reactions: Vec<String>,
    pub notes: Vec<String>,
}

impl Allergy {
    /// 薬剤禁忌: a medicine that caused, or could cause, a severe reaction in this person.
    pub fn is_contraindication(&self) -> bool {
        self.categories.contains(&AllergyCategory::Medication) && self.criticality == Criticality::High
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AllergyCategory {
    Food,
    Medication,
    Environment,
    Biologic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Criticality {
    Low,
    High,
    UnableToAssess,
    NotStated,
}
