//! That the record on screen is a snapshot kept on this device, and not what the portal says now.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

/// What every page of a snapshot says.
#[derive(Clone, Copy, Debug)]
pub struct KeptRecord {
    /// The day that the record is of.
    pub as_of: NaiveDate,
    pub expires_at: DateTime<Utc>,
    /// Something was asked for that only the portal can do.
    pub needs_network: RwSignal<bool>,
}

/// `None`: the record comes from the portal.
pub fn use_kept() -> Option<KeptRecord> {
    use_context()
}
