//! Envelope of a snapshot: a header that can be read without a key, and beside it a wrapped data key and the content,
//! both sealed with everything in the header as associated data.

use super::{Lifetime, Unreadable};
use crate::{ids::PatientId, own_json, record};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The layout of this file; [`record::SCHEMA`] is that of what it holds.
const FORMAT: u16 = 2;

const MAGIC: &[u8; 8] = b"MIKATA\0S";

/// Bytes of a nonce of AES-GCM.
pub const NONCE: usize = 12;

/// Bytes of the tag that AES-GCM adds.
const TAG: usize = 16;

/// A data key of 256 bits, sealed.
const WRAPPED: usize = 32 + TAG;

/// Longer than any header.
const LONGEST_HEADER: usize = 8192;

/// Memory of Argon2id, in KiB.
pub const MEMORY_KIB: u32 = 64 * 1024;

/// More passes would keep a phone busy for minutes: no header of ours says so.
pub const MOST_PASSES: u32 = 32;

/// What can be read without a key: nothing of what a record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    format: u16,
    schema: u32,
    /// The account that kept it; opaque.
    pub viewer: String,
    /// The person whose record it is.
    pub record: PatientId,
    /// [`record::RecordView::version`] of what it holds.
    pub version: String,
    /// The day that the record is of.
    pub as_of: NaiveDate,
    pub written_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub lock: Lock,
    /// By what the server is asked whether it may stay. It opens nothing.
    pub token: String,
}

/// What a header says beside its formats.
#[derive(Clone, Debug)]
pub struct About {
    pub viewer: String,
    pub record: PatientId,
    pub version: String,
    pub as_of: NaiveDate,
    pub lifetime: Lifetime,
    pub lock: Lock,
    pub token: String,
}

/// Whence the key comes that wraps the data key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    Passphrase(Derivation),
    Passkey(Evaluation),
}

/// A passkey that computes a secret in its device (the PRF extension of WebAuthn).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The passkey's id.
    pub credential: Vec<u8>,
    pub salt: [u8; 32],
}

impl Lock {
    fn is_one_of_ours(&self) -> bool {
        match self {
            Self::Passphrase(Derivation { memory_kib, passes, .. }) => {
                *memory_kib == MEMORY_KIB && (1..=MOST_PASSES).contains(passes)
            }
            Self::Passkey(Evaluation { credential, .. }) => (1..=1023).contains(&credential.len()),
        }
    }
}

impl Evaluation {
    /// The key that wraps the data key, from what the passkey computed.
    pub fn key(computed: &[u8; 32]) -> [u8; 32] {
        Sha256::new_with_prefix(b"mikata snapshot passkey\0").chain_update(computed).finalize().into()
    }
}

/// How the key that wraps the data key comes from a passphrase: Argon2id, one lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    pub memory_kib: u32,
    pub passes: u32,
    pub salt: [u8; 16],
}

/// Bytes sealed by AES-256-GCM, tag and all, under a nonce that is never used again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub nonce: [u8; NONCE],
    pub bytes: Vec<u8>,
}

/// A snapshot as it lies on a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub header: Header,
    /// The header as it lies there: what is sealed is bound to these bytes.
    written: Vec<u8>,
    pub wrapped_key: Sealed,
    pub content: Sealed,
}

impl Header {
    pub fn new(about: About) -> Self {
        let About { viewer, record, version, as_of, lifetime, lock, token } = about;
        let Lifetime { written_at, expires_at } = lifetime;
        let (format, schema) = (FORMAT, record::SCHEMA);
        Self { format, schema, viewer, record, version, as_of, written_at, expires_at, lock, token }
    }

    pub fn lifetime(&self) -> Lifetime {
        Lifetime { written_at: self.written_at, expires_at: self.expires_at }
    }

    /// As it is written, and as everything sealed is bound to it.
    pub fn written(&self) -> Vec<u8> {
        serde_json::to_string(self).expect("a header is plain data").into_bytes()
    }

    /// Whether it may be read now. `newest_kept`: when this device, as far as it remembers, last kept one; an older one
    /// was put back.
    ///
    /// # Errors
    /// [`Unreadable`]
    pub fn may_be_read(
        &self,
        now: DateTime<Utc>,
        newest_kept: Option<DateTime<Utc>>,
    ) -> Result<(), Unreadable> {
        self.lifetime().allows(now)?;
        match newest_kept {
            Some(newest) if self.written_at < newest => Err(Unreadable::Replaced),
            _ => Ok(()),
        }
    }

