use shared::ids::{AccountId, FacilityCode, PatientId};
use std::fmt;

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

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles(u8);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a role (doctor, nurse, pharmacist, clerk, emergency, administrator) expected, found {0:?}")]
pub struct UnknownRole(pub String);

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
            Self::Operator => ("operator", String::new()),
        }
    }

    /// The facility that asks, or for which somebody asks.
    pub fn facility(&self) -> Option<&FacilityCode> {
        match self {
            Self::Facility(code) => Some(code),
            Self::Staff(staff) => Some(&staff.facility),
            Self::Visitor | Self::Person(_) | Self::Patient(_) | Self::Caregiver(_) | Self::Operator => None,
        }
    }

    /// Whose record is open.
    pub fn open_record(&self) -> Option<PatientId> {
        match self {
            Self::Patient(patient) => Some(*patient),
            Self::Caregiver(caregiver) => Some(caregiver.patient),
            Self::Visitor | Self::Person(_) | Self::Staff(_) | Self::Facility(_) | Self::Operator => None,
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

    /// # Errors
    /// [`UnknownRole`], so that a garbled row gives nobody anything.
    pub fn from_name(name: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == name).ok_or_else(|| UnknownRole(name.to_owned()))
    }
}

impl Roles {
    pub const NONE: Self = Self(0);

    pub fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Whether they look at patients' records for care at all. Who only sits at the desk does not.
    pub fn treat(self) -> bool {
        [Role::Doctor, Role::Nurse, Role::Pharmacist].into_iter().any(|role| self.contains(role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | 1 << role as u8))
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
