//! Port for the pages about people: who can see a record, and which records a caregiver may open.

use super::qr_code::Modules;
use crate::error::PageError;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    category::Categories,
    delegation::{Basis, Coming, Powers, Subject},
    ids::PatientId,
    record::Person,
};
use std::sync::Arc;

/// People, as a page sees them: bound to one request and to the visitor who makes it.
#[async_trait]
pub trait People: Send + Sync {
    /// People who can see the visitor's own record, never that of a person they act for.
    async fn who_sees(&self) -> Result<WhoSees, PageError>;

    /// Start of the form for inviting a representative.
    async fn inviting(&self) -> Result<Inviting, PageError>;

    /// Records that the visitor may open.
    async fn records(&self) -> Result<Records, PageError>;

    /// The invented caregivers a visitor of a demonstration may be. Empty outside demo mode.
    async fn demo_caregivers(&self) -> Result<Vec<DemoCaregiver>, PageError>;
}

/// The context type under which `server` provides its [`People`].
pub type PeopleContext = Arc<dyn People>;

/// Everybody who can see one record, will, or could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoSees {
    /// Sent back by every form, so that a stale tab of another record changes nothing.
    pub whose: PatientId,
    pub name: String,
    pub today: NaiveDate,
    /// Whether the person is old enough to invite a representative.
    pub decides: bool,
    pub open: Vec<Representative>,
    /// Representatives who accepted and wait for the person's confirmation.
    pub waiting: Vec<Representative>,
    pub invited: Vec<Invited>,
    pub past: Vec<Past>,
}

/// A representative, who acts for the person or will once the person confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    pub id: String,
    /// The representative's name in the words of the person who gave it.
    pub label: String,
    /// The representative's name in their own words.
    pub account_name: String,
    pub basis: Basis,
    /// The facility that attested it.
    pub attested_by: Option<String>,
    /// Since when they act; while waiting, when they accepted.
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub powers: Powers,
    pub in_emergencies: InEmergencies,
    pub may_be_taken_back: bool,
}

/// Choice of the person what a representative is told when an emergency begins. The person's choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InEmergencies {
    /// Whether they are told that one began.
    pub tell: bool,
    /// And at which hospital.
    pub hospital: bool,
}

/// An invitation that was not accepted yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub id: String,
    pub label: String,
    pub seen: Categories,
    pub may_be_taken_back: bool,
    /// The day on which it runs out; `None`: it has.
    pub until: Option<NaiveDate>,
}

/// A representative who could see the record and cannot any more. The reason is shown to nobody here, unless they
/// wanted it so themself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub label: String,
    pub account_name: Option<String>,
    /// They gave it back themself.
    pub resigned: bool,
    /// Days from which and to which they acted; `None`: they never did.
    pub acted: Option<(NaiveDate, NaiveDate)>,
}

/// The form for inviting a representative, and what came of sending it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inviting {
    pub whose: PatientId,
    /// The id of the mandate to be: the same form sent twice gives one.
    pub id: String,
    pub subject: Subject,
    /// Now, as the server knows it: the preview goes by it.
    pub now: DateTime<Utc>,
    /// Whether the visitor proved lately enough that it is they.
    pub verified: bool,
    /// The form that was sent, when it could not be accepted.
    pub sent: Option<Sent>,
    /// The invitation, shown once, to the visitor who sent the form.
    pub issued: Option<Issued>,
}

/// A form that was sent, as far as it could be understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub label: String,
    pub categories: Categories,
    pub check: bool,
    pub until: String,
    pub problem: Problem,
}

/// Why an invitation cannot be written like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    NoName,
    UnusableName,
    NothingShown,
    CheckWithoutMedicines,
    NoSuchDay,
    AlreadyOver,
    /// The person may not give this themself: they are under fifteen.
    TooYoung,
    /// It cannot be given on any ground.
    Unfounded,
}

/// An invitation as it is handed over: it can be read only once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    pub label: String,
    /// Eight groups of four.
    pub code: String,
    pub link: String,
    /// The link for a camera; nothing where it is too long for that.
    pub qr: Option<Modules>,
    pub seen: Categories,
    pub check: bool,
    pub until: Option<NaiveDate>,
    /// The last day on which it can be used.
    pub usable_until: NaiveDate,
}

/// Records that a caregiver may open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    pub today: NaiveDate,
    pub own: Option<(PatientId, Person)>,
    pub cared_for: Vec<CaredFor>,
    /// Names of the people who have yet to confirm.
    pub waiting: Vec<String>,
    /// The record that is open in this session.
    pub open: Option<PatientId>,
    /// Emergencies of those, as far as they want it told, newest first.
    pub emergencies: Vec<OthersEmergency>,
    /// Changes by the others who decide for those, newest first.
    pub sharing: Vec<OthersSharing>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaredFor {
    pub id: PatientId,
    pub person: Person,
    pub seen: Categories,
    pub checks: bool,
    pub coming: Option<Coming>,
}

/// That another one who decides for a person changed what is shared; never with whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OthersSharing {
    /// The person's.
    pub name: String,
    pub at: DateTime<Utc>,
}

/// A caregiver of the demonstration, as offered on the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoCaregiver {
    /// Opaque; the value that the sign-in form sends back.
    pub id: String,
    pub name: String,
    /// Names of the people whom they act for.
    pub cares_for: Vec<String>,
}

/// An emergency of a person whom they act for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OthersEmergency {
    /// The person's.
    pub name: String,
    pub at: DateTime<Utc>,
    /// `None`: the person keeps that to themself.
    pub hospital: Option<String>,
}
