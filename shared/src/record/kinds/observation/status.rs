//! What the status of an Observation is told as.
//!
//! | Status | Told as |
//! |---|---|
//! | `entered-in-error` | not shown |
//! | `cancelled`, `registered`, `unknown`, none, or another word | shown as sent with that word; no result ([`Observation::counts`](super::Observation::counts)): no mark, in no count, drawing or calculation, never the newest |
//! | `preliminary`, `amended`, `corrected` | a result, told with its stage |

use super::ResultStatus;

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
