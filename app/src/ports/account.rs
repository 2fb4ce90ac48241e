//! Port for pages about one's own ways in.

use super::oidc::OidcProvider;
use crate::error::PageError;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::{category::Categories, sign_out};
use std::sync::Arc;

/// Accounts, as a page sees them: bound to one request and to the visitor who makes it.
#[async_trait]
pub trait AccountPortal: Send + Sync {
    /// The passkeys, sessions and events of the account that is signed in.
    async fn my_sign_ins(&self) -> Result<MySignIns, PageError>;

    /// Ways by which the account's holder can prove that it is still they.
    async fn verification(&self) -> Result<Verification, PageError>;

    /// The person whom the invitation that was opened in this browser lets in; `None`: none was, or it is over.
    async fn invited(&self) -> Result<Option<Invited>, PageError>;
}

/// The context type under which `server` provides its [`AccountPortal`].
pub type AccountContext = Arc<dyn AccountPortal>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MySignIns {
    pub name: String,
    /// Name of the browser: `Chrome · Android`, or empty.
    pub device: String,
    /// They proved it is they not long ago; otherwise they only read.
    pub may_change: bool,
    /// A passkey may go: another way in is left.
    pub may_remove: bool,
    /// A way in that an invitation made, and that is not decided yet.
    pub new_way_in: Option<NewWayIn>,
    /// Since when another sign-in into this person's record opens nothing, because an operator linked two records.
    pub linked: Option<DateTime<Utc>>,
    /// Sign-out of all sessions of the account by others, the newest one.
    pub signed_out: Option<SignedOut>,
    pub passkeys: Vec<OwnPasskey>,
    pub sessions: Vec<OwnSession>,
    /// The newest first.
    pub events: Vec<AccountEvent>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewWayIn {
    /// The facility that says that it checked who they are.
    pub facility: String,
    pub began_at: DateTime<Utc>,
    /// Time at which it opens where nobody says anything; `None`: it was stopped, and two people decide.
    pub until: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnPasskey {
    pub id: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnSession {
    pub id: String,
    /// `Chrome · Android`; empty where the browser did not say.
    pub device: String,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    /// The one in which the page is read.
    pub this: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountEvent {
    pub at: DateTime<Utc>,
    /// `passkey-added` and so on.
    pub kind: String,
    /// The name of a passkey or of a device.
    pub detail: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verification {
    pub name: String,
    /// In a demonstration a button is enough.
    pub demo: bool,
    /// They have a passkey.
    pub passkey: bool,
    /// Where they can prove it instead: providers that open their account.
    pub outside: Vec<OidcProvider>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    pub welcome: Welcome,
    /// Name of the browser: `Chrome · Android`, or empty.
    pub device: String,
    /// Providers that may open such an account, instead of a passkey.
    pub outside: Vec<OidcProvider>,
    /// A representative's name in their own words, once they have said it.
    pub own_name: Option<String>,
}

/// Person whom an invitation lets in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Welcome {
    /// To their own record.
    Own {
        name: String,
        /// Name of the facility that checked who they are.
        facility: String,
        /// They had passkeys before, which end.
        recovers: bool,
    },
    /// A representative, who acts for another person.
    Caring {
        whose: String,
        /// It is the very person who is signed in.
        own: bool,
        signed_in_as: Option<String>,
        /// Kinds that they would be shown, and may use beside seeing.
        seen: Categories,
        checks: bool,
        until: Option<NaiveDate>,
    },
    /// One of a facility's staff.
    Staff { name: String, facility: String, recovers: bool },
}

/// Sign-out of all of an account's sessions by others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOut {
    /// `None`: the operator.
    pub facility: Option<String>,
    pub reason: sign_out::Reason,
    /// Note in the words of the one who did it; empty where the reason says all.
    pub note: String,
    pub at: DateTime<Utc>,
}
