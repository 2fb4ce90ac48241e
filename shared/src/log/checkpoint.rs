//! Signed tree heads in the public formats: C2SP signed-note and tlog-checkpoint
//! (<https://c2sp.org/signed-note>, <https://c2sp.org/tlog-checkpoint>, read 2026-11-21).

use super::Hash;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

/// The algorithm byte of Ed25519 in verifier keys.
const ED25519: u8 = 1;

/// A tree head: how many leaves there are, and their root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    pub size: u64,
    pub root: Hash,
    /// Time of signing: the one extension line that our log writes.
    pub signed_at: DateTime<Utc>,
}

/// Why something is no checkpoint of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error("the log's key is not of the form name+id+key, or not an Ed25519 key")]
    Key,
    #[error("the checkpoint is not written in the form of tlog-checkpoint")]
    Form,
    #[error("the checkpoint is of another log")]
    Origin,
    #[error("the checkpoint carries no signature of the log's key")]
    Unsigned,
    #[error("the checkpoint's signature does not hold")]
    Signature,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        let at = self.signed_at.to_rfc3339_opts(SecondsFormat::Millis, true);
        format!("{}\n{}\n{}\n{at}\n", self.origin, self.size, self.root)
    }

    /// Reads a signed note, and believes it only under `key`.
    ///
    /// # Errors
    /// [`CheckpointError`], never [`CheckpointError::Key`].
    pub fn verify(note: &str, key: &LogKey) -> Result<Self, CheckpointError> {
        let (body, signatures) = note.rsplit_once("\n\n").ok_or(CheckpointError::Form)?;
        let text = format!("{body}\n");
        let checkpoint = Self::read(&text).ok_or(CheckpointError::Form)?;
        if checkpoint.origin != key.name {
            return Err(CheckpointError::Origin);
        }
        let ours = signatures.lines().find_map(|line| key.signature_in(line));
        let signature = ours.ok_or(CheckpointError::Unsigned)?;
        key.key.verify_strict(text.as_bytes(), &signature).map_err(|_| CheckpointError::Signature)?;
        Ok(checkpoint)
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty())?.to_owned();
        let size = decimal(lines.next()?)?;
        let root = Hash::from_base64(lines.next()?)?;
        let signed_at = lines.next()?.parse().ok()?;
        let read = Self { origin, size, root, signed_at };
        // One way to write it: nothing stands beside what was read.
        (read.text() == text).then_some(read)
    }
}

/// A number without sign and leading zeroes.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// The public key of a log, as a signed note's verifier key `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogKey {
    pub name: String,
    id: [u8; 4],
    key: VerifyingKey,
}

impl LogKey {
    /// # Errors
    /// [`CheckpointError::Key`].
    pub fn read(text: &str) -> Result<Self, CheckpointError> {
        Self::parts(text).ok_or(CheckpointError::Key)
    }

    fn parts(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('+')?;
        let (id, key) = rest.split_once('+')?;
        let bytes = STANDARD.decode(key).ok()?;
        let hash = Sha256::new().chain_update(name).chain_update(b"\n").chain_update(&bytes).finalize();
        let computed: [u8; 4] = hash[..4].try_into().ok()?;
        let written: String = computed.iter().map(|byte| format!("{byte:02x}")).collect();
        let (algorithm, key) = bytes.split_first()?;
        if name.is_empty() || written != id || *algorithm != ED25519 {
            return None;
        }
        let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
        Some(Self { name: name.to_owned(), id: computed, key })
    }

    /// `— name base64(id ‖ signature)`, where it is one by this key.
    fn signature_in(&self, line: &str) -> Option<Signature> {
        let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = STANDARD.decode(signature).ok()?;
        let signature = bytes.strip_prefix(&self.id)?;
        if name != self.name {
            return None;
        }
        Signature::from_slice(signature).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The published example of Go's sumdb/note: its key, a text and its signature.
    const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const GO_SIGNATURE: &str = "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
    const GO_TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    #[wasm_bindgen_test(unsupported = test)]
    fn keys_and_signatures_are_those_of_signed_notes() {
        let key = LogKey::read(GO_KEY).unwrap();
        let signature = key.signature_in(GO_SIGNATURE).unwrap();
        assert!(key.key.verify_strict(GO_TEXT.as_bytes(), &signature).is_ok());
        assert!(key.key.verify_strict(&GO_TEXT.as_bytes()[1..], &signature).is_err());
        for wrong in
            ["", "PeterNeumann", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"]
        {
            assert_eq!(LogKey::read(wrong), Err(CheckpointError::Key));
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_that_is_no_checkpoint_is_refused() {
        let key = LogKey::read(GO_KEY).unwrap();
        let root = Hash([7; 32]);
        let at = "2024-07-07T03:00:00.123Z";
        for (text, expected) in [
            (format!("PeterNeumann\n1\n{root}\n{at}\n"), CheckpointError::Unsigned),
            (format!("SomebodyElse\n1\n{root}\n{at}\n"), CheckpointError::Origin),
            (format!("PeterNeumann\n01\n{root}\n{at}\n"), CheckpointError::Form),
            (format!("PeterNeumann\n-1\n{root}\n{at}\n"), CheckpointError::Form),
            (format!("PeterNeumann\n1\n{root}\n"), CheckpointError::Form),
            (format!("PeterNeumann\n1\n{root}\n{at}\nmore\n"), CheckpointError::Form),
            (format!("PeterNeumann\n1\nAAAA\n{at}\n"), CheckpointError::Form),
        ] {
            assert_eq!(Checkpoint::verify(&format!("{text}\n"), &key), Err(expected), "{text}");
        }
    }
}
