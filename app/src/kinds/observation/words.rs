use crate::{format, t};
use shared::{
    own::HomeBloodPressure,
    record::{Measured, Observation, ResultStatus},
};

pub fn result_status(status: ResultStatus) -> String {
    match status {
        ResultStatus::Registered => t!("result-status-registered"),
        ResultStatus::Preliminary => t!("result-status-preliminary"),
        ResultStatus::Final => t!("result-status-final"),
        ResultStatus::Amended => t!("result-status-amended"),
        ResultStatus::Corrected => t!("result-status-corrected"),
        ResultStatus::Cancelled => t!("result-status-cancelled"),
        ResultStatus::EnteredInError => t!("result-status-entered-in-error"),
        ResultStatus::Unknown => t!("result-status-unknown"),
    }
}

/// When, with the time of day where it is known.
pub fn measured_at(result: &Observation) -> String {
    result.effective.as_ref().map_or_else(|| t!("not-stated"), format::moment_with_time)
}

/// The same result; of a blood pressure that a person entered here, with its parts in the reader's language: what stands
/// there are our words, and no sender's.
pub fn in_the_readers_words(mut result: Observation) -> Observation {
    if HomeBloodPressure::of(&result).is_none() {
        return result;
    }
    let names = [t!("home-systolic"), t!("home-diastolic"), t!("home-pulse")];
    for (part, name) in result.components.iter_mut().zip(names) {
        part.name = name;
    }
    if let Some(Measured::Quantity(pulse)) = result.components.get_mut(2).map(|part| &mut part.value) {
        pulse.unit = Some(t!("home-pulse-unit"));
    }
    result
}
