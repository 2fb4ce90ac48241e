use crate::{
    format::{told_name, with_remarks},
    t,
};
use shared::record::{ClinicalStatus, Diagnosis};

/// The name with its remarks, for a list of names.
pub fn name_in_full(diagnosis: &Diagnosis) -> String {
    with_remarks(&told_name(&diagnosis.name), &name_remarks(diagnosis))
}

/// What a diagnosis' name alone does not say: that it is only suspected, or how it stands where it is not simply there,
/// and the text it came with.
pub fn name_remarks(diagnosis: &Diagnosis) -> Vec<String> {
    let suspected = diagnosis.is_suspected().then(|| t!("diagnosis-suspected"));
    suspected.into_iter().chain(unusual_status(diagnosis)).chain(name_as_written(diagnosis)).collect()
}

/// How a diagnosis stands, where it is not simply there.
pub fn unusual_status(diagnosis: &Diagnosis) -> Option<String> {
    let is_usual = matches!(diagnosis.status, ClinicalStatus::Active | ClinicalStatus::NotStated);
    (!is_usual && !diagnosis.is_suspected()).then(|| status(diagnosis.status))
}

/// The text as it was sent, where it says less than the name.
pub fn name_as_written(diagnosis: &Diagnosis) -> Option<String> {
    diagnosis.written.clone().map(|text| t!("diagnosis-written", text = text))
}

pub fn status(status: ClinicalStatus) -> String {
    match status {
        ClinicalStatus::Active => t!("clinical-status-active"),
        ClinicalStatus::Recurrence => t!("clinical-status-recurrence"),
        ClinicalStatus::Relapse => t!("clinical-status-relapse"),
        ClinicalStatus::Inactive => t!("clinical-status-inactive"),
        ClinicalStatus::Remission => t!("clinical-status-remission"),
        ClinicalStatus::Resolved => t!("clinical-status-resolved"),
        ClinicalStatus::Unknown => t!("clinical-status-unknown"),
        ClinicalStatus::NotStated => t!("clinical-status-not-stated"),
    }
}
