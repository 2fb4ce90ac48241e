//! What the status of a Procedure is told as.
//!
//! | Status | Told as |
//! |---|---|
//! | `completed` | took place |
//! | `in-progress`, `stopped` | told with that word; an implant that it names may be there |
//! | `unknown`, none, or another word | whether it took place is not known; an implant that it names may be there |
//! | `preparation`, `on-hold`, `not-done` | told with that word, and as no implant |
//! | `entered-in-error` | not shown |

use serde::{Deserialize, Serialize};

/// What became of a procedure (手術・処置).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Performed {
    #[default]
    Done,
    InProgress,
    /// `preparation`
    Prepared,
    OnHold,
    /// Ended before it was complete.
    Stopped,
    NotDone,
    /// `entered-in-error`
    Mistake,
    /// `unknown`, nothing, or a word that FHIR does not have.
    NotKnown,
}

impl Performed {
    /// The eight statuses of FHIR's Procedure.
    pub const STATUSES: [(&str, Self); 8] = [
        ("completed", Self::Done),
        ("in-progress", Self::InProgress),
        ("preparation", Self::Prepared),
        ("on-hold", Self::OnHold),
        ("stopped", Self::Stopped),
        ("not-done", Self::NotDone),
        ("entered-in-error", Self::Mistake),
        ("unknown", Self::NotKnown),
    ];

    /// Whether it may be shown at all.
    pub fn is_told(self) -> bool {
        self != Self::Mistake
    }

    /// Whether something of it took place, or may have: then what it names may be in the body.
    pub fn may_have_begun(self) -> bool {
        match self {
            Self::Done | Self::InProgress | Self::Stopped | Self::NotKnown => true,
            Self::Prepared | Self::OnHold | Self::NotDone | Self::Mistake => false,
        }
    }

    /// The name in files that leave the portal: it stays, whatever the variant is called.
    pub fn as_str(self) -> &'static str {
        Self::STATUSES.iter().find(|(_, known)| *known == self).map_or("unknown", |(name, _)| name)
    }
}
