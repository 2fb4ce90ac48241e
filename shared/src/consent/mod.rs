//! May this facility see this now, and why? One pure decision, the same on the server, which enforces it, and
//! in the browser, which shows beforehand what it would do.
//!
//! What holds without a word from the patient follows the national platform (docs/consent.md): for care nothing
//! is shown; infections and procedures only by a consent that names them; in an emergency a hospital sees what
//! was not excluded from emergencies; patient summaries are never passed on. An exclusion wins over whatever
//! permits. What cannot be read permits nothing, and because it might have been an exclusion, it closes.

mod alike;
mod decide;
mod given;
mod pass_on;
mod preview;
mod relationship;
mod relationships;
mod several;
mod sharing;
mod stand_in;
mod subject;
mod switches;
mod term;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod whom;

pub use decide::{Decision, Outcome, Reason, Request, decide};
pub use given::{Consent, Excluded, Purpose, Rule, Scope, Terms};
pub use pass_on::{KeptBack, passed_on, passed_on_without};
pub use preview::{Difference, Line, Preview, SeenKind};
pub use relationship::{STATED_VISIT, Said, Shown, State, Statement, state, undoing};
pub use relationships::{Relationship, Relationships};
pub use several::{ClosedByAnother, Others, closings, keep_closed};
pub use sharing::{Change, ChangeKind, Found, Sharing, SharingQuery, Treating, Unnamed};
pub use stand_in::with_stand_ins;
pub use subject::{Subject, Subjects, SubjectsChange};
pub use switches::{Blocked, Board, Preset, Step, as_if, item_steps, undo_steps};
pub use term::Term;
pub use whom::{FacilityKind, Who, Whom};

/// A text that says nothing that could be agreed to. Nothing is guessed: it permits nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{expected} expected, found {found:?}")]
pub struct Garbled {
    pub expected: &'static str,
    pub found: String,
}

impl Garbled {
    fn new(expected: &'static str, found: &str) -> Self {
        Self { expected, found: found.chars().take(80).collect() }
    }
}
