use serde::{Deserialize, Serialize};

/// FHIR's Identifier: a value within its system.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identifier {
    pub system: String,
    pub value: String,
}
