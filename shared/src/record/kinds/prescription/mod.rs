//! Prescriptions (処方): one medicine with its dosage, its days, and what became of it.

mod days;
pub(crate) mod dosage;
pub(crate) mod fates;
pub(crate) mod fhir;
mod listed_medicines;
pub(crate) mod own;
pub(crate) mod requirements;
mod status;
mod write;

pub use days::{CertainDays, Days};
pub use status::{InCheck, Standing};

use crate::record::{Coding, Origin};
use crate::{
    category::{Categories, Category},
    element::{issues::Issues, node::Node, reference::References},
    record::{
        kinds::{AsResource, Entry, News, RecordKind, Stored, Subject, Time, Window},
        origin::Receipt,
    },
};
use crate::{decimal::Decimal, source::Source, time::Moment};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 処方: one medicine of one prescription, or one that nobody prescribed and the person says that they take. That it was
/// issued says nothing about "still taking"; [`crate::medication::course`] computes that.
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
    /// Day of the prescription.
    pub authored: Option<Moment>,
    /// From when the person says that they take it, as precisely as they do: of what nobody prescribed, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_since: Option<Moment>,
    /// Total supplied.
    pub quantity: Option<Amount>,
    pub prescriber: Option<String>,
    /// 外来・入院・退院 …, as written.
    pub category: Option<String>,
    /// Whether it was issued, and what became of it.
    #[serde(default)]
    pub standing: Standing,
    /// Why, in the sender's words, where it is not simply issued.
    #[serde(default)]
    pub standing_reason: Option<String>,
    pub notes: Vec<String>,
}

impl Prescription {
    /// Whether every part of its instruction could be read.
    pub fn is_read(&self) -> bool {
        self.dosage.iter().all(|dosage| dosage.unread.is_empty())
    }

    /// Whether all of it is for every day.
    pub fn is_every_day(&self) -> bool {
        self.dosage.iter().all(|dosage| dosage.which_days.is_every_day())
    }

    /// The day from which its standing holds, as far as the sender's last change tells.
    pub fn standing_since(&self) -> NaiveDate {
        match &self.origin.updated {
            Some(updated) => updated.first_day(),
            None => self.origin.registered_on(),
        }
    }
}

/// 用法・用量.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Whether the sender stated that day (投与開始日); otherwise it is the day of the prescription.
    #[serde(default)]
    pub start_is_stated: bool,
    /// Last day of use, only where the sender stated one.
    pub stated_end: Option<NaiveDate>,
    /// Days supplied (日数).
    pub days: Option<u32>,
    /// １回量.
    pub per_dose: Option<Amount>,
    /// １日量.
    pub per_day: Option<Amount>,
    #[serde(default)]
    pub which_days: Days,
    /// 不均等: the amounts differ within a day, and only the printed words tell which is when.
    #[serde(default)]
    pub uneven: bool,
    /// Days from the first to the last, where it is not for every day.
    #[serde(default)]
    pub lasts: Option<u32>,
    /// 最大量.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// The elements that could not be read: not all of the instruction is known, so it stands in no plan.
    #[serde(default)]
    pub unread: Vec<String>,
}

/// No more than this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    pub most: Amount,
    pub per: LimitPer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LimitPer {
    Dose,
    Hours(u32),
    Days(u32),
    Lifetime,
}

impl Dosage {
    /// Whether its route says so: 経口, 内服.
    pub fn is_by_mouth(&self) -> bool {
        let said = self.route.as_deref();
        self.route_code.as_deref() == Some("PO") || said.is_some_and(|said| ["経口", "内服"].contains(&said))
    }

    /// Whether the times and amounts read from it may be followed as they stand, on every day.
    pub fn is_plain(&self) -> bool {
        self.unread.is_empty() && self.which_days.is_every_day()
    }
}

/// An amount of a medicine, in the unit it is counted in (`1 錠`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    pub value: Decimal,
    pub unit: Option<String>,
}

impl RecordKind for Prescription {
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn date(&self) -> Option<&Moment> {
        self.authored.as_ref().or(self.said_since.as_ref())
    }

    fn may_come(&self) -> bool {
        false
    }

    fn categories(&self) -> Categories {
        Category::Medicines.into()
    }

    fn is_told(&self, _today: NaiveDate) -> bool {
        true
    }

    fn window(&self) -> Window {
        Window::Prescriptions
    }

    fn news(&self) -> Option<News> {
        (self.standing != Standing::Mistake).then_some(News::Medicines)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject { sort: "medicine", name: &self.name, codes: self.codes.iter().collect() })
    }
}

impl AsResource for Prescription {
    fn resource(&self) -> Option<serde_json::Value> {
        Some(match self.standing.is_said() {
            true => own::write(self),
            false => write::write(self),
        })
    }
}

pub(crate) const STORED: Stored = Stored {
    name: "MedicationRequest",
    kind: "prescription",
    also: &[],
    of_the_person: Some(own::TYPE),
    read: entry,
    fates: &[fates::TABLES, dosage::fates::TABLES],
    extensions: &[dosage::fates::EXTENSIONS],
    times: &[("authoredOn", Time::Past), ("dispenseRequest.validityPeriod", Time::MayCome)],
    check: requirements::check,
    code: "medicationCodeableConcept",
    subject: "subject",
    may_be: &[Category::Medicines],
    is_registrable: true,
    is_listed: false,
    weighs_itself: true,
    has_occasions: false,
};

fn entry(
    node: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<Entry> {
    let read = match receipt.source == Source::Person {
        true => own::read,
        false => fhir::read,
    };
    read(node, receipt, references, issues).map(Entry::from)
}
