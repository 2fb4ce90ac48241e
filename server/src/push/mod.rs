//! Web Push: tells somebody's devices that somebody looked at their record, where they want it (docs/access-log.md,
//! "On a device"). What is to be told waits in the database, written with the entry itself; whoever reads a record
//! never waits for a push service.

mod delivery;
mod endpoint;
mod key;
mod message;

pub use delivery::Delivery;
pub use endpoint::{Endpoint, NotAnEndpoint, Reach, is_public};
pub use key::{KeyError, PushKey};

use std::sync::Arc;

/// What is needed to tell devices anything. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Push {
    pub key: Arc<PushKey>,
    /// Where this portal is, for push services that want to tell its operator something.
    pub contact: String,
    pub reach: Reach,
}