    /// Associated data of the wrapped data key.
    pub fn binds_key(written: &[u8]) -> Vec<u8> {
        [b"mikata snapshot key\0".as_slice(), written].concat()
    }

    /// Associated data of the content: also the wrapped key, so that no part comes from another envelope.
    pub fn binds_content(written: &[u8], wrapped_key: &Sealed) -> Vec<u8> {
        let length = u32::try_from(written.len()).unwrap_or(u32::MAX).to_be_bytes();
        [b"mikata snapshot content\0".as_slice(), &length, written, &wrapped_key.nonce, &wrapped_key.bytes]
            .concat()
    }
}

impl Envelope {
    /// What was sealed with [`Header::binds_key`] and [`Header::binds_content`] of this header, as it will lie there.
    pub fn new(header: Header, wrapped_key: Sealed, content: Sealed) -> Self {
        Self { written: header.written(), header, wrapped_key, content }
    }

    pub fn binds_key(&self) -> Vec<u8> {
        Header::binds_key(&self.written)
    }

    pub fn binds_content(&self) -> Vec<u8> {
        Header::binds_content(&self.written, &self.wrapped_key)
    }

    /// Associated data of what waits beside this snapshot for a network.
    pub fn binds_queue(&self) -> Vec<u8> {
        [b"mikata snapshot queue\0".as_slice(), &self.written].concat()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.written.len()).unwrap_or(u32::MAX).to_be_bytes();
        let parts: [&[u8]; 7] = [
            MAGIC,
            &length,
            &self.written,
            &self.wrapped_key.nonce,
            &self.wrapped_key.bytes,
            &self.content.nonce,
            &self.content.bytes,
        ];
        parts.concat()
    }

    /// # Errors
    /// [`Unreadable::Damaged`], or [`Unreadable::OtherProgram`] where it is whole as far as can be told.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        /// What every format begins its header with.
        #[derive(Deserialize)]
        struct Formats {
            format: u16,
            schema: u32,
        }
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(Unreadable::Damaged)?;
        let length = u32::from_be_bytes(take(&mut rest)?) as usize;
        if length > LONGEST_HEADER {
            return Err(Unreadable::Damaged);
        }
        let written = split(&mut rest, length)?.to_vec();
        // As text: reading from bytes would be a second copy of that code in every program.
        let text = std::str::from_utf8(&written).map_err(|_| Unreadable::Damaged)?;
        let formats: Formats = own_json::read(text).map_err(|_| Unreadable::Damaged)?;
        if (formats.format, formats.schema) != (FORMAT, record::SCHEMA) {
            return Err(Unreadable::OtherProgram);
        }
        let header: Header = own_json::read(text).map_err(|_| Unreadable::Damaged)?;
        if !header.lock.is_one_of_ours() {
            return Err(Unreadable::Damaged);
        }
        let wrapped_key = Sealed { nonce: take(&mut rest)?, bytes: split(&mut rest, WRAPPED)?.to_vec() };
        let content = Sealed { nonce: take(&mut rest)?, bytes: rest.to_vec() };
        if content.bytes.len() < TAG {
            return Err(Unreadable::Damaged);
        }
        Ok(Self { header, written, wrapped_key, content })
    }
}

