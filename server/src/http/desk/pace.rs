//! How fast somebody may look others up: a desk serves a queue, a program walks through all numbers.

use crate::auth::Staff;
use chrono::{DateTime, Duration, Utc};
use shared::ids::{AccountId, FacilityCode};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

/// What is counted, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// Somebody is looked up by a number.
    LookUp,
    /// Somebody is looked for by the four items, all over the installation.
    EmergencySearch,
    /// A record is opened in an emergency.
    BreakGlass,
    /// An invitation is printed, for a patient or for somebody who is to act for one.
    Invite,
    /// Something is stated, frozen or ended about somebody's ways in.
    WaysIn,
    /// A visit is stated, or a patient's code tried.
    Visit,
}

/// Whose pace it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Whose {
    Person(AccountId),
    Facility(FacilityCode),
}

/// So many within a minute, so many within an hour.
#[derive(Clone, Copy)]
struct Most {
    minute: usize,
    hour: usize,
}

impl What {
    /// Whose pace counts, and what is the most.
    ///
    /// Look-ups: twice a busy reception. Emergencies: a resuscitation room sees a few patients in an hour, and
    /// whoever looks for one tries a few spellings; what one person cannot do, ten of a facility cannot together.
    fn limits(self, staff: &Staff) -> Vec<(Whose, Most)> {
        let person = Whose::Person(staff.account);
        match self {
            Self::LookUp => vec![(person, Most { minute: 12, hour: 120 })],
            // A form takes a minute to fill in with somebody in front of it; a program does not.
            Self::Invite | Self::WaysIn => vec![
                (person, Most { minute: 6, hour: 40 }),
                (Whose::Facility(staff.facility.clone()), Most { minute: 20, hour: 160 }),
            ],
            // A reception sees a patient every few minutes; codes cannot be guessed at this pace.
            Self::Visit => vec![
                (person, Most { minute: 6, hour: 60 }),
                (Whose::Facility(staff.facility.clone()), Most { minute: 20, hour: 300 }),
            ],
            Self::EmergencySearch | Self::BreakGlass => vec![
                (person, Most { minute: 5, hour: 20 }),
                (Whose::Facility(staff.facility.clone()), Most { minute: 20, hour: 60 }),
            ],
        }
    }
}

/// When who did what. Forgotten when the service restarts; the access log is not. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Pace(Arc<Mutex<Taken>>);

type Taken = HashMap<(What, Whose), VecDeque<DateTime<Utc>>>;

impl Pace {
    /// Counts what one of the staff does. `false`: it comes too soon after the others, and is not counted.
    pub fn take(&self, what: What, staff: &Staff, now: DateTime<Utc>) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, times| {
            times.retain(|at| now - *at < Duration::hours(1));
            !times.is_empty()
        });
        let limits = what.limits(staff);
        let has_room = |(whose, most): &(Whose, Most)| {
            let Some(times) = all.get(&(what, whose.clone())) else { return true };
            let within = |span| times.iter().filter(|at| now - **at < span).count();
            within(Duration::minutes(1)) < most.minute && within(Duration::hours(1)) < most.hour
        };
        let allowed = limits.iter().all(has_room);
        if allowed {
            for (whose, _) in limits {
                all.entry((what, whose)).or_default().push_back(now);
            }
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Roles;
    use uuid::Uuid;

    fn somebody(number: u128) -> Staff {
        let facility = FacilityCode::try_from("1310000011").unwrap();
        Staff { account: AccountId(Uuid::from_u128(number)), facility, roles: Roles::NONE }
    }

    #[test]
    fn a_queue_is_served_and_a_program_is_not() {
        let pace = Pace::default();
        let who = somebody(1);
        let start = DateTime::<Utc>::default();
        let take = |staff: &Staff, at| pace.take(What::LookUp, staff, at);
        for second in 0..12 {
            assert!(take(&who, start + Duration::seconds(second)));
        }
        assert!(!take(&who, start + Duration::seconds(59)), "the thirteenth within a minute");
        assert!(take(&somebody(2), start), "somebody else has their own pace");
        assert!(take(&who, start + Duration::seconds(60)));
        let taken = (1..600).filter(|step| take(&who, start + Duration::seconds(60 + step * 5))).count();
        assert_eq!(taken + 13, 120, "an hour's worth");
    }

    #[test]
    fn ten_who_guess_together_are_no_faster_than_their_facility() {
        let pace = Pace::default();
        let start = DateTime::<Utc>::default();
        let search = |who, at| pace.take(What::EmergencySearch, &somebody(who), at);
        assert_eq!((0..9).filter(|_| search(1, start)).count(), 5, "one person in a minute");
        assert_eq!(
            (0..90).filter(|step| search(2 + step % 9, start)).count(),
            15,
            "and with them their facility"
        );
        let minutes = (1..60).flat_map(|minute| (0..10).map(move |who| (who, minute)));
        let later = minutes.filter(|(who, minute)| search(10 + who, start + Duration::minutes(*minute)));
        assert_eq!(later.count() + 20, 60, "an hour's worth");
        assert!(pace.take(What::BreakGlass, &somebody(1), start), "what is found may be opened");
        assert!(pace.take(What::LookUp, &somebody(1), start), "the reception goes on");
    }

    #[test]
    fn sixty_invitations_are_not_printed_at_once() {
        let pace = Pace::default();
        let start = DateTime::<Utc>::default();
        let print = |who| pace.take(What::Invite, &somebody(who), start);
        assert_eq!((0..60).filter(|_| print(1)).count(), 6, "one clerk");
        assert_eq!(
            (0..60).filter(|step| print(2 + step % 9)).count(),
            14,
            "and with nine more their facility"
        );
    }
}
