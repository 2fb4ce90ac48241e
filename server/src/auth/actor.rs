//! Actors: who makes a request, and for whom.

use shared::{
    ids::{AccountId, FacilityCode, PatientId},
    set::{Member, Set},
};

/// Who asks, and for whom. Made from a session or a key in one place and passed on by value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody we know.
    Visitor,
    /// Somebody who signed in and has no record open: a caregiver who has not chosen yet.
    Person(AccountId),
    /// A person, with their own record open.
    Patient(PatientId),
    /// A person, with somebody else's record open. Whether they may see it now, the gate asks.
    Caregiver(Caregiver),
    /// One of a facility's staff.
    Staff(Staff),
    /// A facility's machine.
    Facility(FacilityCode),
    /// Somebody whose new way in opens nothing yet: not even that they are somebody who signed in.
    Waiting(AccountId),
    /// Somebody whose way in is frozen.
    Frozen(AccountId),
    /// Whoever runs this installation: decides identities, reads no records.
    Operator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caregiver {
    pub account: AccountId,
    pub patient: PatientId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    pub account: AccountId,
    pub facility: FacilityCode,
    pub roles: Roles,
}

/// What one of a facility's staff is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Doctor,
    Nurse,
    Pharmacist,
    Clerk,
    /// May open a record in an emergency.
    Emergency,
    /// Invites and removes staff, sees the facility's keys.
    Administrator,
}

pub type Roles = Set<Role>;

impl Actor {
    /// Kind and id, as the access log writes them.
    pub fn for_log(&self) -> (&'static str, String) {
        match self {
            Self::Visitor => ("visitor", String::new()),
            Self::Person(account) => ("person", account.to_string()),
            Self::Patient(patient) => ("patient", patient.to_string()),
            Self::Caregiver(caregiver) => ("caregiver", caregiver.account.to_string()),
            Self::Staff(staff) => ("staff", staff.account.to_string()),
            Self::Facility(code) => ("facility", code.to_string()),
            Self::Waiting(account) => ("waiting", account.to_string()),
            Self::Frozen(account) => ("frozen", account.to_string()),
            Self::Operator => ("operator", String::new()),
        }
    }

    /// The facility that asks, or for which somebody asks.
    pub fn facility(&self) -> Option<&FacilityCode> {
        match self {
            Self::Facility(code) => Some(code),
            Self::Staff(staff) => Some(&staff.facility),
            Self::Visitor | Self::Person(_) | Self::Patient(_) | Self::Caregiver(_) | Self::Operator => None,
            Self::Waiting(_) | Self::Frozen(_) => None,
        }
    }

    /// Whose record is open.
    pub fn open_record(&self) -> Option<PatientId> {
        match self {
            Self::Patient(patient) => Some(*patient),
            Self::Caregiver(caregiver) => Some(caregiver.patient),
            Self::Visitor | Self::Person(_) | Self::Staff(_) | Self::Facility(_) | Self::Operator => None,
            Self::Waiting(_) | Self::Frozen(_) => None,
        }
    }
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Doctor, Self::Nurse, Self::Pharmacist, Self::Clerk, Self::Emergency, Self::Administrator];

    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Doctor => "doctor",
            Self::Nurse => "nurse",
            Self::Pharmacist => "pharmacist",
            Self::Clerk => "clerk",
            Self::Emergency => "emergency",
            Self::Administrator => "administrator",
        }
    }

    /// Whether who has it looks at patients' records for care. Who only sits at the desk does not.
    pub fn treats(self) -> bool {
        matches!(self, Self::Doctor | Self::Nurse | Self::Pharmacist)
    }
}

impl Member for Role {
    const EACH: &'static [Self] = &Self::ALL;
    const WHAT: &'static str = "a role (doctor, nurse, pharmacist, clerk, emergency, administrator)";

    fn as_str(self) -> &'static str {
        self.as_str()
    }

    fn place(self) -> u32 {
        self as u32
    }
}

impl Staff {
    /// Whether they look at patients' records for care at all.
    pub fn treats(&self) -> bool {
        self.roles.iter().any(Role::treats)
    }
}
