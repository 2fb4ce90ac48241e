//! Why somebody is signed out everywhere, with what they are told beside it.

use shared::{sign_out::Reason, unseen::is_unseen};

/// As many characters as a note may have: a sentence or two.
pub const LONGEST_NOTE: usize = 200;

/// A reason with what the person is told beside it.
///
/// ```
/// use server::auth::sign_out::{NotStated, Stated};
/// use shared::sign_out::Reason;
/// assert_eq!(Stated::new(Reason::Asked, "").unwrap().note(), "");
/// assert_eq!(Stated::new(Reason::Other, " ").unwrap_err(), NotStated::NoNote);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    reason: Reason,
    note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotStated {
    #[error("\"other\" needs a note that says why")]
    NoNote,
    #[error("a note has at most {LONGEST_NOTE} characters, and none that cannot be seen")]
    UnusableNote,
}

impl Stated {
    /// # Errors
    /// [`NotStated`]
    pub fn new(reason: Reason, note: &str) -> Result<Self, NotStated> {
        let note = note.trim();
        if note.chars().count() > LONGEST_NOTE || note.chars().any(is_unseen) {
            return Err(NotStated::UnusableNote);
        }
        if reason == Reason::Other && note.is_empty() {
            return Err(NotStated::NoNote);
        }
        Ok(Self { reason, note: note.to_owned() })
    }

    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// In words of whoever ended the sign-ins; empty where the reason says all.
    pub fn note(&self) -> &str {
        &self.note
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_sentence_that_everybody_sees() {
        for (reason, note, expected) in [
            (Reason::Asked, "", Ok("")),
            (Reason::Other, " 窓口の端末 ", Ok("窓口の端末")),
            (Reason::Other, "", Err(NotStated::NoNote)),
            (Reason::Other, "　", Err(NotStated::NoNote)),
            (Reason::Asked, "a\u{202e}b", Err(NotStated::UnusableNote)),
            (Reason::Asked, "a\nb", Err(NotStated::UnusableNote)),
        ] {
            let stated = Stated::new(reason, note);
            assert_eq!(stated.as_ref().map(Stated::note).map_err(|why| *why), expected, "{note:?}");
        }
        assert!(Stated::new(Reason::Asked, &"あ".repeat(LONGEST_NOTE)).is_ok());
        assert!(Stated::new(Reason::Asked, &"あ".repeat(LONGEST_NOTE + 1)).is_err());
    }
}
