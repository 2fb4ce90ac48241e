//! An offline-verifiable proof of one leaf as a file: C2SP tlog-proof
//! (<https://c2sp.org/tlog-proof>, read 2026-11-21).

use super::{Hash, checkpoint::decimal};
use base64::{Engine, engine::general_purpose::STANDARD};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// Proof that a leaf is in the log. `extra` carries the leaf itself, which the format leaves to its users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    pub extra: Vec<u8>,
    pub index: u64,
    pub hashes: Vec<Hash>,
    /// The signed note, as it was signed.
    pub checkpoint: String,
}

impl ProofFile {
    pub fn text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\n");
        if !self.extra.is_empty() {
            text += &format!("extra {}\n", STANDARD.encode(&self.extra));
        }
        text += &format!("index {}\n", self.index);
        for hash in &self.hashes {
            text += &format!("{hash}\n");
        }
        text + "\n" + &self.checkpoint
    }

    /// `None`: not a proof of this format.
    pub fn read(text: &str) -> Option<Self> {
        let (head, checkpoint) = text.split_once("\n\n")?;
        let mut lines = head.split('\n');
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let mut line = lines.next()?;
        let mut extra = Vec::new();
        if let Some(encoded) = line.strip_prefix("extra ") {
            extra = STANDARD.decode(encoded).ok()?;
            line = lines.next()?;
        }
        let index = decimal(line.strip_prefix("index ")?)?;
        let hashes = lines.map(Hash::from_base64).collect::<Option<_>>()?;
        Some(Self { extra, index, hashes, checkpoint: checkpoint.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_proof_returns_from_its_file() {
        for (extra, hashes) in [(vec![], vec![]), (vec![1, 2, 3], vec![Hash([9; 32]), Hash([8; 32])])] {
            let proof =
                ProofFile { extra, index: 42, hashes, checkpoint: "a\n1\nb\n\n\u{2014} c d\n".into() };
            assert_eq!(ProofFile::read(&proof.text()), Some(proof));
        }
        for broken in
            ["", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nindex 01\n\nx\n", "index 1\n\nx\n"]
        {
            assert_eq!(ProofFile::read(broken), None, "{broken}");
        }
    }
}
