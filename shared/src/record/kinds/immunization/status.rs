//! What the status of an Immunization is told as.
//!
//! | Status | Told as |
//! |---|---|
//! | `completed`; `not-done` | given; said to be not given |
//! | `entered-in-error` | not shown |
//! | the rest | told as unreadable: nothing is claimed |

use serde::{Deserialize, Serialize};

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
