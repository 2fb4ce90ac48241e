use super::{Coding, Origin};
use crate::{decimal::Decimal, time::Moment};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 処方: one medicine of one prescription. Its FHIR `status` says nothing about "still taking";
/// [`crate::medication::course`] computes that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prescription {
    pub origin: Origin,
    /// The medicine, as printed.
    pub name: String,
    /// YJ, general name, HOT and house codes.
    pub codes: Vec<Coding>,
    /// Rp number and the line's place in it.
    pub rp: Option<(String, Option<String>)>,
    pub dosage: Vec<Dosage>,
    pub authored: Option<Moment>,
    /// Total supplied.
    pub quantity: Option<Amount>,
    pub prescriber: Option<String>,
    /// 外来・入院・退院 …, as written.
    pub category: Option<String>,
    pub entered_in_error: bool,
    pub notes: Vec<String>,
}

/// 用法・用量.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dosage {
    /// The whole instruction, as printed.
    pub text: Option<String>,
    /// 用法 in words (`1日1回 就寝前`).
    pub usage: Option<String>,
    pub usage_codes: Vec<Coding>,
    /// 補足用法, other instructions.
    pub additional: Vec<String>,
    /// 頓用.
    pub as_needed: bool,
    /// Route in words (`経口`).
    pub route: Option<String>,
    /// Route code (`PO`), where sent.
    pub route_code: Option<String>,
    /// First day of use.
    pub start: Option<NaiveDate>,
    /// Last day of use, only where the sender stated one.
    pub stated_end: Option<NaiveDate>,
    /// Days supplied (日数).
    pub days: Option<u32>,
    /// １回量.
    pub per_dose: Option<Amount>,
    /// １日量.
    pub per_day: Option<Amount>,
}

/// An amount of a medicine, in the unit it is counted in (`1 錠`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    pub value: Decimal,
    pub unit: Option<String>,
}
