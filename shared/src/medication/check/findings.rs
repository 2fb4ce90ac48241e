//! Findings of a check. Never "safe": what was not found is said next to what could not be looked at.

use super::{kidney::Egfr, situation::Category};
use crate::{
    medication::knowledge::{Advice, Severity, Verification, Words},
    medicine_code::Route,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Findings, those that matter first standing first.
    pub findings: Vec<Finding>,
    pub medicines: usize,
    /// Number of medicines that were recognised in full.
    pub recognised: usize,
    /// Each medicine that was not compared, or only in part, and why.
    pub not_checked: Vec<NotChecked>,
    /// Places of allergies whose words name nothing that is known here.
    pub allergies_not_understood: Vec<usize>,
    /// Places of diseases without an ICD-10 class: rules about diseases could not look at them.
    pub conditions_without_code: Vec<usize>,
    /// Kinds of information that were not available; the profile's own limits are not named here.
    pub not_considered: Vec<Category>,
}

/// Something to know before taking these medicines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    /// The weight of its first ground.
    pub severity: Severity,
    /// One medicine, or two.
    pub medicines: Vec<Concerned>,
    /// The fact about the person that it meets.
    pub matter: Option<Matter>,
    /// Why, the weightiest first; never empty.
    pub grounds: Vec<Ground>,
}

/// The order is that of equally severe findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    Allergy,
    Interaction,
    Pregnancy,
    Disease,
    Renal,
    Age,
    Sex,
    Duplicate,
    DuplicateClass,
}

/// One of the medicines, as the situation lists it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Concerned {
    /// The place in [`super::Situation::medicines`].
    pub index: usize,
    pub name: String,
    pub facility: Option<String>,
    pub start: Option<NaiveDate>,
}

/// The person's side of a finding: places in the situation's lists, or what was computed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    Allergy(usize),
    Condition(usize),
    Pregnancy,
    Age(u32),
    Kidney(Egfr),
    Sex,
}

/// One rule that holds here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    pub rule: Arc<str>,
    pub severity: Severity,
    pub certainty: Certainty,
    /// The earlier medicine is over; its effect is not yet.
    pub within_washout: bool,
    pub mechanism: Arc<Words>,
    pub consequence: Arc<Words>,
    pub advice: Arc<Advice>,
    pub source: Arc<Words>,
    pub verification: Verification,
    /// Year and month in which the source was seen (`2024-04`).
    pub seen_on: Option<String>,
    /// Path from each product over ingredient and role to the rule.
    pub path: Vec<PathStep>,
}

/// Certain, or only under what could not be evaluated. The more certain is the smaller.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    Certain,
    /// Each of these must be so.
    OnlyWhen(Vec<Doubt>),
}

/// Condition that could not be evaluated from the situation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The medicine at this place is still taken (it has no computable end, or no start).
    StillTaken(usize),
    /// The medicine at this place, which its prescriber holds, is taken again.
    HeldIsTaken(usize),
    /// The medicine at this place, which the person says they do not take any more, was taken until lately.
    StoppedLately(usize),
    /// The medicine at this place was issued: its status does not say so.
    WasIssued(usize),
    /// The medicine at this place is taken as far as its instruction could be read, which is not all of it.
    TakenAsRead(usize),
    /// It acts in the whole body, not only where it is applied.
    ActsInWholeBody(usize),
    /// It is given by this route.
    ByRoute(usize, Route),
    /// It is one of the products that the rule means; the written name does not say.
    ThatProduct(usize),
    /// The person has a disease of these ICD-10 classes.
    Disease(Vec<String>),
    /// The eGFR is below this number of mL/min/1.73 m².
    EgfrBelow(u16),
    /// The disease at this place is of the kind that the rule means.
    DiseaseOfThatKind(usize),
    /// The suspected disease at this place is one.
    IsTheDisease(usize),
    /// The unconfirmed allergy at this place is one.
    IsAllergic(usize),
    /// The reaction was to a member of the group that the rule means.
    ReactedToThat(usize),
    /// The allergy or disease is as it was read, which was not completely.
    StatedAsRead,
    YoungerThan(u16),
    Female,
    /// A condition that only people can know, in words.
    Said(Arc<Words>),
}

/// A step of the reasoning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PathStep {
    /// The medicine at this place.
    Product {
        index: usize,
        recognised_by: Arc<str>,
    },
    Ingredient {
        id: Arc<str>,
        names: Arc<Words>,
    },
    /// A class or role through which the rule speaks of the ingredient.
    Role {
        id: Arc<str>,
        names: Arc<Words>,
    },
}

/// A medicine that was not compared, or only in part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotChecked {
    pub index: usize,
    pub why: Unchecked,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unchecked {
    /// Neither code nor name is known.
    NotRecognised,
    /// The name may mean any of these ingredients, by their names.
    Unsure(Vec<Arc<Words>>),
    /// Its codes and its name mean different medicines, of these ingredients together: compared as all of them.
    Contradictory(Vec<Arc<Words>>),
    /// Recognised; the national rules need a first day to compare it.
    NoPeriod,
    /// Recognised; the national rules do not look at it.
    OutsideProfile,
}

impl Findings {
    /// Whether every medicine was recognised and every category considered. Even then nothing is called safe.
    pub fn is_complete(&self) -> bool {
        self.not_checked.is_empty()
            && self.allergies_not_understood.is_empty()
            && self.conditions_without_code.is_empty()
            && self.not_considered.is_empty()
    }

    /// The masked answer, which needs no consent of the person (the national service's rule): that there is something,
    /// and neither which medicine nor where.
    pub fn masked(&self) -> Masked {
        let exists = |kind| self.findings.iter().any(|one| one.kind == kind && one.is_told_masked());
        Masked {
            duplicate_exists: exists(FindingKind::Duplicate),
            contraindication_exists: exists(FindingKind::Interaction),
            incomplete: !self.not_checked.is_empty(),
        }
    }
}

impl Finding {
    /// Whether the masked answer says that there is such a finding.
    pub(super) fn is_told_masked(&self) -> bool {
        match self.kind {
            FindingKind::Duplicate => true,
            FindingKind::Interaction => self.severity == Severity::Contraindicated,
            _ => false,
        }
    }
}

/// The answer without consent. It has no other fields, so that nothing else can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked {
    pub duplicate_exists: bool,
    pub contraindication_exists: bool,
    /// Something could not be compared: no answer without it may read as "nothing".
    pub incomplete: bool,
}
