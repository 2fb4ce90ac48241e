//! A person's record, as typed facts: the six information (６情報) and documents.
//!
//! A [`Record`] is always *a viewer's* record: it is assembled where items leave the store, after
//! the filter for undisclosed diagnoses, and holds nothing that its viewer may not see.

mod assemble;
pub mod fate;
pub mod kinds;
mod limit;
pub(crate) mod origin;
pub(crate) mod read;
pub(crate) mod requirements;
mod untold;
pub(crate) mod words;
mod write;

pub use crate::{
    coding::Coding,
    issue::{Issue, Severity},
};
pub use assemble::assemble;
pub use kinds::{
    Entry, EntryRef, ItemKind, News, OfKind, Record, RecordKind, Subject, Window,
    allergy::{Allergy, AllergyCategory, Criticality, Gravity},
    diagnosis::{ClinicalStatus, Diagnosis, Verification},
    document::{Attachment, CarePlan, Document, DocumentKind, Section, SectionEntry},
    immunization::{Immunization, Vaccination},
    none_known::{About, Absence, NoneKnown, fhir::says_none},
    observation::{
        Comparator, Component, Interpretation, Measured, MeasuringLimit, Observation, ObservationKind,
        Quantity, ReferenceRange, ResultStatus,
    },
    prescription::{Amount, CertainDays, Days, Dosage, InCheck, Limit, LimitPer, Prescription, Standing},
    procedure::{Performed, Procedure},
    unreadable::{Unreadable, sent_as},
};
pub use untold::Untold;
pub use write::{Resources, Unwritten, write};

use crate::{
    category::{Categories, Category},
    ids::{FacilityCode, ItemId, PatientId},
    refill::RefillDays,
    source::Source,
    time::Moment,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The layout of [`RecordView`]; a browser that holds another one reloads.
pub const SCHEMA: u32 = 8;

/// View of a record: the answer of `GET /api/record`, from which every page is derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    pub schema: u32,
    /// The person whose record it is: a browser tab that holds another person's drops it.
    pub whose: PatientId,
    /// The day, in Asia/Tokyo, by which every rule about dates is applied.
    pub as_of: NaiveDate,
    /// A hash of `as_of` and the record as this viewer may see it, and of nothing else.
    pub version: String,
    /// The kinds of information that this viewer may see. Of others, the record says nothing: an empty list
    /// of a kind that is not in here does not mean "none".
    pub shown: Categories,
    /// The kinds that this viewer may have checked for what medicines do to each other: never more than `shown`.
    pub checked: Categories,
    /// Days by which a supply that goes on from another may begin early, as the operator decided.
    #[serde(default)]
    pub refill: RefillDays,
    /// The letters of the record that no typeface has ([`crate::private_use`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub private_use: Vec<char>,
    /// English names of what stands in `record`; what no table has is not in here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub english: Vec<EnglishName>,
    pub record: Record,
}

/// What something of a record is called in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnglishName {
    /// The name as it was sent.
    pub sent: String,
    pub english: String,
}

impl RecordView {
    /// Whether this viewer may have medicines checked at all.
    pub fn may_be_checked(&self) -> bool {
        self.checked.and(self.shown).contains(Category::Medicines)
    }
}

/// Basic data (基本情報).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// 氏名, as written.
    pub name: String,
    /// カナ氏名, where it was sent.
    pub kana: Option<String>,
    pub sex: Sex,
    pub birth_date: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    Male,
    Female,
    Other,
    Unknown,
}

/// A sender, as the viewer meets it on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    pub code: FacilityCode,
    pub name: Option<String>,
    /// Time at which the newest thing visible here was received.
    pub last_received: DateTime<Utc>,
}

/// Where a fact comes from. Every line on screen can say what, when and from whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub item: ItemId,
    pub source: Source,
    /// 診療科, in words.
    pub department: Option<String>,
    /// `meta.lastUpdated`: when the facility last changed it.
    pub updated: Option<Moment>,
    pub received: DateTime<Utc>,
    /// The document that carries it, if one does.
    pub document: Option<ItemId>,
    /// 長期保存 (LTS): kept beyond the normal period.
    pub long_term: bool,
    /// Parts of this item that could not be read; the rest of it was.
    pub unread_parts: Vec<Issue>,
    /// Its sender withdrew an older version after this one had arrived, and did not send it again since: whether it
    /// still holds, only the sender can say.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubted: bool,
}

impl Origin {
    /// Whether something that was sent along may change what it means: then it may not be told plainly.
    pub fn is_in_doubt(&self) -> bool {
        self.unread_parts.iter().any(|issue| issue.severity == Severity::Doubt)
    }

    /// Whether it stays where a retention window ends.
    pub fn outlasts_windows(&self) -> bool {
        self.long_term || !self.source.is_limited_by_retention()
    }

    /// The day the retention windows count from: registration, in Asia/Tokyo.
    pub fn registered_on(&self) -> NaiveDate {
        crate::time::tokyo_day(self.received)
    }
}

impl Record {
    pub fn facility(&self, code: &FacilityCode) -> Option<&Facility> {
        self.facilities.iter().find(|facility| facility.code == *code)
    }

    pub fn document(&self, id: &ItemId) -> Option<&Document> {
        self.documents.iter().find(|document| document.origin.item == *id)
    }

    /// Title and origin of one line. Of what could not be read, and of what stands inside a document, there is none.
    pub fn line(&self, item: &ItemId) -> Option<(&str, &Origin)> {
        let of_item = |origin: &Origin| origin.item == *item && origin.document.is_none();
        let lines = self.entries().filter_map(|entry| Some((entry.title()?, entry.origin())));
        lines.into_iter().find(|(_, origin)| of_item(origin))
    }

    /// アレルギー other than 薬剤禁忌.
    pub fn plain_allergies(&self) -> impl Iterator<Item = &Allergy> {
        self.allergies.iter().filter(|allergy| !allergy.is_contraindication())
    }

    /// 傷病名 that are no suspicion.
    pub fn stated_diagnoses(&self) -> impl Iterator<Item = &Diagnosis> {
        self.diagnoses.iter().filter(|diagnosis| diagnosis.verification.is_stated_fact())
    }

    /// Entries that are registered against this statement all the same.
    pub fn against(&self, none: &NoneKnown, as_of: NaiveDate) -> Vec<String> {
        none.contradicted_by(&self.allergies, &self.diagnoses, as_of)
    }

    /// 薬剤禁忌.
    pub fn contraindications(&self) -> impl Iterator<Item = &Allergy> {
        self.allergies.iter().filter(|allergy| allergy.is_contraindication())
    }

    /// 感染症.
    pub fn infections(&self) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(|observation| observation.kind == ObservationKind::Infection)
    }

    /// 検査.
    pub fn laboratory(&self) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(|observation| observation.kind == ObservationKind::Laboratory)
    }
}
