//! Diagnoses (傷病名), and suspicions told apart from them.

pub(crate) mod fates;
pub(crate) mod fhir;
mod full_name;
mod requirements;
mod status;
mod write;

use crate::record::{Coding, Origin};
use crate::time::Moment;
use crate::{
    category::{Categories, Category},
    element::{issues::Issues, node::Node, reference::References},
    record::{
        kinds::{AsResource, Entry, ItemKind, News, RecordKind, Stored, Subject, Time, Window, none_known},
        origin::Receipt,
    },
};
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

impl RecordKind for Diagnosis {
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn date(&self) -> Option<&Moment> {
        self.onset.as_ref().or(self.recorded.as_ref())
    }

    fn may_come(&self) -> bool {
        false
    }

    fn categories(&self) -> Categories {
        Category::Diagnoses.into()
    }

    fn is_told(&self, _today: NaiveDate) -> bool {
        self.verification.is_told()
    }

    fn window(&self) -> Window {
        Window::FiveYears
    }

    fn news(&self) -> Option<News> {
        Some(if self.is_suspected() { News::Suspected } else { News::Diagnoses })
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject {
            sort: "diagnosis",
            name: &self.name,
            codes: self.codes.iter().chain(&self.icd10).collect(),
        })
    }
}

impl AsResource for Diagnosis {
    fn resource(&self) -> Option<serde_json::Value> {
        Some(write::write(self))
    }
}

pub(crate) const STORED: Stored = Stored {
    name: "Condition",
    kind: "diagnosis",
    also: &[],
    of_the_person: None,
    read: entry,
    fates: &[fates::TABLES],
    extensions: &[fates::EXTENSIONS],
    times: &[
        ("onsetDateTime", Time::Past),
        ("onsetPeriod.start", Time::Past),
        ("recordedDate", Time::Past),
        ("abatementDateTime", Time::MayCome),
        ("abatementPeriod", Time::MayCome),
    ],
    check: requirements::check,
    code: "code",
    subject: "subject",
    may_be: &[Category::Diagnoses],
    is_registrable: true,
    is_listed: true,
    weighs_itself: false,
    has_occasions: false,
};

/// A diagnosis, or the statement that there is none.
fn entry(
    node: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<Entry> {
    match none_known::fhir::read(ItemKind::Condition, node, receipt, issues) {
        Some(none) => Some(none.into()),
        None => fhir::read(node, receipt, references, issues).map(Entry::from),
    }
}
