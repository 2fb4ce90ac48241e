//! Questions of a person to a facility about an entry of their history, and the answers. Plain text that others read:
//! nothing in it is formatted, and nothing in it can be unseen.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// In characters: enough to ask one thing, and short enough to be read.
pub const LONGEST: usize = 1000;

/// Questions that one person may ask in a day of Asia/Tokyo, taken back ones included.
pub const A_DAY: usize = 10;

/// A question that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub id: Uuid,
    /// The number of the entry it is about.
    pub seq: u64,
    pub asked_at: DateTime<Utc>,
    pub text: String,
    pub answer: Option<Answer>,
}

/// A facility's answer; the person is not told who wrote it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub at: DateTime<Utc>,
    pub text: String,
}

/// Why a text can be neither asked nor answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TextError {
    #[error("a text expected, found nothing")]
    Empty,
    #[error("at most {LONGEST} characters expected, found {0}")]
    TooLong(usize),
    #[error("a letter that can be seen expected at character {at}, found U+{letter:04X}", letter = *.letter as u32)]
    Unseen { at: usize, letter: char },
}

/// The text as it is kept: without space around it, in one form of each letter (NFC), lines ended by `\n`.
///
/// ```
/// use shared::log::question::text;
/// assert_eq!(text(" なぜ\r\n開きましたか。 "), Ok("なぜ\n開きましたか。".to_owned()));
/// assert!(text("\u{202e}かたしまき開").is_err());
/// ```
///
/// # Errors
/// [`TextError`]: letters are refused rather than left out, so that nobody answers something else than was asked.
// Browsers need not carry the tables of letters: what is typed is judged where it is kept.
#[cfg(not(target_arch = "wasm32"))]
pub fn text(typed: &str) -> Result<String, TextError> {
    use crate::unseen::is_unseen;
    use unicode_normalization::UnicodeNormalization;
    let text: String = typed.replace("\r\n", "\n").trim().nfc().collect();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    let letters = text.chars().count();
    if letters > LONGEST {
        return Err(TextError::TooLong(letters));
    }
    let unseen = |letter: char| is_unseen(letter) && !matches!(letter, '\n' | '\t');
    match text.chars().enumerate().find(|(_, letter)| unseen(*letter)) {
        Some((index, letter)) => Err(TextError::Unseen { at: index + 1, letter }),
        None => Ok(text),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_kept_as_they_wrote_it() {
        for (typed, expected) in [
            ("β遮断薬のことですか？", "β遮断薬のことですか？"),
            ("一行目\n\n二行目\tおわり", "一行目\n\n二行目\tおわり"),
            ("<b>1 < 2 & 3</b>", "<b>1 < 2 & 3</b>"),
            ("か\u{3099}", "が"),
        ] {
            assert_eq!(text(typed).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_nobody_can_see_is_refused_with_its_place() {
        for (typed, at, letter) in [
            ("a\u{202e}b", 2, '\u{202e}'),
            ("ab\u{200b}", 3, '\u{200b}'),
            ("\u{0}", 1, '\u{0}'),
            ("a\rb", 2, '\r'),
            ("\u{e0041}", 1, '\u{e0041}'),
        ] {
            assert_eq!(text(typed), Err(TextError::Unseen { at, letter }), "{typed:?}");
        }
        assert_eq!(text(" \n\u{3000}"), Err(TextError::Empty));
    }

    #[test]
    fn a_thousand_characters_are_a_text_and_one_more_is_none() {
        assert!(text(&"あ".repeat(LONGEST)).is_ok());
        assert_eq!(text(&"あ".repeat(LONGEST + 1)), Err(TextError::TooLong(LONGEST + 1)));
    }
}
