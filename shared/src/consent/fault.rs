//! Mistakes that [`decide`](super::decide) must not make, built in so that the tests can prove that each one of
//! them would be noticed. Outside tests there are none.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A withdrawn permission still permits.
    WithdrawalForgotten,
    /// A withdrawal waits until the clock has reached its date.
    WithdrawalWaits,
    /// Whatever permits wins over an exclusion.
    ExclusionIgnored,
    /// "Everything" opens infections and procedures too.
    EverythingIsEverything,
    /// One facility's consent is everybody's.
    AnyFacility,
    /// Whoever is here counts as treating.
    StrangersTreat,
    /// A visit lasts one instant longer than its day.
    VisitTooLong,
    /// Home care goes on whether anybody came or not.
    HomeCareForEver,
    /// The last day of a range does not count.
    LastDayLost,
    /// What was excluded from emergencies is shown in them.
    EmergencyShowsAll,
    /// Clinics have emergencies, too.
    EmergencyAnywhere,
    /// What cannot be read is left out of account.
    UnreadableSkipped,
    /// A single item's exclusion holds for nobody.
    ItemForgotten,
    /// A single item's exclusion holds for its own line alone.
    AlikeForgotten,
    /// Whoever sent something treats.
    DataTreats,
    /// That the patient said no is left out of account.
    DenialForgotten,
    /// Staff state a visit after the patient said no, and it holds.
    VisitOverDenial,
    /// A stated visit does not end.
    StatedVisitForEver,
    /// A stated visit opens infections, too.
    StatedVisitShowsInfections,
    /// A stated visit opens what the patient has not been told.
    StatedVisitShowsUntold,
    /// Home care goes on by what somebody sends whom the patient never confirmed.
    HomeCareByData,
}

/// Whether this mistake is being made.
#[cfg(not(all(test, not(target_arch = "wasm32"))))]
pub(super) const fn broken(_: Fault) -> bool {
    false
}

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) use seeded::broken;

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) mod seeded {
    use super::Fault;
    use std::cell::Cell;

    thread_local! {
        static SEEDED: Cell<Option<Fault>> = const { Cell::new(None) };
    }

    pub fn broken(fault: Fault) -> bool {
        SEEDED.with(|seeded| seeded.get() == Some(fault))
    }

    /// Runs something while a mistake is being made.
    pub fn with_fault<T>(fault: Fault, run: impl FnOnce() -> T) -> T {
        SEEDED.with(|seeded| seeded.set(Some(fault)));
        let done = run();
        SEEDED.with(|seeded| seeded.set(None));
        done
    }
}
