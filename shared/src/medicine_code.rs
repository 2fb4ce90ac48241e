//! The codes by which Japanese systems name a medicine. Parsing is the only way in: a code of the wrong shape,
//! or with a wrong check digit, is unknown and never guessed at.

use crate::coding::Coding;
use serde::{Deserialize, Serialize};
use std::fmt;

const YJ_SYSTEM: &str = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code";
const GENERAL_NAME_SYSTEM: &str = "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationGeneralOrderCode";
const HOT_SYSTEMS: &str = "http://medis.or.jp/CodeSystem/master-HOT";
const RECEIPT_SYSTEMS: [&str; 2] =
    ["http://jpfhir.jp/fhir/core/mhlw/CodeSystem/masterY-medication", "urn:oid:1.2.392.100495.20.2.71"];
/// Before the code proper of J-FAGY: a medicine by YJ code, and by general name.
const ALLERGEN_MARKS: [&str; 2] = ["YCM", "GCM"];

/// A medicine's code, whatever system it belongs to. As text: `yj:6149003F2038`, `general:…`, `hot:…`, `receipt:…`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MedicineCode {
    Yj(YjCode),
    GeneralName(GeneralNameCode),
    /// HOT7, HOT9 or HOT13: which product it is, only a master can tell.
    Hot(HotCode),
    /// レセプト電算処理システム用コード: no structure; only a master can tell.
    Receipt(ReceiptCode),
}

/// Why a text is not the code it claims to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum InvalidCode {
    #[error("{expected} expected, found {found:?}")]
    Shape { expected: String, found: String },
    #[error("the check digit of {code} should be {expected}")]
    CheckDigit { code: String, expected: char },
}

impl InvalidCode {
    fn shape(expected: &'static str, found: &str) -> Self {
        Self::Shape { expected: expected.to_owned(), found: found.chars().take(40).collect() }
    }
}

impl MedicineCode {
    /// Medicine code of a FHIR coding; nothing where its system is not one for medicines.
    pub fn of_coding(coding: &Coding) -> Option<Result<Self, InvalidCode>> {
        let system = coding.system.as_str();
        let code = coding.code.as_str();
        if system == YJ_SYSTEM {
            Some(YjCode::try_from(code).map(Self::Yj))
        } else if system == GENERAL_NAME_SYSTEM {
            Some(GeneralNameCode::try_from(code).map(Self::GeneralName))
        } else if system.starts_with(HOT_SYSTEMS) {
            Some(HotCode::try_from(code).map(Self::Hot))
        } else if RECEIPT_SYSTEMS.contains(&system) {
            Some(ReceiptCode::try_from(code).map(Self::Receipt))
        } else {
            let body = ALLERGEN_MARKS.iter().find_map(|mark| code.strip_prefix(mark))?;
            Some(
                YjCode::try_from(body)
                    .map(Self::Yj)
                    .or_else(|_| GeneralNameCode::try_from(body).map(Self::GeneralName)),
            )
        }
    }

    /// The part that names ingredient and route, where the code has one.
    pub fn prefix(&self) -> Option<Prefix> {
        match self {
            Self::Yj(code) => Some(code.prefix()),
            Self::GeneralName(code) => Some(code.prefix()),
            Self::Hot(_) | Self::Receipt(_) => None,
        }
    }

    pub fn form(&self) -> Option<Form> {
        match self {
            Self::Yj(code) => Some(code.form()),
            Self::GeneralName(code) => Some(code.form()),
            Self::Hot(_) | Self::Receipt(_) => None,
        }
    }

    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Yj(code) => ("yj", code.as_str()),
            Self::GeneralName(code) => ("general", code.as_str()),
            Self::Hot(code) => ("hot", code.as_str()),
            Self::Receipt(code) => ("receipt", code.as_str()),
        }
    }
}

impl fmt::Display for MedicineCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (system, code) = self.parts();
        write!(f, "{system}:{code}")
    }
}

