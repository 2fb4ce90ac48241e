//! A person's own log with everything that is needed to verify it: what `/api/access-history` answers in pages
//! ([`super::page`]).

use super::{
    Hash,
    leaf::{Fields, Leaf},
    question::Question,
};
use crate::{
    category::Categories,
    consent::Shown,
    emergency::Reason,
    ids::{ConsentId, FacilityCode},
    sign_out,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;

/// Every entry of one person, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Name of the person whose history it is. No part of what is proven.
    pub person: String,
    /// The log's public key, as a verifier key of signed notes.
    pub key: String,
    /// The newest signed tree head; `None` before the first.
    #[serde(deserialize_with = "said")]
    pub checkpoint: Option<String>,
    pub entries: Vec<Entry>,
    /// Proof that the tree still begins with the one that the reader remembers, where they named one.
    #[serde(deserialize_with = "said")]
    pub consistency: Option<Consistency>,
    /// Names of the facilities that entries name by their codes. No part of what is proven.
    pub facilities: Vec<Named>,
    /// The person's questions about entries, the newest first. No part of what is proven.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Those who act for the person, with the numbers of their entries. No part of what is proven.
    #[serde(default)]
    pub caregivers: Vec<Acting>,
}

impl History {
    /// The caregiver who made an entry; `None`: none of them, or it is not known.
    pub fn caregiver_of(&self, seq: u64) -> Option<&Caregiver> {
        self.caregivers.iter().find(|one| one.entries.contains(&seq)).map(|one| &one.caregiver)
    }

    /// Pseudonym of the person, as the leaves say it; `None` where nothing was entered.
    pub fn pseudonym(&self) -> Option<Hash> {
        self.entries.first().map(|entry| entry.leaf.pseudonym)
    }
}

/// A part that may be `null` but not missing: an entry that says nothing of its place does not wait for one.
fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// A facility's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub code: FacilityCode,
    pub name: String,
}

/// A caregiver, who acts for the person. The person may know who it is: they, or papers they may see, name them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Caregiver {
    /// The caregiver's name in the words of the person who let them in.
    pub label: String,
    /// The caregiver's name in their own words.
    pub name: Option<String>,
}

/// Entries that one caregiver made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    pub caregiver: Caregiver,
    /// The numbers of the entries.
    pub entries: BTreeSet<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub leaf: Leaf,
    /// Fields of the entry: the content that the leaf commits to.
    pub fields: Fields,
    pub salt: Hash,
    /// Where it stands in the log; `None` for the second until it is sealed.
    #[serde(deserialize_with = "said")]
    pub sealed: Option<Sealed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub index: u64,
    /// The inclusion proof.
    pub proof: Vec<Hash>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consistency {
    /// The size of the older tree.
    pub size: u64,
    pub proof: Vec<Hash>,
}

/// The names of an entry's fields. New ones may be added at any time: what is committed to is whatever
/// the list holds.
pub mod field {
    pub const AT: &str = "at";
    /// Who, as a kind: `patient`, `facility`, `staff`…
    pub const ACTOR: &str = "actor";
    /// The code of the facility that asked, itself or by its staff.
    pub const FACILITY: &str = "facility";
    /// An individual whom the person is not told of: [`super::super::leaf::individual`].
    pub const INDIVIDUAL: &str = "individual";
    pub const PURPOSE: &str = "purpose";
    pub const OUTCOME: &str = "outcome";
    /// Why it was opened in an emergency: [`crate::emergency::Reason`].
    pub const REASON: &str = "reason";
    /// Roles in which a facility's staff asked: names with spaces between them.
    pub const ROLE: &str = "role";
    /// Kinds of information that could be seen under it; never whether there was any of them.
    pub const KINDS: &str = "kinds";
    /// The decisions of the person that permitted it. A decision is never changed, so its id is its version.
    pub const CONSENT: &str = "consent";
    /// Oral consent that a facility recorded: `recorded`.
    pub const ORAL_CONSENT: &str = "oral-consent";
    /// Proof by which a visit was stated, as the desk saw it: [`crate::consent::Shown`].
    pub const VISIT: &str = "visit";
    /// Reason for which the person was signed out everywhere: [`crate::sign_out::Reason`].
    pub const SIGN_OUT: &str = "sign-out";
    /// Whoever opened a link that the person shares, as they call themself: nobody verified it.
    pub const RECIPIENT: &str = "recipient";
    /// The id of that link.
    pub const LINK: &str = "link";
    /// Number of entries before this one that were erased by law.
    pub const ERASED: &str = "erased";
}

/// Party that asked, as far as the person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Actor {
    /// The person themselves.
    Own,
    /// Another person, who is signed in as themselves.
    OtherPerson,
    Caregiver,
    Facility,
    /// A member of a facility's staff.
    Staff,
    Operator,
    /// Nobody who was signed in.
    Visitor,
    /// A kind that this program does not know.
    Unknown,
}

/// Role in which a facility's staff asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    Doctor,
    Nurse,
    Pharmacist,
    Clerk,
    Emergency,
    Administrator,
    /// One that this program does not know.
    Unknown,
}

