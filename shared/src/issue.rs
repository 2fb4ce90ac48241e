//! An issue with something that was sent: where, what was found, and what was expected.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Something a facility sent that could not be read, precisely enough for its engineer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub severity: Severity,
    /// FHIRPath of the element: `Bundle.entry[3].resource.code.coding[0].system`.
    pub path: String,
    /// The value that was found (shortened), or that there was none.
    pub found: String,
    pub expected: String,
}

/// Severity of an issue. The order is from harmless to fatal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Read in full; the sender should know.
    Warning,
    /// This part is shown as unreadable, the rest was read.
    Part,
    /// It may change what the rest means: the rest was read, and may not be told plainly.
    Doubt,
    /// The resource cannot be accepted.
    Error,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}, expected {}", self.path, self.found, self.expected)
    }
}
