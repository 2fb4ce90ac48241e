use crate::t;

/// What kind of thing it was, as far as its FHIR type tells.
pub fn kind(resource_type: &str) -> String {
    match resource_type {
        "Condition" => t!("unreadable-kind-diagnosis"),
        "AllergyIntolerance" => t!("unreadable-kind-allergy"),
        "Observation" => t!("unreadable-kind-result"),
        "MedicationRequest" => t!("unreadable-kind-prescription"),
        "Composition" | "Bundle" | "DocumentReference" => t!("unreadable-kind-document"),
        "Procedure" => t!("unreadable-kind-procedure"),
        "Immunization" => t!("unreadable-kind-immunization"),
        "CarePlan" => t!("unreadable-kind-plan"),
        _ => t!("unreadable-kind-other"),
    }
}