/// Purpose of an access, as an entry names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Purpose {
    OwnRecord,
    /// The person enters, corrects or deletes something that they say of themself.
    OwnEntry,
    /// The person keeps an encrypted snapshot of it on a device.
    Keeping,
    /// A caregiver reads in the person's place.
    OnBehalf,
    /// Somebody decides in the person's place who may see it.
    Deciding,
    /// The person makes or ends a link by which they share something.
    OwnLink,
    /// Somebody opens such a link.
    SharedLink,
    Care,
    /// A facility's desk compares a patient's identity with their card.
    Desk,
    SafetyCheck,
    AccessHistory,
    Emergency,
    /// The operator erased what was entered before, because a law asked for it.
    Erasure,
    Unknown,
}

/// Whether it was permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Granted,
    Refused,
    Unknown,
}

impl Purpose {
    /// As entries write it.
    pub fn from_name(name: &str) -> Self {
        match name {
            "own-record" => Self::OwnRecord,
            "own-entry" => Self::OwnEntry,
            "keeping" => Self::Keeping,
            "on-behalf" => Self::OnBehalf,
            "deciding" => Self::Deciding,
            "own-link" => Self::OwnLink,
            "shared-link" => Self::SharedLink,
            "care" => Self::Care,
            "desk" => Self::Desk,
            "safety-check" => Self::SafetyCheck,
            "access-history" => Self::AccessHistory,
            "emergency" => Self::Emergency,
            "erasure" => Self::Erasure,
            _ => Self::Unknown,
        }
    }
}

impl Outcome {
    /// As entries write it.
    pub fn from_name(name: &str) -> Self {
        match name {
            "granted" => Self::Granted,
            "refused" => Self::Refused,
            _ => Self::Unknown,
        }
    }
}

/// An entry's content as meaning. What could not be read stays readable in [`Entry::fields`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    pub at: DateTime<Utc>,
    pub actor: Actor,
    pub facility: Option<FacilityCode>,
    pub purpose: Purpose,
    pub outcome: Outcome,
    /// None: the entry says nothing of it.
    pub roles: Vec<Role>,
    /// `None`: the entry does not say, or in words of another program.
    pub kinds: Option<Categories>,
    pub consents: Vec<ConsentId>,
    /// The facility says that the person agreed in front of them.
    pub oral_consent: bool,
    /// Proof by which a visit was stated, as the desk saw it.
    pub visit: Option<Shown>,
    /// Why it was opened in an emergency, as the hospital stated it.
    pub reason: Option<Reason>,
    /// Why the person was signed out everywhere.
    pub sign_out: Option<sign_out::Reason>,
    /// Whoever opened a link, as they call themself.
    pub recipient: Option<String>,
    /// Number of entries before it that were erased by law.
    pub erased: Option<u64>,
}

/// The kind under which an entry by the person themselves is written.
pub const OWN: &str = "self";

impl Entry {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn access(&self) -> Access {
        let at = DateTime::from_timestamp_millis(self.leaf.at_millis).unwrap_or_default();
        let actor = match self.field(field::ACTOR) {
            Some(OWN) => Actor::Own,
            Some("patient") => Actor::OtherPerson,
            Some("caregiver") => Actor::Caregiver,
            Some("facility") => Actor::Facility,
            Some("staff") => Actor::Staff,
            Some("operator") => Actor::Operator,
            Some("visitor") => Actor::Visitor,
            _ => Actor::Unknown,
        };
        let outcome = self.field(field::OUTCOME).map_or(Outcome::Unknown, Outcome::from_name);
        let facility = self.field(field::FACILITY).and_then(|code| FacilityCode::try_from(code).ok());
        let words = |name| self.field(name).unwrap_or_default().split_whitespace();
        Access {
            at,
            actor,
            facility,
            purpose: self.purpose(),
            outcome,
            roles: words(field::ROLE).map(Role::of).collect(),
            kinds: self.field(field::KINDS).and_then(|names| Categories::parse(names).ok()),
            consents: words(field::CONSENT).filter_map(|id| id.parse().ok().map(ConsentId)).collect(),
            oral_consent: self.field(field::ORAL_CONSENT).is_some(),
            visit: self.field(field::VISIT).and_then(Shown::from_name),
            reason: self.field(field::REASON).and_then(Reason::from_name),
            sign_out: self.field(field::SIGN_OUT).and_then(sign_out::Reason::from_name),
            recipient: self.field(field::RECIPIENT).map(str::to_owned),
            erased: self.field(field::ERASED).and_then(|count| count.parse().ok()),
        }
    }

    fn purpose(&self) -> Purpose {
        self.field(field::PURPOSE).map_or(Purpose::Unknown, Purpose::from_name)
    }
}

impl Role {
    /// The value of a name in an entry.
    fn of(name: &str) -> Self {
        match name {
            "doctor" => Self::Doctor,
            "nurse" => Self::Nurse,
            "pharmacist" => Self::Pharmacist,
            "clerk" => Self::Clerk,
            "emergency" => Self::Emergency,
            "administrator" => Self::Administrator,
            _ => Self::Unknown,
        }
    }
}
