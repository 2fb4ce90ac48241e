use crate::t;
use shared::record::ResultStatus;
#[cfg(feature = "ssr")]
use {crate::format, shared::record::Observation};

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
#[cfg(feature = "ssr")]
pub fn measured_at(result: &Observation) -> String {
    result.effective.as_ref().map_or_else(|| t!("not-stated"), format::moment_with_time)
}
