//! Each mistake that could be made in the decision is made once, and the situations must notice.

use super::cases;
use crate::consent::fault::{Fault, seeded::with_fault};

const FAULTS: [Fault; 20] = [
    Fault::WithdrawalForgotten,
    Fault::WithdrawalWaits,
    Fault::ExclusionIgnored,
    Fault::EverythingIsEverything,
    Fault::AnyFacility,
    Fault::StrangersTreat,
    Fault::VisitTooLong,
    Fault::HomeCareForEver,
    Fault::LastDayLost,
    Fault::EmergencyShowsAll,
    Fault::EmergencyAnywhere,
    Fault::UnreadableSkipped,
    Fault::ItemForgotten,
    Fault::DataTreats,
    Fault::DenialForgotten,
    Fault::VisitOverDenial,
    Fault::StatedVisitForEver,
    Fault::StatedVisitShowsInfections,
    Fault::StatedVisitShowsUntold,
    Fault::HomeCareByData,
];

#[test]
fn every_seeded_fault_is_noticed() {
    for fault in FAULTS {
        let noticed = with_fault(fault, || cases::all().iter().filter(|one| one.check().is_err()).count());
        assert!(noticed > 0, "{fault:?} goes unnoticed");
    }
}
