//! Snapshot of a record that a device keeps encrypted: its envelope, how long it may be read, and its passphrase.
//!
//! What encrypts and where it lies is `app`'s; what is bound to what, and what is refused, is decided here.

pub mod envelope;
pub mod lifetime;
pub mod passphrase;

pub use envelope::{Derivation, Envelope, Evaluation, Header, Lock, Sealed};
pub use lifetime::Lifetime;
pub use passphrase::Passphrase;

use chrono::{DateTime, Utc};

/// Why a snapshot is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is cut off, or is none.
    #[error("it is damaged")]
    Damaged,
    /// It was written by a newer or an older program, whose record is laid out in another way.
    #[error("another program wrote it")]
    OtherProgram,
    #[error("its time is over since {since}")]
    Expired { since: DateTime<Utc> },
    /// This device's clock says a time before it was written.
    #[error("it was written at {written_at}, which is still to come")]
    ClockBehind { written_at: DateTime<Utc> },
    /// A newer one was kept on this device.
    #[error("a newer one was kept")]
    Replaced,
}