impl From<MedicineCode> for String {
    fn from(code: MedicineCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for MedicineCode {
    type Error = InvalidCode;

    fn try_from(text: String) -> Result<Self, InvalidCode> {
        match text.split_once(':') {
            Some(("yj", code)) => YjCode::try_from(code).map(Self::Yj),
            Some(("general", code)) => GeneralNameCode::try_from(code).map(Self::GeneralName),
            Some(("hot", code)) => HotCode::try_from(code).map(Self::Hot),
            Some(("receipt", code)) => ReceiptCode::try_from(code).map(Self::Receipt),
            _ => Err(InvalidCode::shape("yj:, general:, hot: or receipt: and a code", &text)),
        }
    }
}

/// The first seven characters of a YJ code: therapeutic class (4), then route and ingredient (3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prefix(u32);

impl Prefix {
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    pub(crate) fn of_number(number: u32) -> Option<Self> {
        (number < 10_000_000).then_some(Self(number))
    }

    /// Route, by the last three digits: 001–399 oral, 400–699 injection, 700–999 external.
    pub fn route(self) -> Route {
        match self.0 % 1000 {
            0..=399 => Route::Oral,
            400..=699 => Route::Injection,
            _ => Route::External,
        }
    }

    /// The first `digits` of the therapeutic class (日本標準商品分類の下4桁).
    pub fn class(self, digits: u32) -> u32 {
        self.0 / 10_u32.pow(7 - digits.min(7))
    }
}

impl TryFrom<&str> for Prefix {
    type Error = InvalidCode;

    fn try_from(text: &str) -> Result<Self, InvalidCode> {
        if text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.parse().expect("seven digits are a number")))
        } else {
            Err(InvalidCode::shape("seven digits of a medicine code", text))
        }
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}", self.0)
    }
}

/// 投与経路.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    Oral,
    Injection,
    External,
}

/// 剤形, as far as the eighth character tells (letters differ by route).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    Powder,
    Tablet,
    Capsule,
    Liquid,
    Injection,
    Suppository,
    Ointment,
    Cream,
    Patch,
    Other,
}

/// 薬価基準収載医薬品コード or YJコード: twelve characters, the last a check digit.
///
/// ```
/// use shared::medicine_code::{Route, YjCode};
/// let clarith = YjCode::try_from("6149003F2038").unwrap();
/// assert_eq!(clarith.prefix().route(), Route::Oral);
/// assert!(YjCode::try_from("6149003F2030").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YjCode(String);

/// Modulus 11 from left to right; a remainder of 10 is written 0. Letters count by their place in A–I, J–R and
/// S–Z. Not published in one place: found from, and true of, all 12,434 codes of the price list of 2025-07-16.
const YJ_WEIGHTS: [u32; 11] = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

impl YjCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn prefix(&self) -> Prefix {
        Prefix::try_from(&self.0[..7]).expect("checked on the way in")
    }

    pub fn form(&self) -> Form {
        form(self.prefix().route(), self.0.as_bytes()[7])
    }

    fn check_digit(first_eleven: &[u8]) -> char {
        let sum: u32 =
            first_eleven.iter().zip(YJ_WEIGHTS).map(|(byte, weight)| character_value(*byte) * weight).sum();
        let digit = (11 - sum % 11) % 11 % 10;
        char::from_digit(digit, 10).expect("below ten")
    }
}

fn character_value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'I' => u32::from(byte - b'A') + 1,
        b'J'..=b'R' => u32::from(byte - b'J') + 1,
        _ => u32::from(byte - b'S') + 2,
    }
}

fn form(route: Route, letter: u8) -> Form {
    match (route, letter) {
        (Route::Oral, b'A'..=b'E') => Form::Powder,
        (Route::Oral, b'F'..=b'L') => Form::Tablet,
        (Route::Oral, b'M'..=b'P') => Form::Capsule,
        (Route::Oral | Route::External, b'Q') | (Route::Oral, b'R' | b'S') => Form::Liquid,
        (Route::Injection, _) => Form::Injection,
        (Route::External, b'J') => Form::Suppository,
        (Route::External, b'M') => Form::Ointment,
        (Route::External, b'N') => Form::Cream,
        (Route::External, b'S') => Form::Patch,
        _ => Form::Other,
    }
}

fn is_yj_head(bytes: &[u8]) -> bool {
    bytes[..7].iter().all(u8::is_ascii_digit) && bytes[7].is_ascii_uppercase()
}

impl TryFrom<&str> for YjCode {
    type Error = InvalidCode;

    fn try_from(text: &str) -> Result<Self, InvalidCode> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 12 && is_yj_head(bytes) && bytes[8..].iter().all(u8::is_ascii_digit);
        if !shaped {
            return Err(InvalidCode::shape("twelve characters such as 6149003F2038", text));
        }
        let expected = Self::check_digit(&bytes[..11]);
        if bytes[11] == expected as u8 {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidCode::CheckDigit { code: text.to_owned(), expected })
        }
    }
}

/// 一般名処方コード: the first nine characters of a YJ code and `ZZZ`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GeneralNameCode(String);

impl GeneralNameCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn prefix(&self) -> Prefix {
        Prefix::try_from(&self.0[..7]).expect("checked on the way in")
    }

    pub fn form(&self) -> Form {
        form(self.prefix().route(), self.0.as_bytes()[7])
    }
}

