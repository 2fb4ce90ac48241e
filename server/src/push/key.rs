//! The key by which push services know this portal (VAPID, RFC 8292): a file of its own, as the access log's is.

use crate::{entropy::Entropy, private_file::write_private};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};
use web_push_native::p256::ecdsa::{Signature, SigningKey, signature::Signer};

pub struct PushKey {
    signing: SigningKey,
    public: String,
}

impl std::fmt::Debug for PushKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("PushKey").field(&self.public).finish()
    }
}

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the push key {0} cannot be read or made")]
    File(PathBuf, #[source] std::io::Error),
    #[error("{0} holds no push key (32 bytes in base64url)")]
    NoKey(PathBuf),
}

impl PushKey {
    /// Reads the key, or makes one: after the loss of a key devices are asked to subscribe anew, and nothing else
    /// is lost.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn open(file: &Path, entropy: &Entropy) -> Result<Self, KeyError> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(text.trim()).ok_or_else(|| KeyError::NoKey(file.to_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let (key, text) = Self::make(entropy);
                write_private(file, &text).map_err(|error| KeyError::File(file.to_owned(), error))?;
                Ok(key)
            }
            Err(error) => Err(KeyError::File(file.to_owned(), error)),
        }
    }

    /// A new key, and its file's text.
    pub fn make(entropy: &Entropy) -> (Self, String) {
        loop {
            // Of 2^32 random numbers one is no key, about.
            let text = entropy.secret();
            if let Some(key) = Self::parse(&text) {
                return (key, text);
            }
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let signing = SigningKey::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let point = signing.verifying_key().to_encoded_point(false);
        let public = URL_SAFE_NO_PAD.encode(point.as_bytes());
        Some(Self { signing, public })
    }

    /// The public half, as browsers and push services read it: an uncompressed point in base64url.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// ES256 (RFC 7518, 3.4): both numbers of the signature, 32 bytes each.
    pub(super) fn sign(&self, text: &str) -> [u8; 64] {
        let signature: Signature = self.signing.sign(text.as_bytes());
        signature.to_bytes().into()
    }
}
