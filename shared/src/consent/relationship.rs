//! Whether a facility treats a patient, decided from what was said about it and from nothing else: what a facility
//! sends makes it somebody to ask about, and never somebody who treats.

use super::Garbled;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// How long a visit that staff stated holds.
pub const STATED_VISIT: Duration = Duration::hours(24);

/// Something that was said about whether a facility treats a patient. It is never changed: something newer is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub said: Said,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// The patient: it treats me. Chosen, or answered when asked.
    Yes,
    /// The patient's one-time code was typed at its desk.
    Code,
    /// The patient: it does not treat me.
    No,
    /// The patient, about a stated visit: that was not me. A "no" of which the operator is told.
    NotMe,
    /// The patient takes an answer back, and is asked again.
    Unsaid,
    /// Staff: the patient is here, and this is what they showed. A typed number states nothing.
    Visit(Shown),
    /// It had sent something that the patient could see before they decided about everybody who treats them, and
    /// before relationships were asked about.
    Kept,
}

/// What somebody at a desk saw of a patient who is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// The insurance or My Number card.
    Card,
    PaperWithPhotograph,
}

/// What a facility is to a patient at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing of it is known to the patient, and nobody said anything.
    None,
    /// Something of it stands in the record, and the patient has not answered.
    Asked,
    /// By the patient.
    Confirmed,
    /// From before relationships were asked about.
    Kept,
    /// Staff stated that the patient is there.
    Visit {
        until: DateTime<Utc>,
    },
    Denied {
        at: DateTime<Utc>,
    },
}

/// What a facility is to a patient. `sent`: something of it stands that the patient may know of; `statements` from the
/// first to the newest.
///
/// Clocks of several machines differ: what opens waits for its instant, a "no" does not.
pub fn state(sent: bool, statements: &[Statement], now: DateTime<Utc>) -> State {
    let (mut answer, mut visit) = (None, None);
    for Statement { said, at } in statements.iter().copied() {
        let begun = at <= now;
        match said {
            Said::No | Said::NotMe => (answer, visit) = (Some(State::Denied { at }), None),
            Said::Unsaid => answer = None,
            Said::Yes | Said::Code if begun => answer = Some(State::Confirmed),
            Said::Kept if begun => answer = Some(State::Kept),
            Said::Visit(_) if begun && !matches!(answer, Some(State::Denied { .. })) => {
                visit = Some(at + STATED_VISIT);
            }
            Said::Yes | Said::Code | Said::Kept | Said::Visit(_) => {}
        }
    }
    let stated = visit.filter(|until| now < *until);
    match (answer, stated) {
        (Some(known @ (State::Confirmed | State::Denied { .. })), _) => known,
        // Of a facility of which nothing is left to see, nothing was kept.
        (Some(State::Kept), _) if sent => State::Kept,
        (_, Some(until)) => State::Visit { until },
        _ if sent => State::Asked,
        _ => State::None,
    }
}

/// What to say so that the patient's newest answer is taken back; `None`: there is none.
pub fn undoing(statements: &[Statement]) -> Option<Said> {
    let mut answers = statements.iter().map(|one| one.said).filter(|said| !matches!(said, Said::Visit(_)));
    answers.next_back()?;
    Some(match answers.next_back() {
        Some(Said::Yes | Said::Code) => Said::Yes,
        Some(Said::No | Said::NotMe) => Said::No,
        Some(Said::Kept) => Said::Kept,
        Some(Said::Unsaid | Said::Visit(_)) | None => Said::Unsaid,
    })
}

impl State {
    /// Whether what is permitted to everybody who treats reaches it at all.
    pub fn treats(self) -> bool {
        matches!(self, Self::Confirmed | Self::Kept | Self::Visit { .. })
    }

    /// Whether it goes on by what the facility sends, as home care does: only where the patient made it.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Confirmed | Self::Kept)
    }
}

impl Said {
    pub const ALL: [Self; 8] = [
        Self::Yes,
        Self::Code,
        Self::No,
        Self::NotMe,
        Self::Unsaid,
        Self::Visit(Shown::Card),
        Self::Visit(Shown::PaperWithPhotograph),
        Self::Kept,
    ];

    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Code => "code",
            Self::No => "no",
            Self::NotMe => "not-me",
            Self::Unsaid => "unsaid",
            Self::Visit(Shown::Card) => "visit-card",
            Self::Visit(Shown::PaperWithPhotograph) => "visit-paper",
            Self::Kept => "kept",
        }
    }

    /// # Errors
    /// [`Garbled`] for any other name.
    pub fn parse(name: &str) -> Result<Self, Garbled> {
        let known = Self::ALL.into_iter().find(|said| said.as_str() == name);
        known.ok_or_else(|| Garbled::new("what is said about a relationship", name))
    }

    /// Whether it may show somebody more than before. A "no" never does.
    pub fn may_open(self) -> bool {
        !matches!(self, Self::No | Self::NotMe)
    }
}

impl Shown {
    pub const ALL: [Self; 2] = [Self::Card, Self::PaperWithPhotograph];

    /// The name in a form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::PaperWithPhotograph => "paper",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(all: &[Said]) -> Vec<Statement> {
        all.iter().map(|said| Statement { said: *said, at: DateTime::UNIX_EPOCH }).collect()
    }

    #[test]
    fn what_is_taken_back_is_the_newest_answer() {
        use Said::*;
        let visit = Visit(Shown::Card);
        for (statements, expected) in [
            (&[][..], Option::None),
            (&[visit], Option::None),
            (&[No], Some(Unsaid)),
            (&[visit, NotMe], Some(Unsaid)),
            (&[Yes, No], Some(Yes)),
            (&[Code, visit, No], Some(Yes)),
            (&[Kept, No], Some(Kept)),
            (&[No, Yes], Some(No)),
            (&[No, Unsaid], Some(No)),
            (&[Unsaid, Yes], Some(Unsaid)),
        ] {
            assert_eq!(undoing(&said(statements)), expected, "{statements:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for one in Said::ALL {
            assert_eq!(Said::parse(one.as_str()), Ok(one));
        }
        assert!(Said::parse("maybe").is_err());
    }
}
