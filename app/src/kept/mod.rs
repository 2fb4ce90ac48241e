//! The encrypted snapshot of a record on this device: sealed by the browser's own cipher, with a key that comes from a
//! passphrase, and kept in the browser's database. In clear lie its header and that there is one.

#[cfg(feature = "hydrate")]
mod cipher;
#[cfg(feature = "hydrate")]
mod derive;
#[cfg(feature = "hydrate")]
mod mark;
#[cfg(feature = "hydrate")]
mod passkey;
pub mod queue;
#[cfg(feature = "hydrate")]
mod snapshot;
#[cfg(feature = "hydrate")]
mod stays;
#[cfg(feature = "hydrate")]
mod store;
#[cfg(any(test, feature = "hydrate"))]
pub mod texts;

#[cfg(feature = "hydrate")]
pub use mark::{
    Mark, end as give_up, is_being_removed, is_marked, let_go, lost, lost_is_known, mark, note_sign_out,
    sign_out_is_done, sign_out_is_due, waiting,
};
#[cfg(feature = "hydrate")]
pub use snapshot::{
    Kept, Opens, Wrapping, begin, begin_again, keep, look, made_words, now, open, open_again, remove,
};
#[cfg(feature = "hydrate")]
pub use stays::{Answer, ask, or_removed};

use chrono::{DateTime, Utc};
use shared::snapshot::Unreadable;

/// Where a device names the snapshot that it asks about.
pub const SNAPSHOT_HEADER: &str = "mikata-snapshot";

/// Why a snapshot cannot be kept or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// This browser keeps nothing: a private window, or storage that is switched off.
    Cannot,
    /// Its database did not answer in time.
    Hangs,
    /// There is no room for it.
    Full,
    /// There is not enough memory to derive a key.
    Memory,
    /// There is none (any more).
    Gone,
    /// It was removed just now, because its time was over.
    Expired,
    /// This device's clock is before the time at which it was written.
    ClockBehind(DateTime<Utc>),
    /// Another version of the program wrote it.
    OtherProgram,
    /// It cannot be read, and was removed.
    Damaged,
    /// The passphrase is not the one.
    WrongPassphrase,
    /// The passkey was not asked, or did not answer.
    PasskeyNotUsed,
    /// This passkey, or this browser, computes no secret.
    NoPrf,
    /// Infection tests are kept only after a fresh proof.
    ProofFirst,
    /// The portal could not be reached, or refused.
    Refused,
    /// What was not sent waits beside the one that is there.
    Waits,
}

impl From<Unreadable> for Problem {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Damaged | Unreadable::Replaced => Self::Damaged,
            Unreadable::OtherProgram => Self::OtherProgram,
            Unreadable::Expired { .. } => Self::Expired,
            Unreadable::ClockBehind { written_at } => Self::ClockBehind(written_at),
        }
    }
}
