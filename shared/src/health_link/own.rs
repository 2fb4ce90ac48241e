//! A link as the person sees who shares by it: what is in it, who opened it, and whether it can be opened.

use super::Contents;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A link of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLink {
    pub id: Uuid,
    /// For whom, in the person's words.
    pub label: String,
    pub contents: Contents,
    pub with_infections: bool,
    pub made: DateTime<Utc>,
    pub expires: DateTime<Utc>,
    pub ended: Option<DateTime<Utc>>,
    /// Whether whoever made it and whose it is may share; it opens nothing otherwise.
    pub in_force: bool,
    pub asks_passcode: bool,
    /// Wrong passcodes that may still come.
    pub attempts_left: i64,
    /// `None`: any number.
    pub openings_left: Option<i64>,
    /// The newest first.
    pub openings: Vec<Opening>,
}

/// Somebody opened a link, or had the wrong passcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub at: DateTime<Utc>,
    /// As they call themself.
    pub recipient: String,
    pub opened: bool,
}

/// Whether a link can be opened, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    InForce,
    Ended(DateTime<Utc>),
    Expired,
    /// It was for one opening.
    Opened,
    /// The passcode was wrong too often.
    Locked,
    /// Not for now: the sign-in that made it is closed, frozen or held.
    Suspended,
}

impl OwnLink {
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        match self.ended {
            Some(at) => Standing::Ended(at),
            None if self.expires <= now => Standing::Expired,
            None if self.openings_left == Some(0) => Standing::Opened,
            None if self.attempts_left <= 0 => Standing::Locked,
            None if !self.in_force => Standing::Suspended,
            None => Standing::InForce,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn what_ends_a_link_for_good_is_said_before_what_only_stops_it() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let link = OwnLink {
            id: Uuid::nil(),
            label: "x".to_owned(),
            contents: Contents::Summary,
            with_infections: false,
            made: at("2026-07-01T00:00:00Z"),
            expires: at("2026-07-02T00:00:00Z"),
            ended: None,
            in_force: true,
            asks_passcode: true,
            attempts_left: 5,
            openings_left: None,
            openings: vec![],
        };
        let now = at("2026-07-01T23:59:59Z");
        assert_eq!(link.standing(now), Standing::InForce);
        assert_eq!(link.standing(link.expires), Standing::Expired);
        let stopped = OwnLink { in_force: false, ..link.clone() };
        assert_eq!(stopped.standing(now), Standing::Suspended);
        let locked = OwnLink { attempts_left: 0, ..stopped };
        assert_eq!(locked.standing(now), Standing::Locked);
        let opened = OwnLink { openings_left: Some(0), ..locked };
        assert_eq!(opened.standing(now), Standing::Opened);
        let ended = OwnLink { ended: Some(now), ..opened };
        assert_eq!(ended.standing(link.expires), Standing::Ended(now));
    }
}
