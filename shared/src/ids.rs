//! One newtype per kind of identifier. The only way in is parsing; serde goes through the same gate.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

/// A person, as this installation knows them: random, internal, never derived from an insured id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PatientId(pub Uuid);

impl fmt::Display for PatientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Account: the sign-in of a person, or of one of a facility's staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub Uuid);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Something that a patient decided about sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConsentId(pub Uuid);

impl fmt::Display for ConsentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a text is not one of our identifiers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} expected ({expected}), found {found:?}")]
pub struct InvalidId {
    pub kind: &'static str,
    pub expected: &'static str,
    pub found: String,
}

/// A facility's ten digits: prefecture 2, class 1, number 7. The class is the fee table's (医療機関番号: 1 医科, 3 歯科;
/// 4 調剤, a pharmacy; 6 訪問看護) or that of a care provider's number (介護事業所番号): [`FacilityClass`].
///
/// ```
/// use shared::ids::FacilityCode;
/// let hospital = FacilityCode::try_from("1318814790").unwrap();
/// let pharmacy = FacilityCode::try_from("1341234567").unwrap();
/// assert!(hospital.is_a_senders() && !pharmacy.is_a_senders());
/// assert!(FacilityCode::try_from("131881479").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FacilityCode(String);

impl FacilityCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its class is one of those that send JP-CLINS Bundles: `[0-4][0-9][1-3][0-9]{7}` (spec §9).
    pub fn is_a_senders(&self) -> bool {
        (b'1'..=b'3').contains(&self.0.as_bytes()[2])
    }
}

/// Class of a facility, by the third digit of its [`FacilityCode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacilityClass {
    /// 医科
    Medical,
    /// 歯科
    Dental,
    /// 調剤
    Pharmacy,
    /// 訪問看護
    VisitingNursing,
    /// A care provider's, or one that no table has.
    Other,
}

impl FacilityCode {
    pub fn class(&self) -> FacilityClass {
        match self.0.as_bytes()[2] {
            b'1' => FacilityClass::Medical,
            b'3' => FacilityClass::Dental,
            b'4' => FacilityClass::Pharmacy,
            b'6' => FacilityClass::VisitingNursing,
            _ => FacilityClass::Other,
        }
    }
}

impl TryFrom<&str> for FacilityCode {
    type Error = InvalidId;

    fn try_from(text: &str) -> Result<Self, InvalidId> {
        let bytes = text.as_bytes();
        let well_formed = bytes.len() == 10 && bytes.iter().all(u8::is_ascii_digit) && bytes[0] <= b'4';
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId {
                kind: "a facility code",
                expected: "ten digits, the first two a prefecture: [0-4][0-9]{9}",
                found: text.chars().take(40).collect(),
            })
        }
    }
}

impl TryFrom<String> for FacilityCode {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::try_from(text.as_str())
    }
}

impl From<FacilityCode> for String {
    fn from(code: FacilityCode) -> Self {
        code.0
    }
}

impl fmt::Display for FacilityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number of digits that names one body.
macro_rules! digits {
    ($(#[$doc:meta])* $name:ident, $count:literal, $kind:literal, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl TryFrom<&str> for $name {
            type Error = InvalidId;

            fn try_from(text: &str) -> Result<Self, InvalidId> {
                if text.len() == $count && text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Ok(Self(text.to_owned()));
                }
                let found = text.chars().take(40).collect();
                Err(InvalidId { kind: $kind, expected: $expected, found })
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::try_from(text.as_str())
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

digits!(
    /// An insurer's eight digits (保険者番号): kind of law 2, prefecture 2, insurer 3, check digit 1. National health
    /// insurance has six, and two zeros before them.
    InsurerNumber, 8, "an insurer's number", "eight digits"
);
digits!(
    /// A municipality's six digits (全国地方公共団体コード): prefecture 2, municipality 3, check digit 1.
    MunicipalityCode, 6, "a municipality's code", "six digits"
);

/// An app or a device of a person, as this installation knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProgramId(pub Uuid);

impl TryFrom<&str> for ProgramId {
    type Error = InvalidId;

    fn try_from(text: &str) -> Result<Self, InvalidId> {
        // Only as it is written, so that one program has one text.
        let id = Uuid::try_parse(text).ok().filter(|id| id.to_string() == text);
        id.map(Self).ok_or_else(|| InvalidId {
            kind: "a program's id",
            expected: "32 lower-case hexadecimal digits in five groups",
            found: text.chars().take(40).collect(),
        })
    }
}

impl fmt::Display for ProgramId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One line of a record, or one document: 32 hexadecimal digits that may stand in an address.
///
/// Derived from what the item is (sender, kind, identifier, code), so that it stays the same when
/// the item is sent again and never depends on another item, hidden ones included.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemId(String);

impl ItemId {
    /// The id of what is described by `parts`, within one patient's record.
    pub fn derive(patient: PatientId, parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        hash.update(patient.0.as_bytes());
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ItemId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let well_formed =
            text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if well_formed {
            Ok(Self(text))
        } else {
            Err(InvalidId {
                kind: "an item id",
                expected: "32 lower-case hexadecimal digits",
                found: text.chars().take(40).collect(),
            })
        }
    }
}

impl From<ItemId> for String {
    fn from(id: ItemId) -> Self {
        id.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
