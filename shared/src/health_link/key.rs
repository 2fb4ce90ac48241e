//! Key of a SMART Health Link: 256 bits, the same for every file of the link for as long as it exists.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::fmt;

/// Letters of a key as base64url without padding.
const LETTERS: usize = 43;

/// A link's key. Whoever has it reads the link's files; the server that keeps them has it not.
///
/// ```
/// use shared::health_link::Key;
/// let key = Key::read("rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q").unwrap();
/// assert_eq!(key.to_base64url(), "rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q");
/// assert_eq!(format!("{key:?}"), "Key");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// It is in nobody's log.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Why a text is no key. It does not repeat the text, which may be nearly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    #[error("a key of {LETTERS} letters expected, found {length}")]
    Length { length: usize },
    #[error("a key is base64url of 32 bytes")]
    NotBase64Url,
}

impl Key {
    /// From 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// # Errors
    /// [`InvalidKey`]
    pub fn read(text: &str) -> Result<Self, InvalidKey> {
        let length = text.chars().count();
        if length != LETTERS {
            return Err(InvalidKey::Length { length });
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidKey::NotBase64Url)?;
        bytes.try_into().map(Self).map_err(|_| InvalidKey::NotBase64Url)
    }

    pub fn to_base64url(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_key_is_43_letters_of_base64url() {
        let check = |text: &str, expected: Result<(), InvalidKey>| {
            assert_eq!(Key::read(text).map(|_| ()), expected, "{text}");
        };
        check(&"A".repeat(43), Ok(()));
        check(&"A".repeat(42), Err(InvalidKey::Length { length: 42 }));
        check(&"A".repeat(44), Err(InvalidKey::Length { length: 44 }));
        check("", Err(InvalidKey::Length { length: 0 }));
        check(&format!("{}=", "A".repeat(43)), Err(InvalidKey::Length { length: 44 }));
        check(&format!("{}+", "A".repeat(42)), Err(InvalidKey::NotBase64Url));
        check(&format!("{}あ", "A".repeat(42)), Err(InvalidKey::NotBase64Url));
        // Bits that no byte has: two texts would be one key.
        check(&format!("{}B", "A".repeat(42)), Err(InvalidKey::NotBase64Url));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_written_is_read() {
        for byte in 0..=255 {
            let key = Key::new([byte; 32]);
            assert_eq!(Key::read(&key.to_base64url()), Ok(key));
        }
    }
}
