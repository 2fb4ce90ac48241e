//! What the status of each kind of entry is told as. One table for every place: home, plan, timeline, papers, check.
//!
//! | Resource | Status | Told as |
//! |---|---|---|
//! | MedicationRequest | `active`, `completed` (JP-CLINS pins `completed`) | issued: the days alone say whether it is still taken |
//! | | `on-hold` | held since that day, in no plan; in a check it is possible |
//! | | `stopped`, `cancelled` | stopped or withdrawn on that day, in no plan; in a check for wash-out only |
//! | | `draft`, or an `intent` that orders nothing | not issued, in no plan; in a check it is possible |
//! | | `entered-in-error` | a mistake of the sender, in no plan and in no check |
//! | | `unknown`, none, or another word | whether it was issued is not known, in no plan; in a check it is possible |
//! | | `doNotPerform` | refused: it says to leave a medicine out |
//! | Condition, AllergyIntolerance | `confirmed`, or no verification | a stated fact |
//! | Condition | `unconfirmed`, `provisional`, `differential`, or a name that says 疑い | a suspicion, apart from diagnoses; in a check it is possible |
//! | AllergyIntolerance | `unconfirmed`, `presumed`, `provisional`, `differential` | told with the word that it is not confirmed, wherever allergies are; in a check it is possible |
//! | Condition, AllergyIntolerance | `refuted`, `entered-in-error` | not shown, and in no check; of `refuted` the sender hears so |
//! | | clinical `resolved` | over; a diagnosis stays in the list of former ones, neither is in a check |
//! | | clinical `inactive`, `remission` and the rest | told with its word, and in the check |
//! | Observation | `entered-in-error` | not shown |
//! | | `cancelled`, `registered`, `unknown`, none, or another word | shown as sent with that word; no result ([`Observation::counts`](super::Observation::counts)): no mark, in no count, drawing or calculation, never the newest |
//! | | `preliminary`, `amended`, `corrected` | a result, told with its stage |
//! | Procedure | `completed` | took place |
//! | | `in-progress`, `stopped` | told with that word; an implant that it names may be there |
//! | | `unknown`, none, or another word | whether it took place is not known; an implant that it names may be there |
//! | | `preparation`, `on-hold`, `not-done` | told with that word, and as no implant |
//! | | `entered-in-error` | not shown |
//! | Immunization | `completed`; `not-done` | given; said to be not given |
//! | | `entered-in-error` | not shown |
//! | | the rest | told as unreadable: nothing is claimed |
//! | Composition | `final` | a document; every other status is refused at the door, and names the document doubtful where it is one inside another |
//! | DiagnosticReport | any | not read: refused by itself, and told as unreadable in a document |

use super::{ResultStatus, Verification};
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
}

/// How a prescription takes part in a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InCheck {
    /// By its days.
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

    pub fn in_check(self) -> InCheck {
        match self {
            Self::Issued => InCheck::Taken,
            Self::OnHold | Self::Draft | Self::NotOrdered | Self::NotKnown => InCheck::Possible,
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
        }
    }
}

impl Verification {
    /// Whether a diagnosis or an allergy may be shown at all: as one, or with the word that it may be none.
    pub fn is_told(self) -> bool {
        self.is_stated_fact() || self == Self::Suspected
    }

    /// Whether the entry may be shown as a diagnosis or an allergy without further ado.
    pub fn is_stated_fact(self) -> bool {
        match self {
            Self::Confirmed | Self::NotStated => true,
            Self::Suspected | Self::Refuted | Self::EnteredInError => false,
        }
    }
}

impl ResultStatus {
    /// Whether it may be shown at all.
    pub fn is_told(self) -> bool {
        self != Self::EnteredInError
    }

    /// Whether it is a result that a laboratory reported, if only for now.
    pub fn is_reported(self) -> bool {
        match self {
            Self::Preliminary | Self::Final | Self::Amended | Self::Corrected => true,
            Self::Registered | Self::Cancelled | Self::EnteredInError | Self::Unknown => false,
        }
    }

    /// Whether its sender took it back: there is no result, and there will be none.
    pub fn is_taken_back(self) -> bool {
        matches!(self, Self::Cancelled | Self::EnteredInError)
    }
}

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

/// Whether a vaccine was given (予防接種).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Vaccination {
    Given,
    NotGiven,
    /// `entered-in-error`
    Mistake,
}

impl Vaccination {
    /// The three statuses of FHIR's Immunization; of any other word nothing may be claimed.
    pub const STATUSES: [(&str, Self); 3] =
        [("completed", Self::Given), ("not-done", Self::NotGiven), ("entered-in-error", Self::Mistake)];

    /// Whether it may be shown at all.
    pub fn is_told(self) -> bool {
        self != Self::Mistake
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
