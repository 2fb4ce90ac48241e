//! Findings of a check of medicines, as a page is given them: the one thing on a page that the record alone does not
//! say.

use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use shared::medication::check::Medicine;
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

    /// Checks one more medicine against everything in the record: what concerns it, and names like its own where it is
    /// not known. It is the last of all medicines. `None`: as for [`Checked::of`].
    #[cfg(feature = "ssr")]
    pub fn of_one_more(view: &RecordView, medicine: Medicine, knowledge: &KnowledgeBase) -> Option<Self> {
        let mut situation = Situation::of_view(view)?;
        let (place, name) = (situation.medicines.len(), medicine.name.clone());
        situation.medicines.push(medicine);
        let mut findings = check(&situation, knowledge);
        findings.findings.retain(|one| one.medicines.iter().any(|medicine| medicine.index == place));
        let known = findings.not_checked.iter().all(|one| one.index != place);
        let suggestions = if known { Vec::new() } else { knowledge.suggest(&name, SUGGESTIONS) };
        Some(Self { findings, names: Names::of(&situation), suggestions })
    }
}

/// Names that are offered where one is not known.
#[cfg(feature = "ssr")]
const SUGGESTIONS: usize = 8;
