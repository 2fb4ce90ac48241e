//! Leaves of the log: each names nobody, and commits to the content of an entry.

use super::{Hash, merkle::leaf_hash};
use crate::ids::PatientId;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use sha2::{Digest, Sha256};

/// The length of a leaf in bytes.
pub const LEAF_BYTES: usize = 113;

const VERSION: u8 = 1;

/// One entry as the log holds it. Without the salts, which are kept apart and can be erased, it tells
/// nothing but that something was entered.
///
/// Bytes: version 1 (1), pseudonym (32), seq (8, big endian), previous (32), commitment (32), at
/// (8, big endian, milliseconds since 1970).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Pseudonym of the entry's person: a salted hash.
    pub pseudonym: Hash,
    /// The person's own numbering, from 1 without gaps.
    pub seq: u64,
    /// The leaf hash of the person's entry before this; [`Hash::NONE`] before the first.
    pub previous: Hash,
    /// A salted hash of the entry's content: [`commitment`].
    pub commitment: Hash,
    /// When, in milliseconds since 1970.
    pub at_millis: i64,
}

/// An entry's content: names and values, in the order they were committed to.
pub type Fields = Vec<(String, String)>;

impl Leaf {
    pub fn to_bytes(&self) -> [u8; LEAF_BYTES] {
        let mut bytes = [0; LEAF_BYTES];
        let parts: [&[u8]; 6] = [
            &[VERSION],
            &self.pseudonym.0,
            &self.seq.to_be_bytes(),
            &self.previous.0,
            &self.commitment.0,
            &self.at_millis.to_be_bytes(),
        ];
        let mut at = 0;
        for part in parts {
            bytes[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        }
        bytes
    }

    /// `None`: not a leaf of a version that this program knows.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        if *version != VERSION || bytes.len() != LEAF_BYTES {
            return None;
        }
        let hash = |from: usize| Hash::from_bytes(&rest[from..from + 32]);
        let number = |from: usize| rest[from..from + 8].try_into().ok();
        Some(Self {
            pseudonym: hash(0)?,
            seq: u64::from_be_bytes(number(32)?),
            previous: hash(40)?,
            commitment: hash(72)?,
            at_millis: i64::from_be_bytes(number(104)?),
        })
    }

    pub fn hash(&self) -> Hash {
        leaf_hash(&self.to_bytes())
    }
}

impl Serialize for Leaf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(self.to_bytes()))
    }
}

impl<'de> Deserialize<'de> for Leaf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(text).map_err(D::Error::custom)?;
        Self::from_bytes(&bytes).ok_or_else(|| D::Error::custom("a leaf of version 1 expected"))
    }
}

/// Pseudonym of a person, for those who know their salt.
pub fn pseudonym(person_salt: &[u8], patient: PatientId) -> Hash {
    Hash(Sha256::new().chain_update(person_salt).chain_update(patient.0.as_bytes()).finalize().into())
}

/// The salt of one entry. Neither the person's salt nor another entry's follows from it.
pub fn entry_salt(person_salt: &[u8], seq: u64) -> Hash {
    lengths_and_parts("mikata.log.entry-salt.v1", &[person_salt, &seq.to_be_bytes()])
}

/// Stands for an individual whom the person is not told of, in a content that they can verify all the
/// same: it takes the person's salt, which the person's own data does not hold, to try out names.
pub fn individual(person_salt: &[u8], seq: u64, kind: &str, id: &str) -> Hash {
    let parts: [&[u8]; 4] = [person_salt, &seq.to_be_bytes(), kind.as_bytes(), id.as_bytes()];
    lengths_and_parts("mikata.log.individual.v1", &parts)
}

/// Commitment of a leaf to its entry's content.
pub fn commitment(entry_salt: Hash, fields: &[(String, String)]) -> Hash {
    let mut parts: Vec<&[u8]> = vec![&entry_salt.0];
    for (name, value) in fields {
        parts.extend([name.as_bytes(), value.as_bytes()]);
    }
    lengths_and_parts("mikata.log.content.v1", &parts)
}

/// SHA-256 of every part with its length (8 bytes, big endian) before it, so that no two lists of parts
/// read the same. `what` keeps the uses apart.
fn lengths_and_parts(what: &str, parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    for part in [what.as_bytes()].iter().chain(parts) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Hash(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_leaf_returns_from_its_bytes_and_no_other_length_or_version_is_one() {
        let leaf = Leaf {
            pseudonym: Hash([1; 32]),
            seq: 7,
            previous: Hash([2; 32]),
            commitment: Hash([3; 32]),
            at_millis: 1_720_321_200_123,
        };
        let bytes = leaf.to_bytes();
        assert_eq!(Leaf::from_bytes(&bytes), Some(leaf));
        assert_eq!(Leaf::from_bytes(&bytes[1..]), None);
        assert_eq!(Leaf::from_bytes(&[]), None);
        let mut other = bytes;
        other[0] = 2;
        assert_eq!(Leaf::from_bytes(&other), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn no_two_contents_read_the_same() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let contents = [
            vec![],
            vec![field("a", "bc")],
            vec![field("ab", "c")],
            vec![field("a", ""), field("bc", "")],
            vec![field("a", "b"), field("c", "")],
        ];
        for (number, one) in contents.iter().enumerate() {
            for other in &contents[number + 1..] {
                assert_ne!(commitment(Hash::NONE, one), commitment(Hash::NONE, other));
            }
            assert_ne!(commitment(Hash::NONE, one), commitment(Hash([1; 32]), one));
        }
    }
}
