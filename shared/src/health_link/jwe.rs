//! Files of a SMART Health Link as JWE in compact serialization: `alg` dir, `enc` A256GCM, `zip` DEF where it helps.

mod inflate;

use super::Key;
use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use inflate::{NotInflated, inflate};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;

/// Bytes of an initialization vector. A link has one key for all its files and every update of them: each takes a new
/// vector from chance.
pub const IV: usize = 12;

/// Bytes of the authentication tag.
const TAG: usize = 16;

/// Letters of a header: several times what any header of these has.
const LONGEST_HEADER: usize = 4096;

/// How much of its time DEFLATE spends on size, of 10.
const LEVEL: u8 = 6;

/// What a file holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// `cty`. The specification asks for it; not everybody writes it, or writes a text there.
    pub content_type: Option<String>,
    pub bytes: Vec<u8>,
}

/// What it holds is in nobody's log.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content({:?}, {} bytes)", self.content_type, self.bytes.len())
    }
}

/// Why a text is not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JweError {
    #[error("a JWE of at most {most} letters expected, found {length}")]
    TooLong { length: usize, most: usize },
    #[error("a JWE has 5 parts with points between them, found {found}")]
    Parts { found: usize },
    #[error("the JWE's {part} is not base64url")]
    NotBase64Url { part: &'static str },
    #[error("a header of at most {LONGEST_HEADER} letters expected, found {length}")]
    HeaderTooLong { length: usize },
    #[error("the JWE's header is not a JSON object")]
    HeaderNotJson,
    #[error("the JWE's header has no {member}, or one that is no text")]
    Header { member: &'static str },
    #[error("alg \"dir\" expected, found {found:?}")]
    Alg { found: String },
    #[error("enc \"A256GCM\" expected, found {found:?}")]
    Enc { found: String },
    #[error("zip \"DEF\" or none expected, found {found:?}")]
    Zip { found: String },
    #[error("the JWE asks for extensions that are not known (crit)")]
    Crit,
    #[error("an empty encrypted key expected, found {length} letters")]
    EncryptedKey { length: usize },
    #[error("an initialization vector of {IV} bytes expected, found {length}")]
    Iv { length: usize },
    #[error("a tag of {TAG} bytes expected, found {length}")]
    Tag { length: usize },
    #[error("another key sealed it, or it was changed since")]
    NotAuthentic,
    #[error("it holds more than {most} bytes")]
    TooLarge { most: usize },
    #[error("what it holds is compressed, and broken")]
    Deflate,
    #[error("something follows what it holds compressed")]
    AfterDeflate,
}

/// Protected header, in this order.
#[derive(Serialize)]
struct Header<'a> {
    alg: &'a str,
    enc: &'a str,
    cty: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    zip: Option<&'a str>,
}

/// Seals bytes under a vector that this key has never been used with. They are compressed where that makes them fewer.
pub fn seal(content_type: &str, bytes: &[u8], key: &Key, iv: [u8; IV]) -> String {
    let compressed = miniz_oxide::deflate::compress_to_vec(bytes, LEVEL);
    let (content, zip) = match compressed.len() < bytes.len() {
        true => (compressed.as_slice(), Some("DEF")),
        false => (bytes, None),
    };
    let header = Header { alg: "dir", enc: "A256GCM", cty: content_type, zip };
    let header = serde_json::to_string(&header).expect("a header is plain data");
    let header = URL_SAFE_NO_PAD.encode(header);
    let sealed = cipher(key)
        .encrypt(&iv.into(), Payload { msg: content, aad: header.as_bytes() })
        .expect("a slice is shorter than the 64 GiB that AES-GCM takes");
    let (ciphertext, tag) = sealed.split_at(sealed.len() - TAG);
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    format!("{header}..{}.{}.{}", encode(&iv), encode(ciphertext), encode(tag))
}

