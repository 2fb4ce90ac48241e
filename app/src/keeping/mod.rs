//! Keeping the record on this device (docs/offline.md): the setting, what the portal says of it, and what takes the
//! snapshot away. `crate::kept` seals and keeps it; `crate::offline` has the pages of one that was opened.

#[cfg(any(test, feature = "hydrate"))]
pub mod content;
#[cfg(feature = "hydrate")]
pub mod gather;
#[cfg(feature = "hydrate")]
mod keep;
#[cfg(any(test, feature = "hydrate"))]
mod led;
pub mod problem;
#[cfg(feature = "hydrate")]
pub mod queue;
mod queue_notice;
mod section;
#[cfg(feature = "hydrate")]
mod sign_out;
#[cfg(feature = "hydrate")]
pub mod stays;

pub use queue_notice::QueueNotice;
pub use section::KeepSection;
#[cfg(feature = "hydrate")]
pub use sign_out::{finish_sign_out, watch_sign_out};
#[cfg(feature = "hydrate")]
pub use stays::after_sign_in;

use serde::{Deserialize, Serialize};
use shared::ids::PatientId;

pub use crate::kept::SNAPSHOT_HEADER;

/// Says that a form waited on a device for a network: what shows more to somebody is refused then.
pub const WAITED_HEADER: &str = "mikata-waited";

/// Where snapshots are opened.
pub const PAGE: &str = "/kept";

/// What the portal answers a device that keeps a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptTerms {
    /// By what the device asks later whether it may stay.
    pub token: String,
    /// Of the account; opaque.
    pub viewer: String,
    /// For how long it may be read.
    pub seconds: i64,
    /// The person whose record may be kept: the one that is open.
    pub whose: PatientId,
    /// The kinds that may be in it; empty where it is the reader's own.
    pub shown: String,
}
