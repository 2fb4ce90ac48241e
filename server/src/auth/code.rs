//! Codes that are printed and typed in: eight groups of four.

use crate::entropy::Entropy;
use sha2::{Digest, Sha256};
use std::fmt;

/// Crockford's alphabet: no letter that a person takes for a digit.
pub(super) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS: usize = 32;
const GROUP: usize = 4;

/// 160 random bits, as somebody reads them off paper. Only [`Code::hash`] is kept anywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// The text is no code: with how many symbols it has, so that somebody typing sees what is missing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("32 letters and digits expected, found {found}")]
pub struct NotACode {
    pub found: usize,
}

impl Code {
    pub fn new(entropy: &Entropy) -> Self {
        let symbols = entropy.bytes::<SYMBOLS>();
        Self(symbols.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
    }

    /// Reads what a person typed: groups, spaces, lower case, full width, O for 0 and I or L for 1.
    ///
    /// # Errors
    /// [`NotACode`]
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        typed(text, SYMBOLS).map(Self)
    }

    /// What the database keeps: 160 random bits need no slow hash.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// `7K2M-…`, as it is printed and as it stands in links.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        in_groups(&self.0, f)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// The `expected` symbols of a code as somebody typed it: in any case and width, with whatever separates groups.
///
/// # Errors
/// [`NotACode`]
pub(super) fn typed(text: &str, expected: usize) -> Result<String, NotACode> {
    let symbols: String = text.chars().filter_map(symbol).collect();
    let foreign = text.chars().any(|letter| symbol(letter).is_none() && !separates(letter));
    match symbols.len() == expected && !foreign {
        true => Ok(symbols),
        false => Err(NotACode { found: symbols.len() }),
    }
}

/// Groups of four, as a code is printed and read out.
pub(super) fn in_groups(symbols: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, letter) in symbols.chars().enumerate() {
        if index > 0 && index % GROUP == 0 {
            f.write_str("-")?;
        }
        write!(f, "{letter}")?;
    }
    Ok(())
}

fn separates(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '‐' | '－' | 'ー' | '―')
}

fn symbol(letter: char) -> Option<char> {
    let narrow = match letter {
        '！'..='～' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    };
    let upper = match narrow.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let known = u8::try_from(upper).is_ok_and(|byte| ALPHABET.contains(&byte));
    known.then_some(upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_typed() {
        let code = Code::new(&Entropy::seeded(3));
        let printed = code.to_string();
        assert_eq!(printed.split('-').map(str::len).collect::<Vec<_>>(), [4; 8]);
        let wide: String =
            printed.chars().map(|letter| char::from_u32(letter as u32 + 0xfee0).unwrap_or(letter)).collect();
        for typed in [
            printed.clone(),
            printed.to_lowercase(),
            printed.replace('-', " "),
            printed.replace('0', "o").replace('1', "l"),
            wide,
        ] {
            assert_eq!(Code::parse(&typed), Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_says_how_much_of_one_it_is() {
        assert_eq!(Code::parse(""), Err(NotACode { found: 0 }));
        assert_eq!(Code::parse("7K2M"), Err(NotACode { found: 4 }));
        let code = Code::new(&Entropy::seeded(3)).to_string();
        assert_eq!(Code::parse(&format!("{code}!")), Err(NotACode { found: 32 }));
    }
}
