//! The key that signs the log's heads: a file of its own, never in the database nor in a log.

use crate::{entropy::Entropy, private_file::write_private};
use base64::{Engine, engine::general_purpose::STANDARD};
use shared::log::checkpoint::Checkpoint;
use signed_note::{Note, Signer, StandardSigner, key_id, new_ed25519_verifier_key};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The algorithm byte of Ed25519 in the keys of signed notes.
const ED25519: u8 = 1;

/// Signs heads. The file holds a signed note's signer key (`PRIVATE+KEY+name+id+base64`), so that other
/// tools for such notes can use it too.
#[derive(Clone)]
pub struct SigningKey {
    signer: Arc<StandardSigner>,
    verifier: Arc<str>,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SigningKey").field(&self.verifier).finish()
    }
}

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the log's key {0} cannot be read or made")]
    File(PathBuf, #[source] std::io::Error),
    #[error("{0} holds no signer key of a signed note (PRIVATE+KEY+…)")]
    NoKey(PathBuf),
    #[error(
        "the log of this database is signed, and its key {0} is not there: bring it back, or name it with --log-key FILE"
    )]
    Lost(PathBuf),
    #[error("a PostgreSQL database has no folder for the log's key: name a file with --log-key FILE")]
    NoPlace,
    #[error("a head could not be signed")]
    Sign,
}

impl SigningKey {
    /// Reads the key, or makes one where `may_make` (the log is empty): a new key in the place of a lost
    /// one would look to every reader like a forged log.
    ///
    /// # Errors
    /// [`KeyError::Lost`], [`KeyError::NoKey`], [`KeyError::File`].
    pub fn open(file: &Path, may_make: bool, entropy: &Entropy) -> Result<Self, KeyError> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(text.trim()).ok_or_else(|| KeyError::NoKey(file.to_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound && may_make => {
                let (key, text) = Self::make(entropy);
                write_private(file, &text).map_err(|error| KeyError::File(file.to_owned(), error))?;
                Ok(key)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Err(KeyError::Lost(file.to_owned())),
            Err(error) => Err(KeyError::File(file.to_owned(), error)),
        }
    }

    /// A new key, and its file's text. The log's name contains some of the public key, so that no two
    /// logs have the same.
    pub fn make(entropy: &Entropy) -> (Self, String) {
        let secret = ed25519_dalek::SigningKey::from_bytes(&entropy.bytes());
        let public = secret.verifying_key();
        let short: String = public.as_bytes()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let name = format!("mikata-{short}/access-log");
        let id = key_id(&name, &[&[ED25519], public.as_bytes().as_slice()].concat());
        let encoded = STANDARD.encode([&[ED25519], secret.as_bytes().as_slice()].concat());
        let text = format!("PRIVATE+KEY+{name}+{id:08x}+{encoded}");
        let key = Self::parse(&text).expect("what was written here can be read here");
        (key, text)
    }

    fn parse(text: &str) -> Option<Self> {
        let signer = StandardSigner::new(text).ok()?;
        // Base64 has plus signs of its own.
        let encoded = text.splitn(5, '+').nth(4)?;
        let bytes = STANDARD.decode(encoded).ok()?;
        let secret: [u8; 32] = bytes.strip_prefix(&[ED25519])?.try_into().ok()?;
        let public = ed25519_dalek::SigningKey::from_bytes(&secret).verifying_key();
        let verifier = new_ed25519_verifier_key(signer.name(), &public).into();
        Some(Self { signer: Arc::new(signer), verifier })
    }

    /// The public key, as a signed note's verifier key.
    pub fn verifier(&self) -> &str {
        &self.verifier
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        self.signer.name()
    }

    /// The head as a signed note.
    ///
    /// # Errors
    /// [`KeyError::Sign`].
    pub fn sign(&self, head: &Checkpoint) -> Result<String, KeyError> {
        let mut note = Note::new(head.text().as_bytes(), &[]).map_err(|_| KeyError::Sign)?;
        note.add_sigs(&[self.signer.as_ref()]).map_err(|_| KeyError::Sign)?;
        String::from_utf8(note.to_bytes()).map_err(|_| KeyError::Sign)
    }
}
