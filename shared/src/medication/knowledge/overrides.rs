//! Overrides: an operator's decisions about single rules, on the record of the operator.

use super::{KnowledgeBase, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Rules switched off, and rules that the operator's pharmacist confirmed, by id.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    pub switched_off: BTreeSet<String>,
    pub confirmed: BTreeSet<String>,
}

/// Ids that no rule has: most likely typing mistakes, and so nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rules of these ids: {}", .0.join(", "))]
pub struct UnknownRules(pub Vec<String>);

impl KnowledgeBase {
    /// The same knowledge with these decisions applied; all of them or none.
    pub fn with(mut self, overrides: &Overrides) -> Result<Self, UnknownRules> {
        let known: BTreeSet<&str> = self.rule_ids().collect();
        let named = overrides.switched_off.iter().chain(&overrides.confirmed);
        let unknown: Vec<String> = named.filter(|id| !known.contains(id.as_str())).cloned().collect();
        if !unknown.is_empty() {
            return Err(UnknownRules(unknown));
        }
        self.rules.retain(|rule| !overrides.switched_off.contains(&*rule.id));
        for rule in self.rules.iter_mut().filter(|rule| overrides.confirmed.contains(&*rule.id)) {
            rule.verification = Verification::Confirmed;
        }
        self.reindex();
        Ok(self)
    }
}
