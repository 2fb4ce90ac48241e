//! What the status of a MedicationRequest is told as, in every place: home, plan, timeline, papers, check.
//!
//! | Status | Told as |
//! |---|---|
//! | `active`, `completed` (JP-CLINS pins `completed`) | issued: the days alone say whether it is still taken |
//! | `on-hold` | held since that day, in no plan; in a check it is possible |
//! | `stopped`, `cancelled` | stopped or withdrawn on that day, in no plan; in a check for wash-out only |
//! | `draft`, or an `intent` that orders nothing | not issued, in no plan; in a check it is possible |
//! | `entered-in-error` | a mistake of the sender, in no plan and in no check |
//! | `unknown`, none, or another word | whether it was issued is not known, in no plan; in a check it is possible |
//! | `doNotPerform` | refused: it says to leave a medicine out |
//!
//! Of what the person says that they take, which nobody prescribed (`own.rs` here):
//!
//! | Status | Told as |
//! |---|---|
//! | `active` | taken, in their words, in no plan; in a check it is taken, without an end |
//! | `stopped` | not taken any more, in their words, on no day; in a check it is possible, as nobody knows since when |

use serde::{Deserialize, Serialize};

/// Whether a prescription was issued, and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// `active` and `completed` alike: the days alone say whether it is still taken.
    #[default]
    Issued,
    OnHold,
    Stopped,
    Cancelled,
    /// `draft`: being written.
    Draft,
    /// Its `intent` orders nothing: a proposal, a plan, an option.
    NotOrdered,
    /// `entered-in-error`
    Mistake,
    /// `unknown`, nothing, or a word that FHIR does not have.
    NotKnown,
    /// The person says that they take it; nobody prescribed it.
    SaidTaken,
    /// The person says that they do not take it any more; since when, they did not say.
    SaidStopped,
}

/// How a prescription takes part in a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InCheck {
    /// By its days; without any, it is taken.
    Taken,
    /// It may be taken, with that doubt named.
    Possible,
    /// It was taken until the day before, at most: only what it leaves behind counts.
    Washout,
    Not,
}

impl Standing {
    /// The eight statuses of FHIR's MedicationRequest.
    pub const STATUSES: [(&str, Self); 8] = [
        ("active", Self::Issued),
        ("completed", Self::Issued),
        ("on-hold", Self::OnHold),
        ("stopped", Self::Stopped),
        ("cancelled", Self::Cancelled),
        ("draft", Self::Draft),
        ("entered-in-error", Self::Mistake),
        ("unknown", Self::NotKnown),
    ];

    /// The eight intents, by whether they order something.
    pub const INTENTS: [(&str, bool); 8] = [
        ("order", true),
        ("original-order", true),
        ("reflex-order", true),
        ("filler-order", true),
        ("instance-order", true),
        ("proposal", false),
        ("plan", false),
        ("option", false),
    ];

    pub fn is_issued(self) -> bool {
        self == Self::Issued
    }

    /// Whether somebody prescribed it, whatever became of it: only then its day is one of prescribing.
    pub fn was_issued(self) -> bool {
        match self {
            Self::Issued | Self::OnHold | Self::Stopped | Self::Cancelled => true,
            Self::Draft
            | Self::NotOrdered
            | Self::Mistake
            | Self::NotKnown
            | Self::SaidTaken
            | Self::SaidStopped => false,
        }
    }

    /// Whether it is what the person says of a medicine that nobody prescribed.
    pub fn is_said(self) -> bool {
        matches!(self, Self::SaidTaken | Self::SaidStopped)
    }

    pub fn in_check(self) -> InCheck {
        match self {
            Self::Issued | Self::SaidTaken => InCheck::Taken,
            // Tablets that were taken until yesterday still act: a day that nobody knows is never safe.
            Self::OnHold | Self::Draft | Self::NotOrdered | Self::NotKnown | Self::SaidStopped => {
                InCheck::Possible
            }
            Self::Stopped | Self::Cancelled => InCheck::Washout,
            Self::Mistake => InCheck::Not,
        }
    }

    /// The name in files that leave the portal: it stays, whatever the variant is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::OnHold => "on-hold",
            Self::Stopped => "stopped",
            Self::Cancelled => "cancelled",
            Self::Draft => "draft",
            Self::NotOrdered => "not-ordered",
            Self::Mistake => "entered-in-error",
            Self::NotKnown => "status-not-known",
            Self::SaidTaken => "said-taken",
            Self::SaidStopped => "said-stopped",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn only_what_was_issued_is_taken_by_its_days() {
        for (status, standing) in Standing::STATUSES {
            let taken = matches!(status, "active" | "completed");
            assert_eq!(standing.in_check() == InCheck::Taken, taken, "{status}");
            assert_eq!(standing.is_issued(), taken, "{status}");
        }
        assert_eq!(Standing::Stopped.in_check(), InCheck::Washout);
        assert_eq!(Standing::Cancelled.in_check(), InCheck::Washout);
        assert_eq!(Standing::OnHold.in_check(), InCheck::Possible);
        assert_eq!(Standing::Mistake.in_check(), InCheck::Not);
    }
}
