//! What can be wrong with a notebook. Each names its line, and no value: values are people's.

use crate::medicine_code::InvalidCode;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something wrong with a notebook. Those of [`super::read`]'s error make all of it worthless; the others are doubts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    #[error("a text expected, found none")]
    Empty,
    #[error("line {line}: JAHISTC and two digits expected in its first field")]
    NotANotebook { line: u32 },
    /// 院外処方箋2次元シンボル: its records have the same numbers and other meanings.
    #[error("line {line}: a notebook expected, found a prescription's code")]
    Prescription { line: u32 },
    #[error("records expected after line {line}, found none")]
    HeaderAlone { line: u32 },

    #[error("line {line}: a version from 1 to 8 expected, found {number}")]
    UnknownVersion { line: u32, number: u8 },
    #[error("line {line}, record {record}, {field}: {flaw}")]
    Field { line: u32, record: u16, field: Field, flaw: Flaw },
    #[error("one part of {of}, number {number}: the others hold the rest (line {line})")]
    OnlyAPart { line: u32, number: u16, of: u16 },
    /// The text ends inside a record.
    #[error("line {line}: the end of the record expected, found the end of the text")]
    CutOff { line: u32 },
    #[error("a person expected (record 1), found none")]
    NoPerson,
    #[error("line {line}: one person expected, found another")]
    SecondPerson { line: u32 },
    /// Whether it was handed out twice, or written twice, cannot be told.
    #[error("line {line}, record {record}: the same as line {first}")]
    Doubled { line: u32, record: u16, first: u32 },
    #[error("line {line}: the same dispensing as on line {first}")]
    DoubledDispensing { line: u32, first: u32 },
    /// When it was handed out is not known.
    #[error("line {line}, record {record}: a dispensing's date before it expected (record 5)")]
    NoDispensing { line: u32, record: u16 },
    #[error("line {line}: records of a dispensing expected after its date, found none")]
    EmptyDispensing { line: u32 },
    #[error("line {line}, RP {rp}: a medicine expected (record 201), found none")]
    NoMedicine { line: u32, rp: u16 },
    #[error("line {line}, RP {rp}: how it is used expected (record 301), found nothing")]
    NoUsage { line: u32, rp: u16 },
    /// It may be a medicine of this RP, or the first of another with the same number.
    #[error("line {line}, RP {rp}: a medicine before the RP's usage expected, found one after it")]
    MedicineAfterUsage { line: u32, rp: u16 },
}

impl Problem {
    /// Line of the text, from 1. `None`: all of it.
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::Empty | Self::NoPerson => None,
            Self::NotANotebook { line }
            | Self::Prescription { line }
            | Self::HeaderAlone { line }
            | Self::UnknownVersion { line, .. }
            | Self::Field { line, .. }
            | Self::OnlyAPart { line, .. }
            | Self::CutOff { line }
            | Self::SecondPerson { line }
            | Self::Doubled { line, .. }
            | Self::DoubledDispensing { line, .. }
            | Self::NoDispensing { line, .. }
            | Self::EmptyDispensing { line }
            | Self::NoMedicine { line, .. }
            | Self::NoUsage { line, .. }
            | Self::MedicineAfterUsage { line, .. } => Some(*line),
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    #[error("something expected, found nothing")]
    Missing,
    #[error("a date or a number expected")]
    Unreadable,
    #[error("a code of the table expected")]
    UnknownCode,
    #[error("a day of its era expected")]
    OutsideEra,
    /// 外字, or what stands for one.
    #[error("letters with a meaning expected")]
    DoubtfulText,
    #[error(transparent)]
    InvalidCode(InvalidCode),
    #[error("no code expected, found one")]
    CodeOfNoKind,
}

/// A record, or the end of one, that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    pub line: u32,
    /// `None`: the line begins with no number.
    pub number: Option<u16>,
    /// The whole line.
    pub text: String,
    pub why: WhyUnread,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyUnread {
    #[error("a record's number expected")]
    NoNumber,
    #[error("a record of this format expected")]
    UnknownRecord,
    #[error("{0}: something expected, found nothing")]
    Missing(Field),
    #[error("{0}: a number expected")]
    NotANumber(Field),
    /// What stands in the fields that are known was read.
    #[error("no more than {known} fields expected")]
    MoreFields { known: u16 },
    #[error("one of its kind expected, found a second")]
    Second,
    /// The medicine that it tells of does not stand before it.
    #[error("a medicine of RP {rp} before it expected")]
    NoMedicine { rp: u16 },
    /// None has its number, or several have.
    #[error("one OTC medicine of number {serial} expected")]
    NoOtcMedicine { serial: u16 },
    #[error("one first line expected, found another")]
    SecondHeader,
}

macro_rules! fields {
    ($($field:ident $name:literal)*) => {
        /// A field of a record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Field {
            $($field,)*
        }

        impl fmt::Display for Field {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$field => $name,)*
                })
            }
        }
    };
}

fields! {
    Direction "direction"
    Name "name"
    Kana "kana"
    Sex "sex"
    BirthDate "birth date"
    Postcode "postcode"
    Address "address"
    Phone "phone"
    EmergencyContact "emergency contact"
    BloodType "blood type"
    Weight "weight"
    Kind "kind"
    Text "text"
    Author "author"
    Date "date"
    Start "start"
    End "end"
    Serial "serial"
    Jan "JAN"
    CodeKind "kind of code"
    Code "code"
    Prefecture "prefecture"
    FeeTable "fee table"
    Contact "contact"
    Department "department"
    RpNumber "RP number"
    Amount "amount"
    Unit "unit"
    GenericName "generic name"
    GenericCodeKind "kind of generic code"
    GenericCode "generic code"
    Quantity "quantity"
    Form "dosage form"
    Pharmacy "pharmacy"
    SetId "id of the set"
    PartCount "number of parts"
    PartNumber "number of the part"
}