/// Opens what [`seal`] or another implementation sealed; blanks around it do not matter. `most_bytes` bounds what is
/// read, decrypted and inflated alike: no more than that is ever allocated for one of them.
///
/// # Errors
/// [`JweError`]
pub fn open(text: &str, key: &Key, most_bytes: usize) -> Result<Content, JweError> {
    let Parts { header, iv, sealed, read: Read { content_type, is_compressed } } = parts(text, most_bytes)?;
    let bytes = cipher(key)
        .decrypt(&iv.into(), Payload { msg: &sealed, aad: header.as_bytes() })
        .map_err(|_| JweError::NotAuthentic)?;
    let bytes = match is_compressed {
        true => inflate(&bytes, most_bytes).map_err(|why| match why {
            NotInflated::TooLarge => JweError::TooLarge { most: most_bytes },
            NotInflated::Broken => JweError::Deflate,
            NotInflated::BytesAfterIt => JweError::AfterDeflate,
        })?,
        false if bytes.len() > most_bytes => return Err(JweError::TooLarge { most: most_bytes }),
        false => bytes,
    };
    Ok(Content { content_type, bytes })
}

/// Whether a text is sealed as [`open`] expects it, as far as that can be told without the key.
///
/// # Errors
/// [`JweError`]
pub fn check(text: &str, most_bytes: usize) -> Result<(), JweError> {
    parts(text, most_bytes).map(|_| ())
}

/// A JWE taken apart.
struct Parts<'a> {
    header: &'a str,
    iv: [u8; IV],
    /// Ciphertext and tag.
    sealed: Vec<u8>,
    read: Read,
}

fn parts(text: &str, most_bytes: usize) -> Result<Parts<'_>, JweError> {
    let text = text.trim_ascii();
    let most = longest_text(most_bytes);
    if text.len() > most {
        return Err(JweError::TooLong { length: text.len(), most });
    }
    let parts: Vec<&str> = text.split('.').take(6).collect();
    let &[header, encrypted_key, iv, ciphertext, tag] = parts.as_slice() else {
        return Err(JweError::Parts { found: text.split('.').count() });
    };
    let read = read_header(header)?;
    if !encrypted_key.is_empty() {
        return Err(JweError::EncryptedKey { length: encrypted_key.len() });
    }
    let iv = decoded("initialization vector", iv)?;
    let iv: [u8; IV] = iv.try_into().map_err(|iv: Vec<u8>| JweError::Iv { length: iv.len() })?;
    let mut sealed = decoded("ciphertext", ciphertext)?;
    let tag = decoded("tag", tag)?;
    if tag.len() != TAG {
        return Err(JweError::Tag { length: tag.len() });
    }
    sealed.extend(tag);
    Ok(Parts { header, iv, sealed, read })
}

/// Letters of the longest JWE that can hold so many bytes: four for every three, and what DEFLATE adds to what it cannot
/// compress.
fn longest_text(most_bytes: usize) -> usize {
    most_bytes.saturating_add(most_bytes / 2).saturating_add(2 * LONGEST_HEADER)
}

struct Read {
    content_type: Option<String>,
    is_compressed: bool,
}

/// Reads a header before anything is decrypted: nothing that it asks for is done unless it is one of ours.
fn read_header(encoded: &str) -> Result<Read, JweError> {
    if encoded.len() > LONGEST_HEADER {
        return Err(JweError::HeaderTooLong { length: encoded.len() });
    }
    let json = String::from_utf8(decoded("header", encoded)?).map_err(|_| JweError::HeaderNotJson)?;
    let header: Map<String, Value> = serde_json::from_str(&json).map_err(|_| JweError::HeaderNotJson)?;
    let text = |member: &'static str| {
        let value = header.get(member).map(|value| value.as_str().ok_or(JweError::Header { member }));
        value.transpose()
    };
    match text("alg")?.ok_or(JweError::Header { member: "alg" })? {
        "dir" => {}
        found => return Err(JweError::Alg { found: found.to_owned() }),
    }
    match text("enc")?.ok_or(JweError::Header { member: "enc" })? {
        "A256GCM" => {}
        found => return Err(JweError::Enc { found: found.to_owned() }),
    }
    if header.contains_key("crit") {
        return Err(JweError::Crit);
    }
    let is_compressed = match text("zip")? {
        None => false,
        Some("DEF") => true,
        Some(found) => return Err(JweError::Zip { found: found.to_owned() }),
    };
    let content_type = header.get("cty").and_then(Value::as_str).map(str::to_owned);
    Ok(Read { content_type, is_compressed })
}

/// One text for the same bytes: bits that no byte has must be zero.
fn decoded(part: &'static str, text: &str) -> Result<Vec<u8>, JweError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| JweError::NotBase64Url { part })
}

fn cipher(key: &Key) -> Aes256Gcm {
    Aes256Gcm::new(key.as_bytes().into())
}

#[cfg(test)]
mod tests;
