//! An entry of the log in words: who, as what, what for and with which outcome.

use crate::{format, t};
use shared::{
    emergency::Reason,
    ids::FacilityCode,
    log::{
        filter::Who,
        history::{Access, Actor, Caregiver, Named, Outcome, Purpose, Role},
    },
};

/// Name of the party: the facility wherever one asked, and never an individual of it; a caregiver by name.
pub fn who(
    actor: Actor,
    facility: Option<&FacilityCode>,
    caregiver: Option<&Caregiver>,
    names: &[Named],
) -> String {
    if let Some(code) = facility {
        let known = names.iter().find(|named| named.code == *code);
        let name = match known {
            Some(named) => named.name.clone(),
            None => t!("facility-unnamed", code = code.to_string()),
        };
        return if actor == Actor::Facility { t!("history-who-machine", name = name) } else { name };
    }
    match actor {
        Actor::Own => t!("history-who-own"),
        Actor::OtherPerson => t!("history-who-other-person"),
        Actor::Caregiver => self::caregiver(caregiver),
        Actor::Facility | Actor::Staff => t!("history-who-facility"),
        Actor::Operator => t!("history-who-operator"),
        Actor::Visitor => t!("history-who-visitor"),
        Actor::Unknown => t!("history-who-unknown"),
    }
}

fn caregiver(caregiver: Option<&Caregiver>) -> String {
    match caregiver.cloned() {
        Some(Caregiver { label, name: Some(name) }) => {
            t!("history-who-caregiver-named", label = label, name = name)
        }
        Some(Caregiver { label, name: None }) => t!("history-who-caregiver-called", label = label),
        None => t!("history-who-caregiver"),
    }
}

/// Several, one after another; empty where there is none.
pub fn roles<'a>(roles: impl IntoIterator<Item = &'a Role>) -> String {
    format::list(&roles.into_iter().map(|role| self::role(*role)).collect::<Vec<_>>())
}

fn role(role: Role) -> String {
    match role {
        Role::Doctor => t!("history-role-doctor"),
        Role::Nurse => t!("history-role-nurse"),
        Role::Pharmacist => t!("history-role-pharmacist"),
        Role::Clerk => t!("history-role-clerk"),
        Role::Emergency => t!("history-role-emergency"),
        Role::Administrator => t!("history-role-administrator"),
        Role::Unknown => t!("history-role-unknown"),
    }
}

pub fn purposes<'a>(purposes: impl IntoIterator<Item = &'a Purpose>) -> String {
    format::list(&purposes.into_iter().map(|purpose| self::purpose(*purpose)).collect::<Vec<_>>())
}

pub fn purpose(purpose: Purpose) -> String {
    match purpose {
        Purpose::OwnRecord => t!("history-purpose-own-record"),
        Purpose::OwnEntry => t!("history-purpose-own-entry"),
        Purpose::Keeping => t!("history-purpose-keeping"),
        Purpose::OnBehalf => t!("history-purpose-on-behalf"),
        Purpose::Deciding => t!("history-purpose-deciding"),
        Purpose::OwnLink => t!("history-purpose-own-link"),
        Purpose::SharedLink => t!("history-purpose-shared-link"),
        Purpose::Care => t!("history-purpose-care"),
        Purpose::Desk => t!("history-purpose-desk"),
        Purpose::SafetyCheck => t!("history-purpose-safety-check"),
        Purpose::AccessHistory => t!("history-purpose-access-history"),
        Purpose::Emergency => t!("history-purpose-emergency"),
        Purpose::Erasure => t!("history-purpose-erasure"),
        Purpose::Unknown => t!("history-purpose-unknown"),
    }
}

/// Purpose of an access; never what was found.
pub fn asked_for(purpose: Purpose) -> String {
    match purpose {
        Purpose::OwnRecord | Purpose::OnBehalf | Purpose::Care | Purpose::Emergency => {
            t!("history-asked-record")
        }
        Purpose::OwnEntry => t!("history-asked-own-entry"),
        Purpose::Keeping => t!("history-asked-keeping"),
        Purpose::Deciding => t!("history-asked-deciding"),
        Purpose::OwnLink => t!("history-asked-own-link"),
        Purpose::SharedLink => t!("history-asked-shared-link"),
        Purpose::Desk => t!("history-asked-desk"),
        Purpose::SafetyCheck => t!("history-asked-check"),
        Purpose::AccessHistory => t!("history-asked-history"),
        Purpose::Erasure => t!("history-asked-erasure"),
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

/// Why a hospital opened it in an emergency.
pub fn reason(reason: Reason) -> String {
    match reason {
        Reason::Unconscious => t!("history-reason-unconscious"),
        Reason::Injured => t!("history-reason-injured"),
        Reason::CannotTell => t!("history-reason-cannot-tell"),
        Reason::Other => t!("history-reason-other"),
    }
}

/// Kinds that could be seen; empty where the entry does not say.
pub fn kinds(access: &Access) -> String {
    access.kinds.map(format::categories).unwrap_or_default()
}

pub fn filtered_by(who: Who) -> String {
    match who {
        Who::Facilities => t!("history-filter-facilities"),
        Who::Machines => t!("history-filter-machines"),
        Who::Caregivers => t!("history-filter-caregivers"),
        Who::Own => t!("history-filter-own"),
    }
}
