use crate::{
    format::{told_name, told_words, with_remarks},
    t,
};
use shared::record::{Allergy, AllergyCategory, ClinicalStatus, Criticality, Gravity};

/// What one reacts to, for a list of names.
pub fn name_in_full(allergy: &Allergy) -> String {
    with_remarks(&told_name(&allergy.name), &remarks(allergy))
}

/// What one reacts to, with what happened.
pub fn with_reactions(allergy: &Allergy) -> String {
    let reactions = (!allergy.reactions.is_empty()).then(|| told_words(&allergy.reactions));
    let remarks: Vec<String> = remarks(allergy).into_iter().chain(reactions).collect();
    with_remarks(&told_name(&allergy.name), &remarks)
}

/// What the name of an allergy alone does not say.
pub fn remarks(allergy: &Allergy) -> Vec<String> {
    let own = allergy.is_the_persons_own().then(|| t!("allergy-own"));
    own.into_iter().chain(not_confirmed(allergy)).chain(is_over(allergy)).collect()
}

/// That nobody is sure yet of the allergy, where that is so.
pub fn not_confirmed(allergy: &Allergy) -> Option<String> {
    allergy.is_unconfirmed().then(|| t!("allergy-not-confirmed"))
}

/// Whether the next reaction may be grave, and nobody says that the allergy is gone.
pub fn is_grave(allergy: &Allergy) -> bool {
    allergy.gravity() == Gravity::Grave && allergy.status != ClinicalStatus::Resolved
}

/// Not the words for diagnoses: one is not "under treatment" for an allergy.
pub fn status(status: ClinicalStatus) -> String {
    match status {
        ClinicalStatus::Active | ClinicalStatus::Recurrence | ClinicalStatus::Relapse => {
            t!("allergy-status-active")
        }
        ClinicalStatus::Inactive | ClinicalStatus::Remission => t!("allergy-status-inactive"),
        ClinicalStatus::Resolved => t!("allergy-status-resolved"),
        ClinicalStatus::Unknown | ClinicalStatus::NotStated => t!("not-stated"),
    }
}

/// That the sender calls the allergy inactive or gone.
pub fn is_over(allergy: &Allergy) -> Option<String> {
    let over = [ClinicalStatus::Inactive, ClinicalStatus::Remission, ClinicalStatus::Resolved];
    over.contains(&allergy.status).then(|| status(allergy.status))
}

/// `None`: not stated.
pub fn severity(criticality: Criticality) -> Option<String> {
    match criticality {
        Criticality::High => Some(t!("allergy-severity-high")),
        Criticality::Low => Some(t!("allergy-severity-low")),
        Criticality::UnableToAssess => Some(t!("allergy-severity-unable-to-assess")),
        Criticality::NotStated => None,
    }
}

/// What somebody reacts to.
pub fn category(category: AllergyCategory) -> String {
    match category {
        AllergyCategory::Food => t!("allergy-category-food"),
        AllergyCategory::Medication => t!("allergy-category-medication"),
        AllergyCategory::Environment => t!("allergy-category-environment"),
        AllergyCategory::Biologic => t!("allergy-category-biologic"),
    }
}
