//! A measured number that keeps the text it came with: `5.80` stays `5.80`.

use serde::{Deserialize, Serialize};
use std::{borrow::Cow, cmp::Ordering, fmt};

/// A decimal number as it was sent, comparable by value.
///
/// ```
/// use shared::decimal::Decimal;
/// let measured = Decimal::try_from("5.80").unwrap();
/// assert_eq!(measured.to_string(), "5.80");
/// assert!(measured.compare(&Decimal::try_from("5.8").unwrap()).is_eq());
/// ```
///
/// `PartialEq` compares the text; [`Decimal::compare`] compares the value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal(String);

/// The text is not a decimal of at most 30 digits on either side of the point.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a decimal number expected, found {0:?}")]
pub struct NotADecimal(pub String);

/// Digits allowed before and after the point: far beyond any measurement, small enough to compare.
const MAX_DIGITS: usize = 30;

impl Decimal {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares by value: `5.8` and `5.80` are equal.
    pub fn compare(&self, other: &Self) -> Ordering {
        let (a, b) = (Parts::of(&self.0), Parts::of(&other.0));
        match (a.negative, b.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => a.magnitude_cmp(&b),
            (true, true) => b.magnitude_cmp(&a),
        }
    }

    /// `self − other`, exactly, with as many places after the point as the longer of the two has.
    /// `None` where it would need more than 38 digits.
    ///
    /// ```
    /// use shared::decimal::Decimal;
    /// let decimal = |text: &str| Decimal::try_from(text).unwrap();
    /// assert_eq!(decimal("7.4").minus(&decimal("7.10")).unwrap().to_string(), "0.30");
    /// ```
    pub fn minus(&self, other: &Self) -> Option<Self> {
        let (a, b) = (Parts::of(&self.0), Parts::of(&other.0));
        let places = self.places().max(other.places()).max(a.fraction.len()).max(b.fraction.len());
        let difference = a.scaled(places)?.checked_sub(b.scaled(places)?)?;
        Self::with_places(difference < 0, difference.unsigned_abs(), places)
    }

    /// `self × numerator ÷ denominator`, rounded to `places` after the point, halves away from zero.
    /// `None` where it would need more than 38 digits.
    ///
    /// ```
    /// use shared::decimal::Decimal;
    /// let glucose = Decimal::try_from("126").unwrap();
    /// assert_eq!(glucose.times(1, 18, 1).unwrap().to_string(), "7.0");
    /// ```
    pub fn times(&self, numerator: u32, denominator: u32, places: usize) -> Option<Self> {
        let parts = Parts::of(&self.0);
        let own = parts.fraction.len();
        let power = |places: usize| 10i128.checked_pow(u32::try_from(places).ok()?);
        let above = parts.scaled(own)?.checked_mul(i128::from(numerator))?.checked_mul(power(places)?)?;
        let below = i128::from(denominator).checked_mul(power(own)?)?;
        if below == 0 {
            return None;
        }
        let (whole, rest) =
            (above.unsigned_abs() / below.unsigned_abs(), above.unsigned_abs() % below.unsigned_abs());
        let rounded = whole + u128::from(rest.checked_mul(2)? >= below.unsigned_abs());
        Self::with_places(above < 0, rounded, places)
    }

    fn with_places(negative: bool, magnitude: u128, places: usize) -> Option<Self> {
        let digits = format!("{magnitude:0>width$}", width = places + 1);
        let (integer, fraction) = digits.split_at(digits.len() - places);
        let sign = if negative { "-" } else { "" };
        let point = if places == 0 { "" } else { "." };
        Self::try_from(format!("{sign}{integer}{point}{fraction}")).ok()
    }

    /// Digits after the point, as written, or as many as an exponent makes of them.
    pub(crate) fn places_in_full(&self) -> usize {
        self.places().max(Parts::of(&self.0).fraction.len())
    }

    /// For people, who do not read exponents: `1.5e-3` is `0.0015`. Anything else as it was sent.
    pub fn in_digits(&self) -> Cow<'_, str> {
        if !self.0.contains(['e', 'E']) {
            return Cow::Borrowed(&self.0);
        }
        let Parts { negative, integer, fraction } = Parts::of(&self.0);
        let sign = if negative { "-" } else { "" };
        let integer = if integer.is_empty() { "0" } else { &integer };
        let point = if fraction.is_empty() { "" } else { "." };
        Cow::Owned(format!("{sign}{integer}{point}{fraction}"))
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        Parts::of(&self.0).negative
    }

    /// Whether it is zero, however it is written.
    pub fn is_zero(&self) -> bool {
        let parts = Parts::of(&self.0);
        parts.integer.is_empty() && parts.fraction.is_empty()
    }

    /// The same without its sign.
    pub fn magnitude(&self) -> Self {
        Self(self.0.trim_start_matches('-').to_owned())
    }

    /// Digits after the point, as written.
    fn places(&self) -> usize {
        let mantissa = self.0.split(['e', 'E']).next().unwrap_or_default();
        mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len())
    }

    /// The nearest binary number, for drawing only: never for a comparison or a dose.
    pub fn to_f64_for_drawing(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

/// Sign, integer digits without leading zeros, fraction digits without trailing zeros.
struct Parts {
    negative: bool,
    integer: String,
    fraction: String,
}

impl Parts {
    fn of(text: &str) -> Self {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().unwrap_or(0)),
            None => (rest, 0),
        };
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: String = format!("{integer}{fraction}");
        let mut point = integer.len() as i32 + exponent;
        if point < 0 {
            digits = format!("{}{digits}", "0".repeat(-point as usize));
            point = 0;
        }
        while digits.len() < point as usize {
            digits.push('0');
        }
        let (integer, fraction) = digits.split_at(point as usize);
        let integer = integer.trim_start_matches('0').to_owned();
        let fraction = fraction.trim_end_matches('0').to_owned();
        let zero = integer.is_empty() && fraction.is_empty();
        Self { negative: negative && !zero, integer, fraction }
    }

    /// The number times 10 to the power of `places`, which are at least as many as it has.
    fn scaled(&self, places: usize) -> Option<i128> {
        let digits = format!("{}{:0<places$}", self.integer, self.fraction);
        let magnitude: i128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        Some(if self.negative { -magnitude } else { magnitude })
    }

    fn magnitude_cmp(&self, other: &Self) -> Ordering {
        self.integer
            .len()
            .cmp(&other.integer.len())
            .then_with(|| self.integer.cmp(&other.integer))
            .then_with(|| self.fraction.cmp(&other.fraction))
    }
}

