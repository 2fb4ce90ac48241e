//! Situation that is checked: all that is known when the question is asked.

use super::kidney::Egfr;
use crate::{
    medicine_code::{MedicineCode, Route},
    record::Sex,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything that a check looks at. Nothing else is asked, no clock either. As JSON (docs/medications-check.md) a
/// misspelt field is an error: an allergy that goes unread looks like no allergy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// The day, in Asia/Tokyo, for which the question is asked.
    pub as_of: NaiveDate,
    #[serde(default)]
    pub profile: Profile,
    #[serde(default)]
    pub birth_date: Option<NaiveDate>,
    #[serde(default)]
    pub sex: Option<Sex>,
    #[serde(default)]
    pub pregnancy: Pregnancy,
    /// The newest estimate of kidney function, where there is one.
    #[serde(default)]
    pub kidney: Option<Kidney>,
    pub medicines: Vec<Medicine>,
    #[serde(default)]
    pub allergies: Vec<AllergyFact>,
    #[serde(default)]
    pub conditions: Vec<ConditionFact>,
    /// Kinds that the caller could not look at. It is named in the answer: leave out what naming would reveal.
    #[serde(default)]
    pub not_available: Vec<Category>,
}

/// Profile of rules that apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// The public rules of 電子処方箋管理サービス (notice of 2023-12-28): same ingredient and route, 併用禁忌 only, 14 days
    /// where no period can be computed, nothing within one sheet. Not the service's own code; see
    /// docs/knowledge-base.md.
    National {
        /// Whether medicines of one facility are compared with each other (the service leaves them out by default).
        own_facility: bool,
    },
    /// Everything we can evaluate.
    #[default]
    Full,
}

impl Profile {
    pub const NATIONAL: Self = Self::National { own_facility: false };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pregnancy {
    Pregnant,
    NotPregnant,
    #[default]
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kidney {
    pub egfr: Egfr,
    /// Day on which the specimen was taken.
    pub on: Option<NaiveDate>,
    /// The laboratory may still change what it is estimated from.
    #[serde(default)]
    pub preliminary: bool,
}

/// A medicine that is, was or is about to be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medicine {
    /// As written.
    pub name: String,
    #[serde(default)]
    pub codes: Vec<MedicineCode>,
    /// As the sender stated it; otherwise code or name say it.
    #[serde(default)]
    pub route: Option<Route>,
    #[serde(default)]
    pub start: Option<NaiveDate>,
    #[serde(default)]
    pub supply: Supply,
    /// 頓用: taken when needed, so that days count doses.
    #[serde(default)]
    pub as_needed: bool,
    /// Where it comes from: the ten digits of a medical institution or of a pharmacy.
    #[serde(default)]
    pub facility: Option<String>,
    /// One prescription or one dispensing; medicines of one sheet share it.
    #[serde(default)]
    pub sheet: Option<String>,
    #[serde(default)]
    pub source: Source,
    /// 診療科 and prescriber: two departments of a hospital are two prescribers.
    #[serde(default)]
    pub department: Option<String>,
    #[serde(default)]
    pub prescriber: Option<String>,
    /// Why it only may be taken, or taken otherwise than was read.
    #[serde(default)]
    pub questioned: Option<Questioned>,
}

/// Reason to doubt that a medicine is taken: a sender's word, or what could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Questioned {
    /// Held (`on-hold`): it may be taken again.
    OnHold,
    /// A draft, a proposal, or of no known status.
    Issued,
    /// Not all of its instruction could be read.
    ReadCompletely,
    /// The person says that they do not take it any more; since when, nobody knows.
    Stopped,
}

impl Medicine {
    /// A medicine of which nothing but its written name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            codes: Vec::new(),
            route: None,
            start: None,
            supply: Supply::default(),
            as_needed: false,
            facility: None,
            sheet: None,
            source: Source::default(),
            department: None,
            prescriber: None,
            questioned: None,
        }
    }
}

/// Duration of a supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Supply {
    /// Days supplied, the first day included.
    Days(u32),
    /// The last day.
    Until(NaiveDate),
    /// It has no end: the person says that they take it.
    StillTaken,
    #[default]
    Unknown,
}

/// Where we know the medicine from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    #[default]
    Prescription,
    Dispensing,
    /// Bought without a prescription; the national service does not know of it.
    OverTheCounter,
    /// Being written or asked about now.
    Draft,
}

/// Something the person reacted to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllergyFact {
    pub name: String,
    #[serde(default)]
    pub codes: Vec<MedicineCode>,
    /// Something sent along may change what it means.
    #[serde(default)]
    pub in_doubt: bool,
    /// Nobody is sure yet that there is one.
    #[serde(default)]
    pub unconfirmed: bool,
    /// The person says so, and no facility. It weighs as much.
    #[serde(default)]
    pub own: bool,
}

/// A disease the person has, or may have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionFact {
    pub name: String,
    #[serde(default)]
    pub icd10: Option<String>,
    /// Something sent along may change what it means.
    #[serde(default)]
    pub in_doubt: bool,
    /// 疑い: it may turn out to be none.
    #[serde(default)]
    pub suspected: bool,
}

/// A part of what a full check considers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    Allergies,
    Conditions,
    /// Kidney function.
    Kidney,
    Pregnancy,
    Age,
    Sex,
    OverTheCounter,
}
