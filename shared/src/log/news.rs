//! News of another party's access, told to the person at once: never by whom, and never at what.

use super::history::{Outcome, Purpose};
use serde::{Deserialize, Serialize};

/// News: another party is in the person's own log since the last ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The number of the newest entry by another party.
    pub seq: u64,
    pub kind: Kind,
}

/// The end of a person's own log when a page was written: what comes after it is news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoFar {
    /// The number of the newest entry; 0 before the first.
    pub end: u64,
    /// Their record was opened in an emergency, and they have not seen that yet.
    pub unseen_emergency: bool,
    /// The number of an entry about which they asked, and whose answer they have not opened: of the newest question.
    pub unopened_answer: Option<u64>,
}

/// Kind of event, in the order of how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An access like any other.
    Other,
    /// An access that was refused.
    Refused,
    /// A hospital opened the record in an emergency.
    Emergency,
}

impl Kind {
    /// An attempt stays an attempt, also in an emergency. What is not understood is an access.
    pub fn of(purpose: Purpose, outcome: Outcome) -> Self {
        match (purpose, outcome) {
            (_, Outcome::Refused) => Self::Refused,
            (Purpose::Emergency, _) => Self::Emergency,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn an_emergency_outweighs_an_attempt_and_an_attempt_an_access() {
        for (purpose, outcome, kind) in [
            (Purpose::Care, Outcome::Granted, Kind::Other),
            (Purpose::Unknown, Outcome::Unknown, Kind::Other),
            (Purpose::Care, Outcome::Refused, Kind::Refused),
            (Purpose::Emergency, Outcome::Refused, Kind::Refused),
            (Purpose::Emergency, Outcome::Granted, Kind::Emergency),
            (Purpose::Emergency, Outcome::Unknown, Kind::Emergency),
        ] {
            assert_eq!(Kind::of(purpose, outcome), kind, "{purpose:?} {outcome:?}");
        }
        assert_eq!([Kind::Emergency, Kind::Other, Kind::Refused].into_iter().max(), Some(Kind::Emergency));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn it_says_a_number_and_a_kind_and_nothing_else() {
        let news = News { seq: 7, kind: Kind::Emergency };
        assert_eq!(serde_json::to_string(&news).unwrap(), r#"{"seq":7,"kind":"emergency"}"#);
    }
}
