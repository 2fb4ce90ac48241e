//! Flags of a SMART Health Link: letters that say how it is opened.

use crate::set::{Member, Set};
use std::fmt;

/// One flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// L: its content may change, and may be asked for again.
    LongTerm,
    /// P: a passcode is asked for.
    Passcode,
    /// U: its address is that of one encrypted file, without a manifest.
    OneFile,
}

impl Flag {
    /// In alphabetical order of their letters.
    const ALL: [Self; 3] = [Self::LongTerm, Self::Passcode, Self::OneFile];
}

impl Member for Flag {
    const EACH: &'static [Self] = &Self::ALL;
    const WHAT: &'static str = "a flag of a SMART Health Link (L, P, U)";

    fn as_str(self) -> &'static str {
        match self {
            Self::LongTerm => "L",
            Self::Passcode => "P",
            Self::OneFile => "U",
        }
    }

    fn place(self) -> u32 {
        self as u32
    }
}

/// The flags of one link: never [`Flag::OneFile`] and [`Flag::Passcode`] together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(Set<Flag>);

/// A file that is fetched without a manifest asks for no passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the flags U and P exclude each other")]
pub struct PasscodeOfOneFile;

impl Flags {
    pub const NONE: Self = Self(Set::NONE);

    /// # Errors
    /// [`PasscodeOfOneFile`]
    pub fn new(flags: impl IntoIterator<Item = Flag>) -> Result<Self, PasscodeOfOneFile> {
        let flags: Set<Flag> = flags.into_iter().collect();
        match flags.contains(Flag::OneFile) && flags.contains(Flag::Passcode) {
            true => Err(PasscodeOfOneFile),
            false => Ok(Self(flags)),
        }
    }

    /// Reads letters in any order. Unknown ones are ignored, as the specification asks.
    ///
    /// # Errors
    /// [`PasscodeOfOneFile`]
    pub fn read(letters: &str) -> Result<Self, PasscodeOfOneFile> {
        let is_named = |flag: &Flag| letters.contains(flag.as_str());
        Self::new(Flag::ALL.into_iter().filter(is_named))
    }

    pub fn contains(self, flag: Flag) -> bool {
        self.0.contains(flag)
    }

    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// The letters in alphabetical order.
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|flag| f.write_str(flag.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn letters_are_read_in_any_order_and_written_in_alphabetical_order() {
        let check = |letters: &str, expected: Result<&str, PasscodeOfOneFile>| {
            let written = Flags::read(letters).map(|flags| flags.to_string());
            assert_eq!(written, expected.map(str::to_owned), "{letters}");
        };
        check("", Ok(""));
        check("L", Ok("L"));
        check("PL", Ok("LP"));
        check("UL", Ok("LU"));
        check("LZX", Ok("L"));
        check("lpu", Ok(""));
        check("UP", Err(PasscodeOfOneFile));
        check("PLU", Err(PasscodeOfOneFile));
    }
}
