//! What the status of a diagnosis or an allergy is told as, in every place: home, plan, papers, check.
//!
//! | Resource | Status | Told as |
//! |---|---|---|
//! | Condition, AllergyIntolerance | `confirmed`, or no verification | a stated fact |
//! | Condition | `unconfirmed`, `provisional`, `differential`, or a name that says 疑い | a suspicion, apart from diagnoses; in a check it is possible |
//! | AllergyIntolerance | `unconfirmed`, `presumed`, `provisional`, `differential` | told with the word that it is not confirmed, wherever allergies are; in a check it is possible |
//! | Condition, AllergyIntolerance | `refuted`, `entered-in-error` | not shown, and in no check; of `refuted` the sender hears so |
//! | | clinical `resolved` | over; a diagnosis stays in the list of former ones, neither is in a check |
//! | | clinical `inactive`, `remission` and the rest | told with its word, and in the check |

use super::Verification;

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
