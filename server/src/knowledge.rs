//! What is known about medicines, as this process uses it and as browsers fetch it.

use crate::store::{
    Store, StoreError,
    knowledge::{self as kept, Decided, RuleDecision},
};
use sha2::{Digest, Sha256};
use shared::medication::knowledge::{KnowledgeBase, KnowledgeError, Overrides, embedded};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

/// The knowledge base and its compact form. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Knowledge {
    base: Arc<KnowledgeBase>,
    /// Rules, classes and codes: what a check needs.
    pub rules: Asset,
    /// Names, for what has no code; fetched when the first such medicine is looked up.
    pub names: Asset,
}

/// Bytes at an address that carries their hash.
#[derive(Clone, Debug)]
pub struct Asset {
    pub address: String,
    pub bytes: axum::body::Bytes,
}

/// Some line of a knowledge file is wrong; each says where.
#[derive(Debug, thiserror::Error)]
#[error("the knowledge about medicines cannot be used:\n{}", listed(.0))]
pub struct UnusableKnowledge(pub Vec<KnowledgeError>);

fn listed(errors: &[KnowledgeError]) -> String {
    errors.iter().map(|error| format!("  {error}\n")).collect()
}

impl Knowledge {
    /// What the program was built with, read once in a process.
    ///
    /// # Panics
    /// If a built-in file cannot be read: the tests of `shared` read all of them.
    pub fn built_in() -> Self {
        static BUILT_IN: LazyLock<Knowledge> = LazyLock::new(|| {
            let base = embedded::built_in().map_err(UnusableKnowledge);
            Knowledge::of(base.unwrap_or_else(|error| panic!("{error}")))
        });
        BUILT_IN.clone()
    }

    /// What was built in, what masters taught since, and what the operator decided about rules.
    pub async fn load(store: &Store) -> Result<Self, StoreError> {
        let built_in = Self::built_in();
        let prefixes = kept::prefixes(store).await?;
        let codes = kept::codes(store).await?;
        let decisions = kept::decisions(store).await?;
        if prefixes.is_empty() && codes.is_empty() && decisions.is_empty() {
            return Ok(built_in);
        }
        let mut base = (**built_in.base()).clone();
        for learnt in prefixes {
            base.learn_listed(learnt.prefix, &learnt.ingredient);
        }
        for learnt in codes {
            base.learn_code(&learnt.code, learnt.prefix);
        }
        let (overrides, forgotten) = overrides(&base, &decisions);
        if !forgotten.is_empty() {
            // A newer version may have dropped or renamed a rule: what was decided about it has no object.
            tracing::warn!(rules = ?forgotten, "decisions about rules that no longer exist are set aside");
        }
        // Only rules that exist are named, so nothing can be unknown.
        Ok(base.with(&overrides).map_or(built_in, Self::of))
    }

    pub fn of(base: KnowledgeBase) -> Self {
        Self {
            rules: Asset::new("rules", base.to_compact()),
            names: Asset::new("names", base.names_to_compact()),
            base: Arc::new(base),
        }
    }

    pub fn base(&self) -> &Arc<KnowledgeBase> {
        &self.base
    }
}

/// The newest decision about each rule, and the rules that do not exist.
fn overrides(base: &KnowledgeBase, decisions: &[Decided]) -> (Overrides, Vec<String>) {
    let known: BTreeSet<&str> = base.rule_ids().collect();
    // Sorted by number: the last one stays.
    let newest: BTreeMap<&str, RuleDecision> =
        decisions.iter().map(|one| (one.rule.as_str(), one.decision)).collect();
    let (mut overrides, mut forgotten) = (Overrides::default(), Vec::new());
    for (rule, decision) in newest {
        match decision {
            RuleDecision::On => {}
            _ if !known.contains(rule) => forgotten.push(rule.to_owned()),
            RuleDecision::Off => {
                overrides.switched_off.insert(rule.to_owned());
            }
            RuleDecision::Confirm => {
                overrides.confirmed.insert(rule.to_owned());
            }
        }
    }
    (overrides, forgotten)
}

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let hash = Sha256::digest(&bytes);
        let short: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { address: format!("/knowledge/{name}-{short}.bin"), bytes: bytes.into() }
    }
}