impl TryFrom<&str> for Decimal {
    type Error = NotADecimal;

    fn try_from(text: &str) -> Result<Self, NotADecimal> {
        let refuse = || NotADecimal(text.chars().take(40).collect());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (unsigned, None),
        };
        let (integer, fraction) = match mantissa.split_once('.') {
            Some((integer, fraction)) if !fraction.is_empty() => (integer, fraction),
            Some(_) => return Err(refuse()),
            None => (mantissa, ""),
        };
        let digits = |part: &str| part.len() <= MAX_DIGITS && part.bytes().all(|b| b.is_ascii_digit());
        let exponent_fits = match exponent {
            None => true,
            Some(exponent) => exponent.parse::<i32>().is_ok_and(|e| e.unsigned_abs() as usize <= MAX_DIGITS),
        };
        if !integer.is_empty() && digits(integer) && digits(fraction) && exponent_fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(refuse())
        }
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotADecimal;

    fn try_from(text: String) -> Result<Self, NotADecimal> {
        Self::try_from(text.as_str())
    }
}

impl From<Decimal> for String {
    fn from(decimal: Decimal) -> Self {
        decimal.0
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(a: &str, b: &str, expected: Ordering) {
        let (left, right) = (Decimal::try_from(a).unwrap(), Decimal::try_from(b).unwrap());
        assert_eq!(left.compare(&right), expected, "{a} against {b}");
        assert_eq!(right.compare(&left), expected.reverse(), "{b} against {a}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn compares_by_value_and_keeps_the_text() {
        check("5.80", "5.8", Ordering::Equal);
        check("0", "-0", Ordering::Equal);
        check("10", "9.99", Ordering::Greater);
        check("-1", "-2", Ordering::Greater);
        check("0.05", "0.5", Ordering::Less);
        check("1e2", "100", Ordering::Equal);
        check("1.5e-3", "0.0015", Ordering::Equal);
        assert_eq!(Decimal::try_from("007.10").unwrap().to_string(), "007.10");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn subtracts_exactly() {
        let decimal = |text: &str| Decimal::try_from(text).unwrap();
        let check = |a: &str, b: &str, expected: &str| {
            assert_eq!(decimal(a).minus(&decimal(b)), Some(decimal(expected)), "{a} − {b}");
        };
        check("7.4", "7.1", "0.3");
        check("7.1", "7.4", "-0.3");
        check("148", "109", "39");
        check("5.80", "5.8", "0.00");
        check("-1", "2", "-3");
        check("1e2", "0.5", "99.5");
        check("1.5e-3", "0", "0.0015");
        assert_eq!(decimal(&"9".repeat(30)).minus(&decimal("0.000000000000000001")), None);
        assert!(decimal("-0.0").is_zero() && !decimal("-0.0").is_negative());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn multiplies_and_rounds_exactly() {
        let decimal = |text: &str| Decimal::try_from(text).unwrap();
        let check = |number: &str, by: (u32, u32), places: usize, expected: &str| {
            let found = decimal(number).times(by.0, by.1, places).map(|found| found.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{number} × {} ÷ {}", by.0, by.1);
        };
        check("126", (1, 18), 1, "7.0");
        check("109", (1, 18), 1, "6.1");
        check("99", (1, 18), 1, "5.5");
        check("0.72", (884, 10), 0, "64");
        check("0.5", (1, 1), 0, "1");
        check("-0.5", (1, 1), 0, "-1");
        check("1.5e-3", (10, 1), 3, "0.015");
        check("24.1", (10, 1), 0, "241");
        assert_eq!(decimal(&"9".repeat(30)).times(1_000_000_000, 1, 30), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn exponents_are_written_out_for_people() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Decimal::try_from(text).unwrap().in_digits(), expected, "{text}");
        };
        check("5.80", "5.80");
        check("1.5e-3", "0.0015");
        check("1.2E+3", "1200");
        check("-4e1", "-40");
        check("0e5", "0");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn refuses_what_is_not_a_number() {
        for text in ["", "-", ".5", "5.", "1,000", "<0.5", "NaN", "1e999", "１", &"9".repeat(31)] {
            assert!(Decimal::try_from(text).is_err(), "{text}");
        }
    }
}
