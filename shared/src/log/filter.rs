//! Filter for the entries of a history. Verifying never asks it: that is always about all of them.

use super::history::{Access, Actor, Outcome, Purpose};
use crate::time::tokyo_day;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Party that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// People who work at a facility.
    Facilities,
    /// A facility's machines, which ask by key.
    Machines,
    /// Family and caregivers, and other people who tried.
    Caregivers,
    /// The person themselves.
    Own,
}

/// Criteria that entries are looked for by; without any, all are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub who: Option<Who>,
    /// Emergencies alone.
    pub emergency: bool,
    /// Only refused accesses.
    pub refused: bool,
    /// The first day, in Asia/Tokyo.
    pub from: Option<NaiveDate>,
    /// The last day, in Asia/Tokyo.
    pub until: Option<NaiveDate>,
}

impl Who {
    pub const ALL: [Self; 4] = [Self::Facilities, Self::Machines, Self::Caregivers, Self::Own];

    /// The name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Facilities => "facilities",
            Self::Machines => "machines",
            Self::Caregivers => "caregivers",
            Self::Own => "own",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.as_str() == name)
    }

    fn is(self, actor: Actor) -> bool {
        match self {
            Self::Facilities => actor == Actor::Staff,
            Self::Machines => actor == Actor::Facility,
            Self::Caregivers => matches!(actor, Actor::Caregiver | Actor::OtherPerson),
            Self::Own => actor == Actor::Own,
        }
    }
}

impl Filter {
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    pub fn admits(&self, access: &Access) -> bool {
        let day = tokyo_day(access.at);
        self.who.is_none_or(|who| who.is(access.actor))
            && (!self.emergency || access.purpose == Purpose::Emergency)
            // What cannot be read as granted is looked at with what was refused.
            && (!self.refused || access.outcome != Outcome::Granted)
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn access(at: &str, actor: Actor, purpose: Purpose, outcome: Outcome) -> Access {
        let at = at.parse().unwrap();
        Access {
            at,
            actor,
            facility: None,
            purpose,
            outcome,
            roles: vec![],
            kinds: None,
            consents: vec![],
            oral_consent: false,
            visit: None,
            reason: None,
            sign_out: None,
            recipient: None,
            erased: None,
        }
    }

    /// The first minute of 2 July in Tokyo is still 1 July in Greenwich.
    #[wasm_bindgen_test(unsupported = test)]
    fn days_are_those_of_tokyo_and_both_ends_belong_to_it() {
        let first = access("2024-07-01T15:00:00Z", Actor::Staff, Purpose::Care, Outcome::Granted);
        let day = |text: &str| Some(text.parse().unwrap());
        for (from, until, expected) in [
            (day("2024-07-02"), day("2024-07-02"), true),
            (day("2024-07-03"), None, false),
            (None, day("2024-07-01"), false),
            (None, None, true),
        ] {
            let filter = Filter { from, until, ..Filter::default() };
            assert_eq!(filter.admits(&first), expected, "{from:?} {until:?}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_actor_is_found_by_one_name_at_most_and_everything_without_one() {
        let actors = [
            (Actor::Own, Some(Who::Own)),
            (Actor::Staff, Some(Who::Facilities)),
            (Actor::Facility, Some(Who::Machines)),
            (Actor::Caregiver, Some(Who::Caregivers)),
            (Actor::OtherPerson, Some(Who::Caregivers)),
            (Actor::Operator, None),
            (Actor::Visitor, None),
            (Actor::Unknown, None),
        ];
        for (actor, expected) in actors {
            let seen = access("2024-07-01T00:00:00Z", actor, Purpose::Care, Outcome::Granted);
            assert!(Filter::default().admits(&seen));
            for who in Who::ALL {
                let filter = Filter { who: Some(who), ..Filter::default() };
                assert_eq!(filter.admits(&seen), expected == Some(who), "{actor:?} {who:?}");
            }
        }
        assert!(Who::ALL.iter().all(|who| Who::from_name(who.as_str()) == Some(*who)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_cannot_be_read_is_never_taken_for_granted() {
        let refused = Filter { refused: true, ..Filter::default() };
        let emergency = Filter { emergency: true, ..Filter::default() };
        for (outcome, expected) in
            [(Outcome::Granted, false), (Outcome::Refused, true), (Outcome::Unknown, true)]
        {
            let seen = access("2024-07-01T00:00:00Z", Actor::Staff, Purpose::Emergency, outcome);
            assert_eq!(refused.admits(&seen), expected);
            assert!(emergency.admits(&seen));
        }
    }
}
