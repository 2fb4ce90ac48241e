//! What is known about medicines, as this process uses it and as browsers fetch it.

use crate::{
    encoded::{Encoded, address_hash},
    store::{
        Store, StoreError, knowledge as kept,
        knowledge::{Decided, RuleDecision},
    },
};
use shared::medication::knowledge::{KnowledgeBase, KnowledgeError, KnowledgeFile, Overrides, embedded};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
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
    pub bytes: Arc<Encoded>,
}

/// Some line of a knowledge file is wrong; each says where.
#[derive(Debug, thiserror::Error)]
#[error("the knowledge about medicines cannot be used:\n{}", listed(.0))]
pub struct UnusableKnowledge(pub Vec<KnowledgeError>);

/// Why an operator's own files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OwnFilesError {
    #[error("{} cannot be read", path.display())]
    Unreadable {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error(transparent)]
    Unusable(#[from] UnusableKnowledge),
}

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

    /// What was built in, with an operator's own files beside it; with `instead`, their rules replace the
    /// built-in ones and everything else stays. A file's name says what it holds: `rules-….txt`
    /// (docs/knowledge-base.md).
    ///
    /// # Errors
    /// A file that cannot be read, or the lines that say something wrong, each with file and line.
    pub fn with_files(files: &[PathBuf], instead: bool) -> Result<Self, OwnFilesError> {
        if files.is_empty() && !instead {
            return Ok(Self::built_in());
        }
        let read = |path: &PathBuf| {
            let text = std::fs::read_to_string(path)
                .map_err(|cause| OwnFilesError::Unreadable { path: path.clone(), cause })?;
            Ok((path.to_string_lossy().into_owned(), text))
        };
        let own: Vec<(String, String)> = files.iter().map(read).collect::<Result<_, OwnFilesError>>()?;
        let is_rules = |name: &str| name.starts_with("rules-");
        let mut all: Vec<KnowledgeFile<'_>> =
            embedded::FILES.into_iter().filter(|file| !(instead && is_rules(file.name))).collect();
        all.extend(own.iter().map(|(name, text)| KnowledgeFile { name, text }));
        Ok(Self::of(KnowledgeBase::parse(&all).map_err(UnusableKnowledge)?))
    }

    /// What was built in, what masters taught since, and what the operator decided about rules.
    pub async fn load(store: &Store) -> Result<Self, StoreError> {
        Self::load_over(store, Self::built_in()).await
    }

    /// The same over another knowledge than the built-in one.
    pub async fn load_over(store: &Store, built_in: Self) -> Result<Self, StoreError> {
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
        let address = format!("/knowledge/{name}-{}.bin", address_hash(&bytes));
        Self { address, bytes: Arc::new(Encoded::new(bytes)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const OWN: &str = "own-1 contraindicated interaction amlodipine x metformin why=unknown may=agitation \
        do=do-not-combine source=s001 unverified\n";

    #[test]
    fn own_rules_stand_beside_the_built_in_ones_or_replace_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rules-own.txt");
        fs::write(&file, OWN).unwrap();
        let files = [file];
        let built_in = Knowledge::built_in().base().rule_ids().count();
        let beside = Knowledge::with_files(&files, false).unwrap();
        assert_eq!(beside.base().rule_ids().count(), built_in + 1);
        let instead = Knowledge::with_files(&files, true).unwrap();
        assert_eq!(instead.base().rule_ids().collect::<Vec<_>>(), ["own-1"]);
    }

    #[test]
    fn a_wrong_line_is_named_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rules-own.txt");
        fs::write(&file, OWN.replace("amlodipine", "no-such-ingredient")).unwrap();
        let error = Knowledge::with_files(&[file], false).unwrap_err().to_string();
        assert!(error.contains("rules-own.txt:1") && error.contains("no-such-ingredient"), "{error}");
        let twice = folder.path().join("rules-twice.txt");
        fs::write(&twice, OWN.repeat(2)).unwrap();
        let error = Knowledge::with_files(&[twice], false).unwrap_err().to_string();
        assert!(error.contains("rules-twice.txt:2"), "{error}");
    }
}
