pub(crate) mod care_plan;
pub(crate) mod fates;
pub(crate) mod fhir;
mod sections;

use crate::record::{
    Allergy, Diagnosis, Immunization, NoneKnown, Observation, Origin, Prescription, Procedure, Unreadable,
};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// A document (文書), with its sections in the order they were written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub origin: Origin,
    pub kind: DocumentKind,
    pub title: String,
    /// `Composition.date`.
    pub date: Moment,
    /// 作成医師
    pub doctor: Option<String>,
    /// 作成機関 (it may differ from the sender) and 診療科.
    pub organization: Option<String>,
    pub department: Option<String>,
    /// 紹介先
    pub addressee: Option<String>,
    /// 受診日・入院日 … of the visit it is about.
    pub visit_start: Option<Moment>,
    pub visit_end: Option<Moment>,
    pub sections: Vec<Section>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DocumentKind {
    /// 診療情報提供書
    Referral,
    /// 退院時サマリー
    DischargeSummary,
    /// 患者サマリー（療養計画書）
    PatientSummary,
    /// 健診結果報告書
    Checkup,
    /// 処方箋
    Prescription,
    Other,
}

impl DocumentKind {
    /// The name in stored keys: it stays, whatever the variant is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Referral => "Referral",
            Self::DischargeSummary => "DischargeSummary",
            Self::PatientSummary => "PatientSummary",
            Self::Checkup => "Checkup",
            Self::Prescription => "Prescription",
            Self::Other => "Other",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub code: Option<String>,
    pub title: Option<String>,
    /// The narrative as plain paragraphs; markup is gone, nothing executes.
    pub paragraphs: Vec<String>,
    pub entries: Vec<SectionEntry>,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SectionEntry {
    Diagnosis(Diagnosis),
    Allergy(Allergy),
    NoneKnown(NoneKnown),
    Observation(Observation),
    Prescription(Prescription),
    Procedure(Procedure),
    Immunization(Immunization),
    CarePlan(CarePlan),
    Attachment(Attachment),
    /// A person, a place, a visit: already in words.
    Words(String),
    Unreadable(Unreadable),
}

/// 療養上の計画・アドバイス.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarePlan {
    pub title: Option<String>,
    /// Line breaks as written.
    pub description: String,
    pub start: Option<Moment>,
    pub end: Option<Moment>,
}

/// 添付: named, with what is known of it. Its bytes are not part of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub title: String,
    pub content_type: Option<String>,
    /// Whether the bytes came with the document.
    pub included: bool,
}

impl Document {
    /// Every entry, at any depth, in order.
    pub fn entries(&self) -> Vec<&SectionEntry> {
        fn walk<'a>(sections: &'a [Section], into: &mut Vec<&'a SectionEntry>) {
            for section in sections {
                into.extend(&section.entries);
                walk(&section.sections, into);
            }
        }
        let mut all = Vec::new();
        walk(&self.sections, &mut all);
        all
    }

    pub fn diagnoses(&self) -> impl Iterator<Item = &Diagnosis> {
        self.entries().into_iter().filter_map(|entry| match entry {
            SectionEntry::Diagnosis(diagnosis) => Some(diagnosis),
            _ => None,
        })
    }

    pub fn observations(&self) -> impl Iterator<Item = &Observation> {
        self.entries().into_iter().filter_map(|entry| match entry {
            SectionEntry::Observation(result) => Some(result),
            _ => None,
        })
    }

    pub fn allergies(&self) -> impl Iterator<Item = &Allergy> {
        self.entries().into_iter().filter_map(|entry| match entry {
            SectionEntry::Allergy(allergy) => Some(allergy),
            _ => None,
        })
    }

    pub fn none_known(&self) -> impl Iterator<Item = &NoneKnown> {
        self.entries().into_iter().filter_map(|entry| match entry {
            SectionEntry::NoneKnown(none) => Some(none),
            _ => None,
        })
    }

    pub fn plans(&self) -> impl Iterator<Item = &CarePlan> {
        self.entries().into_iter().filter_map(|entry| match entry {
            SectionEntry::CarePlan(plan) => Some(plan),
            _ => None,
        })
    }
}
