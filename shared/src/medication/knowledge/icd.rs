//! Ranges of ICD-10 classes: `H40.2`, `I20-I25`, `K70-K77`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Range from one class to another, both included with everything below them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IcdRange {
    from: Class,
    to: Class,
}

/// A letter, two digits and at most two further characters, as one number for comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Class([u8; 5]);

impl Class {
    fn read(text: &str) -> Option<Self> {
        let mut class = [0_u8; 5];
        let mut length = 0;
        for byte in text.trim().bytes().filter(|byte| *byte != b'.') {
            *class.get_mut(length)? = byte.to_ascii_uppercase();
            length += 1;
        }
        let shaped = length >= 3
            && class[0].is_ascii_uppercase()
            && class[1].is_ascii_digit()
            && class[2].is_ascii_alphanumeric()
            && class[3..length].iter().all(u8::is_ascii_alphanumeric);
        shaped.then_some(Self(class))
    }

    fn is_at_or_below(self, above: Self) -> bool {
        self.0.iter().zip(above.0).all(|(own, wanted)| wanted == 0 || *own == wanted)
    }
}

impl IcdRange {
    pub fn holds(&self, code: &str) -> bool {
        // Anything after five characters (local digits) says nothing about the range.
        let head: String = code.chars().filter(|c| *c != '.').take(5).collect();
        Class::read(&head)
            .is_some_and(|class| (self.from <= class && class <= self.to) || class.is_at_or_below(self.to))
    }

    pub(crate) fn bytes(self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[..5].copy_from_slice(&self.from.0);
        bytes[5..].copy_from_slice(&self.to.0);
        bytes
    }

    pub(crate) fn of_bytes(bytes: [u8; 10]) -> Self {
        let (from, to) = bytes.split_at(5);
        Self {
            from: Class(from.try_into().expect("five of ten")),
            to: Class(to.try_into().expect("five of ten")),
        }
    }
}

/// Whether any of the ranges holds the code.
pub(crate) fn any_holds(ranges: &[IcdRange], code: &str) -> bool {
    ranges.iter().any(|range| range.holds(code))
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an ICD-10 class or range such as H40.2 or I20-I25 expected, found {0:?}")]
pub struct NotAnIcdRange(String);

impl TryFrom<&str> for IcdRange {
    type Error = NotAnIcdRange;

    fn try_from(text: &str) -> Result<Self, NotAnIcdRange> {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        match (Class::read(from), Class::read(to)) {
            (Some(from), Some(to)) if from <= to => Ok(Self { from, to }),
            _ => Err(NotAnIcdRange(text.to_owned())),
        }
    }
}

impl TryFrom<String> for IcdRange {
    type Error = NotAnIcdRange;

    fn try_from(text: String) -> Result<Self, NotAnIcdRange> {
        Self::try_from(text.as_str())
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().filter(|byte| **byte != 0).enumerate() {
            if place == 3 {
                f.write_str(".")?;
            }
            write!(f, "{}", char::from(*byte))?;
        }
        Ok(())
    }
}

impl fmt::Display for IcdRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { self.from.fmt(f) } else { write!(f, "{}-{}", self.from, self.to) }
    }
}

impl From<IcdRange> for String {
    fn from(range: IcdRange) -> Self {
        range.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(range: &str, inside: &[&str], outside: &[&str]) {
        let range = IcdRange::try_from(range).unwrap();
        for code in inside {
            assert!(range.holds(code), "{code} is in {range}");
        }
        for code in outside {
            assert!(!range.holds(code), "{code} is not in {range}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_holds_everything_below_both_its_ends() {
        check(
            "H40.2",
            &["H40.2", "H402", "h40.2", "H40.20"],
            &["H40", "H40.1", "H40.3", "H41", "", "緑内障"],
        );
        check("I20-I25", &["I20", "I20.9", "I21.0", "I25", "I25.9"], &["I19.9", "I26", "J20"]);
        check("N18.4", &["N18.4", "N184"], &["N18", "N18.3", "N18.5"]);
        check("O00-O99", &["O00", "O99.9", "O24.4"], &["P00", "Z33"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn writes_back_what_it_read() {
        for text in ["H40.2", "I20-I25", "K70-K77", "D68.32"] {
            assert_eq!(IcdRange::try_from(text).unwrap().to_string(), text);
        }
        for bad in ["", "H4", "25-I20", "I25-I20", "緑内障", "H40.2.1.1"] {
            assert!(IcdRange::try_from(bad).is_err(), "{bad}");
        }
    }
}
