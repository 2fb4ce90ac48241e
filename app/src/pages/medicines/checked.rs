//! What a check of the whole record found, as pages carry it.

use crate::components::findings::Names;
use serde::{Deserialize, Serialize};
use shared::{
    medication::{
        check::{Findings, Situation, check},
        knowledge::KnowledgeBase,
    },
    record::RecordView,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    pub findings: Findings,
    pub names: Names,
}

impl Checked {
    /// `None`: checking is not among what whoever looks at it may do.
    pub fn of(view: &RecordView, knowledge: &KnowledgeBase) -> Option<Self> {
        let situation = Situation::of_view(view)?;
        let findings = check(&situation, knowledge);
        Some(Self { findings, names: Names::of(&situation) })
    }
}
