//! Names that people give themselves or others, and which letters may stand in one.

use crate::unseen::is_unseen;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Longer than nearly every name; anything longer is something else.
pub const LONGEST: usize = 60;

/// Why a text is no name. The letter that is wrong is named by its number, because it may not be visible.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("a name expected, found nothing")]
    Empty,
    #[error("at most {LONGEST} characters expected, found {0}")]
    TooLong(usize),
    #[error("a letter that can be seen expected at character {at}, found U+{letter:04X}", letter = *.letter as u32)]
    Unseen { at: usize, letter: char },
    #[error("{0} and {1} letters stand in one word")]
    MixedScripts(Script, Script),
}

/// Scripts whose letters are taken for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Latin,
    Greek,
    Cyrillic,
}

/// A name as it is kept: without space around it, in one form of each letter (NFC).
///
/// ```
/// use shared::name::personal_name;
/// assert_eq!(personal_name(" 見本　みどり "), Ok("見本　みどり".to_owned()));
/// assert!(personal_name("\u{202e}子花 本見").is_err());
/// ```
///
/// # Errors
/// [`NameError`]: nothing is repaired but space and form, so that nobody is shown another name than they wrote.
pub fn personal_name(text: &str) -> Result<String, NameError> {
    let name: String = text.trim().nfc().collect();
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    let letters = name.chars().count();
    if letters > LONGEST {
        return Err(NameError::TooLong(letters));
    }
    if let Some((index, letter)) = name.chars().enumerate().find(|(_, letter)| is_unseen(*letter)) {
        return Err(NameError::Unseen { at: index + 1, letter });
    }
    name.split(char::is_whitespace).try_for_each(one_script)?;
    Ok(name)
}

fn one_script(word: &str) -> Result<(), NameError> {
    let mut scripts = word.chars().filter_map(script);
    let Some(first) = scripts.next() else { return Ok(()) };
    match scripts.find(|other| *other != first) {
        Some(other) => Err(NameError::MixedScripts(first, other)),
        None => Ok(()),
    }
}

fn script(letter: char) -> Option<Script> {
    match letter {
        'A'..='Z' | 'a'..='z' | 'À'..='ɏ' | 'Ḁ'..='ỿ' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            Some(Script::Latin)
        }
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
        '\u{400}'..='\u{52f}'
        | '\u{1c80}'..='\u{1c8f}'
        | '\u{2de0}'..='\u{2dff}'
        | '\u{a640}'..='\u{a69f}' => Some(Script::Cyrillic),
        _ => None,
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_kinds_are_names() {
        for name in [
            "見本 花子",
            "𠮷髙 﨑",
            "葛\u{e0100}城 太郎",
            "Maria da Silva",
            "O'Neill-Smith",
            "Дмитрий Иванов",
            "Дмитрий Smith",
            "Ελένη",
            "山田Taro",
            "みどり（長女）",
            "김민지",
        ] {
            assert_eq!(personal_name(name), Ok(name.to_owned()), "{name}");
        }
    }

    #[test]
    fn what_is_written_in_two_ways_is_kept_in_one() {
        assert_eq!(personal_name("  か\u{3099}ま\t"), Ok("がま".to_owned()));
        assert_eq!(personal_name("Rene\u{301}e"), Ok("Renée".to_owned()));
    }

    #[test]
    fn what_deceives_a_reader_is_no_name() {
        let unseen = |at, letter| Err(NameError::Unseen { at, letter });
        for (text, expected) in [
            ("", Err(NameError::Empty)),
            (" \u{3000} ", Err(NameError::Empty)),
            ("見本\n花子", unseen(3, '\n')),
            ("見\u{200b}本", unseen(2, '\u{200b}')),
            ("見本\u{202e}花子", unseen(3, '\u{202e}')),
            ("\u{2066}見本", unseen(1, '\u{2066}')),
            ("見本\u{e000}", unseen(3, '\u{e000}')),
            ("\u{3164}", unseen(1, '\u{3164}')),
            ("Mаria", Err(NameError::MixedScripts(Script::Latin, Script::Cyrillic))),
            ("Αnna", Err(NameError::MixedScripts(Script::Greek, Script::Latin))),
        ] {
            assert_eq!(personal_name(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_name_has_at_most_sixty_characters() {
        assert!(personal_name(&"寿".repeat(LONGEST)).is_ok());
        assert_eq!(personal_name(&"寿".repeat(LONGEST + 1)), Err(NameError::TooLong(LONGEST + 1)));
    }
}
