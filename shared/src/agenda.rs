//! Agenda of the next visit: what somebody wants to ask there, in their own words, for themself alone.

use crate::unseen::{is_seen, is_unseen};

/// So many characters one point may have.
pub const LONGEST: usize = 300;
/// So many points somebody may keep about one record, with those that are asked.
pub const MOST: i64 = 100;

/// Words of a point, as they may be stored: seen, and without blanks around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(String);

/// Why words cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("words expected, found nothing")]
    Empty,
    #[error("at most {LONGEST} characters expected, found {0}")]
    TooLong(usize),
    #[error("letters that can be seen expected")]
    NotText,
}

impl Words {
    /// Words as a form sends them.
    ///
    /// # Errors
    /// [`Wrong`]: nothing, too much, or letters that nobody sees.
    pub fn read(typed: &str) -> Result<Self, Wrong> {
        let words = typed.replace("\r\n", "\n").replace('\t', " ").trim().to_owned();
        if words.is_empty() {
            return Err(Wrong::Empty);
        }
        let length = words.chars().count();
        if length > LONGEST {
            return Err(Wrong::TooLong(length));
        }
        let hidden = words.chars().any(|letter| is_unseen(letter) && letter != '\n');
        if hidden || !words.chars().any(is_seen) {
            return Err(Wrong::NotText);
        }
        Ok(Self(words))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, Wrong> {
        Words::read(typed).map(|words| words.as_str().to_owned())
    }

    #[test]
    fn words_are_kept_as_they_are_read() {
        assert_eq!(
            read(" この薬は、いつまで？\r\n妻のことも \n"),
            Ok("この薬は、いつまで？\n妻のことも".to_owned())
        );
        assert_eq!(read("ab\tc"), Ok("ab c".to_owned()));
        assert_eq!(read("葛\u{e0100}城 先生へ"), Ok("葛\u{e0100}城 先生へ".to_owned()));
    }

    #[test]
    fn what_nobody_could_read_at_a_visit_is_refused() {
        for (typed, wrong) in [
            ("", Wrong::Empty),
            (" \r\n ", Wrong::Empty),
            ("薬\u{202e}名", Wrong::NotText),
            ("\u{200b}", Wrong::NotText),
            ("\u{fe0f}", Wrong::NotText),
            ("\u{0}", Wrong::NotText),
        ] {
            assert_eq!(read(typed), Err(wrong), "{typed:?}");
        }
        assert_eq!(read(&"薬".repeat(LONGEST)).map(|words| words.chars().count()), Ok(LONGEST));
        assert_eq!(read(&"薬".repeat(LONGEST + 1)), Err(Wrong::TooLong(LONGEST + 1)));
    }
}
