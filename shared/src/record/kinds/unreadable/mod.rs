use crate::record::{Issue, Origin};
use serde::{Deserialize, Serialize};

/// An item of a record that could not be read at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unreadable {
    pub origin: Origin,
    /// The FHIR resource type, as sent.
    pub resource_type: String,
    pub issues: Vec<Issue>,
}
