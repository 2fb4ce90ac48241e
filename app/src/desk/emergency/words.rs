//! Words for what `shared` names by meaning, and for what is missing.

use super::Wanting;
use crate::t;
use shared::emergency::{Fruitless, Reason};

pub fn reason(reason: Reason) -> String {
    match reason {
        Reason::Unconscious => t!("desk-emergency-unconscious"),
        Reason::Injured => t!("desk-emergency-injured"),
        Reason::CannotTell => t!("desk-emergency-cannot-tell"),
        Reason::Other => t!("desk-emergency-other"),
    }
}

/// Answer to a search without a result: neither says how many.
pub fn fruitless(outcome: Fruitless) -> String {
    match outcome {
        Fruitless::Nobody => t!("desk-emergency-nobody"),
        Fruitless::Several => t!("desk-emergency-several"),
    }
}

/// To the administrator.
pub fn fruitless_search(outcome: Fruitless) -> String {
    match outcome {
        Fruitless::Nobody => t!("desk-emergency-log-nobody"),
        Fruitless::Several => t!("desk-emergency-log-several"),
    }
}

pub fn wanting(wanting: Wanting) -> String {
    match wanting {
        Wanting::Name => t!("desk-emergency-wants-name"),
        Wanting::BirthDate => t!("desk-emergency-wants-birth-date"),
        Wanting::Sex => t!("desk-emergency-wants-sex"),
        Wanting::Prefecture => t!("desk-emergency-wants-prefecture"),
        Wanting::Address => t!("desk-emergency-wants-address"),
        Wanting::Reason => t!("desk-emergency-wants-reason"),
        Wanting::Note => t!("desk-emergency-wants-note"),
        Wanting::LongNote => t!("desk-emergency-wants-shorter-note"),
        Wanting::Confirmation => t!("desk-emergency-wants-confirmation"),
    }
}
