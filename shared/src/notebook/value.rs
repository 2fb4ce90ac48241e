//! Values of fields: each from its text, and back to it.

use super::{day, problem::Flaw};
use crate::{decimal::Decimal, medicine_code::InvalidCode, private_use::STAND_IN, unseen::is_unseen};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A value, or the text that was to be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stated<T> {
    Read(T),
    Unreadable(String),
}

impl<T> Stated<T> {
    pub fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Unreadable(_) => None,
        }
    }
}

/// A code with the kind that gives it its meaning, both as they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentCode<K> {
    pub kind: Option<K>,
    pub code: Option<String>,
}

impl<K> Default for SentCode<K> {
    fn default() -> Self {
        Self { kind: None, code: None }
    }
}

/// Whether a text has letters that say nothing: 外字 of the private use areas, 〓 or U+FFFD in the place of one, letters
/// that nobody sees.
///
/// ```
/// use shared::notebook::is_doubtful;
/// assert!(is_doubtful("〓田 花子") && is_doubtful("\u{e000}田 花子") && !is_doubtful("𠮷田 花子"));
/// ```
pub fn is_doubtful(text: &str) -> bool {
    text.chars().any(|letter| letter == STAND_IN || is_unseen(letter))
}

/// What stands in a field.
pub(super) trait Value: Sized + PartialEq {
    /// From a text that is not empty, and has no blanks around it.
    fn of(text: &str) -> (Self, Option<Flaw>);

    fn written(&self) -> String;

    /// Whether it is words, in which a comma may be written wide.
    const WORDS: bool = false;
}

/// Kind of a code.
pub(super) trait CodeKind: Value {
    /// コードなし
    fn is_none(&self) -> bool;

    fn check(&self, _code: &str) -> Result<(), InvalidCode> {
        Ok(())
    }
}

impl Value for String {
    fn of(text: &str) -> (Self, Option<Flaw>) {
        (text.to_owned(), is_doubtful(text).then_some(Flaw::DoubtfulText))
    }

    fn written(&self) -> String {
        self.clone()
    }

    const WORDS: bool = true;
}

impl Value for Stated<NaiveDate> {
    fn of(text: &str) -> (Self, Option<Flaw>) {
        match day::read(text) {
            Some(day::Day { day, outside_era }) => (Self::Read(day), outside_era.then_some(Flaw::OutsideEra)),
            None => unreadable(text),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Read(day) => day.format("%Y%m%d").to_string(),
            Self::Unreadable(text) => text.clone(),
        }
    }
}

impl Value for Stated<Decimal> {
    fn of(text: &str) -> (Self, Option<Flaw>) {
        // An exponent or a sign is nothing that the format knows.
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        match Decimal::try_from(text) {
            Ok(number) if plain => (Self::Read(number), None),
            _ => unreadable(text),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Read(number) => number.to_string(),
            Self::Unreadable(text) => text.clone(),
        }
    }
}

impl Value for Stated<u16> {
    fn of(text: &str) -> (Self, Option<Flaw>) {
        match text.parse() {
            Ok(number) if text.bytes().all(|byte| byte.is_ascii_digit()) => (Self::Read(number), None),
            _ => unreadable(text),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Read(number) => number.to_string(),
            Self::Unreadable(text) => text.clone(),
        }
    }
}

fn unreadable<T>(text: &str) -> (Stated<T>, Option<Flaw>) {
    (Stated::Unreadable(text.to_owned()), Some(Flaw::Unreadable))
}
