//! The code by which a patient shows a desk that they are there: three groups of four, for ten minutes.

use super::code::{ALPHABET, in_groups, typed};
use crate::entropy::Entropy;
use sha2::{Digest, Sha256};
use std::fmt;

const SYMBOLS: usize = 12;

/// 60 random bits: short enough to be read out, and at the pace of a desk nobody guesses one within its ten minutes.
/// Only [`VisitCode::hash`] is kept anywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct VisitCode(String);

impl VisitCode {
    pub fn new(entropy: &Entropy) -> Self {
        let symbols = entropy.bytes::<SYMBOLS>();
        Self(symbols.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
    }

    /// Reads what was typed, as invitations' codes are read; `None`: it is no such code.
    pub fn parse(text: &str) -> Option<Self> {
        typed(text, SYMBOLS).ok().map(Self)
    }

    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(format!("visit {}", self.0)).to_vec()
    }
}

/// `7K2M-…`, as it is shown and read out.
impl fmt::Display for VisitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        in_groups(&self.0, f)
    }
}

impl fmt::Debug for VisitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VisitCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_typed() {
        let code = VisitCode::new(&Entropy::seeded(3));
        let shown = code.to_string();
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4; 3]);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " ")] {
            assert_eq!(VisitCode::parse(&typed), Some(code.clone()), "{typed}");
        }
        for typed in ["", "7K2M", "7K2M-7K2M-7K2M-7K2M", "患者番号00000001"] {
            assert_eq!(VisitCode::parse(typed), None, "{typed}");
        }
    }
}
