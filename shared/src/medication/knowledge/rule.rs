//! One rule, as the check needs it: ingredients are numbers, words are places in the list of words.

use super::icd::IcdRange;
use crate::medicine_code::{Prefix, Route};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The place of an ingredient in [`super::KnowledgeBase`]'s list.
pub(crate) type IngredientIx = u16;

/// 禁忌, a combination to ask about before the next visit, or 注意. The order is by weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Caution,
    /// 併用注意 of which serious harm is known to come: told openly, never behind a fold.
    Serious,
    Contraindicated,
}

/// Kind of a rule, by what it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Two ingredients (併用禁忌・併用注意).
    Interaction,
    /// The same ingredient twice, whichever it is.
    Duplicate,
    /// Two ingredients with the same effect.
    DuplicateClass,
    /// An ingredient, and something the person reacted to.
    Allergy,
    /// The very ingredient that the person reacted to, whichever it is.
    SameAllergy,
    Disease,
    Pregnancy,
    Age,
    Renal,
    Sex,
}

/// Whether anybody has seen the source say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// Recollection, never held against the insert.
    Unverified,
    /// A copy of the source was seen to say it.
    Seen,
    /// The operator's pharmacist confirmed it.
    Confirmed,
}

/// A member of one side of a rule, and the class through which it belongs, if through one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    pub ingredient: IngredientIx,
    pub class: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub id: Arc<str>,
    pub kind: RuleKind,
    pub severity: Severity,
    /// The medicine (of an interaction: the first of the two). Sorted.
    pub a: Vec<Member>,
    /// The other medicine, or what the person reacted to. Sorted.
    pub b: Vec<Member>,
    /// Allergen groups that are no class of medicines (卵, 牛乳).
    pub allergens: Vec<u16>,
    /// Words: the mechanism, what can happen.
    pub why: u16,
    pub may: u16,
    /// Advice: what to do.
    pub advice: u16,
    pub source: u16,
    pub verification: Verification,
    /// Year and month in which the source was seen, `202404`.
    pub seen_on: Option<u32>,
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it holds.
    pub valid_until: Option<NaiveDate>,
    /// Days that must pass after the last dose of `a` before `b`, and after `b` before `a`.
    pub washout: (u16, u16),
    /// Whether use on eye or skin counts, for each side.
    pub local: (bool, bool),
    pub conditions: Vec<Condition>,
    /// Severity that remains when a condition is known not to hold.
    pub otherwise: Option<Severity>,
    /// The severity while a condition cannot be evaluated.
    pub while_unknown: Severity,
    /// ICD-10 ranges of the disease.
    pub icd: Vec<IcdRange>,
    /// Renal: below this eGFR, in mL/min/1.73 m².
    pub egfr_below: Option<u16>,
    /// Age: from (inclusive) and below (exclusive), in completed years.
    pub age: (Option<u16>, Option<u16>),
}

/// Side of a rule: the one or the other of its two medicines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    A,
    B,
}

/// Condition under which a rule holds in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    Route(Side, Route),
    /// One of these products, by the code's first seven characters; `false`: none of these.
    Product(Side, Vec<Prefix>, bool),
    /// The written name holds one of these (brought to one spelling); `false`: none of these.
    Name(Side, Vec<Box<str>>, bool),
    /// The person has one of these diseases, or an eGFR below the number.
    Disease(Vec<IcdRange>, Option<u16>),
    /// The disease's written name holds one of these words; `false`: none of these.
    DiseaseNamed(Vec<Box<str>>, bool),
    AgeBelow(u16),
    Female,
    /// Neither product holds both ingredients by itself.
    DifferentProducts,
    /// One of these ingredients is taken as well, at the same time as the first medicine. Sorted.
    AlsoTaken(Vec<IngredientIx>),
    /// Only people can know: the words of this key say what.
    Said(u16),
}
