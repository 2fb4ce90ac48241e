use serde::{Deserialize, Serialize};

/// A code with the system that gives it its meaning; old OIDs are already mapped to URLs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coding {
    pub system: String,
    pub code: String,
    pub display: Option<String>,
}

impl Coding {
    /// The code in the first of `codings` whose system is `system`.
    pub fn code_in<'a>(codings: &'a [Self], system: &str) -> Option<&'a str> {
        codings.iter().find(|coding| coding.system == system).map(|coding| coding.code.as_str())
    }
}
