//! A history as other programs read it: a proof file, and cells of a table. FHIR: [`super::audit_event`].

use super::{Entry, Hash, History, proof_file::ProofFile};
use serde_json::{Value, json};

/// The name of our own file; docs/access-log.md describes it, `e2e/verify_history.py` reads it.
pub const FORMAT: &str = "mikata-access-history-v1";

/// The history with a tlog-proof for each sealed entry. Nothing else is needed to verify it but the
/// log's key, which must come from elsewhere.
pub fn proof_document(history: &History) -> Value {
    let entries: Vec<Value> = history
        .entries
        .iter()
        .map(|entry| {
            json!({
                "leaf": entry.leaf,
                "fields": entry.fields,
                "salt": entry.salt,
                "proof": proof_of(entry, history.checkpoint.as_deref()),
            })
        })
        .collect();
    json!({
        "format": FORMAT,
        "key": history.key,
        "checkpoint": history.checkpoint,
        "entries": entries,
        "facilities": history.facilities,
    })
}

fn proof_of(entry: &Entry, checkpoint: Option<&str>) -> Option<String> {
    let (sealed, checkpoint) = (entry.sealed.as_ref()?, checkpoint?);
    let hashes: Vec<Hash> = sealed.proof.clone();
    let extra = entry.leaf.to_bytes().to_vec();
    Some(ProofFile { extra, index: sealed.index, hashes, checkpoint: checkpoint.to_owned() }.text())
}

/// A cell that no spreadsheet takes for a formula (OWASP: CSV injection), quoted as RFC 4180 has it.
pub fn csv_cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    format!("\"{}\"", safe.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("+81", "\"'+81\""),
            ("-1", "\"'-1\""),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
            ("", "\"\""),
        ] {
            assert_eq!(csv_cell(text), expected);
        }
    }
}