fn split<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], Unreadable> {
    let (first, others) = rest.split_at_checked(length).ok_or(Unreadable::Damaged)?;
    *rest = others;
    Ok(first)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Unreadable> {
    split(rest, N)?.try_into().map_err(|_| Unreadable::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn header() -> Header {
        Header::new(About {
            viewer: "viewer-one".to_owned(),
            record: PatientId(Uuid::from_u128(7)),
            version: "v1".to_owned(),
            as_of: "2026-07-01".parse().unwrap(),
            lifetime: Lifetime::of_own("2026-07-01T03:00:00Z".parse().unwrap(), 30),
            lock: passphrase(3, 9),
            token: "token".to_owned(),
        })
    }

    fn passphrase(passes: u32, salt: u8) -> Lock {
        Lock::Passphrase(Derivation { memory_kib: MEMORY_KIB, passes, salt: [salt; 16] })
    }

    fn passkey(salt: u8) -> Lock {
        Lock::Passkey(Evaluation { credential: vec![1, 2, 3], salt: [salt; 32] })
    }

    fn envelope() -> Envelope {
        let wrapped = Sealed { nonce: [1; NONCE], bytes: vec![2; WRAPPED] };
        Envelope::new(header(), wrapped, Sealed { nonce: [3; NONCE], bytes: vec![4; 40] })
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_written_is_read() {
        for lock in [passphrase(3, 9), passkey(1)] {
            let Envelope { mut header, wrapped_key, content, .. } = envelope();
            header.lock = lock;
            let envelope = Envelope::new(header, wrapped_key, content);
            assert_eq!(Envelope::read(&envelope.to_bytes()), Ok(envelope));
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn whatever_is_cut_off_before_its_content_ends_is_damaged() {
        let bytes = envelope().to_bytes();
        for length in 0..bytes.len() - 40 + TAG {
            assert_eq!(Envelope::read(&bytes[..length]), Err(Unreadable::Damaged), "{length}");
        }
        // Cut off later, the tag is not that of what is left: that is for the cipher.
        assert!(Envelope::read(&bytes[..bytes.len() - 1]).is_ok_and(|cut| cut != envelope()));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_byte_changed_is_refused_or_changes_what_is_bound_or_sealed() {
        let whole = envelope();
        let bytes = whole.to_bytes();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let Ok(read) = Envelope::read(&changed) else { continue };
            let same = read.binds_key() == whole.binds_key()
                && read.binds_content() == whole.binds_content()
                && read.wrapped_key == whole.wrapped_key
                && read.content == whole.content;
            assert!(!same, "byte {place}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_key_is_bound_to_viewer_record_version_schema_time_and_derivation() {
        let bound = |change: &dyn Fn(&mut Header)| {
            let mut header = header();
            change(&mut header);
            Header::binds_key(&header.written())
        };
        let all = [
            bound(&|_| {}),
            bound(&|header| header.viewer.push('2')),
            bound(&|header| header.record = PatientId(Uuid::from_u128(8))),
            bound(&|header| header.version.push('2')),
            bound(&|header| header.schema += 1),
            bound(&|header| header.format += 1),
            bound(&|header| header.as_of = "2026-07-02".parse().unwrap()),
            bound(&|header| header.written_at += chrono::Duration::seconds(1)),
            bound(&|header| header.expires_at += chrono::Duration::seconds(1)),
            bound(&|header| header.lock = passphrase(4, 9)),
            bound(&|header| header.lock = passphrase(3, 8)),
            bound(&|header| header.lock = passkey(1)),
            bound(&|header| header.lock = passkey(2)),
            bound(&|header| header.token.push('2')),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(!all[..place].contains(one), "{place}");
        }
        assert_ne!(Header::binds_key(b"x"), Header::binds_content(b"x", &envelope().wrapped_key));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn another_programs_is_told_from_a_damaged_one() {
        let with = |from: &str, to: &str| {
            let mut one = envelope();
            let text = String::from_utf8(one.written).unwrap();
            assert!(text.contains(from), "{text}");
            one.written = text.replace(from, to).into_bytes();
            Envelope::read(&one.to_bytes()).map(|_| ())
        };
        let schema = format!("\"schema\":{}", record::SCHEMA);
        let format = format!("\"format\":{FORMAT}");
        assert_eq!(with(&format, "\"format\":999"), Err(Unreadable::OtherProgram));
        assert_eq!(with(&schema, "\"schema\":999"), Err(Unreadable::OtherProgram));
        assert_eq!(with("\"passes\":3", "\"passes\":4000000"), Err(Unreadable::Damaged));
        assert_eq!(with("\"passes\":3", "\"passes\":0"), Err(Unreadable::Damaged));
        assert_eq!(with("65536", "1"), Err(Unreadable::Damaged));
        assert_eq!(with("\"viewer\"", "\"vjewer\""), Err(Unreadable::Damaged));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_that_was_put_back_is_not_read_where_the_device_remembers_a_newer_one() {
        let (header, day) = (header(), chrono::Duration::days(1));
        let now = header.written_at + day;
        assert_eq!(header.may_be_read(now, None), Ok(()));
        assert_eq!(header.may_be_read(now, Some(header.written_at)), Ok(()));
        assert_eq!(header.may_be_read(now, Some(now)), Err(Unreadable::Replaced));
        assert!(matches!(header.may_be_read(now + day * 30, None), Err(Unreadable::Expired { .. })));
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let _ = Envelope::read(&bytes);
            let _ = Envelope::read(&[MAGIC.as_slice(), &bytes].concat());
        }

        #[test]
        fn what_is_read_is_written_as_it_was(place in 0_usize..500, byte in proptest::prelude::any::<u8>()) {
            let mut bytes = envelope().to_bytes();
            let place = place % bytes.len();
            bytes[place] = byte;
            if let Ok(read) = Envelope::read(&bytes) {
                proptest::prop_assert_eq!(read.to_bytes(), bytes);
            }
        }
    }
}
