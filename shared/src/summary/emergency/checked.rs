//! What the check of medicines says to whoever treats an emergency.

use crate::{
    medication::{
        check::{Finding, FindingKind, Findings, Names, Situation, check},
        knowledge::{KnowledgeBase, Severity},
    },
    record::RecordView,
};
use serde::{Deserialize, Serialize};

/// What matters within hours, and what could not be looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EmergencyCheck {
    /// Of what was found, contraindications, serious cautions and whatever meets an allergy.
    pub findings: Findings,
    pub names: Names,
    /// How many other cautions were found. They are not in `findings`.
    pub cautions: usize,
}

impl EmergencyCheck {
    /// Of what this viewer may have checked; `None`: nothing.
    pub fn of(view: &RecordView, knowledge: &KnowledgeBase) -> Option<Self> {
        let situation = Situation::of_view(view)?;
        let mut findings = check(&situation, knowledge);
        let all = findings.findings.len();
        findings.findings.retain(matters);
        let cautions = all - findings.findings.len();
        Some(Self { findings, names: Names::of(&situation), cautions })
    }
}

fn matters(finding: &Finding) -> bool {
    finding.severity > Severity::Caution || finding.kind == FindingKind::Allergy
}
