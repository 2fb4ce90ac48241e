//! Functions that judge what stands in a record instead of repeating it (判断する機能). An operator clears each before
//! it is used (docs/intended-use.md).

use crate::set::{Member, Set};
use serde::{Deserialize, Serialize};

/// One of them. A new one is off in every database until its operator cleared it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// 飲み合わせなどの確認: medicines compared with each other and with what is known of a person, wherever it is shown
    /// or answered.
    MedicationCheck,
    /// Advice on a result that its laboratory flagged as critical (HH, LL, AA), and for how long that is urgent. The
    /// flag itself is the laboratory's, and stands without it.
    CriticalValues,
}

/// The functions that are in use.
pub type Functions = Set<Function>;

impl Function {
    pub const ALL: [Self; 2] = [Self::MedicationCheck, Self::CriticalValues];

    /// The name in the database and on the command line: it stays, whatever the variant is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MedicationCheck => "medication-check",
            Self::CriticalValues => "critical-values",
        }
    }
}

impl Member for Function {
    const EACH: &'static [Self] = &Self::ALL;
    const WHAT: &'static str = "a function that judges (medication-check, critical-values)";

    fn as_str(self) -> &'static str {
        self.as_str()
    }

    fn place(self) -> u32 {
        self as u32
    }
}

/// An operator's decision about a function. The newest decision holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clearance {
    Cleared,
    Withdrawn,
}

impl Clearance {
    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cleared => "cleared",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Cleared, Self::Withdrawn].into_iter().find(|one| one.as_str() == name)
    }

    /// Whether a function is used. One without a decision is used in a demonstration alone.
    pub fn is_in_use(newest: Option<Self>, demo: bool) -> bool {
        match newest {
            Some(Self::Cleared) => true,
            Some(Self::Withdrawn) => false,
            None => demo,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn names_lead_back_and_stand_once() {
        for (place, function) in Function::ALL.into_iter().enumerate() {
            assert_eq!(function.place() as usize, place);
            assert_eq!(Function::from_name(function.as_str()), Some(function));
            let written = serde_json::to_string(&Functions::from(function)).unwrap();
            assert_eq!(
                written,
                format!("[\"{}\"]", function.as_str()),
                "a page and the database name it alike"
            );
        }
        for clearance in [Clearance::Cleared, Clearance::Withdrawn] {
            assert_eq!(Clearance::from_name(clearance.as_str()), Some(clearance));
        }
        assert_eq!(Clearance::from_name("clear"), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_nobody_cleared_is_off_but_in_a_demonstration() {
        for (newest, demo, expected) in [
            (None, false, false),
            (None, true, true),
            (Some(Clearance::Cleared), false, true),
            (Some(Clearance::Cleared), true, true),
            (Some(Clearance::Withdrawn), false, false),
            (Some(Clearance::Withdrawn), true, false),
        ] {
            assert_eq!(Clearance::is_in_use(newest, demo), expected, "{newest:?} in a demonstration: {demo}");
        }
    }
}
