//! Words of the desk for what `shared` and the server name by meaning.

use crate::t;
use shared::delegation::{Action, Basis, Closed, Paper, Unfounded};

/// A role by its name in the database.
pub fn role(name: &str) -> String {
    match name {
        "doctor" => t!("desk-role-doctor"),
        "nurse" => t!("desk-role-nurse"),
        "pharmacist" => t!("desk-role-pharmacist"),
        "clerk" => t!("desk-role-clerk"),
        "emergency" => t!("desk-role-emergency"),
        "administrator" => t!("desk-role-administrator"),
        other => other.to_owned(),
    }
}

/// Powers of a role, in one line.
pub fn role_means(name: &str) -> String {
    match name {
        "doctor" => t!("desk-role-doctor-means"),
        "nurse" => t!("desk-role-nurse-means"),
        "pharmacist" => t!("desk-role-pharmacist-means"),
        "clerk" => t!("desk-role-clerk-means"),
        "emergency" => t!("desk-role-emergency-means"),
        "administrator" => t!("desk-role-administrator-means"),
        _ => String::new(),
    }
}

/// Purpose of an entry of the access log, by its name in the database.
pub fn purpose(name: &str) -> String {
    match name {
        "care" => t!("desk-purpose-care"),
        "desk" => t!("desk-purpose-desk"),
        "emergency" => t!("desk-purpose-emergency"),
        "safety-check" => t!("desk-purpose-safety-check"),
        "access-history" => t!("desk-purpose-access-history"),
        other => other.to_owned(),
    }
}

/// A key's scope by its name in the database.
pub fn scope(name: &str) -> String {
    match name {
        "send" => t!("desk-scope-send"),
        "check" => t!("desk-scope-check"),
        other => other.to_owned(),
    }
}

/// The paper that a representative's ground stands on.
pub fn representation_paper(paper: Paper) -> String {
    match paper {
        Paper::FamilyRegister => t!("desk-paper-family-register"),
        Paper::RegistrationCertificate => t!("desk-paper-registration-certificate"),
        Paper::Contract => t!("desk-paper-contract"),
    }
}

pub fn basis(basis: Basis) -> String {
    match basis {
        Basis::Granted => t!("desk-basis-granted"),
        Basis::Parent => t!("desk-basis-parent"),
        Basis::Guardian => t!("desk-basis-guardian"),
        Basis::StatutoryGuardian => t!("desk-basis-statutory-guardian"),
        Basis::AuthorisedKin => t!("desk-basis-authorised-kin"),
        Basis::CaringKin => t!("desk-basis-caring-kin"),
        Basis::Bereaved => t!("desk-basis-bereaved"),
    }
}

/// Papers that must be looked at before a representative is attested on this ground.
pub fn basis_needs(basis: Basis) -> String {
    match basis {
        Basis::Granted => String::new(),
        Basis::Parent => t!("desk-basis-parent-needs"),
        Basis::Guardian => t!("desk-basis-guardian-needs"),
        Basis::StatutoryGuardian => t!("desk-basis-statutory-guardian-needs"),
        Basis::AuthorisedKin => t!("desk-basis-authorised-kin-needs"),
        Basis::CaringKin => t!("desk-basis-caring-kin-needs"),
        Basis::Bereaved => t!("desk-basis-bereaved-needs"),
    }
}

pub fn unfounded(why: Unfounded) -> String {
    match why {
        Unfounded::NothingShown => t!("desk-unfounded-nothing-shown"),
        Unfounded::CheckWithoutMedicines => t!("desk-unfounded-check-without-medicines"),
        Unfounded::AlreadyOver => t!("desk-unfounded-already-over"),
        Unfounded::NeedsLastDay => t!("desk-unfounded-needs-last-day"),
        Unfounded::TooLong => t!("desk-unfounded-too-long"),
        Unfounded::TooYoung => t!("desk-unfounded-too-young"),
        Unfounded::OfAge => t!("desk-unfounded-of-age"),
        Unfounded::Minor => t!("desk-unfounded-minor"),
        Unfounded::Alive => t!("desk-unfounded-alive"),
        Unfounded::Dead => t!("desk-unfounded-dead"),
    }
}

pub fn closed(why: Closed) -> String {
    match why {
        Closed::NotAccepted => t!("desk-state-not-accepted"),
        Closed::NotConfirmed => t!("desk-state-not-confirmed"),
        Closed::NotBegun => t!("desk-state-not-begun"),
        Closed::TakenBack => t!("desk-state-taken-back"),
        Closed::Suspended => t!("desk-state-suspended"),
        Closed::Over => t!("desk-state-over"),
        Closed::Narrowed => t!("desk-state-narrowed"),
        Closed::CameOfAge => t!("desk-state-came-of-age"),
        Closed::PersonDied => t!("desk-state-person-died"),
        Closed::PersonLives => t!("desk-state-person-lives"),
    }
}

pub fn action(action: Action) -> String {
    match action {
        Action::See => t!("desk-action-see"),
        Action::CheckMedicines => t!("desk-action-check-medicines"),
        Action::Share => t!("desk-action-share"),
    }
}
