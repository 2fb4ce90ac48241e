//! Who, what for and with which outcome, in words.

use crate::t;
use shared::{
    ids::FacilityCode,
    log::history::{Actor, Named, Outcome, Purpose},
};

/// The facility by its name wherever one asked; never an individual.
pub fn who(actor: Actor, facility: Option<&FacilityCode>, names: &[Named]) -> String {
    if let Some(code) = facility {
        let known = names.iter().find(|named| named.code == *code);
        return match known {
            Some(named) => named.name.clone(),
            None => t!("facility-unnamed", code = code.to_string()),
        };
    }
    match actor {
        Actor::Own => t!("history-who-own"),
        Actor::OtherPerson => t!("history-who-other-person"),
        Actor::Caregiver => t!("history-who-caregiver"),
        Actor::Facility | Actor::Staff => t!("history-who-facility"),
        Actor::Operator => t!("history-who-operator"),
        Actor::Visitor => t!("history-who-visitor"),
        Actor::Unknown => t!("history-who-unknown"),
    }
}

pub fn purpose(purpose: Purpose) -> String {
    match purpose {
        Purpose::OwnRecord => t!("history-purpose-own-record"),
        Purpose::Care => t!("history-purpose-care"),
        Purpose::SafetyCheck => t!("history-purpose-safety-check"),
        Purpose::AccessHistory => t!("history-purpose-access-history"),
        Purpose::Emergency => t!("history-purpose-emergency"),
        Purpose::Unknown => t!("history-purpose-unknown"),
    }
}

/// What was asked for; never what was found.
pub fn asked_for(purpose: Purpose) -> String {
    match purpose {
        Purpose::OwnRecord | Purpose::Care | Purpose::Emergency => t!("history-asked-record"),
        Purpose::SafetyCheck => t!("history-asked-check"),
        Purpose::AccessHistory => t!("history-asked-history"),
        Purpose::Unknown => t!("history-asked-unknown"),
    }
}

pub fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Granted => t!("history-granted"),
        Outcome::Refused => t!("history-refused"),
        Outcome::Unknown => t!("history-outcome-unknown"),
    }
}
