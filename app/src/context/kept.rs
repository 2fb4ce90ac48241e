//! That the record on screen is a snapshot kept on this device, and not what the portal says now.

use crate::kept::queue::Waiting;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use shared::{consent::Sharing, log::History};
use std::sync::Arc;

/// What every page of a snapshot says.
#[derive(Clone, Copy, Debug)]
pub struct KeptRecord {
    /// The day that the record is of.
    pub as_of: NaiveDate,
    pub expires_at: DateTime<Utc>,
    /// Infection tests are in it.
    pub infections: bool,
    /// The portal can be reached again.
    pub reachable: RwSignal<bool>,
    /// Something was asked for that only the portal can do.
    pub needs_network: RwSignal<bool>,
    pub queue: RwSignal<QueueState>,
    /// Gives up something that waits.
    pub take_back: Callback<Waiting>,
    /// Sends something once more that the portal did not take.
    pub send_again: Callback<Waiting>,
    /// Of which day the one is that was kept meanwhile in the place of this; `None`: this is the newest.
    pub renewed: RwSignal<Option<NaiveDate>>,
    /// Shows that one.
    pub show_renewed: Callback<()>,
}

/// What waits for a network, and what became of what did.
#[derive(Clone, Debug, Default)]
pub struct QueueState {
    pub waiting: Vec<Waiting>,
    /// What the portal took, as its buttons say it.
    pub sent: Vec<String>,
    /// The portal can be reached, and this reader is not signed in there.
    pub sign_in_first: bool,
    /// Why it could not be read or written; empty: it could.
    pub problem: String,
}

/// What is kept beside the record, as it was then, for reading.
#[derive(Clone, Debug, Default)]
pub struct KeptBeside {
    /// `None`: it could not be had when the record was kept.
    pub sharing: Option<Arc<Sharing>>,
    pub history: Option<Arc<History>>,
    /// Infection tests as their page shows them; `None`: its reader did not ask for them to be kept.
    pub infections: Option<Arc<str>>,
}

/// `None`: the record comes from the portal.
pub fn use_kept_beside() -> Option<KeptBeside> {
    use_context()
}

/// `None`: the record comes from the portal.
pub fn use_kept() -> Option<KeptRecord> {
    use_context()
}
