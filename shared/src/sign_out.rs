//! Reasons for which a facility, or the operator, signs a person out everywhere. It opens nothing and takes no way in
//! away: a passkey signs in again.

use serde::{Deserialize, Serialize};

/// Why, from a closed list. The person reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The person asked for it.
    Asked,
    /// They may still be signed in on a device that others use.
    LeftOpen,
    /// What the sign-in was used for looks unlike the person.
    Unusual,
    /// In words of their own.
    Other,
}

impl Reason {
    pub const ALL: [Self; 4] = [Self::Asked, Self::LeftOpen, Self::Unusual, Self::Other];

    /// The name in forms, in the database and in the access log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::LeftOpen => "left-open",
            Self::Unusual => "unusual",
            Self::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn names_are_read_again() {
        assert!(Reason::ALL.iter().all(|one| Reason::from_name(one.as_str()) == Some(*one)));
        assert_eq!(Reason::from_name("Asked"), None);
    }
}
