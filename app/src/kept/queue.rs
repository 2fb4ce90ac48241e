//! Queue of what waits for a network: forms that were sent while a snapshot was open. It lies beside the snapshot, sealed
//! under the same key, and goes with it.

#[cfg(feature = "hydrate")]
mod sealed;

#[cfg(feature = "hydrate")]
pub(super) use sealed::hold;
#[cfg(feature = "hydrate")]
pub use sealed::{alone, change, read};

/// A form that waits, and is not in effect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// By what it is told from another that says the same.
    pub id: String,
    /// As its button says it.
    pub said: String,
    /// What was typed; empty: nothing.
    pub typed: String,
    pub action: String,
    /// Its fields, as a form sends them, without a token.
    pub fields: String,
    /// What the portal answered that did not take it; empty: it was not sent.
    pub why_not: String,
}
