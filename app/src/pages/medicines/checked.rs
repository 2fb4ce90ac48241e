//! What a check of the whole record found, as pages carry it.

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
    /// Of the medicines, by their place in the findings.
    pub names: Vec<String>,
}

impl Checked {
    pub fn of(view: &RecordView, knowledge: &KnowledgeBase) -> Self {
        let situation = Situation::of_record(view, &[]);
        let findings = check(&situation, knowledge);
        Self { findings, names: situation.medicines.into_iter().map(|medicine| medicine.name).collect() }
    }
}
