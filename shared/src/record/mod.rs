//! What is known about a person, as typed facts: the six information (６情報) and documents.
//!
//! A [`Record`] is always *a viewer's* record: it is assembled where items leave the store, after
//! the filter for undisclosed diagnoses, and holds nothing that its viewer may not see.

mod allergy;
mod assemble;
mod code;
mod days;
mod diagnosis;
mod document;
mod limit;
mod none_known;
mod observation;
mod other;
mod prescription;
pub mod status;
mod unreadable;
mod untold;

pub use allergy::{Allergy, AllergyCategory, Criticality, Gravity};
pub use assemble::assemble;
pub use code::Coding;
pub use days::{CertainDays, Days};
pub use diagnosis::{ClinicalStatus, Diagnosis, Verification};
pub use document::{Attachment, CarePlan, Document, DocumentKind, Section, SectionEntry};
pub(crate) use limit::kinds_it_may_be;
pub use none_known::{About, Absence, NoneKnown};
pub use observation::{
    Comparator, Component, Interpretation, Measured, MeasuringLimit, Observation, ObservationKind, Quantity,
    ReferenceRange, ResultStatus,
};
pub use other::{Immunization, Procedure};
pub use prescription::{Amount, Dosage, Limit, LimitPer, Prescription};
pub use status::{Performed, Standing, Vaccination};
pub use unreadable::{Issue, Severity, Unreadable};
pub use untold::Untold;

use crate::{
    category::{Categories, Category},
    ids::{FacilityCode, ItemId, PatientId},
    medication::RefillDays,
    source::Source,
    time::Moment,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The layout of [`RecordView`]; a browser that holds another one reloads.
pub const SCHEMA: u32 = 7;

/// What `GET /api/record` answers and what every page is derived from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    pub schema: u32,
    /// Whose record it is: a browser tab that holds another person's drops it.
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
    /// How early a supply may begin that goes on from another, as the operator decided.
    #[serde(default)]
    pub refill: RefillDays,
    /// The letters of the record that no typeface has ([`crate::private_use`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub private_use: Vec<char>,
    pub record: Record,
}

impl RecordView {
    /// Whether this viewer may have medicines checked at all.
    pub fn may_be_checked(&self) -> bool {
        self.checked.and(self.shown).contains(Category::Medicines)
    }
}