impl TryFrom<&str> for GeneralNameCode {
    type Error = InvalidCode;

    fn try_from(text: &str) -> Result<Self, InvalidCode> {
        let bytes = text.as_bytes();
        // Rarely the ninth is a letter and the tail differs (spec: general-name list).
        let alphanumeric = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
        let shaped = bytes.len() == 12
            && is_yj_head(bytes)
            && bytes[8..].iter().all(alphanumeric)
            && bytes[9..].contains(&b'Z');
        if shaped {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidCode::shape("nine characters of a medicine code and ZZZ", text))
        }
    }
}

/// HOT7, HOT9, HOT11 or HOT13.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HotCode(String);

impl HotCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first seven digits: the medicine, of whatever maker (処方用番号).
    pub fn hot7(&self) -> &str {
        &self.0[..7]
    }
}

impl TryFrom<&str> for HotCode {
    type Error = InvalidCode;

    fn try_from(text: &str) -> Result<Self, InvalidCode> {
        if matches!(text.len(), 7 | 9 | 11 | 13) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidCode::shape("a HOT code of 7, 9, 11 or 13 digits", text))
        }
    }
}

/// レセプト電算処理システム用コード of a medicine: nine digits that begin with 6.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptCode(String);

impl ReceiptCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for ReceiptCode {
    type Error = InvalidCode;

    fn try_from(text: &str) -> Result<Self, InvalidCode> {
        if text.len() == 9 && text.starts_with('6') && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidCode::shape("nine digits that begin with 6", text))
        }
    }
}

macro_rules! through_text {
    ($($code:ident),*) => {$(
        impl TryFrom<String> for $code {
            type Error = InvalidCode;

            fn try_from(text: String) -> Result<Self, InvalidCode> {
                Self::try_from(text.as_str())
            }
        }

        impl From<$code> for String {
            fn from(code: $code) -> Self {
                code.0
            }
        }
    )*};
}
through_text!(YjCode, GeneralNameCode, HotCode, ReceiptCode);

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_code_says_its_route() {
        let route = |text: &str| Prefix::try_from(text).unwrap().route();
        assert_eq!(route("1149019"), Route::Oral);
        assert_eq!(route("2149399"), Route::Oral);
        assert_eq!(route("2149400"), Route::Injection);
        assert_eq!(route("2149699"), Route::Injection);
        assert_eq!(route("2649735"), Route::External);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_wrong_check_digit_is_no_code() {
        for good in
            ["3122007F2039", "2456001F1353", "2456001F1310", "2456001F1019", "1124001B1039", "1121001X1018"]
        {
            assert!(YjCode::try_from(good).is_ok(), "{good}");
        }
        assert_eq!(
            YjCode::try_from("3122007F2030"),
            Err(InvalidCode::CheckDigit { code: "3122007F2030".into(), expected: '9' })
        );
        // Two neighbours exchanged.
        assert!(YjCode::try_from("3122070F2039").is_err());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn other_shapes_are_refused() {
        for bad in
            ["", "6149003", "6149003f1020", "６１４９００３Ｆ１０２０", "6149003F20380", "614900３F102"]
        {
            assert!(YjCode::try_from(bad).is_err(), "{bad}");
            assert!(GeneralNameCode::try_from(bad).is_err(), "{bad}");
        }
        assert!(GeneralNameCode::try_from("6149003F1ZZZ").is_ok());
        assert!(HotCode::try_from("1234567").is_ok() && HotCode::try_from("12345678").is_err());
        assert!(ReceiptCode::try_from("620000001").is_ok() && ReceiptCode::try_from("120000001").is_err());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_allergen_code_names_its_medicine() {
        let coding = |code: &str| Coding {
            system: "http://jpfhir.jp/fhir/core/CodeSystem/YCM/JP_JfagyMedicationAllergen_CS".into(),
            code: code.into(),
            display: None,
        };
        let read = MedicineCode::of_coding(&coding("YCM6149003F2038")).unwrap().unwrap();
        assert_eq!(read.prefix().unwrap().to_string(), "6149003");
        assert!(MedicineCode::of_coding(&coding("GCM6149003F1ZZZ")).unwrap().is_ok());
        assert!(MedicineCode::of_coding(&coding("J9F123456")).is_none());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn text_and_back() {
        for text in ["yj:6149003F2038", "general:6149003F1ZZZ", "hot:1234567", "receipt:620000001"] {
            assert_eq!(MedicineCode::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        assert!(MedicineCode::try_from("6149003F2038".to_owned()).is_err());
    }
}
