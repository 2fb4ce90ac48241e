//! Allergies (アレルギー) and medicines that must not be used (薬剤禁忌), one kind.

pub(crate) mod fates;
pub(crate) mod fhir;
mod requirements;
mod write;

pub(crate) use write::CLINICAL;

use crate::record::{ClinicalStatus, Coding, Origin, Verification};
use crate::{
    category::{Categories, Category},
    element::{issues::Issues, node::Node, reference::References},
    record::{
        kinds::{AsResource, Entry, ItemKind, News, RecordKind, Stored, Subject, Time, Window, none_known},
        origin::Receipt,
    },
};
use crate::{nfkc::nfkc, source::Source, time::Moment};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// アレルギー, or 薬剤禁忌.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allergy {
    pub origin: Origin,
    /// What one reacts to, as written (`code.text`).
    pub name: String,
    pub codes: Vec<Coding>,
    pub categories: Vec<AllergyCategory>,
    pub criticality: Criticality,
    pub status: ClinicalStatus,
    pub verification: Verification,
    pub onset: Option<Moment>,
    pub recorded: Option<Moment>,
    /// What happened (症状), in the sender's words.
    pub reactions: Vec<String>,
    /// Whether one of them was severe (`reaction.severity`).
    #[serde(default)]
    pub severe_reaction: bool,
    pub notes: Vec<String>,
}

impl Allergy {
    /// 薬剤禁忌: a medicine that caused, or could cause, a severe reaction in this person.
    pub fn is_contraindication(&self) -> bool {
        self.categories.contains(&AllergyCategory::Medication) && self.criticality == Criticality::High
    }

    /// Nobody is sure yet that there is one. It may be, so it is told with that word, and counts as possible in a check.
    pub fn is_unconfirmed(&self) -> bool {
        self.verification == Verification::Suspected
    }

    /// Whether the person says so themself, and no facility.
    pub fn is_the_persons_own(&self) -> bool {
        self.origin.source == Source::Person
    }

    pub fn gravity(&self) -> Gravity {
        match self.criticality {
            Criticality::High => Gravity::Grave,
            _ if self.severe_reaction || self.was_anaphylaxis() => Gravity::Grave,
            Criticality::Low => Gravity::Mild,
            Criticality::UnableToAssess | Criticality::NotStated => Gravity::NotKnown,
        }
    }

    /// By the words for it, or for what happened.
    pub fn was_anaphylaxis(&self) -> bool {
        let words = self.reactions.iter().chain([&self.name]);
        words.into_iter().any(|said| is_anaphylaxis(said))
    }
}

/// How grave the next reaction may be, as far as it was stated. In this order allergies are listed: of what is not
/// known nobody may think that it is mild.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gravity {
    /// Stated as such, or a reaction was severe, or there was an anaphylaxis.
    Grave,
    NotKnown,
    Mild,
}

fn is_anaphylaxis(said: &str) -> bool {
    let plain = nfkc(said).to_lowercase();
    plain.contains("アナフィラキ") || plain.contains("anaphyla")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AllergyCategory {
    Food,
    Medication,
    Environment,
    Biologic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Criticality {
    Low,
    High,
    UnableToAssess,
    NotStated,
}

impl RecordKind for Allergy {
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
        if self.is_contraindication() {
            Category::Contraindications.into()
        } else {
            Category::Allergies.into()
        }
    }

    fn is_told(&self, _today: NaiveDate) -> bool {
        self.verification.is_told()
    }

    fn window(&self) -> Window {
        Window::FiveYears
    }

    fn news(&self) -> Option<News> {
        Some(if self.is_contraindication() { News::Contraindications } else { News::Allergies })
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject { sort: "allergy", name: &self.name, codes: self.codes.iter().collect() })
    }
}

impl AsResource for Allergy {
    fn resource(&self) -> Option<serde_json::Value> {
        Some(write::write(self))
    }
}

pub(crate) const STORED: Stored = Stored {
    name: "AllergyIntolerance",
    kind: "allergy",
    also: &[],
    of_the_person: None,
    read: entry,
    fates: &[fates::TABLES],
    extensions: &[fates::EXTENSIONS],
    times: &[
        ("onsetDateTime", Time::Past),
        ("onsetPeriod.start", Time::Past),
        ("recordedDate", Time::Past),
        ("lastOccurrence", Time::Past),
        ("reaction.onset", Time::Past),
    ],
    check: requirements::check,
    code: "code",
    subject: "patient",
    may_be: &[Category::Allergies, Category::Contraindications],
    is_registrable: true,
    is_listed: true,
    weighs_itself: false,
    has_occasions: false,
};

/// An allergy, or the statement that there is none.
fn entry(node: &Node<'_>, receipt: &Receipt, _: &References<'_>, issues: &mut Issues) -> Option<Entry> {
    match none_known::fhir::read(ItemKind::AllergyIntolerance, node, receipt, issues) {
        Some(none) => Some(none.into()),
        None => fhir::read(node, receipt, issues).map(Entry::from),
    }
}