/// Everything one viewer may see of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub person: Person,
    /// The facilities that something visible came from, by code.
    pub facilities: Vec<Facility>,
    /// 傷病名, as facilities registered them (those inside documents stay there).
    pub diagnoses: Vec<Diagnosis>,
    /// アレルギー and 薬剤禁忌 ([`Allergy::is_contraindication`] tells them apart).
    pub allergies: Vec<Allergy>,
    /// 「なし」の登録, of allergies and of diagnoses: entries of none of these lists.
    #[serde(default)]
    pub none_known: Vec<NoneKnown>,
    /// 検査 and 感染症 ([`Observation::kind`] tells them apart).
    pub observations: Vec<Observation>,
    /// 処方, from documents and collections.
    pub prescriptions: Vec<Prescription>,
    pub procedures: Vec<Procedure>,
    pub immunizations: Vec<Immunization>,
    /// Newest first.
    pub documents: Vec<Document>,
    /// What was received and could not be read: shown as such, never dropped.
    pub unreadable: Vec<Unreadable>,
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
    /// When the newest thing visible here was received.
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
    /// What of this item could not be read; the rest of it was.
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
    /// A record with nothing in it.
    pub fn empty(person: Person) -> Self {
        Self {
            person,
            facilities: Vec::new(),
            diagnoses: Vec::new(),
            allergies: Vec::new(),
            none_known: Vec::new(),
            observations: Vec::new(),
            prescriptions: Vec::new(),
            procedures: Vec::new(),
            immunizations: Vec::new(),
            documents: Vec::new(),
            unreadable: Vec::new(),
        }
    }

    pub fn facility(&self, code: &FacilityCode) -> Option<&Facility> {
        self.facilities.iter().find(|facility| facility.code == *code)
    }

    pub fn document(&self, id: &ItemId) -> Option<&Document> {
        self.documents.iter().find(|document| document.origin.item == *id)
    }

    /// What one line is called, and where it comes from. Of what could not be read, and of what stands inside a
    /// document, there is none.
    pub fn line(&self, item: &ItemId) -> Option<(&str, &Origin)> {
        let diagnoses = self.diagnoses.iter().map(|one| (one.name.as_str(), &one.origin));
        let mut lines = diagnoses
            .chain(self.allergies.iter().map(|one| (one.name.as_str(), &one.origin)))
            .chain(self.none_known.iter().map(|one| (one.name.as_str(), &one.origin)))
            .chain(self.observations.iter().map(|one| (one.name.as_str(), &one.origin)))
            .chain(self.prescriptions.iter().map(|one| (one.name.as_str(), &one.origin)))
            .chain(self.procedures.iter().map(|one| (one.name.as_str(), &one.origin)))
            .chain(self.immunizations.iter().map(|one| (one.vaccine.as_str(), &one.origin)))
            .chain(self.documents.iter().map(|one| (one.title.as_str(), &one.origin)));
        lines.find(|(_, origin)| origin.item == *item && origin.document.is_none())
    }

    /// アレルギー other than 薬剤禁忌.
    pub fn plain_allergies(&self) -> impl Iterator<Item = &Allergy> {
        self.allergies.iter().filter(|allergy| !allergy.is_contraindication())
    }

    /// 傷病名 that are no suspicion.
    pub fn stated_diagnoses(&self) -> impl Iterator<Item = &Diagnosis> {
        self.diagnoses.iter().filter(|diagnosis| diagnosis.verification.is_stated_fact())
    }

    /// What is registered against this statement all the same.
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

    /// Leaves the lines whose origin passes: lists of facts, documents, and what could not be read.
    pub(crate) fn retain_lines(&mut self, keep: impl Fn(&Origin) -> bool) {
        self.diagnoses.retain(|one| keep(&one.origin));
        self.allergies.retain(|one| keep(&one.origin));
        self.none_known.retain(|one| keep(&one.origin));
        self.observations.retain(|one| keep(&one.origin));
        self.prescriptions.retain(|one| keep(&one.origin));
        self.procedures.retain(|one| keep(&one.origin));
        self.immunizations.retain(|one| keep(&one.origin));
        self.documents.retain(|one| keep(&one.origin));
        self.unreadable.retain(|one| keep(&one.origin));
    }

    /// Where each line comes from.
    fn origins(&self) -> impl Iterator<Item = &Origin> {
        let facts = self.diagnoses.iter().map(|one| &one.origin);
        facts
            .chain(self.allergies.iter().map(|one| &one.origin))
            .chain(self.none_known.iter().map(|one| &one.origin))
            .chain(self.observations.iter().map(|one| &one.origin))
            .chain(self.prescriptions.iter().map(|one| &one.origin))
            .chain(self.procedures.iter().map(|one| &one.origin))
            .chain(self.immunizations.iter().map(|one| &one.origin))
            .chain(self.documents.iter().map(|one| &one.origin))
            .chain(self.unreadable.iter().map(|one| &one.origin))
    }

    fn origins_mut(&mut self) -> impl Iterator<Item = &mut Origin> {
        let facts = self.diagnoses.iter_mut().map(|one| &mut one.origin);
        facts
            .chain(self.allergies.iter_mut().map(|one| &mut one.origin))
            .chain(self.none_known.iter_mut().map(|one| &mut one.origin))
            .chain(self.observations.iter_mut().map(|one| &mut one.origin))
            .chain(self.prescriptions.iter_mut().map(|one| &mut one.origin))
            .chain(self.procedures.iter_mut().map(|one| &mut one.origin))
            .chain(self.immunizations.iter_mut().map(|one| &mut one.origin))
            .chain(self.documents.iter_mut().map(|one| &mut one.origin))
            .chain(self.unreadable.iter_mut().map(|one| &mut one.origin))
    }
}
