//! `meta.tag` flags that decide who may see an item at all.

use serde::{Deserialize, Serialize};

/// Who may learn that an item exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Disclosure {
    Open,
    /// 未告知: the patient has not been told. Not for patients, caregivers or shares.
    Uninformed,
    /// 未提供: for nobody but the sender.
    Undelivered,
}
