//! Errors as a browser may learn of them: a handful of plain outcomes.

use serde::{Deserialize, Serialize};

/// "Not yours" and "does not exist" are one outcome from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PageError {
    #[error("nobody is signed in")]
    SignInFirst,
    #[error("there is nothing to show at this address")]
    NotFound,
    /// This record is not open (any more) to the person who is signed in.
    #[error("this record is not open to whoever is signed in")]
    NotOpen,
    /// A caregiver asks for what the person alone sees.
    #[error("this is for the person themself alone")]
    OnlyThemself,
    #[error("the record cannot be reached now")]
    Unavailable,
    /// A caregiver opens it too often.
    #[error("this was opened too often within a short while")]
    TooOften { seconds: u32 },
    /// The browser holds an older program than the server.
    #[error("this page is older than the portal")]
    Outdated,
}
