use crate::t;
use shared::record::ResultStatus;

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
