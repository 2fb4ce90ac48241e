use crate::t;
use shared::record::DocumentKind;

pub fn kind(kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Referral => t!("document-kind-referral"),
        DocumentKind::DischargeSummary => t!("document-kind-discharge-summary"),
        DocumentKind::PatientSummary => t!("document-kind-patient-summary"),
        DocumentKind::Checkup => t!("document-kind-checkup"),
        DocumentKind::Prescription => t!("document-kind-prescription"),
        DocumentKind::Other => t!("document-kind-other"),
    }
}

/// The glossary's word for a kind of document.
pub fn term(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::Referral => Some("referral"),
        DocumentKind::DischargeSummary => Some("discharge-summary"),
        DocumentKind::PatientSummary => Some("patient-summary"),
        DocumentKind::Checkup => Some("checkup"),
        DocumentKind::Prescription => Some("prescription-document"),
        DocumentKind::Other => None,
    }
}
