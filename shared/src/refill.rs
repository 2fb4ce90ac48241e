//! Refills: how early a supply that goes on from another may begin.

use serde::{Deserialize, Serialize};

/// Days before the old supply ends from which on a refill may begin; a longer overlap is no refill and is asked about.
/// The operator decides (`--refill-days`); a record carries it, so that server and browser join alike. Unless said, two
/// weeks: prescriptions are renewed at visits one or two weeks before the tablets run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RefillDays(u8);

impl RefillDays {
    /// The longest that an operator may set: longer overlaps are two supplies.
    pub const MOST: u8 = 90;

    /// `None` beyond [`RefillDays::MOST`].
    pub fn new(days: u8) -> Option<Self> {
        (days <= Self::MOST).then_some(Self(days))
    }

    /// In days.
    pub fn days(self) -> u8 {
        self.0
    }
}

impl Default for RefillDays {
    fn default() -> Self {
        Self(14)
    }
}
