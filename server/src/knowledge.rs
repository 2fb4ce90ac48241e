//! What is known about medicines, as this process uses it and as browsers fetch it.

use sha2::{Digest, Sha256};
use shared::medication::knowledge::{KnowledgeBase, KnowledgeError, embedded};
use std::sync::{Arc, LazyLock};

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

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let hash = Sha256::digest(&bytes);
        let short: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { address: format!("/knowledge/{name}-{short}.bin"), bytes: bytes.into() }
    }
}
