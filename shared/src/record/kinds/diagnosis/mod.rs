pub(crate) mod fates;
pub(crate) mod fhir;
mod full_name;

use crate::record::{Coding, Origin};
use crate::time::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 傷病名: a confirmed diagnosis, or a suspicion that is told apart from it ([`Diagnosis::is_suspected`]). Refuted and
/// mistaken ones never reach a screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    pub origin: Origin,
    /// The full name with its modifiers and sites; a suspicion says so in its name.
    pub name: String,
    /// `code.text`, where it says less than the full name.
    #[serde(default)]
    pub written: Option<String>,
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
    /// 疑い: by its name, its modifiers or its verification. It is no diagnosis yet.
    pub fn is_suspected(&self) -> bool {
        self.verification == Verification::Suspected
    }

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
    /// 疑い: `unconfirmed`, `presumed`, `provisional`, `differential`, or a name that says so.
    Suspected,
    Refuted,
    EnteredInError,
}
