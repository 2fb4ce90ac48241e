use crate::{
    kinds::{allergy, diagnosis, document, immunization, observation, prescription, procedure},
    t,
};
use shared::record::sent_as;

/// What kind of thing it was, as far as its type tells.
pub fn kind(resource_type: &str) -> String {
    match sent_as(resource_type) {
        Some(diagnosis::NAME) => t!("unreadable-kind-diagnosis"),
        Some(allergy::NAME) => t!("unreadable-kind-allergy"),
        Some(observation::NAME) => t!("unreadable-kind-result"),
        Some(prescription::NAME) => t!("unreadable-kind-prescription"),
        Some(document::NAME) => t!("unreadable-kind-document"),
        Some(procedure::NAME) => t!("unreadable-kind-procedure"),
        Some(immunization::NAME) => t!("unreadable-kind-immunization"),
        _ => t!("unreadable-kind-other"),
    }
}
