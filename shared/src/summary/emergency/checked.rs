//! Findings of the check of medicines for an emergency.

use crate::{
    functions::{Function, Functions},
    medication::{
        check::{Finding, FindingKind, Findings, Names, Situation, check},
        knowledge::{KnowledgeBase, Severity},
    },
    record::RecordView,
};
use serde::{Deserialize, Serialize};

/// Whether the check was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EmergencyCheck {
    /// It is not in use here: nothing was compared, and that is said.
    NotInUse,
    Made(Box<MadeCheck>),
}

/// Findings that matter within hours, and what could not be looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadeCheck {
    /// Of what was found, contraindications, serious cautions and whatever meets an allergy.
    pub findings: Findings,
    pub names: Names,
    /// Number of other cautions that were found. They are not in `findings`.
    pub cautions: usize,
}

impl EmergencyCheck {
    /// Of what this viewer may have checked; `None`: nothing.
    pub fn of(view: &RecordView, knowledge: &KnowledgeBase, functions: Functions) -> Option<Self> {
        let situation = Situation::of_view(view)?;
        Some(match functions.contains(Function::MedicationCheck) {
            true => Self::Made(Box::new(MadeCheck::of(&situation, knowledge))),
            false => Self::NotInUse,
        })
    }
}

impl MadeCheck {
    fn of(situation: &Situation, knowledge: &KnowledgeBase) -> Self {
        let mut findings = check(situation, knowledge);
        let all = findings.findings.len();
        findings.findings.retain(matters);
        let cautions = all - findings.findings.len();
        Self { findings, names: Names::of(situation), cautions }
    }
}

fn matters(finding: &Finding) -> bool {
    finding.severity > Severity::Caution || finding.kind == FindingKind::Allergy
}
