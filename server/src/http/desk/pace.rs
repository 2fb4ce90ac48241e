//! How fast one person may look others up: a desk serves a queue, a program walks through all numbers.

use chrono::{DateTime, Duration, Utc};
use shared::ids::AccountId;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

/// Twice a busy reception: one every five seconds, and one every half minute through an hour.
const LIMITS: [(Duration, usize); 2] = [(Duration::minutes(1), 12), (Duration::hours(1), 120)];

/// When each of the staff looked somebody up, found or not. Forgotten when the service restarts; the
/// access log is not. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Pace(Arc<Mutex<HashMap<AccountId, VecDeque<DateTime<Utc>>>>>);

impl Pace {
    /// Counts a look-up. `false`: it comes too soon after the others, and is not counted.
    pub fn take(&self, who: AccountId, now: DateTime<Utc>) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, times| {
            times.retain(|at| now - *at < LIMITS[1].0);
            !times.is_empty()
        });
        let times = all.entry(who).or_default();
        let within = |span| times.iter().filter(|at| now - **at < span).count();
        let allowed = LIMITS.into_iter().all(|(span, most)| within(span) < most);
        if allowed {
            times.push_back(now);
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_queue_is_served_and_a_program_is_not() {
        let pace = Pace::default();
        let who = AccountId(Uuid::from_u128(1));
        let start = DateTime::<Utc>::default();
        for second in 0..12 {
            assert!(pace.take(who, start + Duration::seconds(second)));
        }
        assert!(!pace.take(who, start + Duration::seconds(59)), "the thirteenth within a minute");
        assert!(pace.take(AccountId(Uuid::from_u128(2)), start), "somebody else has their own pace");
        assert!(pace.take(who, start + Duration::seconds(60)));
        let taken = (1..600).filter(|step| pace.take(who, start + Duration::seconds(60 + step * 5))).count();
        assert_eq!(taken + 13, 120, "an hour's worth");
    }
}
