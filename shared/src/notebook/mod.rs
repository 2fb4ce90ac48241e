//! お薬手帳: a medication notebook in JAHIS 電子版お薬手帳データフォーマット (`JAHISTC01` to `JAHISTC08`), read and
//! written.
//!
//! Text comes in decoded from Shift_JIS. Nothing of it is lost: what is not understood is [`Unread`] with its line, and
//! what is understood but doubtful is a [`Problem`] beside it.

mod code;
mod day;
mod dispensing;
mod layout;
mod line;
mod parts;
mod problem;
mod read;
mod rule;
mod split;
mod value;
mod whose;
mod write;

#[cfg(test)]
mod tests;

pub use code::{
    Author, Direction, DosageForm, FeeTable, GenericCodeKind, InformationKind, IngredientCodeKind,
    MedicineCodeKind, RemarkKind, Sex, UsageCodeKind,
};
pub use dispensing::{
    AmountOf, Dispensing, DispensingFacility, Information, Medicine, Note, PatientEntry, Prescribed,
    Prescriber, PrescribingFacility, Rp, Staff, Usage,
};
pub use parts::{JoinProblem, join};
pub use problem::{Field, Flaw, Problem, Unread, WhyUnread};
pub use read::read;
pub use split::{CannotSplit, split};
pub use value::{SentCode, Stated, is_doubtful};
pub use whose::{Match, WhyNotTold};
pub use write::{CannotWrite, write};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

use crate::decimal::Decimal;

/// お薬手帳, or the part of one that a facility handed out.
///
/// ```
/// use shared::notebook::read;
/// let notebook = read("JAHISTC08,1\r\n1,見本 花子,2,S330303\r\n5,20260310,1\r\n\
///     201,1,ノルバスク錠２．５ｍｇ,1,錠,2,612170709,1\r\n301,1,毎食後服用,3,日分,1,1,,1\r\n").unwrap();
/// let rp = &notebook.dispensings[0].prescribed[0].rps[0];
/// assert_eq!(rp.medicines[0].name, "ノルバスク錠２．５ｍｇ");
/// assert_eq!(rp.usage.as_ref().unwrap().days(), Some(3));
/// assert!(notebook.unread.is_empty() && notebook.doubts.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notebook {
    pub version: Version,
    /// 出力区分. `None`: the first line does not say.
    pub direction: Option<Direction>,
    pub person: Option<Person>,
    /// Whoever else it says that it is of: then it is nobody's.
    pub further_people: Vec<Person>,
    /// 患者特記
    pub remarks: Vec<PersonRemark>,
    /// 要指導医薬品・一般用医薬品服用
    pub otc: Vec<OtcMedicine>,
    /// 手帳メモ
    pub memos: Vec<Memo>,
    /// 調剤, in the order of the text: the newest usually comes first.
    pub dispensings: Vec<Dispensing>,
    /// かかりつけ薬剤師
    pub family_pharmacists: Vec<FamilyPharmacist>,
    /// Records, or ends of records, that were not understood.
    pub unread: Vec<Unread>,
    /// What is wrong with what was understood, in the order of the lines.
    pub doubts: Vec<Problem>,
}

/// バージョン情報: the number after `JAHISTC`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u8);

impl Version {
    pub const OLDEST: Self = Self(1);
    /// 2.5 and 2.6 share it: 2.6 changed no record.
    pub const NEWEST: Self = Self(8);

    pub fn is_known(self) -> bool {
        (Self::OLDEST..=Self::NEWEST).contains(&self)
    }

    /// Edition of the specification; the newer one where two share a number.
    pub fn edition(self) -> Option<&'static str> {
        match self.0 {
            1 => Some("1.0"),
            2 => Some("1.1"),
            3 => Some("2.0"),
            4 => Some("2.1"),
            5 => Some("2.2"),
            6 => Some("2.3"),
            7 => Some("2.4"),
            8 => Some("2.6"),
            _ => None,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JAHISTC{:02}", self.0)
    }
}

/// 患者情報 (record 1).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: Option<String>,
    pub sex: Option<Sex>,
    pub birth_date: Option<Stated<NaiveDate>>,
    pub postcode: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    /// 緊急連絡先
    pub emergency_contact: Option<String>,
    pub blood_type: Option<String>,
    /// In kg.
    pub weight: Option<Stated<Decimal>>,
    pub kana: Option<String>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(…)")
    }
}

/// 患者特記 (record 2): an allergy, an adverse reaction, an illness.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRemark {
    pub kind: Option<RemarkKind>,
    pub text: String,
    pub by: Option<Author>,
}

/// 要指導医薬品・一般用医薬品服用 (record 3): a medicine bought without a prescription.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtcMedicine {
    pub name: String,
    pub start: Option<Stated<NaiveDate>>,
    pub end: Option<Stated<NaiveDate>>,
    pub by: Option<Author>,
    /// 通番, by which its ingredients name it.
    pub serial: Option<Stated<u16>>,
    pub jan: Option<String>,
    pub ingredients: Vec<OtcIngredient>,
}

/// 要指導医薬品・一般用医薬品成分 (record 31).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtcIngredient {
    pub name: String,
    pub code: SentCode<IngredientCodeKind>,
    pub by: Option<Author>,
}

/// 手帳メモ (record 4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    pub text: String,
    pub date: Option<Stated<NaiveDate>>,
    pub by: Option<Author>,
}

/// かかりつけ薬剤師 (record 701).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyPharmacist {
    pub name: String,
    pub pharmacy: Option<String>,
    pub contact: Option<String>,
    pub start: Option<Stated<NaiveDate>>,
    pub end: Option<Stated<NaiveDate>>,
    pub by: Option<Author>,
}
