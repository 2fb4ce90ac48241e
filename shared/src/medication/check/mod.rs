//! The medication safety check: duplicates, contraindicated combinations, allergies and diseases.
//!
//! Pure: the day is in the situation, the rules are in the knowledge base. It informs and never decides
//! (docs/intended-use.md), and it never says "safe": every answer states what could not be checked.

mod conditions;
mod drafts;
mod duplicates;
mod finder;
mod findings;
mod interactions;
mod kidney;
mod names;
mod of_record;
mod period;
mod person;
mod recognise;
mod situation;

pub use drafts::{Asker, Cause, against_record, among_drafts, causes};
pub use findings::{
    Certainty, Concerned, Doubt, Finding, FindingKind, Findings, Ground, Masked, Matter, NotChecked,
    PathStep, Unchecked,
};
pub use kidney::{Egfr, estimated_gfr};
pub use names::Names;
pub use of_record::kidney;
pub(crate) use recognise::{Known, recognise};
pub use recognise::{Recognition, generic_name, ingredient_names, recognition};
pub use situation::{
    AllergyFact, Category, ConditionFact, Kidney, Medicine, Pregnancy, Profile, Questioned, Situation,
    Source, Supply,
};

use super::knowledge::KnowledgeBase;
use finder::Finder;

/// Checks every medicine of the situation against the others and against the person.
///
/// The cost grows with what is related, not with rules times pairs: each ingredient leads to its own rules.
pub fn check(situation: &Situation, knowledge: &KnowledgeBase) -> Findings {
    let mut finder = Finder::new(situation, knowledge);
    interactions::find(&mut finder);
    duplicates::find(&mut finder);
    if situation.profile == Profile::Full {
        person::find(&mut finder);
    }
    finder.finish()
}

#[cfg(all(test, feature = "knowledge"))]
mod tests;
