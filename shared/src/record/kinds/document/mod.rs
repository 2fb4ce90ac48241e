//! A document is told where its Composition is `final`. Every other status is refused at the door, and names the document
//! doubtful where it is one inside another. A DiagnosticReport is not read: refused by itself, and told as unreadable in a
//! document.

pub(crate) mod care_plan;
pub(crate) mod fates;
pub(crate) mod fhir;
mod sections;

use crate::record::{Allergy, Diagnosis, NoneKnown, Observation, Origin, Prescription, Unreadable};
use crate::time::{Moment, last_day_of_months};
use crate::{
    category::{Categories, Category},
    record::kinds::{AsResource, Entry, News, RecordKind, Stored, Subject, Time, Window},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 患者サマリー: how long one is shown (spec/jp-clins.md §11, checked 2026-11).
const SUMMARY_MONTHS: u32 = 6;

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

/// What stands in a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SectionEntry {
    Entry(Entry),
    CarePlan(CarePlan),
    Attachment(Attachment),
    /// A person, a place, a visit: already in words.
    Words(String),
}

impl SectionEntry {
    /// The entry of a record that it is, if it is one.
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::CarePlan(_) | Self::Attachment(_) | Self::Words(_) => None,
        }
    }
}

impl<T: Into<Entry>> From<T> for SectionEntry {
    fn from(entry: T) -> Self {
        Self::Entry(entry.into())
    }
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

    fn facts(&self) -> impl Iterator<Item = &Entry> {
        self.entries().into_iter().filter_map(SectionEntry::entry)
    }

    pub fn diagnoses(&self) -> impl Iterator<Item = &Diagnosis> {
        self.facts().filter_map(|entry| match entry {
            Entry::Diagnosis(one) => Some(one.as_ref()),
            _ => None,
        })
    }

    pub fn observations(&self) -> impl Iterator<Item = &Observation> {
        self.facts().filter_map(|entry| match entry {
            Entry::Observation(one) => Some(one.as_ref()),
            _ => None,
        })
    }

    pub fn allergies(&self) -> impl Iterator<Item = &Allergy> {
        self.facts().filter_map(|entry| match entry {
            Entry::Allergy(one) => Some(one.as_ref()),
            _ => None,
        })
    }

    pub fn none_known(&self) -> impl Iterator<Item = &NoneKnown> {
        self.facts().filter_map(|entry| match entry {
            Entry::NoneKnown(one) => Some(one.as_ref()),
            _ => None,
        })
    }

    pub fn unreadable(&self) -> impl Iterator<Item = &Unreadable> {
        self.facts().filter_map(|entry| match entry {
            Entry::Unreadable(one) => Some(one.as_ref()),
            _ => None,
        })
    }

    /// The prescriptions in it, each of which says that it stands in here.
    pub fn prescriptions(&self) -> impl Iterator<Item = Prescription> {
        let inside = self.facts().filter_map(|entry| match entry {
            Entry::Prescription(one) => Some(Prescription::clone(one)),
            _ => None,
        });
        inside.map(|mut one| {
            one.origin.document.get_or_insert_with(|| self.origin.item.clone());
            one
        })
    }

    pub fn plans(&self) -> impl Iterator<Item = &CarePlan> {
        self.entries().into_iter().filter_map(|entry| match entry {
            SectionEntry::CarePlan(plan) => Some(plan),
            _ => None,
        })
    }
}

impl RecordKind for Document {
    fn title(&self) -> Option<&str> {
        Some(&self.title)
    }

    fn date(&self) -> Option<&Moment> {
        Some(&self.date)
    }

    fn may_come(&self) -> bool {
        false
    }

    fn leave_out_untold(&mut self, today: NaiveDate) {
        self.sections.iter_mut().for_each(|section| section.leave_out_untold(today));
    }

    fn categories(&self) -> Categories {
        match self.kind {
            DocumentKind::Checkup => Category::Checkups.into(),
            DocumentKind::Referral
            | DocumentKind::DischargeSummary
            | DocumentKind::PatientSummary
            | DocumentKind::Prescription
            | DocumentKind::Other => Category::Documents.into(),
        }
    }

    fn is_told(&self, today: NaiveDate) -> bool {
        self.is_shown(today)
    }

    fn window(&self) -> Window {
        match self.kind {
            DocumentKind::Checkup => Window::FiveYears,
            _ => Window::Always,
        }
    }

    fn news(&self) -> Option<News> {
        Some(News::Documents)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        None
    }
}

impl AsResource for Document {
    fn resource(&self) -> Option<serde_json::Value> {
        None
    }
}

pub(crate) const STORED: Stored = Stored {
    name: "Document",
    kind: "document",
    also: &["Composition", "Bundle", "DocumentReference"],
    of_the_person: None,
    read: |_, _, _, _| None,
    fates: &[fates::TABLES],
    extensions: &[fates::EXTENSIONS],
    times: &[
        ("date", Time::Past),
        ("event.period", Time::MayCome),
        ("context.period", Time::MayCome),
        ("attester.time", Time::Past),
    ],
    check: |_, _, _| {},
    code: "code",
    subject: "subject",
    may_be: &Category::ALL,
    is_registrable: false,
    is_listed: false,
    weighs_itself: true,
    has_occasions: false,
};

impl Document {
    /// The last day on which a patient summary is shown: six months counted from its date.
    pub fn shown_until(&self) -> NaiveDate {
        last_day_of_months(self.date.first_day(), SUMMARY_MONTHS)
    }

    /// Whether it may be shown today by the one window that always holds.
    pub fn is_shown(&self, today: NaiveDate) -> bool {
        self.kind != DocumentKind::PatientSummary || today <= self.shown_until()
    }
}

impl Section {
    fn leave_out_untold(&mut self, today: NaiveDate) {
        self.entries.retain(|one| one.entry().is_none_or(|entry| entry.kind().is_told(today)));
        self.sections.iter_mut().for_each(|section| section.leave_out_untold(today));
    }
}
