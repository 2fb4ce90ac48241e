use super::{Coding, Origin};
use crate::time::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 傷病名: a confirmed diagnosis. Suspected, refuted and mistaken ones never become one on screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    pub origin: Origin,
    /// The full name with its modifiers, as written (`code.text`).
    pub name: String,
    pub codes: Vec<Coding>,
    /// ICD-10 class, where sent.
    pub icd10: Option<Coding>,
    /// 主傷病.
    pub main: bool,
    pub status: ClinicalStatus,
    pub verification: Verification,
    pub onset: Option<Moment>,
    pub ended: Option<Moment>,
    pub recorded: Option<Moment>,
    pub doctor: Option<String>,
    pub notes: Vec<String>,
}

impl Diagnosis {
    /// Whether it is resolved, or ended by this day.
    pub fn is_over(&self, as_of: NaiveDate) -> bool {
        self.status == ClinicalStatus::Resolved
            || self.ended.as_ref().is_some_and(|ended| ended.last_day() <= as_of)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClinicalStatus {
    Active,
    Recurrence,
    Relapse,
    Inactive,
    Remission,
    Resolved,
    /// Sent as `unknown`.
    Unknown,
    /// Not sent.
    NotStated,
}

/// How sure the sender is. Shared by diagnoses and allergies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verification {
    Confirmed,
    /// Not sent; allowed for allergies.
    NotStated,
    /// 疑い: `unconfirmed`, `provisional`, `differential`.
    Suspected,
    Refuted,
    EnteredInError,
}
