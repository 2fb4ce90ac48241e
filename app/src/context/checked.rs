//! Findings of a check of medicines, as a page is given them: the one thing on a page that the record alone does not
//! say.

use serde::{Deserialize, Serialize};
pub use shared::medication::check::Names;
use shared::{
    medication::{
        check::{Findings, Situation, check},
        knowledge::KnowledgeBase,
    },
    record::RecordView,
};

/// Findings, and what the places in them stand for. Written into the page, so that a browser need not fetch what
/// is known about medicines before the page is alive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    pub findings: Findings,
    pub names: Names,
    /// Names like the one that was asked about; none where nothing was asked.
    pub suggestions: Vec<String>,
}

impl Checked {
    /// Checks everything in the record against everything else in it. `None`: its viewer may not have it checked.
    pub fn of(view: &RecordView, knowledge: &KnowledgeBase) -> Option<Self> {
        let situation = Situation::of_view(view)?;
        let findings = check(&situation, knowledge);
        Some(Self { findings, names: Names::of(&situation), suggestions: Vec::new() })
    }
}
