//! A facility's telephone number, as it is written in Japan or with its country.

use serde::{Deserialize, Serialize};

/// A number that can be rung.
///
/// ```
/// use shared::telephone::Telephone;
/// let desk = Telephone::try_from("03-0000-0000").unwrap();
/// assert_eq!((desk.as_str(), desk.to_uri().as_str()), ("03-0000-0000", "tel:0300000000"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Telephone(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a telephone number expected, as 03-0000-0000 or +81-3-0000-0000")]
pub struct NotATelephone;

/// E.164 has at most fifteen digits; the shortest numbers that are rung here have three.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

impl TryFrom<&str> for Telephone {
    type Error = NotATelephone;

    fn try_from(text: &str) -> Result<Self, NotATelephone> {
        let rest = text.strip_prefix('+').unwrap_or(text);
        let digits = rest.bytes().filter(u8::is_ascii_digit).count();
        let begins = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let ends = rest.ends_with(|letter: char| letter.is_ascii_digit());
        let known = rest.chars().all(|letter| letter.is_ascii_digit() || letter == '-');
        let whole = !rest.contains("--");
        match begins && ends && known && whole && DIGITS.contains(&digits) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotATelephone),
        }
    }
}

impl TryFrom<String> for Telephone {
    type Error = NotATelephone;

    fn try_from(text: String) -> Result<Self, NotATelephone> {
        Self::try_from(text.as_str())
    }
}

impl From<Telephone> for String {
    fn from(telephone: Telephone) -> Self {
        telephone.0
    }
}

impl Telephone {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For a link (RFC 3966).
    pub fn to_uri(&self) -> String {
        format!("tel:{}", self.0.replace('-', ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn what_cannot_be_rung_is_none() {
        for (text, expected) in [
            ("03-0000-0000", true),
            ("0300000000", true),
            ("+81-3-0000-0000", true),
            ("119", true),
            ("11", false),
            ("0123456789012345", false),
            ("", false),
            ("+", false),
            ("03--0000", false),
            ("-03-0000", false),
            ("03-0000-", false),
            ("０３-0000-0000", false),
            ("03-0000-0000;ext=1", false),
            ("03 0000 0000", false),
            ("javascript:119", false),
        ] {
            assert_eq!(Telephone::try_from(text).is_ok(), expected, "{text}");
        }
        assert_eq!(Telephone::try_from("+81-3-0000-0000").unwrap().to_uri(), "tel:+81300000000");
    }
}
